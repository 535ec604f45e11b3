"""Repositories: the methods of `hub.repositories`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from .._calls import CallOptions, Sender
from .._walks import Pager
from ..calls import repositories as calls

if TYPE_CHECKING:
    from ..models.category import Category
    from ..models.collaborator import Collaborator
    from ..models.dockerfile import Dockerfile
    from ..models.immutable_tags_matches import ImmutableTagsMatches
    from ..models.repository import Repository
    from ..models.repository_group import RepositoryGroup
    from ..models.repository_list_entry import RepositoryListEntry
    from ..models.tag import Tag
    from ..models.tag_image import TagImage


class Repositories:
    """Repositories.

    The repository endpoints allow you to access your repository's tags.
    """

    __slots__ = ("_sender",)

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def __repr__(self) -> str:
        return "<hub.repositories, 28 methods>"

    def list_tags(
        self,
        namespace: str,
        repository: str,
        *,
        page: int | None = None,
        page_size: int | None = None,
        name: str | None = None,
        ordering: Literal["last_updated", "-last_updated", "name", "-name"] | str | None = None,
        platforms: str | None = None,
        architecture: str | None = None,
        os: str | None = None,
        options: CallOptions | None = None,
    ) -> "Pager[Tag]":
        """List repository tags.

        Returns the list of tags for the specified repository.

        `GET /v2/namespaces/{namespace}/repositories/{repository}/tags`

        Credentials: none for what is public, else a user's password, a personal access token or an
        organization access token with `scope-tag-read`.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            repository: Name of the repository, without its namespace.
            page: Page number to get. Defaults to 1.
            page_size: Number of items to get per page. Defaults to 10. Max of 100.
            name: Only tags with this text in their name. Undocumented.
            ordering: Order of the tags; `last_updated` lists the newest first and
                `-last_updated` the oldest. One of `last_updated`, `-last_updated`, `name`, `-name`;
                the service may know others. Undocumented.
            platforms: Programs that are known to use this parameter send `true`; its effect is
                not documented. To choose tags by platform, use `os` and `architecture`.
                Undocumented.
            architecture: Only tags with an image for this CPU architecture. Undocumented.
            os: Only tags with an image for this operating system. Undocumented.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            A pager of `Tag`: `await` it for one page, iterate it with `async for` over all items.
            Before that, no request is sent, and no error except `ArgumentError` is raised. Without
            `page`, `await` and `async for` both start at the first page. Without `page_size`, the
            service chooses the size, but `async for` from the first page requests the largest
            pages.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return self._sender.paginate(
            calls.list_tags(
                namespace,
                repository,
                page=page,
                page_size=page_size,
                name=name,
                ordering=ordering,
                platforms=platforms,
                architecture=architecture,
                os=os,
            ),
            options,
        )

    async def tags_exist(self, namespace: str, repository: str, *, options: CallOptions | None = None) -> bool:
        """Check repository tags.

        Checks whether the repository has any tags.

        `HEAD /v2/namespaces/{namespace}/repositories/{repository}/tags`

        Credentials: none for what is public, else a user's password, a personal access token or an
        organization access token with `scope-tag-read`.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            repository: Name of the repository, without its namespace.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            `True` for a success, `False` for status 404: there is no such object, or the
            credentials cannot see it.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            ForbiddenError: The credentials do not permit this (403).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.tags_exist(namespace, repository), options)

    async def get_tag(self, namespace: str, repository: str, tag: str, *, options: CallOptions | None = None) -> "Tag":
        """Read repository tag.

        Returns details for a specific tag in the specified repository.

        `GET /v2/namespaces/{namespace}/repositories/{repository}/tags/{tag}`

        Credentials: none for what is public, else a user's password, a personal access token or an
        organization access token with `scope-tag-read`.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            repository: Name of the repository, without its namespace.
            tag: Name of the tag, such as `latest`.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The tag.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.get_tag(namespace, repository, tag), options)

    async def tag_exists(
        self, namespace: str, repository: str, tag: str, *, options: CallOptions | None = None
    ) -> bool:
        """Check repository tag.

        Checks whether the specified tag exists in the repository.

        `HEAD /v2/namespaces/{namespace}/repositories/{repository}/tags/{tag}`

        Credentials: none for what is public, else a user's password, a personal access token or an
        organization access token with `scope-tag-read`.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            repository: Name of the repository, without its namespace.
            tag: Name of the tag, such as `latest`.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            `True` for a success, `False` for status 404: there is no such object, or the
            credentials cannot see it.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            ForbiddenError: The credentials do not permit this (403).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.tag_exists(namespace, repository, tag), options)

    async def delete_tag(
        self, namespace: str, repository: str, tag: str, *, options: CallOptions | None = None
    ) -> None:
        """Delete a tag.

        Deletes a tag. The images stay as long as other tags refer to them.

        Undocumented: Docker Hub has this operation (known from Docker's guide to organization
        access tokens, 2026), and Docker's document does not.

        `DELETE /v2/namespaces/{namespace}/repositories/{repository}/tags/{tag}`

        Credentials: a user's password, a personal access token with `repo:admin` or an organization
        access token with `scope-tag-admin`.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            repository: Name of the repository, without its namespace.
            tag: Name of the tag, such as `latest`.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        await self._sender.send(calls.delete_tag(namespace, repository, tag), options)

    async def update_immutable_tags(
        self,
        namespace: str,
        repository: str,
        *,
        immutable_tags: bool,
        immutable_tags_rules: Sequence[str],
        options: CallOptions | None = None,
    ) -> "Repository":
        """Update repository immutable tags.

        Updates the immutable tags configuration for this repository.

        Only users with administrative privileges for the repository can modify these settings.

        `PATCH /v2/namespaces/{namespace}/repositories/{repository}/immutabletags`

        Credentials: a user's password, a personal access token with `repo:admin` or an organization
        access token with `scope-repository-settings-admin`.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            repository: Name of the repository, without its namespace.
            immutable_tags: Whether immutable tags are enabled.
            immutable_tags_rules: The rules: Go RE2 expressions; each marks the tags it matches
                as immutable.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The repository.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            BadRequestError: An argument is malformed or out of range (400).
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(
            calls.update_immutable_tags(
                namespace, repository, immutable_tags=immutable_tags, immutable_tags_rules=immutable_tags_rules
            ),
            options,
        )

    async def verify_immutable_tags(
        self, namespace: str, repository: str, *, regex: str, options: CallOptions | None = None
    ) -> "ImmutableTagsMatches":
        """Verify repository immutable tags.

        Validates the immutable tags regex passed in the request body and returns a list of tags
        matching it in this repository.

        Only users with administrative privileges for the repository can call this endpoint.

        `POST /v2/namespaces/{namespace}/repositories/{repository}/immutabletags/verify`

        Credentials: a user's password, a personal access token or an organization access token with
        `scope-repository-settings-admin`.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            repository: Name of the repository, without its namespace.
            regex: A rule: a Go RE2 expression that marks the tags it matches as immutable.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The immutable tags matches.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            BadRequestError: An argument is malformed or out of range (400).
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.verify_immutable_tags(namespace, repository, regex=regex), options)

    async def add_group(
        self,
        namespace: str,
        repository: str,
        *,
        group_id: int,
        permission: Literal["read", "write", "admin"] | str,
        options: CallOptions | None = None,
    ) -> "RepositoryGroup":
        """Assign a group (Team) to a repository for access.

        Assigns an organization group (team) to a repository with a specified permission level.

        `POST /v2/repositories/{namespace}/{repository}/groups`

        Credentials: a user's password, a personal access token with `repo:admin` or an organization
        access token with `scope-repo-group-edit`.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            repository: Name of the repository, without its namespace.
            group_id: The ID of the organization group to grant access to.
            permission: The permission level to grant to the group:
                - read: Can view and pull from the repository
                - write: Can view, pull, and push to the repository
                - admin: Can view, pull, push, and manage repository settings
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The repository group.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            BadRequestError: Bad Request - Invalid request parameters (400).
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(
            calls.add_group(namespace, repository, group_id=group_id, permission=permission), options
        )

    def list_groups(
        self,
        namespace: str,
        repository: str,
        *,
        page: int | None = None,
        page_size: int | None = None,
        options: CallOptions | None = None,
    ) -> "Pager[RepositoryGroup]":
        """List the groups of a repository.

        Lists the groups (teams) that have access to a repository, each with its permission.

        Undocumented: Docker Hub has this operation (known from terraform-provider-docker, November
        2026), and Docker's document does not.

        `GET /v2/repositories/{namespace}/{repository}/groups`

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
            A pager of `RepositoryGroup`: `await` it for one page, iterate it with `async for` over
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
        return self._sender.paginate(calls.list_groups(namespace, repository, page=page, page_size=page_size), options)

    def list(
        self,
        namespace: str,
        *,
        page: int | None = None,
        page_size: int | None = None,
        name: str | None = None,
        ordering: Literal["name", "-name", "last_updated", "-last_updated", "pull_count", "-pull_count"]
        | str
        | None = None,
        media_types: str | None = None,
        content_types: str | None = None,
        options: CallOptions | None = None,
    ) -> "Pager[RepositoryListEntry]":
        """List repositories in a namespace.

        Returns a list of repositories within the specified namespace (organization or user).

        Public repositories are accessible to everyone, while private repositories require
        appropriate authentication and permissions.

        OAT listing behavior: an OAT with the `scope-repository-list` scope sees all repositories
        including private ones. An OAT without that scope only sees public repositories. This
        filtering is silent: the response is a normal `200` with no indication that private
        repositories were withheld.

        `GET /v2/namespaces/{namespace}/repositories`

        Credentials: none for what is public, else a user's password, a personal access token or an
        organization access token.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            page: Page number to get. Defaults to 1.
            page_size: Number of repositories to get per page. Defaults to 10. Max of 100.
            name: Filter repositories by name (partial match).
            ordering: Field to order by, with `-` for the other direction. The service lists the
                newest first for `last_updated` and the most pulled first for `pull_count`;
                `-last_updated` and `-pull_count` reverse this order. One of `name`, `-name`,
                `last_updated`, `-last_updated`, `pull_count`, `-pull_count`; the service may know
                others.
            media_types: Only repositories with one of these media types, separated by commas.
                Undocumented.
            content_types: Only repositories with one of these content types, such as `image` or
                `helm`, separated by commas. Undocumented.
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
            BadRequestError: Bad Request - Invalid request parameters (400).
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: Page not found - occurs when requesting a page number `>1` that
                exceeds the available results (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return self._sender.paginate(
            calls.list(
                namespace,
                page=page,
                page_size=page_size,
                name=name,
                ordering=ordering,
                media_types=media_types,
                content_types=content_types,
            ),
            options,
        )

    async def create(
        self,
        namespace: str,
        *,
        name: str,
        description: str | None = None,
        full_description: str | None = None,
        registry: str | None = None,
        is_private: bool | None = None,
        options: CallOptions | None = None,
    ) -> "Repository":
        """Create a new repository.

        Creates a new repository within the specified namespace. The repository will be created with
        the provided metadata including name, description, and privacy settings.

        `POST /v2/namespaces/{namespace}/repositories`

        Credentials: a user's password, a personal access token or an organization access token with
        `scope-repository-create`.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            name: The name of the repository. Must be 2-255 characters long and may only include
                alphanumeric characters, periods (.), underscores (_), or hyphens (-). Letters must
                be lowercase.
            description: Short description, at most 100 bytes in UTF-8.
            full_description: Description in Markdown, at most 25,000 bytes in UTF-8.
            registry: The registry where the repository will be hosted.
            is_private: Whether the repository should be private. Default: `false`.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The repository.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            BadRequestError: An argument is malformed or out of range (400).
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            ServerError: The service fails (500).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(
            calls.create(
                namespace,
                name=name,
                description=description,
                full_description=full_description,
                registry=registry,
                is_private=is_private,
            ),
            options,
        )

    async def get(self, namespace: str, repository: str, *, options: CallOptions | None = None) -> "Repository":
        """Get repository in a namespace.

        Returns a repository within the specified namespace (organization or user).

        Public repositories are accessible to everyone, while private repositories require
        appropriate authentication and permissions.

        `GET /v2/namespaces/{namespace}/repositories/{repository}`

        Credentials: none for what is public, else a user's password, a personal access token or an
        organization access token with `scope-repository-read`.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            repository: Name of the repository, without its namespace.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The repository.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            ServerError: The service fails (500).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.get(namespace, repository), options)

    async def exists(self, namespace: str, repository: str, *, options: CallOptions | None = None) -> bool:
        """Check repository in a namespace.

        Check a repository within the specified namespace (organization or user).

        Public repositories are accessible to everyone, while private repositories require
        appropriate authentication and permissions.

        `HEAD /v2/namespaces/{namespace}/repositories/{repository}`

        Credentials: none for what is public, else a user's password, a personal access token or an
        organization access token with `scope-repository-read`.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            repository: Name of the repository, without its namespace.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            `True` for a success, `False` for status 404: there is no such object, or the
            credentials cannot see it.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            ServerError: The service fails (500).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.exists(namespace, repository), options)

    async def update(
        self,
        namespace: str,
        repository: str,
        *,
        description: str | None = None,
        full_description: str | None = None,
        status: Literal[0, 1, 6] | int | None = None,
        options: CallOptions | None = None,
    ) -> "Repository":
        """Update a repository.

        Changes the descriptions or the status of a repository. Fields that are left out do not
        change.

        Undocumented: Docker Hub has this operation (known from hub-mcp and Docker's guide to
        organization access tokens, 2026), and Docker's document does not.

        `PATCH /v2/namespaces/{namespace}/repositories/{repository}`

        Credentials: a user's password, a personal access token with `repo:admin` or an organization
        access token with `scope-repository-edit`.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            repository: Name of the repository, without its namespace.
            description: Short description, at most 100 bytes in UTF-8.
            full_description: Description in Markdown, at most 25,000 bytes in UTF-8.
            status: Status as a code: 0 inactive, 1 active, 6 archived.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The repository.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            BadRequestError: An argument is malformed or out of range (400).
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(
            calls.update(
                namespace, repository, description=description, full_description=full_description, status=status
            ),
            options,
        )

    async def delete(self, namespace: str, repository: str, *, options: CallOptions | None = None) -> None:
        """Delete a repository.

        Deletes a repository with all its tags. This cannot be undone.

        Undocumented: Docker Hub has this operation (known from Docker's guide to organization
        access tokens, 2026), and Docker's document does not.

        `DELETE /v2/namespaces/{namespace}/repositories/{repository}`

        Credentials: a user's password, a personal access token with `repo:admin` or an organization
        access token with `scope-repository-admin`.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            repository: Name of the repository, without its namespace.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        await self._sender.send(calls.delete(namespace, repository), options)

    async def set_privacy(
        self, namespace: str, repository: str, *, is_private: bool, options: CallOptions | None = None
    ) -> None:
        """Make a repository private or public.

        Undocumented: Docker Hub has this operation (known from public clients, collected in 2026),
        and Docker's document does not.

        `POST /v2/repositories/{namespace}/{repository}/privacy`

        Credentials: a user's password or a personal access token with `repo:admin`.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            repository: Name of the repository, without its namespace.
            is_private: True to make the repository private, false to make it public.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        await self._sender.send(calls.set_privacy(namespace, repository, is_private=is_private), options)

    def list_namespaces(self, *, options: CallOptions | None = None) -> Pager[str]:
        """List namespaces.

        Lists the namespaces in which the logged-in user may have repositories.

        Undocumented: Docker Hub has this operation (known from public clients, collected in 2026),
        and Docker's document does not.

        `GET /v2/repositories/namespaces/`

        Credentials: a user's password or a personal access token.

        Args:
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            A pager of `str`: `await` it for one page, iterate it with `async for` over all items.
            Before that, no request is sent, and no error except `ArgumentError` is raised.

        Raises:
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return self._sender.paginate(calls.list_namespaces(), options)

    def list_tag_images(
        self, namespace: str, repository: str, tag: str, *, options: CallOptions | None = None
    ) -> "Pager[TagImage]":
        """List the images of a tag.

        Lists the images of a tag, one for each platform, with their layers.

        Undocumented: Docker Hub has this operation (known from recorded responses of 2026), and
        Docker's document does not.

        `GET /v2/repositories/{namespace}/{repository}/tags/{tag}/images`

        Credentials: none for what is public, else a user's password or a personal access token.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            repository: Name of the repository, without its namespace.
            tag: Name of the tag, such as `latest`.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            A pager of `TagImage`: `await` it for one page, iterate it with `async for` over all
            items. Before that, no request is sent, and no error except `ArgumentError` is raised.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return self._sender.paginate(calls.list_tag_images(namespace, repository, tag), options)

    async def update_group(
        self,
        namespace: str,
        repository: str,
        group_id: int,
        *,
        permission: Literal["read", "write", "admin"] | str,
        options: CallOptions | None = None,
    ) -> "RepositoryGroup":
        """Change the permission of a group.

        Undocumented: Docker Hub has this operation (known from terraform-provider-docker, November
        2026), and Docker's document does not.

        `PATCH /v2/repositories/{namespace}/{repository}/groups/{group_id}/`

        Credentials: a user's password or a personal access token with `repo:admin`.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            repository: Name of the repository, without its namespace.
            group_id: Number of the group, as `groups.get` returns it.
            permission: Permission of the group on the repository. One of `read`, `write`,
                `admin`; the service may know others.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The repository group.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(
            calls.update_group(namespace, repository, group_id, permission=permission), options
        )

    async def remove_group(
        self, namespace: str, repository: str, group_id: int, *, options: CallOptions | None = None
    ) -> None:
        """Remove the access of a group to a repository.

        Undocumented: Docker Hub has this operation (known from terraform-provider-docker, November
        2026), and Docker's document does not.

        `DELETE /v2/repositories/{namespace}/{repository}/groups/{group_id}/`

        Credentials: a user's password or a personal access token with `repo:admin`.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            repository: Name of the repository, without its namespace.
            group_id: Number of the group, as `groups.get` returns it.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        await self._sender.send(calls.remove_group(namespace, repository, group_id), options)

    async def get_group(
        self, namespace: str, repository: str, group_id: int, *, options: CallOptions | None = None
    ) -> "RepositoryGroup":
        """Get the permission of a group on a repository.

        Undocumented: Docker Hub has this operation (known from terraform-provider-docker, November
        2026), and Docker's document does not.

        `GET /v2/repositories/{namespace}/{repository}/groups/{group_id}/`

        Credentials: a user's password or a personal access token.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            repository: Name of the repository, without its namespace.
            group_id: Number of the group, as `groups.get` returns it.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The repository group.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.get_group(namespace, repository, group_id), options)

    async def set_categories(
        self, namespace: str, repository: str, *, categories: "Sequence[Category]", options: CallOptions | None = None
    ) -> None:
        """Set the categories of a repository.

        The given categories replace the categories of the repository.

        Undocumented: Docker Hub has this operation (known from docker-library/docs, November 2026),
        and Docker's document does not.

        `PATCH /v2/repositories/{namespace}/{repository}/categories/`

        Credentials: a user's password or a personal access token with `repo:admin`.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            repository: Name of the repository, without its namespace.
            categories: The categories, three at most, such as `categories.list` returns.
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
        await self._sender.send(calls.set_categories(namespace, repository, categories=categories), options)

    async def get_dockerfile(
        self, namespace: str, repository: str, *, options: CallOptions | None = None
    ) -> "Dockerfile":
        """Get the Dockerfile of a repository with automated builds.

        Undocumented: Docker Hub has this operation (known from public clients, collected in
        November 2026), and Docker's document does not.

        `GET /v2/repositories/{namespace}/{repository}/dockerfile/`

        Credentials: none for what is public, else a user's password or a personal access token.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            repository: Name of the repository, without its namespace.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The dockerfile.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.get_dockerfile(namespace, repository), options)

    def list_collaborators(
        self,
        namespace: str,
        repository: str,
        *,
        page: int | None = None,
        page_size: int | None = None,
        options: CallOptions | None = None,
    ) -> "Pager[Collaborator]":
        """List the collaborators of a personal repository.

        Undocumented: Docker Hub has this operation (known from old public clients only; no recent
        client is known to call it (November 2026)), and Docker's document does not.

        `GET /v2/repositories/{namespace}/{repository}/collaborators/`

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
            A pager of `Collaborator`: `await` it for one page, iterate it with `async for` over all
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
            calls.list_collaborators(namespace, repository, page=page, page_size=page_size), options
        )

    async def add_collaborator(
        self, namespace: str, repository: str, *, user: str, options: CallOptions | None = None
    ) -> None:
        """Let a user collaborate on a personal repository.

        Undocumented: Docker Hub has this operation (known from old public clients only; no recent
        client is known to call it (November 2026)), and Docker's document does not.

        `POST /v2/repositories/{namespace}/{repository}/collaborators/`

        Credentials: a user's password or a personal access token with `repo:admin`.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            repository: Name of the repository, without its namespace.
            user: Name of the user.
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
        await self._sender.send(calls.add_collaborator(namespace, repository, user=user), options)

    async def remove_collaborator(
        self, namespace: str, repository: str, user: str, *, options: CallOptions | None = None
    ) -> None:
        """Remove a collaborator from a personal repository.

        Undocumented: Docker Hub has this operation (known from old public clients only; no recent
        client is known to call it (November 2026)), and Docker's document does not.

        `DELETE /v2/repositories/{namespace}/{repository}/collaborators/{user}/`

        Credentials: a user's password or a personal access token with `repo:admin`.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            repository: Name of the repository, without its namespace.
            user: Name of the user.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        await self._sender.send(calls.remove_collaborator(namespace, repository, user), options)

    async def star(self, namespace: str, repository: str, *, options: CallOptions | None = None) -> None:
        """Star a repository.

        Undocumented: Docker Hub has this operation (known from old public clients only; no recent
        client is known to call it (November 2026)), and Docker's document does not.

        `POST /v2/repositories/{namespace}/{repository}/stars/`

        Credentials: a user's password or a personal access token.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            repository: Name of the repository, without its namespace.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        await self._sender.send(calls.star(namespace, repository), options)

    async def unstar(self, namespace: str, repository: str, *, options: CallOptions | None = None) -> None:
        """Remove the star from a repository.

        Undocumented: Docker Hub has this operation (known from old public clients only; no recent
        client is known to call it (November 2026)), and Docker's document does not.

        `DELETE /v2/repositories/{namespace}/{repository}/stars/`

        Credentials: a user's password or a personal access token.

        Args:
            namespace: Name of the user or organization, such as `library` for Docker's official
                images.
            repository: Name of the repository, without its namespace.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        await self._sender.send(calls.unstar(namespace, repository), options)
