"""Users: the methods of `hub.users`."""

from typing import TYPE_CHECKING

from .._calls import CallOptions, Sender
from .._walks import Pager
from ..calls import users as calls

if TYPE_CHECKING:
    from ..models.current_user import CurrentUser
    from ..models.profile import Profile
    from ..models.repository_list_entry import RepositoryListEntry
    from ..models.user_organization import UserOrganization


class Users:
    """Users.

    The users endpoints return the logged-in user and the profiles of users.
    """

    __slots__ = ("_sender",)

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def __repr__(self) -> str:
        return "<hub.users, 4 methods>"

    async def me(self, *, options: CallOptions | None = None) -> "CurrentUser":
        """Get the logged-in user.

        Undocumented: Docker Hub has this operation (known from hub-mcp, November 2026), and
        Docker's document does not.

        `GET /v2/user/`

        Credentials: a user's password or a personal access token.

        Args:
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The current user.

        Raises:
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.me(), options)

    def list_orgs(
        self, *, page: int | None = None, page_size: int | None = None, options: CallOptions | None = None
    ) -> "Pager[UserOrganization]":
        """List the organizations of the logged-in user.

        Undocumented: Docker Hub has this operation (known from hub-mcp, November 2026), and
        Docker's document does not.

        `GET /v2/user/orgs/`

        Credentials: a user's password or a personal access token.

        Args:
            page: Page number (starts on 1).
            page_size: Number of items (rows) per page. Max of 100.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            A pager of `UserOrganization`: `await` it for one page, iterate it with `async for` over
            all items. Before that, no request is sent, and no error except `ArgumentError` is
            raised. Without `page`, `await` and `async for` both start at the first page. Without
            `page_size`, the service chooses the size, but `async for` from the first page requests
            the largest pages.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return self._sender.paginate(calls.list_orgs(page=page, page_size=page_size), options)

    async def get(self, username: str, *, options: CallOptions | None = None) -> "Profile":
        """Get the profile of a user.

        Undocumented: Docker Hub has this operation (known from hub-mcp, November 2026), and
        Docker's document does not.

        `GET /v2/users/{username}/`

        Credentials: none for what is public, else a user's password or a personal access token.

        Args:
            username: Username, identifier for the user (namespace, DockerID).
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The profile.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.get(username), options)

    def list_starred(
        self,
        username: str,
        *,
        page: int | None = None,
        page_size: int | None = None,
        options: CallOptions | None = None,
    ) -> "Pager[RepositoryListEntry]":
        """List the repositories that a user has starred.

        Undocumented: Docker Hub has this operation (known from old public clients only; no recent
        client is known to call it (November 2026)), and Docker's document does not.

        `GET /v2/users/{username}/repositories/starred`

        Credentials: none for what is public, else a user's password or a personal access token.

        Args:
            username: Username, identifier for the user (namespace, DockerID).
            page: Page number (starts on 1).
            page_size: Number of items (rows) per page. Max of 100.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            A pager of `RepositoryListEntry`: `await` it for one page, iterate it with `async for`
            over all items. Before that, no request is sent, and no error except `ArgumentError` is
            raised. Without `page`, `await` and `async for` both start at the first page. Without
            `page_size`, the service chooses the size, but `async for` from the first page requests
            the largest pages.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return self._sender.paginate(calls.list_starred(username, page=page, page_size=page_size), options)
