"""Makes the JSON of users, organizations, members, teams and invitations."""

from typing import Any

from aiodockerhub.testing.account_state import Invite, Member, Org, Team, User
from aiodockerhub.testing.bodies.dates import stamp

Json = dict[str, Any]


def person(value: User) -> Json:
    """Make the JSON of a user in the list of an organization or team.

    The id is the UUID without dashes.
    """
    return {
        "id": value.uuid.replace("-", ""),
        "company": value.company,
        "date_joined": stamp(value.joined),
        "full_name": value.full_name,
        "gravatar_email": "",
        "gravatar_url": "",
        "location": value.location,
        "profile_url": "",
        "type": "User",
        "username": value.name,
    }


def member(org: Org, value: Member) -> Json:
    """Make the JSON of a member of an organization."""
    return person(value.user) | {
        "email": value.user.email,
        "role": value.role,
        "groups": [team.name for team in org.teams.values() if value.user.name in team.members],
        "is_guest": False,
        "primary_email": value.user.email,
    }


def group_member(org: Org, value: Member) -> Json:
    """Make the JSON of a member of a team: that of `member`, and the UUID."""
    return member(org, value) | {"uuid": value.user.uuid}


def invited_member(value: Invite) -> Json:
    """Make the JSON of an invited user in the list of members."""
    is_email = "@" in value.invitee
    return {
        "id": value.id.replace("-", ""),
        "username": "" if is_email else value.invitee,
        "email": value.invitee if is_email else "",
        "full_name": "",
        "role": "Invitee",
        "groups": [value.team] if value.team else [],
        "date_joined": stamp(value.created_at),
        "type": "User",
        "is_guest": False,
    }


def account(value: User | Org) -> Json:
    """Make the JSON of a user or organization, with more keys than `person`.

    An organization has `orgname` in the place of `username`, and its `badge`, which is empty for a user.
    """
    body: Json = {
        "id": value.uuid.replace("-", ""),
        "uuid": value.uuid,
        "username": value.name,
        "full_name": value.full_name,
        "location": value.location,
        "company": value.company,
        "profile_url": "",
        "date_joined": stamp(value.joined),
        "gravatar_url": "",
        "gravatar_email": "",
        "type": "User",
        "badge": "",
        "is_active": True,
    }
    if isinstance(value, Org):
        body |= {"type": "Organization", "orgname": value.name, "badge": value.badge}
        del body["username"]
    return body


def current_user(value: User) -> Json:
    """Make the JSON of the user who is logged in."""
    return account(value) | {"email": value.email, "is_staff": False, "is_admin": False}


def organization_of(value: Org, member: str) -> Json:
    """Make the JSON of an organization in the list of a user's organizations.

    The JSON has the role and the teams of the user `member`, who must be a member of the organization.
    """
    return account(value) | {
        "user_role": value.members[member].role,
        "user_groups": [team.name for team in value.teams.values() if member in team.members],
        "org_groups_count": len(value.teams),
        "plan_name": None,
        "parent_name": None,
    }


def team(value: Team) -> Json:
    """Make the JSON of a team."""
    return {
        "id": value.id,
        "uuid": value.uuid,
        "name": value.name,
        "description": value.description,
        "member_count": len(value.members),
    }


def invite(value: Invite) -> Json:
    """Make the JSON of an invitation."""
    return {
        "id": value.id,
        "inviter_username": value.inviter,
        "invitee": value.invitee,
        "org": value.org,
        "team": value.team,
        "role": value.role,
        "created_at": stamp(value.created_at),
    }
