"""Handlers of users: the logged-in user, and public profiles."""

from starlette.responses import RedirectResponse, Response

from aiodockerhub.testing import bodies, errors
from aiodockerhub.testing.handled_request import HandledRequest
from aiodockerhub.testing.paging import page_body
from aiodockerhub.testing.routing import handles, json_response


@handles("users.me")
def me(request: HandledRequest) -> Response:
    """GET /v2/user/."""
    if request.caller.user is None:  # `caller_of` accepts only users here
        raise errors.unauthorized()
    return json_response(bodies.current_user(request.caller.user))


@handles("users.list_orgs")
def list_orgs(request: HandledRequest) -> Response:
    """GET /v2/user/orgs/."""
    orgs = [org for org in request.world.orgs.values() if request.caller.name in org.members]
    return json_response(
        page_body(request, orgs, lambda org: bodies.organization_of(org, request.caller.name), size=25)
    )


@handles("users.get")
def get(request: HandledRequest, name: str) -> Response:
    """GET /v2/users/{username}/: for any caller.

    The name of an organization redirects to the organization.
    """
    user = request.world.users.get(name)
    if user is not None:
        return json_response(bodies.account(user))
    if name in request.world.orgs:
        return RedirectResponse(f"/v2/orgs/{name}", 308)
    raise errors.message(404, "User not found")
