"""The model `AuditLogAction`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, complete, extras, new
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class AuditLogAction(Model):
    """Audit Log action."""

    SCHEMA: ClassVar = Schema("$.components.schemas.AuditLogAction")

    name: str | Unset = UNSET
    """Name of audit log action."""
    description: str | Unset = UNSET
    """Description of audit log action."""
    label: str | Unset = UNSET
    """Label for audit log action."""

    @classmethod
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.name = v = src["name"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.description = v = src["description"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.label = v = src["label"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                if len(src) != 3:
                    self._extras = extras(cls, src, len(src) - 3, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found
