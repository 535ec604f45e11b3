"""Users, and the search for repositories."""

from starlette.responses import RedirectResponse, Response

from aiodockerhub.testing import errors, wire
from aiodockerhub.testing.call import Call
from aiodockerhub.testing.paging import cut
from aiodockerhub.testing.routing import handles, reply
from aiodockerhub.testing.state import Repository


@handles("users.me")
def me(call: Call) -> Response:
    """GET /v2/user/."""
    if call.caller.user is None:  # routing lets people's sessions through and no others
        raise errors.unauthorized()
    return reply(wire.account(call.caller.user) | {"email": call.caller.user.email, "is_admin": False})


@handles("users.list_orgs")
def list_orgs(call: Call) -> Response:
    """GET /v2/user/orgs/."""
    orgs = [org for org in call.world.orgs.values() if call.caller.name in org.members]
    # The document knows no 404 here: a page that cannot be read is an empty one.
    return reply(cut(call, orgs, wire.account, size=25))


@handles("users.get")
def get(call: Call, name: str) -> Response:
    """GET /v2/users/{username}/: public; the name of an organization redirects to it."""
    user = call.world.users.get(name)
    if user is not None:
        return reply(wire.account(user))
    if name in call.world.orgs:
        return RedirectResponse(f"/v2/orgs/{name}", 308)
    raise errors.message(404, "User not found")


@handles("search.repositories")
def search(call: Call) -> Response:
    """GET /v2/search/repositories/: public repositories by name and description, most pulled first."""
    if "query" not in call.query:
        raise errors.invalid("query", "This field is required.")
    term = call.query["query"].lower()
    found = [
        repository
        for repository in call.world.repositories.values()
        if not repository.is_private and (term in repository.path or term in repository.description.lower())
    ]
    found.sort(key=lambda repository: repository.pull_count, reverse=True)
    return reply(cut(call, found, _result, size=25))


def _result(found: Repository) -> dict[str, object]:
    official = found.namespace == "library"
    return {
        "repo_name": found.name if official else found.path,
        "short_description": found.description,
        "star_count": found.star_count,
        "pull_count": found.pull_count,
        "repo_owner": "",
        "is_automated": False,
        "is_official": official,
    }
