"""Invites: the methods of `hub.invites`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .._calls import CallOptions, Sender
from .._walks import Pager
from ..calls import invites as calls

if TYPE_CHECKING:
    from ..models.bulk_invites import BulkInvites
    from ..models.invite import Invite


class Invites:
    """Invites.

    The invites endpoints allow you to manage invites for users to join your Docker organization.

    For more information, see Invite members
    (https://docs.docker.com/admin/organization/manage/members/#invite-members).
    """

    __slots__ = ("_sender",)

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def __repr__(self) -> str:
        return "<hub.invites, 4 methods>"

    def list(self, org_name: str, *, options: CallOptions | None = None) -> "Pager[Invite]":
        """List org invites.

        Return all pending invites for a given org, only team owners can call this endpoint.

        `GET /v2/orgs/{org_name}/invites`

        Credentials: a user's password or an organization access token with `scope-invite-read`.

        Args:
            org_name: Name of the organization (namespace).
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            A pager of `Invite`: `await` it for one page, iterate it with `async for` over all
            items. Before that, no request is sent, and no error except `ArgumentError` is raised.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return self._sender.paginate(calls.list(org_name), options)

    async def delete(self, invite_id: str, *, options: CallOptions | None = None) -> None:
        """Cancel an invite.

        Mark the invite as cancelled so it doesn't show up on the list of pending invites.

        `DELETE /v2/invites/{id}`

        Credentials: a user's password or an organization access token with `scope-invite-edit`.

        Args:
            invite_id: UUID of the invite.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        await self._sender.send(calls.delete(invite_id), options)

    async def resend(self, invite_id: str, *, options: CallOptions | None = None) -> None:
        """Resend an invite.

        Resend a pending invite to the user, any org owner can resend an invite.

        `PATCH /v2/invites/{id}/resend`

        Credentials: a user's password or an organization access token with `scope-invite-edit`.

        Args:
            invite_id: UUID of the invite.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        await self._sender.send(calls.resend(invite_id), options)

    async def create_bulk(
        self,
        *,
        org: str,
        invitees: Sequence[str],
        team: str | None = None,
        role: str | None = None,
        dry_run: bool | None = None,
        client_feature: str | None = None,
        options: CallOptions | None = None,
    ) -> "BulkInvites":
        """Bulk create invites.

        Create multiple invites by emails or DockerIDs. Only a team owner can create invites.

        `POST /v2/invites/bulk`

        Credentials: a user's password or an organization access token with `scope-invite-edit`.

        Args:
            org: Organization name.
            invitees: List of invitees emails or Docker Ids.
            team: Team name.
            role: Role for invitees: `member`, `editor`, `owner`, `distributor_member`, or the
                name of a custom role.
            dry_run: Optional, run through validation but don't actually change data.
            client_feature: Optional string that indicates the feature used to submit the bulk
                invites (e.g.'file', 'web').
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The bulk invites.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            BadRequestError: An argument is malformed or out of range (400).
            ConflictError: The object exists already, or is in use (409).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(
            calls.create_bulk(
                org=org, invitees=invitees, team=team, role=role, dry_run=dry_run, client_feature=client_feature
            ),
            options,
        )
