"""Audit Logs: the methods of `hub.audit_logs`."""

from datetime import datetime
from typing import TYPE_CHECKING

from .._calls import CallOptions, Sender
from .._walks import Pager
from ..calls import audit_logs as calls

if TYPE_CHECKING:
    from ..models.audit_log import AuditLog
    from ..models.audit_log_action_catalog import AuditLogActionCatalog


class AuditLogs:
    """Audit Logs.

    The Audit Logs API endpoints allow you to query audit log events across a namespace.

    For more information, see Audit Logs (https://docs.docker.com/admin/activity-logs/).
    """

    __slots__ = ("_sender",)

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def __repr__(self) -> str:
        return "<hub.audit_logs, 2 methods>"

    async def list_actions(self, account: str, *, options: CallOptions | None = None) -> "AuditLogActionCatalog":
        """List audit log actions.

        List audit log actions for a namespace to be used as a filter for querying audit log events.

        `GET /v2/auditlogs/{account}/actions`

        Credentials: a user's password or an organization access token with `scope-activity-read`.

        Args:
            account: Namespace to query audit log actions for.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The audit log action catalog.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            RateLimitError: There were too many requests, and waiting did not help (429).
            ServerError: The service fails (500).
            StatusError: The service refuses for any other reason.
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.list_actions(account), options)

    def list(
        self,
        account: str,
        *,
        action: str | None = None,
        name: str | None = None,
        actor: str | None = None,
        from_: datetime | None = None,
        to: datetime | None = None,
        page: int | None = None,
        page_size: int | None = None,
        options: CallOptions | None = None,
    ) -> "Pager[AuditLog]":
        """List audit log events.

        List audit log events for a given namespace.

        The newest event comes first. Events at the times `from_` and `to` are included. There is no
        count: the list ends with a page without events.

        `GET /v2/auditlogs/{account}`

        Credentials: a user's password or an organization access token with `scope-activity-read`.

        Args:
            account: Namespace to query audit logs for.
            action: Only events of this action, such as `repo.tag.push`;
                `audit_logs.list_actions` lists the actions.
            name: Only events with this name: of the repository for repository events, of the
                organization for organization events, of the user for team member events.
            actor: Only events that the user with this name triggered.
            from_: Start of the time window you wish to query audit events for.
            to: End of the time window you wish to query audit events for.
            page: Page number to get. Default: `1`.
            page_size: Number of events to get per page. At most 100. Default: `25`.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            A pager of `AuditLog`: `await` it for one page, iterate it with `async for` over all
            items. Before that, no request is sent, and no error except `ArgumentError` is raised.
            Without `page`, `await` and `async for` both start at the first page. Without
            `page_size`, the service chooses the size, but `async for` from the first page requests
            the largest pages.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            RateLimitError: There were too many requests, and waiting did not help (429).
            ServerError: The service fails (500).
            StatusError: The service refuses for any other reason.
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return self._sender.paginate(
            calls.list(
                account, action=action, name=name, actor=actor, from_=from_, to=to, page=page, page_size=page_size
            ),
            options,
        )
