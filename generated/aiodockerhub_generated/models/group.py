from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Group")


@_attrs_define
class Group:
    """
    Attributes:
        id (int): Group ID Example: 10.
        name (str): Name of the group Example: mygroup.
        uuid (str | Unset): UUID for the group
        description (str | Unset): Description of the group Example: Groups description.
        member_count (int | Unset): Member count of the group Example: 10.
        role (str | Unset): Role that members of the group have in the organization.
    """

    id: int
    name: str
    uuid: str | Unset = UNSET
    description: str | Unset = UNSET
    member_count: int | Unset = UNSET
    role: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        uuid = self.uuid

        description = self.description

        member_count = self.member_count

        role = self.role

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
            }
        )
        if uuid is not UNSET:
            field_dict["uuid"] = uuid
        if description is not UNSET:
            field_dict["description"] = description
        if member_count is not UNSET:
            field_dict["member_count"] = member_count
        if role is not UNSET:
            field_dict["role"] = role

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any], drift: Any = None) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        uuid = d.pop("uuid", UNSET)

        description = d.pop("description", UNSET)

        member_count = d.pop("member_count", UNSET)

        role = d.pop("role", UNSET)

        group = cls(
            id=id,
            name=name,
            uuid=uuid,
            description=description,
            member_count=member_count,
            role=role,
        )

        group.additional_properties = d
        return group

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
