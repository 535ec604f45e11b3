"""Calls of `hub.scim` as values, for `hub.request`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from .. import _encoding, _responses, _shapes, models
from .._calls import Call, PagedCall
from ..operations import OPERATIONS

if TYPE_CHECKING:
    from ..models.scim_resource_type import ScimResourceType
    from ..models.scim_resource_type_page import ScimResourceTypePage
    from ..models.scim_schema import ScimSchema
    from ..models.scim_schema_page import ScimSchemaPage
    from ..models.scim_service_provider_config import ScimServiceProviderConfig
    from ..models.scim_user import ScimUser
    from ..models.scim_user_name import ScimUserName
    from ..models.scim_user_page import ScimUserPage


def get_service_provider_config() -> "Call[ScimServiceProviderConfig]":
    """Make the call that `Scim.get_service_provider_config` sends."""
    return Call(
        operation=OPERATIONS["scim.get_service_provider_config"],
        path="/v2/scim/2.0/ServiceProviderConfig",
        decode=_shapes.adapting_decoder(models.ScimServiceProviderConfig, one_or_many=("authenticationSchemes",)),
    )


def list_resource_types() -> "PagedCall[ScimResourceTypePage, ScimResourceType]":
    """Make the call that `Scim.list_resource_types` sends."""
    return PagedCall(
        operation=OPERATIONS["scim.list_resource_types"],
        path="/v2/scim/2.0/ResourceTypes",
        decode=_shapes.adapting_decoder(models.ScimResourceTypePage, aliases={"Resources": "resources"}),
        items=_responses.items_of("resources"),
    )


def get_resource_type(name: str) -> "Call[ScimResourceType]":
    """Make the call that `Scim.get_resource_type` sends."""
    return Call(
        operation=OPERATIONS["scim.get_resource_type"],
        path=_encoding.path("/v2/scim/2.0/ResourceTypes/{name}", name=name),
        decode=models.ScimResourceType.from_json,
    )


def list_schemas() -> "PagedCall[ScimSchemaPage, ScimSchema]":
    """Make the call that `Scim.list_schemas` sends."""
    return PagedCall(
        operation=OPERATIONS["scim.list_schemas"],
        path="/v2/scim/2.0/Schemas",
        decode=_shapes.adapting_decoder(models.ScimSchemaPage, aliases={"Resources": "resources"}),
        items=_responses.items_of("resources"),
    )


def get_schema(id: str) -> "Call[ScimSchema]":
    """Make the call that `Scim.get_schema` sends."""
    return Call(
        operation=OPERATIONS["scim.get_schema"],
        path=_encoding.path("/v2/scim/2.0/Schemas/{id}", id=id),
        decode=models.ScimSchema.from_json,
    )


def list_users(
    *,
    start_index: int | None = None,
    count: int | None = None,
    filter: str | None = None,
    attributes: str | None = None,
    sort_order: Literal["ascending", "descending"] | str | None = None,
    sort_by: str | None = None,
) -> "PagedCall[ScimUserPage, ScimUser]":
    """Make the call that `Scim.list_users` sends."""
    return PagedCall(
        operation=OPERATIONS["scim.list_users"],
        path="/v2/scim/2.0/Users",
        query=_encoding.query(
            {
                "startIndex": _encoding.check_type("start_index", start_index, "int | None"),
                "count": _encoding.check_type("count", count, "int | None"),
                "filter": _encoding.check_type("filter", filter, "str | None"),
                "attributes": _encoding.check_type("attributes", attributes, "str | None"),
                "sortOrder": _encoding.check_type("sort_order", sort_order, "str | None"),
                "sortBy": _encoding.check_type("sort_by", sort_by, "str | None"),
            }
        ),
        decode=_shapes.adapting_decoder(models.ScimUserPage, aliases={"Resources": "resources"}),
        items=_responses.items_of("resources"),
    )


def create_user(*, schemas: Sequence[str], user_name: str, name: "ScimUserName | None" = None) -> "Call[ScimUser]":
    """Make the call that `Scim.create_user` sends."""
    return Call(
        operation=OPERATIONS["scim.create_user"],
        path="/v2/scim/2.0/Users",
        body=_encoding.body(
            {
                "schemas": _encoding.check_list("schemas", schemas, "str"),
                "userName": _encoding.check_type("user_name", user_name, "str"),
                "name": _encoding.check_type("name", name, "ScimUserName | None"),
            }
        ),
        decode=models.ScimUser.from_json,
    )


def get_user(id: str) -> "Call[ScimUser]":
    """Make the call that `Scim.get_user` sends."""
    return Call(
        operation=OPERATIONS["scim.get_user"],
        path=_encoding.path("/v2/scim/2.0/Users/{id}", id=id),
        decode=models.ScimUser.from_json,
    )


def update_user(
    id: str, *, schemas: Sequence[str], enabled: bool, name: "ScimUserName | None" = None
) -> "Call[ScimUser]":
    """Make the call that `Scim.update_user` sends."""
    return Call(
        operation=OPERATIONS["scim.update_user"],
        path=_encoding.path("/v2/scim/2.0/Users/{id}", id=id),
        body=_encoding.body(
            {
                "schemas": _encoding.check_list("schemas", schemas, "str"),
                "enabled": _encoding.check_type("enabled", enabled, "bool"),
                "name": _encoding.check_type("name", name, "ScimUserName | None"),
            }
        ),
        decode=models.ScimUser.from_json,
    )
