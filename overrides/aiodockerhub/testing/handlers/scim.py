"""Handlers of SCIM 2.0 (RFC 7643, RFC 7644) for one organization."""

import time
from functools import partial
from typing import Any

from starlette.responses import Response

from aiodockerhub.testing import errors
from aiodockerhub.testing.account_state import Member, Org, Team, User
from aiodockerhub.testing.handled_request import HandledRequest
from aiodockerhub.testing.paging import positive_number
from aiodockerhub.testing.routing import handles, json_response
from aiodockerhub.testing.scim_filter import FilterError, attribute_values, parse_filter
from aiodockerhub.testing.scim_schema import LIST, RESOURCE_TYPE, SERVICE_PROVIDER, USER, USER_SCHEMA

_COMPANY_TEAM = "company"  # the team that provisioned users join
_ALWAYS_RETURNED = ("schemas", "id")


@handles("scim.get_service_provider_config")
def get_service_provider_config(_call: HandledRequest) -> Response:
    """GET /v2/scim/2.0/ServiceProviderConfig."""
    return _reply(SERVICE_PROVIDER)


@handles("scim.list_resource_types")
def list_resource_types(request: HandledRequest) -> Response:
    """GET /v2/scim/2.0/ResourceTypes."""
    return _reply({"schemas": [LIST], "totalResults": 1, request.settings.scim_list_key: [RESOURCE_TYPE]})


@handles("scim.get_resource_type")
def get_resource_type(_call: HandledRequest, name: str) -> Response:
    """GET /v2/scim/2.0/ResourceTypes/{name}."""
    if name != RESOURCE_TYPE["name"]:
        raise errors.scim(404, f"Resource {name} not found.")
    return _reply(RESOURCE_TYPE)


@handles("scim.list_schemas")
def list_schemas(request: HandledRequest) -> Response:
    """GET /v2/scim/2.0/Schemas."""
    return _reply({"schemas": [LIST], "totalResults": 1, request.settings.scim_list_key: [USER_SCHEMA]})


@handles("scim.get_schema")
def get_schema(_call: HandledRequest, identifier: str) -> Response:
    """GET /v2/scim/2.0/Schemas/{id}."""
    if identifier != USER:
        raise errors.scim(404, f"Resource {identifier} not found.")
    return _reply(USER_SCHEMA)


@handles("scim.list_users")
def list_users(request: HandledRequest) -> Response:
    """GET /v2/scim/2.0/Users: filtered, sorted, from `startIndex` on."""
    org = _org(request)
    refuse = partial(_bad_number, request.max_page_size)
    start = positive_number(request, "startIndex", 1, refuse)
    count = positive_number(request, "count", 100, refuse)
    order = request.query.get("sortOrder", "ascending")
    if count > request.max_page_size:
        raise refuse("count")
    if order not in {"ascending", "descending"}:
        raise errors.scim(400, "sortOrder must be ascending or descending", "invalidValue")
    users = [_user_resource(request, org, member) for member in org.members.values()]
    text = request.query.get("filter")
    if text is not None:
        try:
            passes = parse_filter(text)
        except FilterError as error:
            raise errors.scim(400, str(error), "invalidFilter") from error
        users = [user for user in users if passes(user)]
    key = request.query.get("sortBy", "")
    if key:
        users.sort(
            key=lambda user: [str(value).casefold() for value in attribute_values(user, key)], reverse=order[0] == "d"
        )
    page = [_choose_attributes(request, user) for user in users[start - 1 : start - 1 + count]]
    body = {"schemas": [LIST], "totalResults": len(users), "startIndex": start, "itemsPerPage": len(page)}
    return _reply(body | {request.settings.scim_list_key: page})


@handles("scim.get_user")
def get_user(request: HandledRequest, identifier: str) -> Response:
    """GET /v2/scim/2.0/Users/{id}."""
    org = _org(request)
    return _reply(_choose_attributes(request, _user_resource(request, org, _member(org, identifier))))


