"""The model `ScimAuthenticationScheme`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
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
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.name = src.name
            made.description = src.description
            made.spec_uri = src.spec_uri
            made.type = src.type
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found
