from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.org_access_token_resource_type import OrgAccessTokenResourceType, check_org_access_token_resource_type
from ..types import UNSET, Unset

T = TypeVar("T", bound="OrgAccessTokenResource")


@_attrs_define
class OrgAccessTokenResource:
    """
    Attributes:
        type_ (OrgAccessTokenResourceType): The type of resource Example: TYPE_REPO.
        path (str): The path of the resource. The format of this will change depending on the type of resource.

            For TYPE_REPO resources:
            - Must be an existing repository name (e.g., "myorg/myrepo")
            - Can use glob patterns (e.g., "myorg/*" for all repositories in the organization)
            - Use "*/*/public" to reference all public repositories
             Example: myorg/myrepo.
        scopes (list[str]): The scopes this token has access to
    """

    type_: OrgAccessTokenResourceType
    path: str
    scopes: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        path = self.path

        scopes = self.scopes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "path": path,
                "scopes": scopes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any], drift: Any = None) -> T:
        d = dict(src_dict)
        type_ = check_org_access_token_resource_type(d.pop("type"))

        path = d.pop("path")

        scopes = cast(list[str], d.pop("scopes"))

        org_access_token_resource = cls(
            type_=type_,
            path=path,
            scopes=scopes,
        )

        org_access_token_resource.additional_properties = d
        return org_access_token_resource

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
