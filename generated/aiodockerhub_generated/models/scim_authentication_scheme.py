"""The model `ScimAuthenticationScheme`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model_attributes import NO_NAMES, new
from .._model_methods import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimAuthenticationScheme(Model):
    """A way to authenticate to the SCIM endpoint.

    Attributes:
        name: Name of the scheme.
        description: Description of the scheme.
        spec_uri: URL of the specification of the scheme.
        type: Kind of scheme, such as `oauthbearertoken`.
    """

    _schema: ClassVar = Schema("$.components.schemas.scim_authentication_scheme", keys={"spec_uri": "specUri"})

    name: str | None = None
    """Name of the scheme."""
    description: str | None = None
    """Description of the scheme."""
    spec_uri: str | None = None
    """URL of the specification of the scheme."""
    type: str | None = None
    """Kind of scheme, such as `oauthbearertoken`."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            model.name = src.name
            model.description = src.description
            model.spec_uri = src.spec_uri
            model.type = src.type
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models
