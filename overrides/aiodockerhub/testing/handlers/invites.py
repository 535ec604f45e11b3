"""Handlers of invitations to organizations."""

import re
from typing import Any

from starlette.responses import Response

from aiodockerhub.testing import bodies, errors
from aiodockerhub.testing.account_state import Invite, Org
from aiodockerhub.testing.handled_request import HandledRequest
from aiodockerhub.testing.routing import empty_response, handles, json_response

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@handles("invites.list")
def list_(request: HandledRequest, name: str) -> Response:
    """GET /v2/orgs/{org_name}/invites: all pending invitations."""
    org = request.organization(name, owner=True)
    return json_response({"data": [bodies.invite(invite) for invite in org.invites.values()]})


@handles("invites.create_bulk")
def create_bulk(request: HandledRequest) -> Response:
    """POST /v2/invites/bulk; status 202, with the outcome for each invitee.

    The outcome has the key `invite` only if the request invited the user. After a dry run, no outcome has this key.
    """
    fields = request.fields()
    name = fields.text("org")
    invitees = fields.texts("invitees")
    team = fields.maybe_text("team") or ""
    role = fields.maybe_text("role") or "member"
    dry_run = fields.maybe_flag("dry_run") or False
    org = request.organization(name, owner=True)
    if team and team not in org.teams:
        raise errors.message(400, "group not found", group_name=team)
    statuses = [(invitee, _status(request, org, invitee)) for invitee in dict.fromkeys(invitees)]
    new_count = sum(status == "invited" for _, status in statuses)
    if org.seats is not None and len(org.members) + len(org.invites) + new_count > org.seats:
        raise errors.message(409, "not enough seats for these invitees", orgname=org.name)
    results: list[dict[str, Any]] = []
    for invitee, status in statuses:
        entry: dict[str, Any] = {"invitee": invitee, "status": status}
        if status == "invited" and not dry_run:
            entry["invite"] = bodies.invite(_send(request, org, invitee, team, role))
        results.append(entry)
    return json_response({"invitees": results}, 202)


@handles("invites.resend")
def resend(request: HandledRequest, identifier: str) -> Response:
    """PATCH /v2/invites/{id}/resend: only adds an event to the audit log."""
    org, invite = _invite(request, identifier)
    _record(request, org, invite)
    return empty_response()


@handles("invites.delete")
def delete(request: HandledRequest, identifier: str) -> Response:
    """DELETE /v2/invites/{id}."""
    org, invite = _invite(request, identifier)
    del org.invites[invite.id]
    return empty_response()


def _invite(request: HandledRequest, identifier: str) -> tuple[Org, Invite]:
    for org in request.world.orgs.values():
        if identifier in org.invites:
            return request.organization(org.name, owner=True), org.invites[identifier]
    raise errors.not_found(id=identifier)


def _status(request: HandledRequest, org: Org, invitee: str) -> str:
    members = org.members.values()
    if any(invitee in {member.user.name, member.user.email} for member in members):
        return "existing_org_member"
    if any(invitee == invite.invitee for invite in org.invites.values()):
        return "existing_invite"
    is_valid = _EMAIL.fullmatch(invitee) if "@" in invitee else invitee in request.world.users
    return "invited" if is_valid else "invalid_email_or_docker_id"


def _send(request: HandledRequest, org: Org, invitee: str, team: str, role: str) -> Invite:
    world = request.world
    invite = Invite(world.new_uuid(), request.caller.name, invitee, org.name, team, role, world.now())
    org.invites[invite.id] = invite
    _record(request, org, invite)
    return invite


def _record(request: HandledRequest, org: Org, invite: Invite) -> None:
    description = f"invited {invite.invitee} to {org.name}"
    request.world.record(org.name, "org.member.invite.send", invite.invitee, request.caller.actor, description)
