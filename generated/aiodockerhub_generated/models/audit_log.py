from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.audit_log_data import AuditLogData


T = TypeVar("T", bound="AuditLog")


@_attrs_define
class AuditLog:
    """Audit log event.

    Attributes:
        action (str):
        timestamp (datetime.datetime):
        account (str | Unset):
        name (str | Unset):
        actor (str | Unset): Who did it, as `user` or as `user - access token "label"`.
        data (AuditLogData | Unset): Details by name, as texts; may be empty.
        action_description (str | Unset):
        event_id (str | Unset): Identifier of the event.
    """

    action: str
    timestamp: datetime.datetime
    account: str | Unset = UNSET
    name: str | Unset = UNSET
    actor: str | Unset = UNSET
    data: AuditLogData | Unset = UNSET
    action_description: str | Unset = UNSET
    event_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.audit_log_data import AuditLogData  # noqa: PLC0415

        action = self.action

        timestamp = self.timestamp.isoformat()

        account = self.account

        name = self.name

        actor = self.actor

        data: dict[str, Any] | Unset = UNSET
        if not isinstance(self.data, Unset):
            data = self.data.to_dict()

        action_description = self.action_description

        event_id = self.event_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "action": action,
                "timestamp": timestamp,
            }
        )
        if account is not UNSET:
            field_dict["account"] = account
        if name is not UNSET:
            field_dict["name"] = name
        if actor is not UNSET:
            field_dict["actor"] = actor
        if data is not UNSET:
            field_dict["data"] = data
        if action_description is not UNSET:
            field_dict["action_description"] = action_description
        if event_id is not UNSET:
            field_dict["event_id"] = event_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any], drift: Any = None) -> T:
        from ..models.audit_log_data import AuditLogData  # noqa: PLC0415

        d = dict(src_dict)
        action = d.pop("action")

        timestamp = datetime.datetime.fromisoformat(d.pop("timestamp"))

        account = d.pop("account", UNSET)

        name = d.pop("name", UNSET)

        actor = d.pop("actor", UNSET)

        _data = d.pop("data", UNSET)
        data: AuditLogData | Unset
        if isinstance(_data, Unset):
            data = UNSET
        else:
            data = AuditLogData.from_dict(_data)

        action_description = d.pop("action_description", UNSET)

        event_id = d.pop("event_id", UNSET)

        audit_log = cls(
            action=action,
            timestamp=timestamp,
            account=account,
            name=name,
            actor=actor,
            data=data,
            action_description=action_description,
            event_id=event_id,
        )

        audit_log.additional_properties = d
        return audit_log

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
