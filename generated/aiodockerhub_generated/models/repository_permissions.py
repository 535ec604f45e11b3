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
            self = new(cls)
            found.append(self)
            self._extras = None
            self.read = src.read
            self.write = src.write
            self.admin = src.admin
        if cls in LEARNED:
            keep(cls, items, found, unknown)
        return found
