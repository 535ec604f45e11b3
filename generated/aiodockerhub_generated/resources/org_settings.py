"""Org Settings: the methods of `hub.org_settings`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .._calls import CallOptions, Sender
from ..calls import org_settings as calls

if TYPE_CHECKING:
    from ..models.custom_registry import CustomRegistry
    from ..models.organization_settings import OrganizationSettings
    from ..models.registry_access import RegistryAccess
    from ..models.restricted_images_update import RestrictedImagesUpdate
    from ..models.standard_registry import StandardRegistry


class OrgSettings:
    """Org Settings.

    The Org Settings API endpoints allow you to manage your organization's settings.
    """

    __slots__ = ("_sender",)

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def __repr__(self) -> str:
        return "<hub.org_settings, 4 methods>"

    async def get(self, org_name: str, *, options: CallOptions | None = None) -> "OrganizationSettings":
        """Get organization settings.

        Returns organization settings by name.

        `GET /v2/orgs/{name}/settings`

        Credentials: a user's password only; access tokens are refused.

        Args:
            org_name: Name of the organization.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The organization settings.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.get(org_name), options)

    async def update(
        self, org_name: str, *, restricted_images: "RestrictedImagesUpdate", options: CallOptions | None = None
    ) -> "OrganizationSettings":
        """Update organization settings.

        Updates an organization's settings. Some settings are only used when the organization is on
        a business subscription.

        Only users with administrative privileges for the organization (owner role) can modify these
        settings.

        The following settings are only used on a business subscription:
        - `restricted_images`

        `PUT /v2/orgs/{name}/settings`

        Credentials: a user's password only; access tokens are refused.

        Args:
            org_name: Name of the organization.
            restricted_images: Which images members of the organization may use.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The organization settings.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.update(org_name, restricted_images=restricted_images), options)

    async def get_registry_access(self, org_name: str, *, options: CallOptions | None = None) -> "RegistryAccess":
        """Get the registry access settings of an organization.

        Undocumented: Docker Hub has this operation (known from terraform-provider-docker, November
        2026), and Docker's document does not.

        `GET /v2/orgs/{org_name}/settings/registry-access-management`

        Credentials: a user's password or an organization access token with `scope-ram-read`.

        Args:
            org_name: Name of the organization (namespace).
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The registry access.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.get_registry_access(org_name), options)

    async def update_registry_access(
        self,
        org_name: str,
        *,
        enabled: bool,
        standard_registries: "Sequence[StandardRegistry]",
        custom_registries: "Sequence[CustomRegistry]",
        options: CallOptions | None = None,
    ) -> "RegistryAccess":
        """Replace the registry access settings of an organization.

        Undocumented: Docker Hub has this operation (known from terraform-provider-docker, November
        2026), and Docker's document does not.

        `PUT /v2/orgs/{org_name}/settings/registry-access-management`

        Credentials: a user's password or an organization access token with `scope-ram-write`.

        Args:
            org_name: Name of the organization (namespace).
            enabled: Whether Docker Desktop lets members pull from the allowed registries only.
            standard_registries: Predefined registries, each allowed or not.
            custom_registries: Registries that the organization has added, each allowed or not.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The registry access.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(
            calls.update_registry_access(
                org_name, enabled=enabled, standard_registries=standard_registries, custom_registries=custom_registries
            ),
            options,
        )
