"""SCIM 2.0 provisioning (RFC 7643, RFC 7644) of one organization."""

import time
from typing import Any

from starlette.responses import Response

from aiodockerhub.testing import errors
from aiodockerhub.testing.call import Call
from aiodockerhub.testing.paging import number
from aiodockerhub.testing.routing import handles, reply
from aiodockerhub.testing.scim_filter import FilterError, parse, values
from aiodockerhub.testing.scim_schema import LIST, RESOURCE_TYPE, SERVICE_PROVIDER, USER, USER_SCHEMA
from aiodockerhub.testing.state import Member, Org, Team, User

_COMPANY = "company"  # the team that provisioned users join
_MOST = 200
_ALWAYS = ("schemas", "id")


@handles("scim.get_service_provider_config")
def get_service_provider_config(_call: Call) -> Response:
    """GET /v2/scim/2.0/ServiceProviderConfig."""
    return _reply(SERVICE_PROVIDER)


@handles("scim.list_resource_types")
def list_resource_types(call: Call) -> Response:
    """GET /v2/scim/2.0/ResourceTypes."""
    return _reply({"schemas": [LIST], "totalResults": 1, call.settings.scim_list_key: [RESOURCE_TYPE]})


@handles("scim.get_resource_type")
def get_resource_type(_call: Call, name: str) -> Response:
    """GET /v2/scim/2.0/ResourceTypes/{name}."""
    if name != RESOURCE_TYPE["name"]:
        raise errors.scim(404, f"Resource {name} not found.")
    return _reply(RESOURCE_TYPE)


@handles("scim.list_schemas")
def list_schemas(call: Call) -> Response:
    """GET /v2/scim/2.0/Schemas."""
    return _reply({"schemas": [LIST], "totalResults": 1, call.settings.scim_list_key: [USER_SCHEMA]})


@handles("scim.get_schema")
def get_schema(_call: Call, identifier: str) -> Response:
    """GET /v2/scim/2.0/Schemas/{id}."""
    if identifier != USER:
        raise errors.scim(404, f"Resource {identifier} not found.")
    return _reply(USER_SCHEMA)


@handles("scim.list_users")
def list_users(call: Call) -> Response:
    """GET /v2/scim/2.0/Users: filtered, sorted, from startIndex on."""
    org = _org(call)
    start = number(call, "startIndex", 1, _bad_number)
    count = number(call, "count", 100, _bad_number)
    order = call.query.get("sortOrder", "ascending")
    if count > _MOST:
        raise _bad_number("count")
    if order not in {"ascending", "descending"}:
        raise errors.scim(400, "sortOrder must be ascending or descending", "invalidValue")
    users = [_user(call, org, member) for member in org.members.values()]
    text = call.query.get("filter")
    if text is not None:
        try:
            passes = parse(text)
        except FilterError as error:
            raise errors.scim(400, str(error), "invalidFilter") from error
        users = [user for user in users if passes(user)]
    key = call.query.get("sortBy", "")
    if key:
        users.sort(key=lambda user: [str(value).casefold() for value in values(user, key)], reverse=order[0] == "d")
    page = [_limited(call, user) for user in users[start - 1 : start - 1 + count]]
    body = {"schemas": [LIST], "totalResults": len(users), "startIndex": start, "itemsPerPage": len(page)}
    return _reply(body | {call.settings.scim_list_key: page})


@handles("scim.get_user")
def get_user(call: Call, identifier: str) -> Response:
    """GET /v2/scim/2.0/Users/{id}."""
    org = _org(call)
    return _reply(_limited(call, _user(call, org, _member(org, identifier))))


