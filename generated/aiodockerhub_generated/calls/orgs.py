"""Calls of `hub.orgs` as values, for `hub.request`."""

from typing import TYPE_CHECKING, Literal

from .. import _encoding, _responses, models
from .._calls import Call, PagedCall
from ..operations import OPERATIONS

if TYPE_CHECKING:
    from ..models.org_member import OrgMember
    from ..models.org_member_page import OrgMemberPage
    from ..models.profile import Profile


def list_members(
    org_name: str,
    *,
    search: str | None = None,
    page: int | None = None,
    invites: bool | None = None,
    type: Literal["all", "invitee", "member"] | str | None = None,
    role: Literal["owner", "editor", "member"] | str | None = None,
    page_size: int | None = None,
) -> "PagedCall[OrgMemberPage, OrgMember]":
    """Make the call that `Orgs.list_members` sends."""
    return PagedCall(
        operation=OPERATIONS["orgs.list_members"],
        path=_encoding.path("/v2/orgs/{org_name}/members", org_name=org_name),
        query=_encoding.query(
            {
                "search": _encoding.check_type("search", search, "str | None"),
                "page": _encoding.check_type("page", page, "int | None"),
                "invites": _encoding.check_type("invites", invites, "bool | None"),
                "type": _encoding.check_type("type", type, "str | None"),
                "role": _encoding.check_type("role", role, "str | None"),
                "page_size": _encoding.check_type("page_size", page_size, "int | None"),
            }
        ),
        decode=models.OrgMemberPage.from_json,
        items=_responses.items_of("results"),
    )


def export_members(org_name: str) -> Call[str]:
    """Make the call that `Orgs.export_members` sends."""
    return Call(
        operation=OPERATIONS["orgs.export_members"],
        path=_encoding.path("/v2/orgs/{org_name}/members/export", org_name=org_name),
        decode=_responses.text,
    )


def update_member(org_name: str, username: str, *, role: str) -> "Call[OrgMember]":
    """Make the call that `Orgs.update_member` sends."""
    return Call(
        operation=OPERATIONS["orgs.update_member"],
        path=_encoding.path("/v2/orgs/{org_name}/members/{username}", org_name=org_name, username=username),
        body=_encoding.body({"role": _encoding.check_type("role", role, "str")}),
        decode=models.OrgMember.from_json,
    )


def remove_member(org_name: str, username: str) -> Call[None]:
    """Make the call that `Orgs.remove_member` sends."""
    return Call(
        operation=OPERATIONS["orgs.remove_member"],
        path=_encoding.path("/v2/orgs/{org_name}/members/{username}", org_name=org_name, username=username),
        decode=_responses.nothing,
    )


def get(org_name: str) -> "Call[Profile]":
    """Make the call that `Orgs.get` sends."""
    return Call(
        operation=OPERATIONS["orgs.get"],
        path=_encoding.path("/v2/orgs/{org_name}/", org_name=org_name),
        decode=models.Profile.from_json,
    )
