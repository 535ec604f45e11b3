"""The model `RepositoryPermissions`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model import Model, Schema, new
from .._structs import LEARNED, Unknown, keep


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
    def from_structs(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.read = src.read
            made.write = src.write
            made.admin = src.admin
        if LEARNED:
            keep(cls, items, found, unknown)
        return found
