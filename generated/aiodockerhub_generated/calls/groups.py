"""Calls of `hub.groups` as values, for `hub.request`."""

from typing import TYPE_CHECKING

from .. import _encoding, _responses, _shapes, models
from .._calls import Call, PagedCall
from ..operations import OPERATIONS

if TYPE_CHECKING:
    from ..models.group import Group
    from ..models.group_member import GroupMember
    from ..models.group_member_page import GroupMemberPage
    from ..models.group_page import GroupPage


def list(
    org_name: str,
    *,
    page: int | None = None,
    page_size: int | None = None,
    username: str | None = None,
    search: str | None = None,
) -> "PagedCall[GroupPage, Group]":
    """Make the call that `Groups.list` sends."""
    return PagedCall(
        operation=OPERATIONS["groups.list"],
        path=_encoding.path("/v2/orgs/{org_name}/groups", org_name=org_name),
        query=_encoding.query(
            {
                "page": _encoding.check_type("page", page, "int | None"),
                "page_size": _encoding.check_type("page_size", page_size, "int | None"),
                "username": _encoding.check_type("username", username, "str | None"),
                "search": _encoding.check_type("search", search, "str | None"),
            }
        ),
        decode=models.GroupPage.from_json,
        items=_responses.items_of("results"),
    )


def create(org_name: str, *, name: str, description: str | None = None) -> "Call[Group]":
    """Make the call that `Groups.create` sends."""
    return Call(
        operation=OPERATIONS["groups.create"],
        path=_encoding.path("/v2/orgs/{org_name}/groups", org_name=org_name),
        body=_encoding.body(
            {
                "name": _encoding.check_type("name", name, "str"),
                "description": _encoding.check_type("description", description, "str | None"),
            }
        ),
        decode=models.Group.from_json,
    )


def get(org_name: str, group_name: str) -> "Call[Group]":
    """Make the call that `Groups.get` sends."""
    return Call(
        operation=OPERATIONS["groups.get"],
        path=_encoding.path("/v2/orgs/{org_name}/groups/{group_name}", org_name=org_name, group_name=group_name),
        decode=models.Group.from_json,
    )


def replace(org_name: str, group_name: str, *, name: str, description: str | None = None) -> "Call[Group]":
    """Make the call that `Groups.replace` sends."""
    return Call(
        operation=OPERATIONS["groups.replace"],
        path=_encoding.path("/v2/orgs/{org_name}/groups/{group_name}", org_name=org_name, group_name=group_name),
        body=_encoding.body(
            {
                "name": _encoding.check_type("name", name, "str"),
                "description": _encoding.check_type("description", description, "str | None"),
            }
        ),
        decode=models.Group.from_json,
    )


def update(
    org_name: str, group_name: str, *, name: str | None = None, description: str | None = None, role: str | None = None
) -> "Call[Group]":
    """Make the call that `Groups.update` sends."""
    return Call(
        operation=OPERATIONS["groups.update"],
        path=_encoding.path("/v2/orgs/{org_name}/groups/{group_name}", org_name=org_name, group_name=group_name),
        body=_encoding.body(
            {
                "name": _encoding.check_type("name", name, "str | None"),
                "description": _encoding.check_type("description", description, "str | None"),
                "role": _encoding.check_type("role", role, "str | None"),
            }
        ),
        decode=models.Group.from_json,
    )


def delete(org_name: str, group_name: str) -> Call[None]:
    """Make the call that `Groups.delete` sends."""
    return Call(
        operation=OPERATIONS["groups.delete"],
        path=_encoding.path("/v2/orgs/{org_name}/groups/{group_name}", org_name=org_name, group_name=group_name),
        decode=_responses.nothing,
    )


def list_members(
    org_name: str, group_name: str, *, page: int | None = None, page_size: int | None = None, search: str | None = None
) -> "PagedCall[GroupMemberPage, GroupMember]":
    """Make the call that `Groups.list_members` sends."""
    return PagedCall(
        operation=OPERATIONS["groups.list_members"],
        path=_encoding.path(
            "/v2/orgs/{org_name}/groups/{group_name}/members", org_name=org_name, group_name=group_name
        ),
        query=_encoding.query(
            {
                "page": _encoding.check_type("page", page, "int | None"),
                "page_size": _encoding.check_type("page_size", page_size, "int | None"),
                "search": _encoding.check_type("search", search, "str | None"),
            }
        ),
        decode=_shapes.adapting_decoder(models.GroupMemberPage, array_of="results"),
        items=_responses.items_of("results"),
    )


def add_member(org_name: str, group_name: str, *, member: str) -> Call[None]:
    """Make the call that `Groups.add_member` sends."""
    return Call(
        operation=OPERATIONS["groups.add_member"],
        path=_encoding.path(
            "/v2/orgs/{org_name}/groups/{group_name}/members", org_name=org_name, group_name=group_name
        ),
        body=_encoding.body({"member": _encoding.check_type("member", member, "str")}),
        decode=_responses.nothing,
    )


def remove_member(org_name: str, group_name: str, username: str) -> Call[None]:
    """Make the call that `Groups.remove_member` sends."""
    return Call(
        operation=OPERATIONS["groups.remove_member"],
        path=_encoding.path(
            "/v2/orgs/{org_name}/groups/{group_name}/members/{username}",
            org_name=org_name,
            group_name=group_name,
            username=username,
        ),
        decode=_responses.nothing,
    )
