"""The model `BulkInviteResult`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model_attributes import NO_NAMES, new
from .._model_methods import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras
from .invite import Invite


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class BulkInviteResult(Model):
    """Result for one invitee.

    Attributes:
        invitee: Invitee email or Docker ID.
        status: Status of the invite or validation error.
        invite: Invite data if successfully invited.
    """

    _schema: ClassVar = Schema("$.components.schemas.bulk_invite.properties.invitees.items")

    invitee: str
    """Invitee email or Docker ID."""
    status: str
    """Status of the invite or validation error."""
    invite: Invite | None = None
    """Invite data if successfully invited."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            model.invitee = src.invitee
            model.status = src.status
            v = src.invite
            if v is not None:
                v = Invite._from_structs((v,), unknown)[0]
            model.invite = v
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models
