"""SCIM: the methods of `hub.scim`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from .._calls import CallOptions, Sender
from .._walks import Pager
from ..calls import scim as calls

if TYPE_CHECKING:
    from ..models.scim_resource_type import ScimResourceType
    from ..models.scim_schema import ScimSchema
    from ..models.scim_service_provider_config import ScimServiceProviderConfig
    from ..models.scim_user import ScimUser
    from ..models.scim_user_name import ScimUserName


class Scim:
    """SCIM.

    SCIM is a provisioning system that lets you manage users within your identity provider (IdP).

    For more information, see System for Cross-domain Identity management
    (https://docs.docker.com/security/for-admins/provisioning/scim/).
    """

    __slots__ = ("_sender",)

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def __repr__(self) -> str:
        return "<hub.scim, 9 methods>"

    async def get_service_provider_config(self, *, options: CallOptions | None = None) -> "ScimServiceProviderConfig":
        """Get service provider config.

        Returns a service provider config for Docker's configuration.

        `GET /v2/scim/2.0/ServiceProviderConfig`

        Credentials: the client's `scim_token`.

        Args:
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The SCIM service provider config.

        Raises:
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ServerError: The service fails (500).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.get_service_provider_config(), options)

    def list_resource_types(self, *, options: CallOptions | None = None) -> "Pager[ScimResourceType]":
        """List resource types.

        Returns all resource types supported for the SCIM configuration.

        `GET /v2/scim/2.0/ResourceTypes`

        Credentials: the client's `scim_token`.

        Args:
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            A pager of `ScimResourceType`: `await` it for one page, iterate it with `async for` over
            all items. Before that, no request is sent, and no error except `ArgumentError` is
            raised.

        Raises:
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ServerError: The service fails (500).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return self._sender.paginate(calls.list_resource_types(), options)

    async def get_resource_type(self, name: str, *, options: CallOptions | None = None) -> "ScimResourceType":
        """Get a resource type.

        Returns a resource type by name.

        `GET /v2/scim/2.0/ResourceTypes/{name}`

        Credentials: the client's `scim_token`.

        Args:
            name: Name of the resource type, such as `User`.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The SCIM resource type.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            ServerError: The service fails (500).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.get_resource_type(name), options)

    def list_schemas(self, *, options: CallOptions | None = None) -> "Pager[ScimSchema]":
        """List schemas.

        Returns all schemas supported for the SCIM configuration.

        `GET /v2/scim/2.0/Schemas`

        Credentials: the client's `scim_token`.

        Args:
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            A pager of `ScimSchema`: `await` it for one page, iterate it with `async for` over all
            items. Before that, no request is sent, and no error except `ArgumentError` is raised.

        Raises:
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ServerError: The service fails (500).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return self._sender.paginate(calls.list_schemas(), options)

    async def get_schema(self, id: str, *, options: CallOptions | None = None) -> "ScimSchema":
        """Get a schema.

        Returns a schema by ID.

        `GET /v2/scim/2.0/Schemas/{id}`

        Credentials: the client's `scim_token`.

        Args:
            id: URN of the schema, such as `urn:ietf:params:scim:schemas:core:2.0:User`.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The SCIM schema.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            ServerError: The service fails (500).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.get_schema(id), options)

    def list_users(
        self,
        *,
        start_index: int | None = None,
        count: int | None = None,
        filter: str | None = None,
        attributes: str | None = None,
        sort_order: Literal["ascending", "descending"] | str | None = None,
        sort_by: str | None = None,
        options: CallOptions | None = None,
    ) -> "Pager[ScimUser]":
        """List users.

        Returns paginated users for an organization. Use `start_index` and `count` query parameters
        to receive paginated results.

        Sorting:

        Sorting allows you to specify the order in which resources are returned by specifying a
        combination of `sort_by` and `sort_order` query parameters.

        The `sort_by` parameter specifies the attribute whose value will be used to order the
        returned responses. The `sort_order` parameter defines the order in which the `sort_by`
        parameter is applied. Allowed values are "ascending" and "descending".

        Filtering:

        You can request a subset of resources by specifying the `filter` query parameter containing
        a filter expression. Attribute names and attribute operators used in filters are case
        insensitive. The filter parameter must contain at least one valid expression. Each
        expression must contain an attribute name followed by an attribute operator and an optional
        value.

        Supported operators are listed below.

        - `eq` equal
        - `ne` not equal
        - `co` contains
        - `sw` starts with
        - `and` Logical "and"
        - `or` Logical "or"
        - `not` "Not" function
        - `()` Precedence grouping

        `GET /v2/scim/2.0/Users`

        Credentials: the client's `scim_token`.

        Args:
            start_index: Index of the first user to get, from 1.
            count: Number of users to get per page. Max of 200.
            filter: A filter expression, such as `userName eq "jon.snow@docker.com"`.
            attributes: Comma delimited list of attributes to limit to in the response.
            sort_order: Sort order. One of `ascending`, `descending`; the service may know
                others.
            sort_by: User attribute to sort by.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            A pager of `ScimUser`: `await` it for one page, iterate it with `async for` over all
            items. Before that, no request is sent, and no error except `ArgumentError` is raised.
            Without `start_index`, `await` and `async for` both start at the first page. Without
            `count`, the service chooses the size, but `async for` from the first page requests the
            largest pages.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            BadRequestError: An argument is malformed or out of range (400).
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            ServerError: The service fails (500).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return self._sender.paginate(
            calls.list_users(
                start_index=start_index,
                count=count,
                filter=filter,
                attributes=attributes,
                sort_order=sort_order,
                sort_by=sort_by,
            ),
            options,
        )

    async def create_user(
        self,
        *,
        schemas: Sequence[str],
        user_name: str,
        name: "ScimUserName | None" = None,
        options: CallOptions | None = None,
    ) -> "ScimUser":
        """Create user.

        Creates a user. If the user already exists by email, they are assigned to the organization
        on the "company" team.

        `POST /v2/scim/2.0/Users`

        Credentials: the client's `scim_token`.

        Args:
            schemas: URNs of the schemas that the user follows:
                `urn:ietf:params:scim:schemas:core:2.0:User`.
            user_name: The user's email address. This must be reachable via email.
            name: Given name and family name of the user.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The SCIM user.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            BadRequestError: An argument is malformed or out of range (400).
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            ConflictError: The object exists already, or is in use (409).
            ServerError: The service fails (500).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.create_user(schemas=schemas, user_name=user_name, name=name), options)

    async def get_user(self, id: str, *, options: CallOptions | None = None) -> "ScimUser":
        """Get a user.

        Returns a user by ID.

        `GET /v2/scim/2.0/Users/{id}`

        Credentials: the client's `scim_token`.

        Args:
            id: The user ID.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The SCIM user.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            BadRequestError: An argument is malformed or out of range (400).
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            ServerError: The service fails (500).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.get_user(id), options)

    async def update_user(
        self,
        id: str,
        *,
        schemas: Sequence[str],
        enabled: bool,
        name: "ScimUserName | None" = None,
        options: CallOptions | None = None,
    ) -> "ScimUser":
        """Update a user.

        Updates a user. This route is used to change the user's name, activate, and deactivate the
        user.

        `PUT /v2/scim/2.0/Users/{id}`

        Credentials: the client's `scim_token`.

        Args:
            id: The user ID.
            schemas: URNs of the schemas that the user follows:
                `urn:ietf:params:scim:schemas:core:2.0:User`.
            enabled: Whether the user is active. The service takes a missing value for false, so
                it must be given.
            name: The user's name. If it is left out, the name does not change; a name cannot be
                cleared.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The SCIM user.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            BadRequestError: An argument is malformed or out of range (400).
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            ForbiddenError: The credentials do not permit this (403).
            NotFoundError: There is no such object, or the credentials cannot see it (404).
            ConflictError: The object exists already, or is in use (409).
            ServerError: The service fails (500).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        return await self._sender.send(calls.update_user(id, schemas=schemas, enabled=enabled, name=name), options)
