"""The model `ScimAuthenticationScheme`."""

from typing import Any, ClassVar

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, extras, new
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
    def _fill(cls, items: list[dict[str, Any]], found: list[Any], unknown: Unknown | None) -> None:
        for src in items:
            self = new(cls)
            found.append(self)
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
                self.additional_properties = extras(cls, src, len(src) - 4, unknown)
