"""The model `RepositoryPermissions`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class RepositoryPermissions(Model):
    """What the caller may do with a repository."""

    SCHEMA: ClassVar = Schema("$.components.schemas.repo_permissions")

    read: bool
    """Read permission."""
    write: bool
    """Write permission."""
    admin: bool
    """Admin permission."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.read = src.read
            made.write = src.write
            made.admin = src.admin
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found
