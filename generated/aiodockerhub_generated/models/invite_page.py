"""The model `InvitePage`."""

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
class InvitePage(Model):
    """The pending invites of an organization.

    Attributes:
        data: The invites.
    """

    _schema: ClassVar = Schema(
        "$.paths['/v2/orgs/{org_name}/invites'].get.responses['200'].content['application/json'].schema"
    )

    data: list[Invite] | None = None
    """The invites."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            v = src.data
            if v:
                v = Invite._from_structs(v, unknown)
            model.data = v
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models
