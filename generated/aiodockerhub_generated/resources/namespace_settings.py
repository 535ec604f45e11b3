"""Namespace settings: the methods of `hub.namespace_settings`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from .._calls import CallOptions, Sender
from .._walks import Pager
from ..calls import namespace_settings as calls

if TYPE_CHECKING:
    from ..models.allowlist_item import AllowlistItem
    from ..models.namespace_policy import NamespacePolicy
    from ..models.registry_settings import RegistrySettings


class NamespaceSettings:
    """Namespace settings.

    The namespace settings of an organization: restrictions on its members, and the visibility of
    new repositories.
    """

    __slots__ = ("_sender",)

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def __repr__(self) -> str:
        return "<hub.namespace_settings, 7 methods>"

    async def get(self, org_name: str, *, options: CallOptions | None = None) -> "NamespacePolicy":
        """Get the namespace settings of an organization.

        Undocumented: Docker Hub has this operation (known from terraform-provider-docker, November
        2026), and Docker's document does not.

        `GET /v2/namespaces/{org_name}/settings`

        Credentials: a user's password only; access tokens are refused.

        Args:
            org_name: Name of the organization (namespace).
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The namespace policy.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.get(org_name), options)

    async def update(
        self,
        org_name: str,
        *,
        disable_public_repositories: bool,
        disable_push_member_namespaces: bool,
        repository_allowlist_enabled: bool,
        require_federated_auth_for_push: bool,
        options: CallOptions | None = None,
    ) -> None:
        """Replace the namespace settings of an organization.

        The request must contain all settings.

        Undocumented: Docker Hub has this operation (known from terraform-provider-docker, November
        2026), and Docker's document does not.

        `PUT /v2/namespaces/{org_name}/settings`

        Credentials: a user's password only; access tokens are refused.

        Args:
            org_name: Name of the organization (namespace).
            disable_public_repositories: Whether members cannot make public repositories.
            disable_push_member_namespaces: Whether members cannot push to their own namespaces.
            repository_allowlist_enabled: Whether members may push only to the repositories of
                the allowlist.
            require_federated_auth_for_push: Whether members can push only after they have
                logged in through an identity provider (single sign-on).
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
        await self._sender.send(
            calls.update(
                org_name,
                disable_public_repositories=disable_public_repositories,
                disable_push_member_namespaces=disable_push_member_namespaces,
                repository_allowlist_enabled=repository_allowlist_enabled,
                require_federated_auth_for_push=require_federated_auth_for_push,
            ),
            options,
        )

    def list_allowlist(
        self,
        org_name: str,
        *,
        page: int | None = None,
        page_size: int | None = None,
        options: CallOptions | None = None,
    ) -> "Pager[AllowlistItem]":
        """List the repositories of the allowlist, to which members may push.

        Undocumented: Docker Hub has this operation (known from terraform-provider-docker, November
        2026), and Docker's document does not.

        `GET /v2/namespaces/{org_name}/allowlist/items`

        Credentials: a user's password only; access tokens are refused.

        Args:
            org_name: Name of the organization (namespace).
            page: Page number (starts on 1).
            page_size: Number of items (rows) per page. Max of 100.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            A pager of `AllowlistItem`: `await` it for one page, iterate it with `async for` over
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
        return self._sender.paginate(calls.list_allowlist(org_name, page=page, page_size=page_size), options)

    async def add_to_allowlist(
        self, org_name: str, *, repository_names: Sequence[str], options: CallOptions | None = None
    ) -> None:
        """Add repositories to the allowlist, to which members may push.

        Undocumented: Docker Hub has this operation (known from terraform-provider-docker, November
        2026), and Docker's document does not.

        `POST /v2/namespaces/{org_name}/allowlist/items`

        Credentials: a user's password only; access tokens are refused.

        Args:
            org_name: Name of the organization (namespace).
            repository_names: Names of repositories, such as `library/nginx`.
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
        await self._sender.send(calls.add_to_allowlist(org_name, repository_names=repository_names), options)

    async def remove_from_allowlist(
        self, org_name: str, *, repository_names: Sequence[str], options: CallOptions | None = None
    ) -> None:
        """Remove repositories from the allowlist, to which members may push.

        The body of the DELETE request contains the names.

        Undocumented: Docker Hub has this operation (known from terraform-provider-docker, November
        2026), and Docker's document does not.

        `DELETE /v2/namespaces/{org_name}/allowlist/items`

        Credentials: a user's password only; access tokens are refused.

        Args:
            org_name: Name of the organization (namespace).
            repository_names: Names of repositories, such as `library/nginx`.
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
        await self._sender.send(calls.remove_from_allowlist(org_name, repository_names=repository_names), options)

    async def get_registry(self, org_name: str, *, options: CallOptions | None = None) -> "RegistrySettings":
        """Get the registry settings of an organization.

        Undocumented: Docker Hub has this operation (known from terraform-provider-docker, November
        2026), and Docker's document does not.

        `GET /v2/namespaces/{org_name}/registry-settings`

        Credentials: a user's password only; access tokens are refused.

        Args:
            org_name: Name of the organization (namespace).
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The registry settings.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.get_registry(org_name), options)

    async def set_default_visibility(
        self,
        org_name: str,
        *,
        default_repo_visibility: Literal["public", "private"] | str,
        options: CallOptions | None = None,
    ) -> None:
        """Set the visibility of new repositories of an organization.

        Undocumented: Docker Hub has this operation (known from terraform-provider-docker, November
        2026), and Docker's document does not.

        `PATCH /v2/namespaces/{org_name}/registry-settings/default_repo_visibility`

        Credentials: a user's password only; access tokens are refused.

        Args:
            org_name: Name of the organization (namespace).
            default_repo_visibility: Visibility of new repositories. One of `public`, `private`;
                the service may know others.
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
        await self._sender.send(
            calls.set_default_visibility(org_name, default_repo_visibility=default_repo_visibility), options
        )
