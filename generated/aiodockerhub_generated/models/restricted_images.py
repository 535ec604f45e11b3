from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="RestrictedImages")


@_attrs_define
class RestrictedImages:
    """
    Attributes:
        enabled (bool | Unset): Whether or not to restrict image usage for users in the organization. Example: True.
        allow_official_images (bool | Unset): Allow usage of official images if "enabled" is `true`. Example: True.
        allow_verified_publishers (bool | Unset): Allow usage of verified publisher images if "enabled" is `true`.
            Example: True.
    """

    enabled: bool | Unset = UNSET
    allow_official_images: bool | Unset = UNSET
    allow_verified_publishers: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        enabled = self.enabled

        allow_official_images = self.allow_official_images

        allow_verified_publishers = self.allow_verified_publishers

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if enabled is not UNSET:
            field_dict["enabled"] = enabled
        if allow_official_images is not UNSET:
            field_dict["allow_official_images"] = allow_official_images
        if allow_verified_publishers is not UNSET:
            field_dict["allow_verified_publishers"] = allow_verified_publishers

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any], drift: Any = None) -> T:
        d = dict(src_dict)
        enabled = d.pop("enabled", UNSET)

        allow_official_images = d.pop("allow_official_images", UNSET)

        allow_verified_publishers = d.pop("allow_verified_publishers", UNSET)

        restricted_images = cls(
            enabled=enabled,
            allow_official_images=allow_official_images,
            allow_verified_publishers=allow_verified_publishers,
        )

        restricted_images.additional_properties = d
        return restricted_images

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
