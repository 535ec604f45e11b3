"""The model `AuditLog`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema, SchemaMismatch
from .._times import read_time
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class AuditLog(Model):
    """Audit log event."""

    SCHEMA: ClassVar = Schema("$.components.schemas.AuditLog")

    account: str | Unset = UNSET
    """Namespace that the event belongs to."""
    action: str
    """What happened, such as `repo.tag.push`."""
    name: str | Unset = UNSET
    """What it happened to, such as `acme/app`."""
    actor: str | Unset = UNSET
    """Who did it, as `user` or as `user - access token "label"`."""
    data: dict[str, str] | Unset = UNSET
    """Details by name, as texts; may be empty."""
    timestamp: datetime
    """When it happened."""
    action_description: str | Unset = UNSET
    """What happened, in words."""
    event_id: str | Unset = UNSET
    """Identifier of the event."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.account = src.account
            made.action = src.action
            made.name = src.name
            made.actor = src.actor
            made.data = src.data
            made.timestamp = v = read_time(src.timestamp)
            if v.tzinfo is None:
                raise SchemaMismatch
            made.action_description = src.action_description
            made.event_id = src.event_id
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found
