"""Calls of `hub.org_access_tokens` as values, for `hub.request`."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from .. import _encoding, _responses, _shapes, models
from .._calls import Call, PagedCall
from .._omit import OMIT, Omit
from ..operations import OPERATIONS

if TYPE_CHECKING:
    from ..models.created_org_access_token import CreatedOrgAccessToken
    from ..models.org_access_token import OrgAccessToken
    from ..models.org_access_token_page import OrgAccessTokenPage
    from ..models.org_access_token_resource import OrgAccessTokenResource


def create(
    org_name: str,
    *,
    label: str,
    description: str | None = None,
    resources: "Sequence[OrgAccessTokenResource] | None" = None,
    expires_at: datetime | None | Omit = OMIT,
) -> "Call[CreatedOrgAccessToken]":
    """Make the call that `OrgAccessTokens.create` sends."""
    return Call(
        operation=OPERATIONS["org_access_tokens.create"],
        path=_encoding.path("/v2/orgs/{org_name}/access-tokens", org_name=org_name),
        body=_encoding.body(
            {
                "label": _encoding.check_type("label", label, "str"),
                "description": _encoding.check_type("description", description, "str | None"),
                "resources": _encoding.check_list("resources", resources, "OrgAccessTokenResource", optional=True),
                "expires_at": _encoding.check_type("expires_at", expires_at, "datetime | None"),
            },
            nullable=("expires_at",),
        ),
        decode=models.CreatedOrgAccessToken.from_json,
    )


def list(
    org_name: str, *, page: int | None = None, page_size: int | None = None
) -> "PagedCall[OrgAccessTokenPage, OrgAccessToken]":
    """Make the call that `OrgAccessTokens.list` sends."""
    return PagedCall(
        operation=OPERATIONS["org_access_tokens.list"],
        path=_encoding.path("/v2/orgs/{org_name}/access-tokens", org_name=org_name),
        query=_encoding.query(
            {
                "page": _encoding.check_type("page", page, "int | None"),
                "page_size": _encoding.check_type("page_size", page_size, "int | None"),
            }
        ),
        decode=_shapes.adapting_decoder(models.OrgAccessTokenPage, aliases={"count": "total"}),
        items=_responses.items_of("results"),
    )


def get(org_name: str, access_token_id: str) -> "Call[OrgAccessToken]":
    """Make the call that `OrgAccessTokens.get` sends."""
    return Call(
        operation=OPERATIONS["org_access_tokens.get"],
        path=_encoding.path(
            "/v2/orgs/{org_name}/access-tokens/{access_token_id}", org_name=org_name, access_token_id=access_token_id
        ),
        decode=models.OrgAccessToken.from_json,
    )


def update(
    org_name: str,
    access_token_id: str,
    *,
    label: str | None = None,
    description: str | None = None,
    resources: "Sequence[OrgAccessTokenResource] | None" = None,
    is_active: bool | None = None,
) -> "Call[OrgAccessToken]":
    """Make the call that `OrgAccessTokens.update` sends."""
    return Call(
        operation=OPERATIONS["org_access_tokens.update"],
        path=_encoding.path(
            "/v2/orgs/{org_name}/access-tokens/{access_token_id}", org_name=org_name, access_token_id=access_token_id
        ),
        body=_encoding.body(
            {
                "label": _encoding.check_type("label", label, "str | None"),
                "description": _encoding.check_type("description", description, "str | None"),
                "resources": _encoding.check_list("resources", resources, "OrgAccessTokenResource", optional=True),
                "is_active": _encoding.check_type("is_active", is_active, "bool | None"),
            }
        ),
        decode=models.OrgAccessToken.from_json,
    )


def delete(org_name: str, access_token_id: str) -> Call[None]:
    """Make the call that `OrgAccessTokens.delete` sends."""
    return Call(
        operation=OPERATIONS["org_access_tokens.delete"],
        path=_encoding.path(
            "/v2/orgs/{org_name}/access-tokens/{access_token_id}", org_name=org_name, access_token_id=access_token_id
        ),
        decode=_responses.nothing,
    )
