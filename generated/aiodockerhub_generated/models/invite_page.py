"""The model `InvitePage`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Unknown, array, complete, extras, new
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
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                v = src["data"]
                self.data = v if v is UNSET else Invite.from_dicts(array(v), unknown)
                if len(src) != 1:
                    self._extras = extras(cls, src, len(src) - 1, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found
