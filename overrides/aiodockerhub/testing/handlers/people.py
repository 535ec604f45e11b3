"""Collaborators and stars of a repository."""

from starlette.responses import Response

from aiodockerhub.testing import bodies, errors
from aiodockerhub.testing.call import Call
from aiodockerhub.testing.handlers.repositories import visible
from aiodockerhub.testing.paging import cut
from aiodockerhub.testing.routing import empty, handles, reply


@handles("repositories.list_collaborators")
def list_collaborators(call: Call, namespace: str, name: str) -> Response:
    """GET .../collaborators/."""
    repository = call.repository(namespace, name, "admin")
    return reply(cut(call, list(repository.collaborators), lambda user: {"user": user}))


@handles("repositories.add_collaborator")
def add_collaborator(call: Call, namespace: str, name: str) -> Response:
    """POST .../collaborators/: of a person's repositories only.

    Those of an organization have groups.
    """
    repository = call.repository(namespace, name, "admin")
    user = call.fields().text("user")
    if namespace in call.world.orgs:
        raise errors.forbidden()
    if user not in call.world.users:
        raise errors.message(404, "User not found", username=user)
    repository.collaborators[user] = None
    return reply({"user": user}, 201)


@handles("repositories.remove_collaborator")
def remove_collaborator(call: Call, namespace: str, name: str, user: str) -> Response:
    """DELETE .../collaborators/{user}/."""
    repository = call.repository(namespace, name, "admin")
    if user not in repository.collaborators:
        raise errors.not_found(namespace=namespace, repository=name, user=user)
    del repository.collaborators[user]
    return empty()


@handles("repositories.star")
def star(call: Call, namespace: str, name: str) -> Response:
    """POST .../stars/: once for each person."""
    repository = call.repository(namespace, name, "read")
    if call.caller.name not in repository.stars:
        repository.stars[call.caller.name] = None
        repository.star_count += 1
    return empty(201)


@handles("repositories.unstar")
def unstar(call: Call, namespace: str, name: str) -> Response:
    """DELETE .../stars/."""
    repository = call.repository(namespace, name, "read")
    if call.caller.name in repository.stars:
        del repository.stars[call.caller.name]
        repository.star_count -= 1
    return empty()


@handles("users.list_starred")
def list_starred(call: Call, name: str) -> Response:
    """GET /v2/users/{username}/repositories/starred.

    Those of them that the caller may see.
    """
    if name not in call.world.users:
        raise errors.message(404, "User not found")
    repositories = call.world.repositories.values()
    starred = [repository for repository in repositories if name in repository.stars and visible(call, repository)]
    return reply(cut(call, starred, bodies.repository_entry))
