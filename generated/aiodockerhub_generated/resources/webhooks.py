"""Webhooks: the methods of `hub.webhooks`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .._calls import JSON, CallOptions, Sender
from .._omit import OMIT, Omit
from .._walks import Pager
from ..calls import webhooks as calls

if TYPE_CHECKING:
    from ..models.webhook import Webhook
    from ..models.webhook_target import WebhookTarget


class Webhooks:
    """Webhooks.

    Docker Hub calls a webhook when a tag is pushed to its repository.
    """

    __slots__ = ("_sender",)

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def __repr__(self) -> str:
        return "<hub.webhooks, 4 methods>"

    def list(
        self,
        namespace: str,
        repository: str,
        *,
        page: int | None = None,
        page_size: int | None = None,
        options: CallOptions | None = None,
    ) -> "Pager[Webhook]":
        """List the webhooks of a repository.

        Undocumented: Docker Hub has this operation (known from three independent clients, collected
        in November 2026), and Docker's document does not.

        `GET /v2/repositories/{namespace}/{repository}/webhook_pipeline/`

        Credentials: a user's password or a personal access token.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            repository: Name of the repository, without its namespace.
            page: Page number (starts on 1).
            page_size: Number of items (rows) per page. Max of 100.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            A pager of `Webhook`: `await` it for one page, iterate it with `async for` over all
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
        return self._sender.paginate(calls.list(namespace, repository, page=page, page_size=page_size), options)

    async def create(
        self,
        namespace: str,
        repository: str,
        *,
        name: str,
        webhooks: "Sequence[WebhookTarget]",
        expect_final_callback: bool | None = None,
        registry: str | None | Omit = OMIT,
        options: CallOptions | None = None,
    ) -> "Webhook":
        """Create a webhook.

        Undocumented: Docker Hub has this operation (known from three independent clients, collected
        in November 2026), and Docker's document does not.

        `POST /v2/repositories/{namespace}/{repository}/webhook_pipeline/`

        Credentials: a user's password or a personal access token with `repo:admin`.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            repository: Name of the repository, without its namespace.
            name: Name of the webhook.
            webhooks: The URLs to call, each with a name.
            expect_final_callback: Whether Docker Hub waits for a callback before it calls the
                next URL.
            registry: Registry that has the repository; if it is missing, the registry of Docker
                Hub.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The webhook.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            BadRequestError: An argument is malformed or out of range (400).
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(
            calls.create(
                namespace,
                repository,
                name=name,
                webhooks=webhooks,
                expect_final_callback=expect_final_callback,
                registry=registry,
            ),
            options,
        )

    async def delete(self, namespace: str, repository: str, slug: str, *, options: CallOptions | None = None) -> None:
        """Delete a webhook.

        Undocumented: Docker Hub has this operation (known from three independent clients, collected
        in November 2026), and Docker's document does not.

        `DELETE /v2/repositories/{namespace}/{repository}/webhook_pipeline/{slug}/`

        Credentials: a user's password or a personal access token with `repo:admin`.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            repository: Name of the repository, without its namespace.
            slug: Slug of the webhook, as `webhooks.list` returns it.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        await self._sender.send(calls.delete(namespace, repository, slug), options)

    async def get_history(
        self, namespace: str, repository: str, slug: str, *, options: CallOptions | None = None
    ) -> JSON:
        """Get the history of the calls of a webhook.

        The format of the response is not documented, so the JSON is returned as received.

        Undocumented: Docker Hub has this operation (known from three independent clients, collected
        in November 2026), and Docker's document does not.

        `GET /v2/repositories/{namespace}/{repository}/webhook_pipeline/{slug}/history/`

        Credentials: a user's password or a personal access token.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            repository: Name of the repository, without its namespace.
            slug: Slug of the webhook, as `webhooks.list` returns it.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The JSON of the response.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.get_history(namespace, repository, slug), options)
