"""The model `OrgAccessTokenResource`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Literal, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class OrgAccessTokenResource(Model):
    """What an organization access token may do, and on what."""

    SCHEMA: ClassVar = Schema("$.components.schemas.orgAccessTokenResource")

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
    """The scopes this token has access to."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.type = src.type
            made.path = src.path
            made.scopes = src.scopes
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found
