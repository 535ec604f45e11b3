"""The model `ScimAuthenticationScheme`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, complete, extras, new
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimAuthenticationScheme(Model):
    """A way to authenticate to the SCIM endpoint."""

    SCHEMA: ClassVar = Schema("$.components.schemas.scim_authentication_scheme", keys={"spec_uri": "specUri"})

    name: str | Unset = UNSET
    """Name of the scheme."""
    description: str | Unset = UNSET
    """What it is."""
    spec_uri: str | Unset = UNSET
    """Where it is specified."""
    type: str | Unset = UNSET
    """Kind of scheme, such as `oauthbearertoken`."""

    @classmethod
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.name = v = src["name"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.description = v = src["description"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.spec_uri = v = src["specUri"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.type = v = src["type"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                if len(src) != 4:
                    self._extras = extras(cls, src, len(src) - 4, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found
