"""The model `Invite`."""

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
class Invite(Model):
    """A pending invite to an organization.

    Attributes:
        id: Uuid representing the invite id.
        inviter_username: Name of the user who sent the invite.
        invitee: Can either be a dockerID for registered users or an email for non-registered
            users.
        org: Name of the org to join.
        team: Name of the team (user group) to join.
        created_at: When the invite was made.
        role: Role that the invitee gets in the organization.
    """

    _schema: ClassVar = Schema("$.components.schemas.invite")

    id: str
    """Uuid representing the invite id."""
    inviter_username: str | None = None
    """Name of the user who sent the invite."""
    invitee: str
    """Can either be a dockerID for registered users or an email for non-registered users."""
    org: str | None = None
    """Name of the org to join."""
    team: str | None = None
    """Name of the team (user group) to join."""
    created_at: datetime | None = None
    """When the invite was made."""
    role: str | None = None
    """Role that the invitee gets in the organization."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        parse = read_time
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            model.id = src.id
            model.inviter_username = src.inviter_username
            model.invitee = src.invitee
            model.org = src.org
            model.team = src.team
            v = src.created_at
            if v is not None:
                if v[7] != "-" or v[-1] != "Z":
                    raise SchemaMismatch
                v = parse(v)
            model.created_at = v
            model.role = src.role
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models
