"""The model `AuditLogActionCatalog`."""

from typing import Any, ClassVar

import attrs

from .._decoding import Model, Schema, Unknown, checked, extras, new
from .._unset import UNSET, Unset
from .audit_log_action_group import AuditLogActionGroup


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class AuditLogActionCatalog(Model):
    """GetAuditActions response."""

    SCHEMA: ClassVar = Schema("$.components.schemas.GetAuditActionsResponse")

    actions: dict[str, AuditLogActionGroup] | Unset = UNSET
    """Map of audit log actions."""

    @classmethod
    def _fill(cls, items: list[dict[str, Any]], found: list[Any], unknown: Unknown | None) -> None:
        for src in items:
            self = new(cls)
            found.append(self)
            v = src["actions"]
            self.actions = (
                v
                if v is UNSET
                else {key: AuditLogActionGroup.from_dicts([item], unknown)[0] for key, item in checked(v, dict).items()}
            )
            if len(src) != 1:
                self.additional_properties = extras(cls, src, len(src) - 1, unknown)
