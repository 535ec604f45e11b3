"""The model `AuditLogAction`."""

from typing import Any, ClassVar

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, extras, new
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
    def _fill(cls, items: list[dict[str, Any]], found: list[Any], unknown: Unknown | None) -> None:
        for src in items:
            self = new(cls)
            found.append(self)
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
                self.additional_properties = extras(cls, src, len(src) - 3, unknown)
