"""Calls of `hub.users` as values, for `hub.request`."""

from typing import TYPE_CHECKING

from .. import _encoding, _responses, _shapes, models
from .._calls import Call, PagedCall
from ..operations import OPERATIONS

if TYPE_CHECKING:
    from ..models.current_user import CurrentUser
    from ..models.profile import Profile
    from ..models.repository_list_entry import RepositoryListEntry
    from ..models.starred_repository_page import StarredRepositoryPage
    from ..models.user_organization import UserOrganization
    from ..models.user_organization_page import UserOrganizationPage


def me() -> "Call[CurrentUser]":
    """Make the call that `Users.me` sends."""
    return Call(
        operation=OPERATIONS["users.me"],
        path="/v2/user/",
        decode=models.CurrentUser.from_json,
    )


def list_orgs(
    *, page: int | None = None, page_size: int | None = None
) -> "PagedCall[UserOrganizationPage, UserOrganization]":
    """Make the call that `Users.list_orgs` sends."""
    return PagedCall(
        operation=OPERATIONS["users.list_orgs"],
        path="/v2/user/orgs/",
        query=_encoding.query(
            {
                "page": _encoding.check_type("page", page, "int | None"),
                "page_size": _encoding.check_type("page_size", page_size, "int | None"),
            }
        ),
        decode=models.UserOrganizationPage.from_json,
        items=_responses.items_of("results"),
    )


def get(username: str) -> "Call[Profile]":
    """Make the call that `Users.get` sends."""
    return Call(
        operation=OPERATIONS["users.get"],
        path=_encoding.path("/v2/users/{username}/", username=username),
        decode=models.Profile.from_json,
    )


def list_starred(
    username: str, *, page: int | None = None, page_size: int | None = None
) -> "PagedCall[StarredRepositoryPage, RepositoryListEntry]":
    """Make the call that `Users.list_starred` sends."""
    return PagedCall(
        operation=OPERATIONS["users.list_starred"],
        path=_encoding.path("/v2/users/{username}/repositories/starred", username=username),
        query=_encoding.query(
            {
                "page": _encoding.check_type("page", page, "int | None"),
                "page_size": _encoding.check_type("page_size", page_size, "int | None"),
            }
        ),
        decode=_shapes.adapting_decoder(models.StarredRepositoryPage, array_of="results"),
        items=_responses.items_of("results"),
    )
