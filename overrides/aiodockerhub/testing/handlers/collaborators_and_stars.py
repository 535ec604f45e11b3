"""Handlers of collaborators and stars of a repository."""

from starlette.responses import Response

from aiodockerhub.testing import bodies, errors
from aiodockerhub.testing.handled_request import HandledRequest
from aiodockerhub.testing.handlers.repositories import is_listed
from aiodockerhub.testing.paging import page_body
from aiodockerhub.testing.routing import empty_response, handles, json_response


@handles("repositories.list_collaborators")
def list_collaborators(request: HandledRequest, namespace: str, name: str) -> Response:
    """GET .../collaborators/."""
    repository = request.repository(namespace, name, "admin")
    return json_response(page_body(request, list(repository.collaborators), lambda user: {"user": user}))


@handles("repositories.add_collaborator")
def add_collaborator(request: HandledRequest, namespace: str, name: str) -> Response:
    """POST .../collaborators/: only for the repositories of a user.

    The repositories of an organization have groups instead.
    """
    repository = request.repository(namespace, name, "admin")
    user = request.fields().text("user")
    if namespace in request.world.orgs:
        raise errors.forbidden()
    if user not in request.world.users:
        raise errors.message(404, "User not found", username=user)
    repository.collaborators[user] = None
    return json_response({"user": user}, 201)


@handles("repositories.remove_collaborator")
def remove_collaborator(request: HandledRequest, namespace: str, name: str, user: str) -> Response:
    """DELETE .../collaborators/{user}/."""
    repository = request.repository(namespace, name, "admin")
    if user not in repository.collaborators:
        raise errors.not_found(namespace=namespace, repository=name, user=user)
    del repository.collaborators[user]
    return empty_response()


@handles("repositories.star")
def star(request: HandledRequest, namespace: str, name: str) -> Response:
    """POST .../stars/: a second star of the same user is ignored."""
    repository = request.repository(namespace, name, "read")
    if request.caller.name not in repository.stars:
        repository.stars[request.caller.name] = None
        repository.star_count += 1
    return empty_response(201)


@handles("repositories.unstar")
def unstar(request: HandledRequest, namespace: str, name: str) -> Response:
    """DELETE .../stars/."""
    repository = request.repository(namespace, name, "read")
    if request.caller.name in repository.stars:
        del repository.stars[request.caller.name]
        repository.star_count -= 1
    return empty_response()


@handles("users.list_starred")
def list_starred(request: HandledRequest, name: str) -> Response:
    """GET /v2/users/{username}/repositories/starred.

    The list has only repositories that the caller may see.
    """
    if name not in request.world.users:
        raise errors.message(404, "User not found")
    repositories = request.world.repositories.values()
    starred = [repository for repository in repositories if name in repository.stars and is_listed(request, repository)]
    return json_response(page_body(request, starred, bodies.repository_entry))
