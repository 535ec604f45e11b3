"""Groups (Teams): the methods of `hub.groups`."""

from typing import TYPE_CHECKING

from .._calls import CallOptions, Sender
from .._walks import Pager
from ..calls import groups as calls

if TYPE_CHECKING:
    from ..models.group import Group
    from ..models.group_member import GroupMember


class Groups:
    """Groups (Teams).

    The groups endpoints allow you to manage your organization's teams and their members.

    For more information, see Create and manage a team
    (https://docs.docker.com/admin/organization/manage/manage-a-team/).
    """

    __slots__ = ("_sender",)

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def __repr__(self) -> str:
        return "<hub.groups, 9 methods>"

    def list(
        self,
        org_name: str,
        *,
        page: int | None = None,
        page_size: int | None = None,
        username: str | None = None,
        search: str | None = None,
        options: CallOptions | None = None,
    ) -> "Pager[Group]":
        """Get groups of an organization.

        `GET /v2/orgs/{org_name}/groups`

        Credentials: a user's password or an organization access token with `scope-group-read`.

        Args:
            org_name: Name of the organization (namespace).
            page: Page number (starts on 1).
            page_size: Number of items (rows) per page. Max of 100.
            username: Get groups for the specified username in the organization.
            search: Get groups for the specified group in the organization.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            A pager of `Group`: `await` it for one page, iterate it with `async for` over all items.
            Before that, no request is sent, and no error except `ArgumentError` is raised. Without
            `page`, `await` and `async for` both start at the first page. Without `page_size`, the
            service chooses the size, but `async for` from the first page requests the largest
            pages.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return self._sender.paginate(
            calls.list(org_name, page=page, page_size=page_size, username=username, search=search), options
        )

    async def create(
        self, org_name: str, *, name: str, description: str | None = None, options: CallOptions | None = None
    ) -> "Group":
        """Create a new group.

        Create a new group within an organization.

        `POST /v2/orgs/{org_name}/groups`

        Credentials: a user's password or an organization access token with `scope-group-edit`.

        Args:
            org_name: Name of the organization (namespace).
            name: Name of the group.
            description: Description of the group.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The group.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            BadRequestError: An argument is malformed or out of range (400).
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.create(org_name, name=name, description=description), options)

    async def get(self, org_name: str, group_name: str, *, options: CallOptions | None = None) -> "Group":
        """Get a group of an organization.

        `GET /v2/orgs/{org_name}/groups/{group_name}`

        Credentials: a user's password or an organization access token with `scope-group-read`.

        Args:
            org_name: Name of the organization (namespace).
            group_name: Name of the group (team) in the organization.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The group.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.get(org_name, group_name), options)

    async def replace(
        self,
        org_name: str,
        group_name: str,
        *,
        name: str,
        description: str | None = None,
        options: CallOptions | None = None,
    ) -> "Group":
        """Update the details for an organization group.

        `PUT /v2/orgs/{org_name}/groups/{group_name}`

        Credentials: a user's password or an organization access token with `scope-group-edit`.

        Args:
            org_name: Name of the organization (namespace).
            group_name: Name of the group (team) in the organization.
            name: Name of the group.
            description: Description of the group.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The group.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.replace(org_name, group_name, name=name, description=description), options)

    async def update(
        self,
        org_name: str,
        group_name: str,
        *,
        name: str | None = None,
        description: str | None = None,
        role: str | None = None,
        options: CallOptions | None = None,
    ) -> "Group":
        """Update some details for an organization group.

        `PATCH /v2/orgs/{org_name}/groups/{group_name}`

        Credentials: a user's password or an organization access token with `scope-group-edit`.

        Args:
            org_name: Name of the organization (namespace).
            group_name: Name of the group (team) in the organization.
            name: Name of the group.
            description: Description of the group.
            role: Role assigned to the team. Valid values are the core roles `owner`, `editor`,
                and `member`, or the name of an existing custom role
                (https://docs.docker.com/enterprise/security/roles-and-permissions/custom-roles/manage/).
                Use the custom role's name identifier, not its label or UUID.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The group.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(
            calls.update(org_name, group_name, name=name, description=description, role=role), options
        )

    async def delete(self, org_name: str, group_name: str, *, options: CallOptions | None = None) -> None:
        """Delete an organization group.

        `DELETE /v2/orgs/{org_name}/groups/{group_name}`

        Credentials: a user's password or an organization access token with `scope-group-edit`.

        Args:
            org_name: Name of the organization (namespace).
            group_name: Name of the group (team) in the organization.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        await self._sender.send(calls.delete(org_name, group_name), options)

    def list_members(
        self,
        org_name: str,
        group_name: str,
        *,
        page: int | None = None,
        page_size: int | None = None,
        search: str | None = None,
        options: CallOptions | None = None,
    ) -> "Pager[GroupMember]":
        """List members of a group.

        List the members (users) that are in a group. If user is owner of the org or has otherwise
        elevated permissions, they can search by email and the result will also contain emails.

        `GET /v2/orgs/{org_name}/groups/{group_name}/members`

        Credentials: a user's password or an organization access token with `scope-group-read`.

        Args:
            org_name: Name of the organization (namespace).
            group_name: Name of the group (team) in the organization.
            page: Page number (starts on 1).
            page_size: Number of items (rows) per page. Max of 100.
            search: Search members by username, full_name or email.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            A pager of `GroupMember`: `await` it for one page, iterate it with `async for` over all
            items. Before that, no request is sent, and no error except `ArgumentError` is raised.
            Without `page`, `await` and `async for` both start at the first page. Without
            `page_size`, the service chooses the size, but `async for` from the first page requests
            the largest pages.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return self._sender.paginate(
            calls.list_members(org_name, group_name, page=page, page_size=page_size, search=search), options
        )

    async def add_member(
        self, org_name: str, group_name: str, *, member: str, options: CallOptions | None = None
    ) -> None:
        """Add a member to a group.

        `POST /v2/orgs/{org_name}/groups/{group_name}/members`

        Credentials: a user's password or an organization access token with `scope-group-edit`.

        Args:
            org_name: Name of the organization (namespace).
            group_name: Name of the group (team) in the organization.
            member: Docker ID of the user to add.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            ServerError: The service fails (500).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        await self._sender.send(calls.add_member(org_name, group_name, member=member), options)

    async def remove_member(
        self, org_name: str, group_name: str, username: str, *, options: CallOptions | None = None
    ) -> None:
        """Remove a user from a group.

        `DELETE /v2/orgs/{org_name}/groups/{group_name}/members/{username}`

        Credentials: a user's password or an organization access token with `scope-group-edit`.

        Args:
            org_name: Name of the organization (namespace).
            group_name: Name of the group (team) in the organization.
            username: Username, identifier for the user (namespace, DockerID).
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        await self._sender.send(calls.remove_member(org_name, group_name, username), options)
