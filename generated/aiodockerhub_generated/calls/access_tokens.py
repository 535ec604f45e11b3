"""Calls of `hub.access_tokens` as values, for `hub.request`."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from .. import _encoding, _responses, models
from .._calls import Call, PagedCall
from ..operations import OPERATIONS

if TYPE_CHECKING:
    from ..models.personal_access_token import PersonalAccessToken
    from ..models.personal_access_token_page import PersonalAccessTokenPage


def create(
    *, token_label: str, scopes: Sequence[str], expires_at: datetime | None = None
) -> "Call[PersonalAccessToken]":
    """Make the call that `AccessTokens.create` sends."""
    return Call(
        operation=OPERATIONS["access_tokens.create"],
        path="/v2/access-tokens",
        body=_encoding.body(
            {
                "token_label": _encoding.check_type("token_label", token_label, "str"),
                "scopes": _encoding.check_list("scopes", scopes, "str"),
                "expires_at": _encoding.check_type("expires_at", expires_at, "datetime | None"),
            }
        ),
        decode=models.PersonalAccessToken.from_json,
    )


def list(
    *, page: int | None = None, page_size: int | None = None
) -> "PagedCall[PersonalAccessTokenPage, PersonalAccessToken]":
    """Make the call that `AccessTokens.list` sends."""
    return PagedCall(
        operation=OPERATIONS["access_tokens.list"],
        path="/v2/access-tokens",
        query=_encoding.query(
            {
                "page": _encoding.check_type("page", page, "int | None"),
                "page_size": _encoding.check_type("page_size", page_size, "int | None"),
            }
        ),
        decode=models.PersonalAccessTokenPage.from_json,
        items=_responses.items_of("results"),
    )


def update(uuid: str, *, token_label: str | None = None, is_active: bool | None = None) -> "Call[PersonalAccessToken]":
    """Make the call that `AccessTokens.update` sends."""
    return Call(
        operation=OPERATIONS["access_tokens.update"],
        path=_encoding.path("/v2/access-tokens/{uuid}", uuid=uuid),
        body=_encoding.body(
            {
                "token_label": _encoding.check_type("token_label", token_label, "str | None"),
                "is_active": _encoding.check_type("is_active", is_active, "bool | None"),
            }
        ),
        decode=models.PersonalAccessToken.from_json,
    )


def get(uuid: str) -> "Call[PersonalAccessToken]":
    """Make the call that `AccessTokens.get` sends."""
    return Call(
        operation=OPERATIONS["access_tokens.get"],
        path=_encoding.path("/v2/access-tokens/{uuid}", uuid=uuid),
        decode=models.PersonalAccessToken.from_json,
    )


def delete(uuid: str) -> Call[None]:
    """Make the call that `AccessTokens.delete` sends."""
    return Call(
        operation=OPERATIONS["access_tokens.delete"],
        path=_encoding.path("/v2/access-tokens/{uuid}", uuid=uuid),
        decode=_responses.nothing,
    )
