"""The model `RepositoryPermissions`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, complete, extras, new


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
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.read = v = src["read"]
                if type(v) is not bool:
                    raise Surprise
                self.write = v = src["write"]
                if type(v) is not bool:
                    raise Surprise
                self.admin = v = src["admin"]
                if type(v) is not bool:
                    raise Surprise
                if len(src) != 3:
                    self._extras = extras(cls, src, len(src) - 3, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found
