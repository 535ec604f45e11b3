"""Organizations: the methods of `hub.orgs`."""

from typing import TYPE_CHECKING, Literal

from .._calls import CallOptions, Sender
from .._walks import Pager
from ..calls import orgs as calls

if TYPE_CHECKING:
    from ..models.org_member import OrgMember
    from ..models.profile import Profile


class Orgs:
    """Organizations.

    The organization endpoints allow you to interact with and manage your organizations.

    For more information, see Organization administration overview
    (https://docs.docker.com/admin/organization/).
    """

    __slots__ = ("_sender",)

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def __repr__(self) -> str:
        return "<hub.orgs, 5 methods>"

    def list_members(
        self,
        org_name: str,
        *,
        search: str | None = None,
        page: int | None = None,
        invites: bool | None = None,
        type: Literal["all", "invitee", "member"] | str | None = None,
        role: Literal["owner", "editor", "member"] | str | None = None,
        page_size: int | None = None,
        options: CallOptions | None = None,
    ) -> "Pager[OrgMember]":
        """List org members.

        Returns a list of members for an organization.

        The following fields are only visible to orgs with insights enabled.

        - `last_logged_in_at`
        - `last_seen_at`
        - `last_desktop_version`

        To make visible, please see View Insights for organization users
        (https://docs.docker.com/admin/insights/#view-insights-for-organization-users).

        `GET /v2/orgs/{org_name}/members`

        Credentials: a user's password or an organization access token with `scope-member-read`.

        Args:
            org_name: Name of the organization (namespace).
            search: Search term.
            page: Page number (starts on 1).
            invites: Include invites in the response.
            type: Type. One of `all`, `invitee`, `member`; the service may know others.
            role: Role. One of `owner`, `editor`, `member`; the service may know others.
            page_size: Number of items (rows) per page. Defaults to 25. Max of 100.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            A pager of `OrgMember`: `await` it for one page, iterate it with `async for` over all
            items. Before that, no request is sent, and no error except `ArgumentError` is raised.
            Without `page`, `await` and `async for` both start at the first page. Without
            `page_size`, the service chooses the size, but `async for` from the first page requests
            the largest pages.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            BadRequestError: An argument is malformed or out of range (400).
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return self._sender.paginate(
            calls.list_members(
                org_name, search=search, page=page, invites=invites, type=type, role=role, page_size=page_size
            ),
            options,
        )

    async def export_members(self, org_name: str, *, options: CallOptions | None = None) -> str:
        """Export org members CSV.

        Export members of an organization as a CSV.

        `GET /v2/orgs/{org_name}/members/export`

        Credentials: a user's password or an organization access token with `scope-member-read`.

        Args:
            org_name: Name of the organization (namespace).
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The text of the response (text/csv).

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            BadRequestError: An argument is malformed or out of range (400).
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.export_members(org_name), options)

    async def update_member(
        self, org_name: str, username: str, *, role: str, options: CallOptions | None = None
    ) -> "OrgMember":
        """Update org member (role).

        Updates the role of a member in the organization. Only users in the "owners" group of the
        organization can use this endpoint.

        `PUT /v2/orgs/{org_name}/members/{username}`

        Credentials: a user's password or an organization access token with `scope-member-edit`.

        Args:
            org_name: Name of the organization (namespace).
            username: Username, identifier for the user (namespace, DockerID).
            role: Role of the member. Valid values are the core roles `owner`, `editor`, and
                `member`, or the name of an existing custom role
                (https://docs.docker.com/enterprise/security/roles-and-permissions/custom-roles/manage/).
                Use the custom role's name identifier, not its label or UUID.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The organization member.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            BadRequestError: An argument is malformed or out of range (400).
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.update_member(org_name, username, role=role), options)

    async def remove_member(self, org_name: str, username: str, *, options: CallOptions | None = None) -> None:
        """Remove member from org.

        Removes the member from the org, ie. all groups in the org, unless they're the last owner.

        `DELETE /v2/orgs/{org_name}/members/{username}`

        Credentials: a user's password or an organization access token with `scope-member-edit`.

        Args:
            org_name: Name of the organization (namespace).
            username: Username, identifier for the user (namespace, DockerID).
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            BadRequestError: An argument is malformed or out of range (400).
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        await self._sender.send(calls.remove_member(org_name, username), options)

    async def get(self, org_name: str, *, options: CallOptions | None = None) -> "Profile":
        """Get the profile of an organization.

        Undocumented: Docker Hub has this operation (known from hub-mcp, November 2026), and
        Docker's document does not.

        `GET /v2/orgs/{org_name}/`

        Credentials: none for what is public, else a user's password or a personal access token.

        Args:
            org_name: Name of the organization (namespace).
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The profile.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.get(org_name), options)
