"""Organization Access Tokens: the methods of `hub.org_access_tokens`."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from .._calls import CallOptions, Sender
from .._omit import OMIT, Omit
from .._walks import Pager
from ..calls import org_access_tokens as calls

if TYPE_CHECKING:
    from ..models.created_org_access_token import CreatedOrgAccessToken
    from ..models.org_access_token import OrgAccessToken
    from ..models.org_access_token_resource import OrgAccessTokenResource


class OrgAccessTokens:
    """Organization Access Tokens.

    The organization access token endpoints allow you to manage organization access tokens (OATs).
    See Organization access tokens (https://docs.docker.com/security/for-admins/access-tokens/) for
    more information.

    OATs only authenticate requests to the modern namespace-scoped routes under
    `/v2/namespaces/{namespace}/repositories/`. Legacy repository paths are OAT unsupported,
    regardless of the token's scopes, and reject every OAT with `403 token issued from organization
    access token is not allowed`:

    - `GET /v2/repositories/{namespace}/{repository}` — use `repositories.get` instead.
    - `GET /v2/repositories/{namespace}` — use `repositories.list` instead.
    - `GET /v2/users/{username}/repositories` — use `repositories.list` instead.
    """

    __slots__ = ("_sender",)

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def __repr__(self) -> str:
        return "<hub.org_access_tokens, 5 methods>"

    async def create(
        self,
        org_name: str,
        *,
        label: str,
        description: str | None = None,
        resources: "Sequence[OrgAccessTokenResource] | None" = None,
        expires_at: datetime | None | Omit = OMIT,
        options: CallOptions | None = None,
    ) -> "CreatedOrgAccessToken":
        """Create access token.

        Create an access token for an organization.

        `POST /v2/orgs/{name}/access-tokens`

        Credentials: a user's password only; access tokens are refused.

        Args:
            org_name: Name of the organization (namespace).
            label: Label for the access token.
            description: Description of the access token.
            resources: Resources this token has access to.
            expires_at: When the token expires; null for never.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The created organization access token.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            BadRequestError: An argument is malformed or out of range (400).
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(
            calls.create(org_name, label=label, description=description, resources=resources, expires_at=expires_at),
            options,
        )

    def list(
        self,
        org_name: str,
        *,
        page: int | None = None,
        page_size: int | None = None,
        options: CallOptions | None = None,
    ) -> "Pager[OrgAccessToken]":
        """List access tokens.

        List access tokens for an organization.

        The list leaves out the resources and scopes of each token; the response for a single token
        has them.

        `GET /v2/orgs/{name}/access-tokens`

        Credentials: a user's password only; access tokens are refused.

        Args:
            org_name: Name of the organization (namespace).
            page: Page number to get. Default: `1`.
            page_size: Number of items to get per page; at most 100. Default: `10`.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            A pager of `OrgAccessToken`: `await` it for one page, iterate it with `async for` over
            all items. Before that, no request is sent, and no error except `ArgumentError` is
            raised. Without `page`, `await` and `async for` both start at the first page. Without
            `page_size`, the service chooses the size, but `async for` from the first page requests
            the largest pages.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return self._sender.paginate(calls.list(org_name, page=page, page_size=page_size), options)

    async def get(self, org_name: str, access_token_id: str, *, options: CallOptions | None = None) -> "OrgAccessToken":
        """Get access token.

        Get details of a specific access token for an organization.

        `GET /v2/orgs/{org_name}/access-tokens/{access_token_id}`

        Credentials: a user's password only; access tokens are refused.

        Args:
            org_name: Name of the organization (namespace).
            access_token_id: ID of the access token.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The organization access token.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.get(org_name, access_token_id), options)

    async def update(
        self,
        org_name: str,
        access_token_id: str,
        *,
        label: str | None = None,
        description: str | None = None,
        resources: "Sequence[OrgAccessTokenResource] | None" = None,
        is_active: bool | None = None,
        options: CallOptions | None = None,
    ) -> "OrgAccessToken":
        """Update access token.

        Update a specific access token for an organization.

        `PATCH /v2/orgs/{org_name}/access-tokens/{access_token_id}`

        Credentials: a user's password only; access tokens are refused.

        Args:
            org_name: Name of the organization (namespace).
            access_token_id: ID of the access token.
            label: Label for the access token.
            description: Description of the access token.
            resources: Resources this token has access to.
            is_active: Whether the token is active.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The organization access token.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(
            calls.update(
                org_name,
                access_token_id,
                label=label,
                description=description,
                resources=resources,
                is_active=is_active,
            ),
            options,
        )

    async def delete(self, org_name: str, access_token_id: str, *, options: CallOptions | None = None) -> None:
        """Delete access token.

        Delete a specific access token for an organization. This action cannot be undone.

        `DELETE /v2/orgs/{org_name}/access-tokens/{access_token_id}`

        Credentials: a user's password only; access tokens are refused.

        Args:
            org_name: Name of the organization (namespace).
            access_token_id: ID of the access token.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        await self._sender.send(calls.delete(org_name, access_token_id), options)
