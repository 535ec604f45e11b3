"""The model `AuditLog`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Self

import attrs

from .._model_attributes import NO_NAMES, new
from .._model_methods import Model
from .._schema import Schema, SchemaMismatch
from .._times import read_time
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class AuditLog(Model):
    """Audit log event.

    Attributes:
        account: Namespace that the event belongs to.
        action: Action of the event, such as `repo.tag.push`.
        name: Name of the repository, organization or user that the event is about, such as
            `acme/app`.
        actor: User who triggered the event, as `user` or as `user - access token "label"`.
        data: Details of the event by name, as texts; may be empty.
        timestamp: Time of the event.
        action_description: Description of the action, in words.
        event_id: Identifier of the event.
    """

    _schema: ClassVar = Schema("$.components.schemas.AuditLog")

    account: str | None = None
    """Namespace that the event belongs to."""
    action: str
    """Action of the event, such as `repo.tag.push`."""
    name: str | None = None
    """Name of the repository, organization or user that the event is about, such as `acme/app`."""
    actor: str | None = None
    """User who triggered the event, as `user` or as `user - access token "label"`."""
    data: dict[str, str] | None = None
    """Details of the event by name, as texts; may be empty."""
    timestamp: datetime
    """Time of the event."""
    action_description: str | None = None
    """Description of the action, in words."""
    event_id: str | None = None
    """Identifier of the event."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        parse = read_time
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            model.account = src.account
            model.action = src.action
            model.name = src.name
            model.actor = src.actor
            model.data = src.data
            v = src.timestamp
            if v[7] != "-" or v[-1] != "Z":
                raise SchemaMismatch
            v = parse(v)
            model.timestamp = v
            model.action_description = src.action_description
            model.event_id = src.event_id
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models
