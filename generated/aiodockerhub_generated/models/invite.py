from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Invite")


@_attrs_define
class Invite:
    """
    Attributes:
        id (str): uuid representing the invite id Example: e36eca69-4cc8-4f17-9845-ae8c2b832691.
        invitee (str): can either be a dockerID for registered users or an email for non-registered users Example:
            invitee@docker.com.
        inviter_username (str | Unset):  Example: moby.
        org (str | Unset): name of the org to join Example: docker.
        team (str | Unset): name of the team (user group) to join Example: owners.
        created_at (datetime.datetime | Unset):  Example: 2021-10-28T18:30:19.520861Z.
        role (str | Unset): Role that the invitee gets in the organization.
    """

    id: str
    invitee: str
    inviter_username: str | Unset = UNSET
    org: str | Unset = UNSET
    team: str | Unset = UNSET
    created_at: datetime.datetime | Unset = UNSET
    role: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        invitee = self.invitee

        inviter_username = self.inviter_username

        org = self.org

        team = self.team

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        role = self.role

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "invitee": invitee,
            }
        )
        if inviter_username is not UNSET:
            field_dict["inviter_username"] = inviter_username
        if org is not UNSET:
            field_dict["org"] = org
        if team is not UNSET:
            field_dict["team"] = team
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if role is not UNSET:
            field_dict["role"] = role

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any], drift: Any = None) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        invitee = d.pop("invitee")

        inviter_username = d.pop("inviter_username", UNSET)

        org = d.pop("org", UNSET)

        team = d.pop("team", UNSET)

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        role = d.pop("role", UNSET)

        invite = cls(
            id=id,
            invitee=invitee,
            inviter_username=inviter_username,
            org=org,
            team=team,
            created_at=created_at,
            role=role,
        )

        invite.additional_properties = d
        return invite

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
