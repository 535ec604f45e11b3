from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.organization_profile_badge import OrganizationProfileBadge, check_organization_profile_badge
from ..types import UNSET, Unset

T = TypeVar("T", bound="OrganizationProfile")


@_attrs_define
class OrganizationProfile:
    """What an organization shows of itself; keys that are not listed here are kept.

    Attributes:
        badge (OrganizationProfileBadge | Unset): Programme that the organization belongs to; empty for none.
    """

    badge: OrganizationProfileBadge | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        badge: str | Unset = UNSET
        if not isinstance(self.badge, Unset):
            badge = self.badge

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if badge is not UNSET:
            field_dict["badge"] = badge

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any], drift: Any = None) -> T:
        d = dict(src_dict)
        _badge = d.pop("badge", UNSET)
        badge: OrganizationProfileBadge | Unset
        if isinstance(_badge, Unset):
            badge = UNSET
        else:
            badge = check_organization_profile_badge(_badge)

        organization_profile = cls(
            badge=badge,
        )

        organization_profile.additional_properties = d
        return organization_profile

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
