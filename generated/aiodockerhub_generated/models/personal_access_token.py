from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PersonalAccessToken")


@_attrs_define
class PersonalAccessToken:
    """
    Attributes:
        uuid (str):  Example: b30bbf97-506c-4ecd-aabc-842f3cb484fb.
        is_active (bool):  Example: True.
        token_label (str):  Example: My read only token.
        client_id (str | Unset):  Example: HUB.
        creator_ip (str | Unset):  Example: 127.0.0.1.
        creator_ua (str | Unset):  Example: some user agent.
        created_at (datetime.datetime | Unset):  Example: 2021-07-20T12:00:00.000000Z.
        last_used (datetime.datetime | None | Unset):
        generated_by (str | Unset):  Example: manual.
        token (str | Unset):  Example: a7a5ef25-8889-43a0-8cc7-f2a94268e861.
        scopes (list[str] | Unset):  Example: ['repo:read'].
        expires_at (datetime.datetime | None | Unset): When the token expires; null or missing if never. Example:
            2021-10-28T18:30:19.520861Z.
    """

    uuid: str
    is_active: bool
    token_label: str
    client_id: str | Unset = UNSET
    creator_ip: str | Unset = UNSET
    creator_ua: str | Unset = UNSET
    created_at: datetime.datetime | Unset = UNSET
    last_used: datetime.datetime | None | Unset = UNSET
    generated_by: str | Unset = UNSET
    token: str | Unset = UNSET
    scopes: list[str] | Unset = UNSET
    expires_at: datetime.datetime | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        uuid = self.uuid

        is_active = self.is_active

        token_label = self.token_label

        client_id = self.client_id

        creator_ip = self.creator_ip

        creator_ua = self.creator_ua

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        last_used: None | str | Unset
        if isinstance(self.last_used, Unset):
            last_used = UNSET
        elif isinstance(self.last_used, datetime.datetime):
            last_used = self.last_used.isoformat()
        else:
            last_used = self.last_used

        generated_by = self.generated_by

        token = self.token

        scopes: list[str] | Unset = UNSET
        if not isinstance(self.scopes, Unset):
            scopes = self.scopes

        expires_at: None | str | Unset
        if isinstance(self.expires_at, Unset):
            expires_at = UNSET
        elif isinstance(self.expires_at, datetime.datetime):
            expires_at = self.expires_at.isoformat()
        else:
            expires_at = self.expires_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "uuid": uuid,
                "is_active": is_active,
                "token_label": token_label,
            }
        )
        if client_id is not UNSET:
            field_dict["client_id"] = client_id
        if creator_ip is not UNSET:
            field_dict["creator_ip"] = creator_ip
        if creator_ua is not UNSET:
            field_dict["creator_ua"] = creator_ua
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if last_used is not UNSET:
            field_dict["last_used"] = last_used
        if generated_by is not UNSET:
            field_dict["generated_by"] = generated_by
        if token is not UNSET:
            field_dict["token"] = token
        if scopes is not UNSET:
            field_dict["scopes"] = scopes
        if expires_at is not UNSET:
            field_dict["expires_at"] = expires_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any], drift: Any = None) -> T:
        d = dict(src_dict)
        uuid = d.pop("uuid")

        is_active = d.pop("is_active")

        token_label = d.pop("token_label")

        client_id = d.pop("client_id", UNSET)

        creator_ip = d.pop("creator_ip", UNSET)

        creator_ua = d.pop("creator_ua", UNSET)

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        def _parse_last_used(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_used_type_0 = datetime.datetime.fromisoformat(data)

                return last_used_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        last_used = _parse_last_used(d.pop("last_used", UNSET))

        generated_by = d.pop("generated_by", UNSET)

        token = d.pop("token", UNSET)

        scopes = cast(list[str], d.pop("scopes", UNSET))

        def _parse_expires_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                expires_at_type_0 = datetime.datetime.fromisoformat(data)

                return expires_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        expires_at = _parse_expires_at(d.pop("expires_at", UNSET))

        personal_access_token = cls(
            uuid=uuid,
            is_active=is_active,
            token_label=token_label,
            client_id=client_id,
            creator_ip=creator_ip,
            creator_ua=creator_ua,
            created_at=created_at,
            last_used=last_used,
            generated_by=generated_by,
            token=token,
            scopes=scopes,
            expires_at=expires_at,
        )

        personal_access_token.additional_properties = d
        return personal_access_token

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
