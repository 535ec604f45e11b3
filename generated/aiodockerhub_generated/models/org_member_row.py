from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.org_member_row_type import OrgMemberRowType, check_org_member_row_type
from ..types import UNSET, Unset

T = TypeVar("T", bound="OrgMemberRow")


@_attrs_define
class OrgMemberRow:
    """One line of the exported list of members; columns that are not listed here are kept as well.

    Attributes:
        name (str | Unset): First and last name of the member.
        username (str | Unset): Username of the member.
        email (str | Unset): Email address of the member.
        type_ (OrgMemberRowType | Unset): Whether the member has joined.
        role (str | Unset): Role of the member in the organization.
        permission (str | Unset): What the column with the role was called before.
        teams (str | Unset): Teams of the member, separated by commas.
        date_joined (str | Unset): When the member joined. Example: 2020-01-01 15:00:51.193355 +0000 UTC.
    """

    name: str | Unset = UNSET
    username: str | Unset = UNSET
    email: str | Unset = UNSET
    type_: OrgMemberRowType | Unset = UNSET
    role: str | Unset = UNSET
    permission: str | Unset = UNSET
    teams: str | Unset = UNSET
    date_joined: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        username = self.username

        email = self.email

        type_: str | Unset = UNSET
        if not isinstance(self.type_, Unset):
            type_ = self.type_

        role = self.role

        permission = self.permission

        teams = self.teams

        date_joined = self.date_joined

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["Name"] = name
        if username is not UNSET:
            field_dict["Username"] = username
        if email is not UNSET:
            field_dict["Email"] = email
        if type_ is not UNSET:
            field_dict["Type"] = type_
        if role is not UNSET:
            field_dict["Role"] = role
        if permission is not UNSET:
            field_dict["Permission"] = permission
        if teams is not UNSET:
            field_dict["Teams"] = teams
        if date_joined is not UNSET:
            field_dict["Date Joined"] = date_joined

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any], drift: Any = None) -> T:
        d = dict(src_dict)
        name = d.pop("Name", UNSET)

        username = d.pop("Username", UNSET)

        email = d.pop("Email", UNSET)

        _type_ = d.pop("Type", UNSET)
        type_: OrgMemberRowType | Unset
        if isinstance(_type_, Unset):
            type_ = UNSET
        else:
            type_ = check_org_member_row_type(_type_)

        role = d.pop("Role", UNSET)

        permission = d.pop("Permission", UNSET)

        teams = d.pop("Teams", UNSET)

        date_joined = d.pop("Date Joined", UNSET)

        org_member_row = cls(
            name=name,
            username=username,
            email=email,
            type_=type_,
            role=role,
            permission=permission,
            teams=teams,
            date_joined=date_joined,
        )

        org_member_row.additional_properties = d
        return org_member_row

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
