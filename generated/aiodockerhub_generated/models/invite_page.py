"""The model `InvitePage`."""

from typing import Any, ClassVar

import attrs

from .._decoding import Model, Schema, Unknown, extras, new
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
    def _fill(cls, items: list[dict[str, Any]], found: list[Any], unknown: Unknown | None) -> None:
        for src in items:
            self = new(cls)
            found.append(self)
            v = src["data"]
            self.data = v if v is UNSET else Invite.from_dicts(v, unknown)
            if len(src) != 1:
                self.additional_properties = extras(cls, src, len(src) - 1, unknown)
