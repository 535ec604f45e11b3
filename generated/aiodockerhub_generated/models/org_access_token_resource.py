"""The model `OrgAccessTokenResource`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from typing import Any, ClassVar, Literal, Self

import attrs

from .._model_attributes import NO_NAMES, new
from .._model_methods import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class OrgAccessTokenResource(Model):
    """A resource of an organization access token, and the scopes of the token on it.

    Attributes:
        type: The type of resource.
        path: The path of the resource. The format of this will change depending on the type of
            resource.
            For TYPE_REPO resources:
            - Must be an existing repository name (e.g., "myorg/myrepo")
            - Can use glob patterns (e.g., "myorg/*" for all repositories in the organization)
            - Use "*/*/public" to reference all public repositories
        scopes: Scopes of the token on the resource, such as `scope-image-pull`.
    """

    _schema: ClassVar = Schema("$.components.schemas.orgAccessTokenResource")

    type: Literal["TYPE_REPO", "TYPE_ORG"] | str
    """The type of resource."""
    path: str
    """The path of the resource. The format of this will change depending on the type of resource.

    For TYPE_REPO resources:
    - Must be an existing repository name (e.g., "myorg/myrepo")
    - Can use glob patterns (e.g., "myorg/*" for all repositories in the organization)
    - Use "*/*/public" to reference all public repositories
    """
    scopes: list[str]
    """Scopes of the token on the resource, such as `scope-image-pull`."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            model.type = src.type
            model.path = src.path
            model.scopes = src.scopes
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models
