"""Handlers of groups (teams) and of their permissions for repositories."""

from starlette.responses import Response

from aiodockerhub.testing import bodies, errors
from aiodockerhub.testing.account_state import OWNERS, PERMISSIONS, Member, Org, Permission, Team
from aiodockerhub.testing.handled_request import HandledRequest
from aiodockerhub.testing.paging import page_body, parse_digits
from aiodockerhub.testing.routing import empty_response, handles, json_response
from aiodockerhub.testing.state import Repository


@handles("groups.list")
def list_(request: HandledRequest, name: str) -> Response:
    """GET /v2/orgs/{org_name}/groups."""
    org = request.organization(name)
    username, term = request.query.get("username"), request.query.get("search", "")
    teams = [
        team for team in org.teams.values() if term in team.name and (username is None or username in team.members)
    ]
    return json_response(page_body(request, teams, bodies.team, size=25))


@handles("groups.create")
def create(request: HandledRequest, name: str) -> Response:
    """POST /v2/orgs/{org_name}/groups."""
    org = request.organization(name, owner=True)
    fields = request.fields()
    team_name = fields.text("name", least=1)
    description = fields.maybe_text("description") or ""
    _must_be_free(org, team_name)
    team = Team(request.world.new_number(), request.world.new_uuid(), team_name, description)
    org.teams[team.name] = team
    _record(request, org, team, "create", "created")
    return json_response(bodies.team(team), 201)


@handles("groups.get")
def get(request: HandledRequest, name: str, team_name: str) -> Response:
    """GET /v2/orgs/{org_name}/groups/{group_name}."""
    return json_response(bodies.team(_team(request.organization(name), team_name)))


@handles("groups.replace", "groups.update")
def update(request: HandledRequest, name: str, team_name: str) -> Response:
    """PUT and PATCH /v2/orgs/{org_name}/groups/{group_name}.

    PUT requires a name, and clears a description that is missing.
    """
    org = request.organization(name, owner=True)
    team = _team(org, team_name)
    fields = request.fields()
    whole = request.operation.method == "PUT"
    new_name = fields.text("name", least=1) if whole else fields.maybe_text("name", least=1)
    description = fields.maybe_text("description")
    fields.maybe_text("role")
    if new_name is not None and new_name != team.name:
        _must_be_free(org, new_name)
        del org.teams[team.name]
        team.name = new_name
        org.teams[new_name] = team
    if whole or description is not None:
        team.description = description or ""
    _record(request, org, team, "update", "updated")
    return json_response(bodies.team(team))


@handles("groups.delete")
def delete(request: HandledRequest, name: str, team_name: str) -> Response:
    """DELETE /v2/orgs/{org_name}/groups/{group_name}: 403 for `owners`.

    The team also loses its permissions for repositories.
    """
    org = request.organization(name, owner=True)
    team = _team(org, team_name)
    if team.name == OWNERS:
        raise errors.forbidden()
    del org.teams[team.name]
    for repository in request.world.in_namespace(org.name):
        repository.groups.pop(team.id, None)
    _record(request, org, team, "delete", "deleted")
    return empty_response()


@handles("groups.list_members")
def list_members(request: HandledRequest, name: str, team_name: str) -> Response:
    """GET /v2/orgs/{org_name}/groups/{group_name}/members.

    Only owners see e-mail addresses, and can search by them.
    """
    org = request.organization(name)
    team = _team(org, team_name)
    is_owner = request.caller.name in org.owners()
    term = request.query.get("search", "").lower()
    hidden = {"email", "primary_email"}
    people = [bodies.group_member(org, org.members[user]) for user in team.members]
    shown = people if is_owner else [{key: person[key] for key in person if key not in hidden} for person in people]
    keys = ("username", "full_name", "email")
    matching = [person for person in shown if any(term in person.get(key, "").lower() for key in keys)]
    return json_response(page_body(request, matching, dict, size=25))


@handles("groups.add_member")
def add_member(request: HandledRequest, name: str, team_name: str) -> Response:
    """POST /v2/orgs/{org_name}/groups/{group_name}/members.

    The user also joins the organization. In the team `owners`, the role of the user becomes `Owner`. The status is 200.
    """
    org = request.organization(name, owner=True)
    team = _team(org, team_name)
    username = request.fields().text("member")
    user = request.world.users.get(username)
    if user is None:
        raise errors.message(404, "User not found", username=username)
    if username not in org.members:
        org.members[username] = Member(user, "Member", request.world.now())
        request.world.record(name, "org.member.add", username, request.caller.actor, f"added {username} to {name}")
    team.members[username] = None
    if team.name == OWNERS:
        org.members[username].role = "Owner"
    _record(request, org, team, "member.add", f"added {username} to")
    return empty_response(200)


