"""Personal Access Tokens: the methods of `hub.access_tokens`."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from .._calls import CallOptions, Sender
from .._walks import Pager
from ..calls import access_tokens as calls

if TYPE_CHECKING:
    from ..models.personal_access_token import PersonalAccessToken


class AccessTokens:
    """Personal Access Tokens.

    The Personal Access Token endpoints lets you manage personal access tokens. For more
    information, see Access Tokens
    (https://docs.docker.com/security/access-tokens/personal-access-tokens/).

    You can use a personal access token instead of a password in the Docker CLI
    (https://docs.docker.com/engine/reference/commandline/cli/) or in the `authentication.login`
    route to obtain a bearer token.

    Scopes

    For each scope grouping (in this case "repo"), you only need to define 1 scope as any lower
    scopes are assumed. For example: If you define `repo:write`, the API assumes the scope of both
    `repo:read` and `repo:public_read` as well. If you were to define both `repo:write` and
    `repo:read`, then `repo:read` is assumed by `repo:write` and ignored.

    Treat your personal access token like your password and keep it secret. You cannot retrieve your
    token after it is generated.
    """

    __slots__ = ("_sender",)

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def __repr__(self) -> str:
        return "<hub.access_tokens, 5 methods>"

    async def create(
        self,
        *,
        token_label: str,
        scopes: Sequence[str],
        expires_at: datetime | None = None,
        options: CallOptions | None = None,
    ) -> "PersonalAccessToken":
        """Create personal access token.

        Creates and returns a personal access token.

        `POST /v2/access-tokens`

        Credentials: a user's password only; access tokens are refused.

        Args:
            token_label: Friendly name for you to identify the token. At most 100 characters.
            scopes: Valid scopes: "repo:admin", "repo:write", "repo:read", "repo:public_read".
            expires_at: Optional expiration date for the token. If omitted, the token will
                remain valid indefinitely.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The personal access token.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            BadRequestError: An argument is malformed or out of range (400).
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(
            calls.create(token_label=token_label, scopes=scopes, expires_at=expires_at), options
        )

    def list(
        self, *, page: int | None = None, page_size: int | None = None, options: CallOptions | None = None
    ) -> "Pager[PersonalAccessToken]":
        """List personal access tokens.

        Returns a paginated list of personal access tokens.

        `GET /v2/access-tokens`

        Credentials: a user's password only; access tokens are refused.

        Args:
            page: Page number to get. Default: `1`.
            page_size: Number of items to get per page; at most 100. Default: `10`.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            A pager of `PersonalAccessToken`: `await` it for one page, iterate it with `async for`
            over all items. Before that, no request is sent, and no error except `ArgumentError` is
            raised. Without `page`, `await` and `async for` both start at the first page. Without
            `page_size`, the service chooses the size, but `async for` from the first page requests
            the largest pages.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            BadRequestError: An argument is malformed or out of range (400).
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return self._sender.paginate(calls.list(page=page, page_size=page_size), options)

    async def update(
        self,
        uuid: str,
        *,
        token_label: str | None = None,
        is_active: bool | None = None,
        options: CallOptions | None = None,
    ) -> "PersonalAccessToken":
        """Update personal access token.

        Updates a personal access token partially. You can either update the token's label or
        enable/disable it.

        `PATCH /v2/access-tokens/{uuid}`

        Credentials: a user's password only; access tokens are refused.

        Args:
            uuid: UUID of the token.
            token_label: Friendly name for you to identify the token. At most 100 characters.
            is_active: Whether the token is enabled; false disables it.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The personal access token.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            BadRequestError: An argument is malformed or out of range (400).
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.update(uuid, token_label=token_label, is_active=is_active), options)

    async def get(self, uuid: str, *, options: CallOptions | None = None) -> "PersonalAccessToken":
        """Get personal access token.

        Returns a personal access token by UUID.

        `GET /v2/access-tokens/{uuid}`

        Credentials: a user's password only; access tokens are refused.

        Args:
            uuid: UUID of the token.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The personal access token.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.get(uuid), options)

    async def delete(self, uuid: str, *, options: CallOptions | None = None) -> None:
        """Delete personal access token.

        Deletes a personal access token permanently. This cannot be undone.

        `DELETE /v2/access-tokens/{uuid}`

        Credentials: a user's password only; access tokens are refused.

        Args:
            uuid: UUID of the token.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        await self._sender.send(calls.delete(uuid), options)