@handles("scim.create_user")
def create_user(request: HandledRequest) -> Response:
    """POST /v2/scim/2.0/Users: a user joins the organization.

    If no user has this e-mail address, a new user is made. The user also joins the team `company`.
    """
    org = _org(request)
    fields = request.fields(_bad_field)
    fields.texts("schemas")
    email = fields.text("userName", least=1)
    name = fields.object("name") if "name" in fields else None
    names = [] if name is None else [name.maybe_text(key) for key in ("givenName", "familyName")]
    if any(member.user.email == email for member in org.members.values()):
        raise errors.scim(409, f"User {email} already exists.", "uniqueness")
    user = next((user for user in request.world.users.values() if user.email == email), None)
    if user is None:
        user = _new_user(request, email)
    user.full_name = " ".join(part for part in names if part) or user.full_name
    org.members[user.name] = Member(user, "Member", request.world.now())
    team = org.teams.setdefault(
        _COMPANY_TEAM, Team(request.world.new_number(), request.world.new_uuid(), _COMPANY_TEAM)
    )
    team.members[user.name] = None
    request.world.record(org.name, "org.member.add", user.name, org.name, f"provisioned {user.name} for {org.name}")
    return _reply(_user_resource(request, org, org.members[user.name]), 201)


@handles("scim.update_user")
def update_user(request: HandledRequest, identifier: str) -> Response:
    """PUT /v2/scim/2.0/Users/{id}.

    A name, or a part of it, that is missing or empty does not change. If `enabled` is missing, it is false.
    """
    org = _org(request)
    member = _member(org, identifier)
    fields = request.fields(_bad_field, optional=("enabled",))
    fields.texts("schemas")
    active = fields.maybe_flag("enabled") or False
    if "name" in fields:
        name = fields.object("name")
        given, family = _names(member.user)
        new = (name.maybe_text("givenName"), name.maybe_text("familyName"))
        member.user.full_name = " ".join(part for part in (new[0] or given, new[1] or family) if part)
    member.user.active = active
    member.user.modified = request.world.now()
    return _reply(_user_resource(request, org, member))


def _reply(body: dict[str, Any], status: int = 200) -> Response:
    return json_response(body, status, errors.SCIM_JSON)


def _org(request: HandledRequest) -> Org:
    if request.caller.org is None:  # `caller_of` accepts only SCIM tokens here
        raise errors.scim(401, "Unauthorized")
    return request.caller.org


def _member(org: Org, identifier: str) -> Member:
    for member in org.members.values():
        if member.user.uuid == identifier:
            return member
    raise errors.scim(404, f"Resource {identifier} not found.")


def _new_user(request: HandledRequest, email: str) -> User:
    stem = "".join(letter for letter in email.partition("@")[0].lower() if letter.isascii() and letter.isalnum())
    name, suffix = stem or "user", 1
    while name in request.world.users or name in request.world.orgs:
        suffix += 1
        name = f"{stem or 'user'}{suffix}"
    now = request.world.now()
    user = User(
        name=name,
        password=request.world.new_hex(32),
        uuid=request.world.new_uuid(),
        number=request.world.new_number(),
        email=email,
        full_name="",
        joined=now,
        modified=now,
    )
    request.world.users[name] = user
    return user


def _names(user: User) -> tuple[str, str]:
    given, _, family = user.full_name.partition(" ")
    return given, family


def _user_resource(request: HandledRequest, org: Org, member: Member) -> dict[str, Any]:
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
            "location": f"{request.url.scheme}://{request.url.netloc}/v2/scim/2.0/Users/{user.uuid}",
            "created": _date(user.joined),
            "lastModified": _date(user.modified),
        },
    }


def _choose_attributes(request: HandledRequest, user: dict[str, Any]) -> dict[str, Any]:
    wanted = {name.strip().partition(".")[0].lower() for name in request.query.get("attributes", "").split(",")} - {""}
    if not wanted:
        return user
    return {key: value for key, value in user.items() if key in _ALWAYS_RETURNED or key.lower() in wanted}


def _date(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def _bad_number(max_count: int, name: str) -> errors.Refusal:
    return errors.scim(400, f"{name} must be a positive number, count at most {max_count}", "invalidValue")


def _bad_field(name: str, problem: str) -> errors.Refusal:
    return errors.scim(400, f"{name}: {problem}", "invalidSyntax" if name == "body" else "invalidValue")
