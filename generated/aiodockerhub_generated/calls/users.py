"""Calls of `users` as values.

Each function makes the call that the method of the same name sends; `hub.request` sends it and gives the whole response.
"""

from .. import _encoding
from .._calls import Call, PagedCall
from ..models.current_user import CurrentUser
from ..models.user_organization import UserOrganization
from ..models.user_organization_page import UserOrganizationPage
from ..models.user_profile import UserProfile
from ..operations import OPERATIONS


def me() -> Call[CurrentUser]:
    """Make the call `GET /v2/user/`, as `Users.me` sends it."""
    return Call(
        operation=OPERATIONS["users.me"],
        path="/v2/user/",
        decode=CurrentUser.from_dict,
    )


def list_orgs(
    *, page: int | None = None, page_size: int | None = None
) -> PagedCall[UserOrganizationPage, UserOrganization]:
    """Make the call `GET /v2/user/orgs/`, as `Users.list_orgs` sends it."""
    return PagedCall(
        operation=OPERATIONS["users.list_orgs"],
        path="/v2/user/orgs/",
        query=_encoding.query(
            {
                "page": page,
                "page_size": page_size,
            }
        ),
        decode=UserOrganizationPage.from_dict,
        items=lambda page: page.results or [],
    )


def get(username: str) -> Call[UserProfile]:
    """Make the call `GET /v2/users/{username}/`, as `Users.get` sends it."""
    return Call(
        operation=OPERATIONS["users.get"],
        path=_encoding.path("/v2/users/{username}/", username=username),
        decode=UserProfile.from_dict,
    )
