from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.org_member_role import OrgMemberRole, check_org_member_role
from ..models.user_type import UserType, check_user_type
from ..types import UNSET, Unset

T = TypeVar("T", bound="OrgMember")


@_attrs_define
class OrgMember:
    """
    Attributes:
        id (str | Unset): The UUID trimmed Example: 0ab70deb065a43fcacd55d48caa945d8.
        company (str | Unset):  Example: Docker Inc.
        date_joined (datetime.datetime | Unset):  Example: 2021-01-05T21:06:53.506400Z.
        full_name (str | Unset):  Example: Jon Snow.
        gravatar_email (str | Unset):
        gravatar_url (str | Unset):
        location (str | Unset):
        profile_url (str | Unset):
        type_ (UserType | Unset):  Example: User.
        username (str | Unset):  Example: dockeruser.
        email (str | Unset): User's email address Example: example@docker.com.
        role (OrgMemberRole | Unset): User's role in the Organization Example: Owner.
        groups (list[str] | Unset): Groups (Teams) that the user is member of Example: ['developers', 'owners'].
        is_guest (bool | Unset): If the organization has verified domains, members that have email addresses outside of
            those domains will be flagged as guests. Example: False.
        primary_email (str | Unset): The user's email primary address. Example: example@docker.com.
        last_logged_in_at (datetime.datetime | Unset): Last time the user logged in. To access this field, you must have
            insights visible for your organization. See
            [Insights](https://docs.docker.com/admin/organization/insights/#view-insights-for-organization-users).
             Example: 2021-01-05T21:06:53.506400Z.
        last_seen_at (datetime.datetime | Unset): Last time the user was seen. To access this field, you must have
            insights visible for your organization. See
            [Insights](https://docs.docker.com/admin/organization/insights/#view-insights-for-organization-users).
             Example: 2021-01-05T21:06:53.506400Z.
        last_desktop_version (str | Unset): Last desktop version the user used. To access this field, you must have
            insights visible for your organization. See
            [Insights](https://docs.docker.com/admin/organization/insights/#view-insights-for-organization-users).
             Example: 4.29.0.
    """

    id: str | Unset = UNSET
    company: str | Unset = UNSET
    date_joined: datetime.datetime | Unset = UNSET
    full_name: str | Unset = UNSET
    gravatar_email: str | Unset = UNSET
    gravatar_url: str | Unset = UNSET
    location: str | Unset = UNSET
    profile_url: str | Unset = UNSET
    type_: UserType | Unset = UNSET
    username: str | Unset = UNSET
    email: str | Unset = UNSET
    role: OrgMemberRole | Unset = UNSET
    groups: list[str] | Unset = UNSET
    is_guest: bool | Unset = UNSET
    primary_email: str | Unset = UNSET
    last_logged_in_at: datetime.datetime | Unset = UNSET
    last_seen_at: datetime.datetime | Unset = UNSET
    last_desktop_version: str | Unset = UNSET
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

        role: str | Unset = UNSET
        if not isinstance(self.role, Unset):
            role = self.role

        groups: list[str] | Unset = UNSET
        if not isinstance(self.groups, Unset):
            groups = self.groups

        is_guest = self.is_guest

        primary_email = self.primary_email

        last_logged_in_at: str | Unset = UNSET
        if not isinstance(self.last_logged_in_at, Unset):
            last_logged_in_at = self.last_logged_in_at.isoformat()

        last_seen_at: str | Unset = UNSET
        if not isinstance(self.last_seen_at, Unset):
            last_seen_at = self.last_seen_at.isoformat()

        last_desktop_version = self.last_desktop_version

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
        if role is not UNSET:
            field_dict["role"] = role
        if groups is not UNSET:
            field_dict["groups"] = groups
        if is_guest is not UNSET:
            field_dict["is_guest"] = is_guest
        if primary_email is not UNSET:
            field_dict["primary_email"] = primary_email
        if last_logged_in_at is not UNSET:
            field_dict["last_logged_in_at"] = last_logged_in_at
        if last_seen_at is not UNSET:
            field_dict["last_seen_at"] = last_seen_at
        if last_desktop_version is not UNSET:
            field_dict["last_desktop_version"] = last_desktop_version

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
        type_: UserType | Unset
        if isinstance(_type_, Unset):
            type_ = UNSET
        else:
            type_ = check_user_type(_type_)

        username = d.pop("username", UNSET)

        email = d.pop("email", UNSET)

        _role = d.pop("role", UNSET)
        role: OrgMemberRole | Unset
        if isinstance(_role, Unset):
            role = UNSET
        else:
            role = check_org_member_role(_role)

        groups = cast(list[str], d.pop("groups", UNSET))

        is_guest = d.pop("is_guest", UNSET)

        primary_email = d.pop("primary_email", UNSET)

        _last_logged_in_at = d.pop("last_logged_in_at", UNSET)
        last_logged_in_at: datetime.datetime | Unset
        if isinstance(_last_logged_in_at, Unset):
            last_logged_in_at = UNSET
        else:
            last_logged_in_at = datetime.datetime.fromisoformat(_last_logged_in_at)

        _last_seen_at = d.pop("last_seen_at", UNSET)
        last_seen_at: datetime.datetime | Unset
        if isinstance(_last_seen_at, Unset):
            last_seen_at = UNSET
        else:
            last_seen_at = datetime.datetime.fromisoformat(_last_seen_at)

        last_desktop_version = d.pop("last_desktop_version", UNSET)

        org_member = cls(
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
            role=role,
            groups=groups,
            is_guest=is_guest,
            primary_email=primary_email,
            last_logged_in_at=last_logged_in_at,
            last_seen_at=last_seen_at,
            last_desktop_version=last_desktop_version,
        )

        org_member.additional_properties = d
        return org_member

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
