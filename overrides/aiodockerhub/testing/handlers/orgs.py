"""Handlers of organizations, their members and their settings."""

import csv
import io
import time
from typing import Any

from starlette.responses import RedirectResponse, Response

from aiodockerhub.testing import bodies, errors
from aiodockerhub.testing.account_state import OWNERS, Invite, Member, Org
from aiodockerhub.testing.handled_request import HandledRequest
from aiodockerhub.testing.paging import page_body
from aiodockerhub.testing.routing import empty_response, handles, json_response

_ROLES = ("owner", "editor", "member")
_TYPES = ("all", "invitee", "member")
_COLUMNS = ("Name", "Username", "Email", "Type", "Role", "Teams", "Date Joined")


@handles("orgs.get")
def get(request: HandledRequest, name: str) -> Response:
    """GET /v2/orgs/{org_name}/: for any caller.

    The name of a user redirects to the user.
    """
    org = request.world.orgs.get(name)
    if org is not None:
        return json_response(bodies.account(org))
    if name in request.world.users:
        return RedirectResponse(f"/v2/users/{name}", 308)
    raise errors.not_found(orgname=name)


@handles("orgs.list_members")
def list_members(request: HandledRequest, name: str) -> Response:
    """GET /v2/orgs/{org_name}/members: 25 members on a page."""
    org = request.organization(name)
    kind = request.choice("type", _TYPES) or ("all" if request.flag("invites") else "member")
    role = request.choice("role", _ROLES)
    term = request.query.get("search", "").lower()
    members = [bodies.member(org, member) for member in org.members.values() if kind != "invitee"]
    invited = [bodies.invited_member(invite) for invite in org.invites.values() if kind != "member"]
    matching = [person for person in (*members, *invited) if _matches(person, role, term)]
    page = page_body(
        request, matching, dict, size=25, refuse=lambda parameter: errors.malformed(f"{parameter} is no page number")
    )
    return json_response(page)


@handles("orgs.export_members")
def export_members(request: HandledRequest, name: str) -> Response:
    """GET /v2/orgs/{org_name}/members/export: CSV."""
    org = request.organization(name)
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(_COLUMNS)
    rows.writerows(_member_row(org, member) for member in org.members.values())
    rows.writerows(_invite_row(invite) for invite in org.invites.values())
    stamp = time.strftime("%Y%m%d%H%M%S", time.gmtime(request.world.now()))
    disposition = f'attachment;filename="{org.name}-members-{stamp}.csv"'
    return Response(text.getvalue(), media_type="text/csv", headers={"content-disposition": disposition})


@handles("orgs.update_member")
def update_member(request: HandledRequest, name: str, username: str) -> Response:
    """PUT /v2/orgs/{org_name}/members/{username}.

    Roles are in lower case in the request, and capitalized in the response. An owner is in the team `owners`. The last
    owner cannot get another role.
    """
    org = request.organization(name, owner=True)
    member = _member(org, username)
    role = request.fields().choice("role", _ROLES).capitalize()
    if role != "Owner" and org.owners() == [username]:
        raise errors.message(400, "cannot change the role of the last owner", username=username)
    member.role = role
    if role == "Owner":
        org.teams[OWNERS].members[username] = None
    else:
        org.teams[OWNERS].members.pop(username, None)
    description = f"made {username} {role} of {name}"
    request.world.record(name, "org.member.role.change", username, request.caller.actor, description, role=role.lower())
    return json_response(bodies.member(org, member))


@handles("orgs.remove_member")
def remove_member(request: HandledRequest, name: str, username: str) -> Response:
    """DELETE /v2/orgs/{org_name}/members/{username}.

    The member also leaves all teams. The last owner cannot be removed.
    """
    org = request.organization(name, owner=True)
    _member(org, username)
    if org.owners() == [username]:
        raise errors.message(400, "cannot remove the last owner", username=username)
    del org.members[username]
    for team in org.teams.values():
        team.members.pop(username, None)
    request.world.record(name, "org.member.remove", username, request.caller.actor, f"removed {username} from {name}")
    return empty_response()


@handles("org_settings.get")
def get_settings(request: HandledRequest, name: str) -> Response:
    """GET /v2/orgs/{name}/settings."""
    org = request.organization(name)
    return json_response({"restricted_images": org.restricted_images})


@handles("org_settings.update")
def update_settings(request: HandledRequest, name: str) -> Response:
    """PUT /v2/orgs/{name}/settings."""
    org = request.organization(name, owner=True)
    images = request.fields().object("restricted_images")
    org.restricted_images = {key: images.flag(key) for key in org.restricted_images}
    request.world.record(name, "org.settings.update", name, request.caller.actor, f"updated the settings of {name}")
    return json_response({"restricted_images": org.restricted_images})


@handles("org_settings.get_registry_access")
def get_registry_access(request: HandledRequest, name: str) -> Response:
    """GET .../settings/registry-access-management."""
    return json_response(request.organization(name).registry_access)


@handles("org_settings.update_registry_access")
def update_registry_access(request: HandledRequest, name: str) -> Response:
    """PUT .../settings/registry-access-management: replaces all settings."""
    org = request.organization(name, owner=True)
    fields = request.fields()
    org.registry_access = {
        "enabled": fields.flag("enabled"),
        "standard_registries": [
            {"id": item.text("id"), "allowed": item.flag("allowed")} for item in fields.objects("standard_registries")
        ],
        "custom_registries": [
            {
                "address": item.text("address"),
                "friendly_name": item.text("friendly_name"),
                "allowed": item.flag("allowed"),
            }
            for item in fields.objects("custom_registries")
        ],
    }
    done = "enabled" if org.registry_access["enabled"] else "disabled"
    description = f"{done} registry access management of {name}"
    request.world.record(name, f"org.registry_access.{done}", name, request.caller.actor, description)
    return json_response(org.registry_access)


def _member(org: Org, username: str) -> Member:
    member = org.members.get(username)
    if member is None:
        raise errors.not_found(orgname=org.name, username=username)
    return member


def _matches(person: dict[str, Any], role: str | None, term: str) -> bool:
    if role is not None and person["role"].lower() != role:
        return False
    return any(term in person[key].lower() for key in ("username", "full_name", "email"))


def _format_date(seconds: float) -> str:
    micros = int(seconds % 1 * 1_000_000)
    return time.strftime(f"%Y-%m-%d %H:%M:%S.{micros:06} +0000 UTC", time.gmtime(seconds))


def _member_row(org: Org, member: Member) -> tuple[str, ...]:
    teams = ", ".join(team.name for team in org.teams.values() if member.user.name in team.members)
    user = member.user
    return (user.full_name, user.name, user.email, "User", member.role, teams, _format_date(member.joined))


def _invite_row(invite: Invite) -> tuple[str, ...]:
    name, email = ("", invite.invitee) if "@" in invite.invitee else (invite.invitee, "")
    return ("", name, email, "Invitee", invite.role.capitalize(), invite.team, _format_date(invite.created_at))
