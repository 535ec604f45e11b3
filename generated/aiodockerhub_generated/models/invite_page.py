"""The model `InvitePage`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset
from .invite import Invite


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class InvitePage(Model):
    """The pending invites of an organization."""

    SCHEMA: ClassVar = Schema(
        "$.paths['/v2/orgs/{org_name}/invites'].get.responses['200'].content['application/json'].schema"
    )

    data: list[Invite] | Unset = UNSET
    """The invites."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            v = src.data
            made.data = v if v is UNSET else Invite.from_structs(v, unknown)
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found
