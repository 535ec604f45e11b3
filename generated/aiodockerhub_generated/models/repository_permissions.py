"""The model `RepositoryPermissions`."""

from typing import Any, ClassVar

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, extras, new


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
    def _fill(cls, items: list[dict[str, Any]], found: list[Any], unknown: Unknown | None) -> None:
        for src in items:
            self = new(cls)
            found.append(self)
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
                self.additional_properties = extras(cls, src, len(src) - 3, unknown)