@handles("groups.remove_member")
def remove_member(request: HandledRequest, name: str, team_name: str, username: str) -> Response:
    """DELETE /v2/orgs/{org_name}/groups/{group_name}/members/{username}.

    The user stays a member of the organization. The role of a user who leaves the team `owners` becomes `Member`. The
    last owner cannot leave this team: the status is 403. The status is 404 if the user is not in the team.
    """
    org = request.organization(name, owner=True)
    team = _team(org, team_name)
    if username not in team.members:
        raise errors.not_found(group_name=team.name, username=username)
    if team.name == OWNERS:
        if org.owners() == [username]:
            raise errors.forbidden()
        org.members[username].role = "Member"
    del team.members[username]
    _record(request, org, team, "member.remove", f"removed {username} from")
    return empty_response()


@handles("repositories.list_groups")
def list_of_repository(request: HandledRequest, namespace: str, name: str) -> Response:
    """GET /v2/repositories/{namespace}/{repository}/groups."""
    repository = _repository(request, namespace, name)
    return json_response(
        page_body(request, list(repository.groups.items()), lambda item: _grant(request, repository, *item))
    )


@handles("repositories.add_group")
def add_to_repository(request: HandledRequest, namespace: str, name: str) -> Response:
    """POST /v2/repositories/{namespace}/{repository}/groups; status 200."""
    repository = _repository(request, namespace, name)
    fields = request.fields()
    identifier = fields.integer("group_id")
    permission = _permission(fields.choice("permission", PERMISSIONS))
    org = request.world.orgs.get(repository.namespace)
    if org is None or all(team.id != identifier for team in org.teams.values()):
        raise errors.not_found(group_id=str(identifier))
    repository.groups[identifier] = permission
    return json_response(_grant(request, repository, identifier, permission))


@handles("repositories.get_group")
def get_on_repository(request: HandledRequest, namespace: str, name: str, identifier: str) -> Response:
    """GET /v2/repositories/{namespace}/{repository}/groups/{group_id}/."""
    repository = _repository(request, namespace, name)
    number = _team_number(repository, identifier)
    return json_response(_grant(request, repository, number, repository.groups[number]))


@handles("repositories.update_group")
def update_on_repository(request: HandledRequest, namespace: str, name: str, identifier: str) -> Response:
    """PATCH /v2/repositories/{namespace}/{repository}/groups/{group_id}/."""
    repository = _repository(request, namespace, name)
    number = _team_number(repository, identifier)
    repository.groups[number] = _permission(request.fields().choice("permission", PERMISSIONS))
    return json_response(_grant(request, repository, number, repository.groups[number]))


@handles("repositories.remove_group")
def remove_from_repository(request: HandledRequest, namespace: str, name: str, identifier: str) -> Response:
    """DELETE /v2/repositories/{namespace}/{repository}/groups/{group_id}/."""
    repository = _repository(request, namespace, name)
    del repository.groups[_team_number(repository, identifier)]
    return empty_response()


def _team(org: Org, name: str) -> Team:
    team = org.teams.get(name)
    if team is None:
        raise errors.not_found(orgname=org.name, group_name=name)
    return team


def _must_be_free(org: Org, name: str) -> None:
    if name in org.teams:
        raise errors.duplicate("group already exists", "groups_orgname_name_key", group_name=name)


def _record(request: HandledRequest, org: Org, team: Team, event: str, done: str) -> None:
    description = f"{done} the team {team.name} of {org.name}"
    request.world.record(org.name, f"org.team.{event}", team.name, request.caller.actor, description, team=team.name)


def _repository(request: HandledRequest, namespace: str, name: str) -> Repository:
    return request.repository(namespace, name, "admin")


def _team_number(repository: Repository, identifier: str) -> int:
    number = parse_digits(identifier)
    if number is None or number not in repository.groups:
        raise errors.not_found(group_id=identifier)
    return number


def _permission(text: str) -> Permission:
    return next(permission for permission in PERMISSIONS if permission == text)


def _grant(
    request: HandledRequest, repository: Repository, identifier: int, permission: Permission
) -> dict[str, object]:
    teams = request.world.orgs[repository.namespace].teams.values()
    name = next(team.name for team in teams if team.id == identifier)
    return {"group_name": name, "permission": permission, "group_id": identifier}
