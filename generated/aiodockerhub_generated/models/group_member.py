from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.group_member_type import GroupMemberType, check_group_member_type
from ..types import UNSET, Unset

T = TypeVar("T", bound="GroupMember")


@_attrs_define
class GroupMember:
    """
    Attributes:
        id (str | Unset): The UUID trimmed Example: 0ab70deb065a43fcacd55d48caa945d8.
        company (str | Unset):  Example: Docker Inc.
        date_joined (datetime.datetime | Unset):  Example: 2021-01-05T21:06:53.506400Z.
        full_name (str | Unset):  Example: John Snow.
        gravatar_email (str | Unset):
        gravatar_url (str | Unset):
        location (str | Unset):
        profile_url (str | Unset):
        type_ (GroupMemberType | Unset):  Example: User.
        username (str | Unset):  Example: dockeruser.
        email (str | Unset):  Example: dockeruser@docker.com.
    """

    id: str | Unset = UNSET
    company: str | Unset = UNSET
    date_joined: datetime.datetime | Unset = UNSET
    full_name: str | Unset = UNSET
    gravatar_email: str | Unset = UNSET
    gravatar_url: str | Unset = UNSET
    location: str | Unset = UNSET
    profile_url: str | Unset = UNSET
    type_: GroupMemberType | Unset = UNSET
    username: str | Unset = UNSET
    email: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        company = self.company

        date_joined: str | Unset = UNSET
        if not isinstance(self.date_joined, Unset):
            date_joined = self.date_joined.isoformat()

        full_name = self.full_name

        gravatar_email = self.gravatar_email

        gravatar_url = self.gravatar_url

        location = self.location

        profile_url = self.profile_url

        type_: str | Unset = UNSET
        if not isinstance(self.type_, Unset):
            type_ = self.type_

        username = self.username

        email = self.email

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if company is not UNSET:
            field_dict["company"] = company
        if date_joined is not UNSET:
            field_dict["date_joined"] = date_joined
        if full_name is not UNSET:
            field_dict["full_name"] = full_name
        if gravatar_email is not UNSET:
            field_dict["gravatar_email"] = gravatar_email
        if gravatar_url is not UNSET:
            field_dict["gravatar_url"] = gravatar_url
        if location is not UNSET:
            field_dict["location"] = location
        if profile_url is not UNSET:
            field_dict["profile_url"] = profile_url
        if type_ is not UNSET:
            field_dict["type"] = type_
        if username is not UNSET:
            field_dict["username"] = username
        if email is not UNSET:
            field_dict["email"] = email

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any], drift: Any = None) -> T:
        d = dict(src_dict)
        id = d.pop("id", UNSET)

        company = d.pop("company", UNSET)

        _date_joined = d.pop("date_joined", UNSET)
        date_joined: datetime.datetime | Unset
        if isinstance(_date_joined, Unset):
            date_joined = UNSET
        else:
            date_joined = datetime.datetime.fromisoformat(_date_joined)

        full_name = d.pop("full_name", UNSET)

        gravatar_email = d.pop("gravatar_email", UNSET)

        gravatar_url = d.pop("gravatar_url", UNSET)

        location = d.pop("location", UNSET)

        profile_url = d.pop("profile_url", UNSET)

        _type_ = d.pop("type", UNSET)
        type_: GroupMemberType | Unset
        if isinstance(_type_, Unset):
            type_ = UNSET
        else:
            type_ = check_group_member_type(_type_)

        username = d.pop("username", UNSET)

        email = d.pop("email", UNSET)

        group_member = cls(
            id=id,
            company=company,
            date_joined=date_joined,
            full_name=full_name,
            gravatar_email=gravatar_email,
            gravatar_url=gravatar_url,
            location=location,
            profile_url=profile_url,
            type_=type_,
            username=username,
            email=email,
        )

        group_member.additional_properties = d
        return group_member

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
