"""Calls of `groups` as values.

Each function makes the call that the method of the same name sends; `hub.request` sends it and gives the whole response.
"""

from .. import _answers, _encoding, _shapes
from .._calls import Call, PagedCall
from .._unset import UNSET, Unset
from ..models.group import Group
from ..models.group_member import GroupMember
from ..models.group_member_page import GroupMemberPage
from ..models.group_page import GroupPage
from ..operations import OPERATIONS


def list(
    org_name: str,
    *,
    page: int | None = None,
    page_size: int | None = None,
    username: str | None = None,
    search: str | None = None,
) -> PagedCall[GroupPage, Group]:
    """Make the call `GET /v2/orgs/{org_name}/groups`, as `Groups.list` sends it."""
    return PagedCall(
        operation=OPERATIONS["groups.list"],
        path=_encoding.path("/v2/orgs/{org_name}/groups", org_name=org_name),
        query=_encoding.query(
            {
                "page": page,
                "page_size": page_size,
                "username": username,
                "search": search,
            }
        ),
        decode=GroupPage.from_dict,
        items=lambda page: page.results or [],
    )


def create(org_name: str, *, name: str, description: str | Unset = UNSET) -> Call[Group]:
    """Make the call `POST /v2/orgs/{org_name}/groups`, as `Groups.create` sends it."""
    return Call(
        operation=OPERATIONS["groups.create"],
        path=_encoding.path("/v2/orgs/{org_name}/groups", org_name=org_name),
        body=_encoding.body(
            {
                "name": name,
                "description": description,
            }
        ),
        decode=Group.from_dict,
    )


def get(org_name: str, group_name: str) -> Call[Group]:
    """Make the call `GET /v2/orgs/{org_name}/groups/{group_name}`, as `Groups.get` sends it."""
    return Call(
        operation=OPERATIONS["groups.get"],
        path=_encoding.path("/v2/orgs/{org_name}/groups/{group_name}", org_name=org_name, group_name=group_name),
        decode=Group.from_dict,
    )


def replace(org_name: str, group_name: str, *, name: str, description: str | Unset = UNSET) -> Call[Group]:
    """Make the call `PUT /v2/orgs/{org_name}/groups/{group_name}`, as `Groups.replace` sends it."""
    return Call(
        operation=OPERATIONS["groups.replace"],
        path=_encoding.path("/v2/orgs/{org_name}/groups/{group_name}", org_name=org_name, group_name=group_name),
        body=_encoding.body(
            {
                "name": name,
                "description": description,
            }
        ),
        decode=Group.from_dict,
    )


def update(
    org_name: str,
    group_name: str,
    *,
    name: str | Unset = UNSET,
    description: str | Unset = UNSET,
    role: str | Unset = UNSET,
) -> Call[Group]:
    """Make the call `PATCH /v2/orgs/{org_name}/groups/{group_name}`, as `Groups.update` sends it."""
    return Call(
        operation=OPERATIONS["groups.update"],
        path=_encoding.path("/v2/orgs/{org_name}/groups/{group_name}", org_name=org_name, group_name=group_name),
        body=_encoding.body(
            {
                "name": name,
                "description": description,
                "role": role,
            }
        ),
        decode=Group.from_dict,
    )


def delete(org_name: str, group_name: str) -> Call[None]:
    """Make the call `DELETE /v2/orgs/{org_name}/groups/{group_name}`, as `Groups.delete` sends it."""
    return Call(
        operation=OPERATIONS["groups.delete"],
        path=_encoding.path("/v2/orgs/{org_name}/groups/{group_name}", org_name=org_name, group_name=group_name),
        decode=_answers.nothing,
    )


def list_members(
    org_name: str, group_name: str, *, page: int | None = None, page_size: int | None = None, search: str | None = None
) -> PagedCall[GroupMemberPage, GroupMember]:
    """Make the call `GET /v2/orgs/{org_name}/groups/{group_name}/members`, as `Groups.list_members` sends it."""
    return PagedCall(
        operation=OPERATIONS["groups.list_members"],
        path=_encoding.path(
            "/v2/orgs/{org_name}/groups/{group_name}/members", org_name=org_name, group_name=group_name
        ),
        query=_encoding.query(
            {
                "page": page,
                "page_size": page_size,
                "search": search,
            }
        ),
        decode=_shapes.adapted(GroupMemberPage.from_dict, array_of="results"),
        items=lambda page: page.results or [],
    )


def add_member(org_name: str, group_name: str, *, member: str) -> Call[None]:
    """Make the call `POST /v2/orgs/{org_name}/groups/{group_name}/members`, as `Groups.add_member` sends it."""
    return Call(
        operation=OPERATIONS["groups.add_member"],
        path=_encoding.path(
            "/v2/orgs/{org_name}/groups/{group_name}/members", org_name=org_name, group_name=group_name
        ),
        body=_encoding.body(
            {
                "member": member,
            }
        ),
        decode=_answers.nothing,
    )


def remove_member(org_name: str, group_name: str, username: str) -> Call[None]:
    """Make the call `DELETE /v2/orgs/{org_name}/groups/{group_name}/members/{username}`, as `Groups.remove_member` sends it."""
    return Call(
        operation=OPERATIONS["groups.remove_member"],
        path=_encoding.path(
            "/v2/orgs/{org_name}/groups/{group_name}/members/{username}",
            org_name=org_name,
            group_name=group_name,
            username=username,
        ),
        decode=_answers.nothing,
    )