@handles("scim.create_user")
def create_user(call: Call) -> Response:
    """POST /v2/scim/2.0/Users: a user joins the organization.

    A user without an account of this address is made first.
    """
    org = _org(call)
    fields = call.fields(_bad_field)
    fields.texts("schemas")
    email = fields.text("userName", least=1)
    name = fields.object("name") if "name" in fields else None
    names = [] if name is None else [name.maybe_text(key) for key in ("givenName", "familyName")]
    if any(member.user.email == email for member in org.members.values()):
        raise errors.scim(409, f"User {email} already exists.", "uniqueness")
    user = next((user for user in call.world.users.values() if user.email == email), None)
    if user is None:
        user = _new_user(call, email)
    user.full_name = " ".join(part for part in names if part) or user.full_name
    org.members[user.name] = Member(user, "Member", call.world.now())
    team = org.teams.setdefault(_COMPANY, Team(call.world.new_number(), call.world.new_uuid(), _COMPANY))
    team.members[user.name] = None
    call.world.record(org.name, "org.member.add", user.name, org.name, f"provisioned {user.name} for {org.name}")
    return _reply(_user(call, org, org.members[user.name]), 201)


@handles("scim.update_user")
def update_user(call: Call, identifier: str) -> Response:
    """PUT /v2/scim/2.0/Users/{id}.

    A name left out stays, `enabled` left out means false.
    """
    org = _org(call)
    member = _member(org, identifier)
    fields = call.fields(_bad_field)
    fields.texts("schemas")
    active = fields.maybe_flag("enabled") or False
    if "name" in fields:
        name = fields.object("name")
        given, family = _names(member.user)
        new = (name.maybe_text("givenName"), name.maybe_text("familyName"))
        member.user.full_name = " ".join(part for part in (new[0] or given, new[1] or family) if part)
    member.user.active = active
    member.user.modified = call.world.now()
    return _reply(_user(call, org, member))


def _reply(body: dict[str, Any], status: int = 200) -> Response:
    return reply(body, status, errors.SCIM_JSON)


def _org(call: Call) -> Org:
    if call.caller.org is None:  # routing lets SCIM bearers through and no others
        raise errors.scim(401, "Unauthorized")
    return call.caller.org


def _member(org: Org, identifier: str) -> Member:
    for member in org.members.values():
        if member.user.uuid == identifier:
            return member
    raise errors.scim(404, f"Resource {identifier} not found.")


def _new_user(call: Call, email: str) -> User:
    stem = "".join(letter for letter in email.partition("@")[0].lower() if letter.isascii() and letter.isalnum())
    name, suffix = stem or "user", 1
    while name in call.world.users or name in call.world.orgs:
        suffix += 1
        name = f"{stem or 'user'}{suffix}"
    now = call.world.now()
    user = User(
        name=name,
        password=call.world.new_hex(32),
        uuid=call.world.new_uuid(),
        number=call.world.new_number(),
        email=email,
        full_name="",
        joined=now,
        modified=now,
    )
    call.world.users[name] = user
    return user


def _names(user: User) -> tuple[str, str]:
    given, _, family = user.full_name.partition(" ")
    return given, family


def _user(call: Call, org: Org, member: Member) -> dict[str, Any]:
    user = member.user
    given, family = _names(user)
    teams = [team.name for team in org.teams.values() if user.name in team.members]
    return {
        "schemas": [USER],
        "id": user.uuid,
        "userName": user.email,
        "name": {"givenName": given, "familyName": family},
        "displayName": user.name,
        "active": user.active,
        "emails": [{"value": user.email, "display": user.email, "primary": True}],
        "groups": [{"value": team, "display": team} for team in teams],
        "meta": {
            "resourceType": "User",
            "location": f"{call.url.scheme}://{call.url.netloc}/v2/scim/2.0/Users/{user.uuid}",
            "created": _date(user.joined),
            "lastModified": _date(user.modified),
        },
    }


def _limited(call: Call, user: dict[str, Any]) -> dict[str, Any]:
    wanted = {name.strip().partition(".")[0].lower() for name in call.query.get("attributes", "").split(",")} - {""}
    if not wanted:
        return user
    return {key: value for key, value in user.items() if key in _ALWAYS or key.lower() in wanted}


def _date(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def _bad_number(name: str) -> errors.Refusal:
    return errors.scim(400, f"{name} must be a positive number, count at most {_MOST}", "invalidValue")


def _bad_field(name: str, problem: str) -> errors.Refusal:
    return errors.scim(400, f"{name}: {problem}", "invalidSyntax" if name == "body" else "invalidValue")
