"""Calls of `hub.audit_logs` as values, for `hub.request`."""

from datetime import datetime
from typing import TYPE_CHECKING

from .. import _encoding, _responses, models
from .._calls import Call, PagedCall
from ..operations import OPERATIONS

if TYPE_CHECKING:
    from ..models.audit_log import AuditLog
    from ..models.audit_log_action_catalog import AuditLogActionCatalog
    from ..models.audit_log_page import AuditLogPage


def list_actions(account: str) -> "Call[AuditLogActionCatalog]":
    """Make the call that `AuditLogs.list_actions` sends."""
    return Call(
        operation=OPERATIONS["audit_logs.list_actions"],
        path=_encoding.path("/v2/auditlogs/{account}/actions", account=account),
        decode=models.AuditLogActionCatalog.from_json,
    )


def list(
    account: str,
    *,
    action: str | None = None,
    name: str | None = None,
    actor: str | None = None,
    from_: datetime | None = None,
    to: datetime | None = None,
    page: int | None = None,
    page_size: int | None = None,
) -> "PagedCall[AuditLogPage, AuditLog]":
    """Make the call that `AuditLogs.list` sends."""
    return PagedCall(
        operation=OPERATIONS["audit_logs.list"],
        path=_encoding.path("/v2/auditlogs/{account}", account=account),
        query=_encoding.query(
            {
                "action": _encoding.check_type("action", action, "str | None"),
                "name": _encoding.check_type("name", name, "str | None"),
                "actor": _encoding.check_type("actor", actor, "str | None"),
                "from": _encoding.check_type("from_", from_, "datetime | None"),
                "to": _encoding.check_type("to", to, "datetime | None"),
                "page": _encoding.check_type("page", page, "int | None"),
                "page_size": _encoding.check_type("page_size", page_size, "int | None"),
            }
        ),
        decode=models.AuditLogPage.from_json,
        items=_responses.items_of("logs"),
    )
