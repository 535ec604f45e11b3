"""Handlers that list, read, create, change and delete repositories."""

from collections.abc import Callable, Set
from typing import Any

from starlette.responses import Response

from aiodockerhub.testing import access, bodies, errors
from aiodockerhub.testing.account_state import PERMISSIONS
from aiodockerhub.testing.handled_request import HandledRequest
from aiodockerhub.testing.paging import page_body
from aiodockerhub.testing.routing import empty_response, handles, json_response
from aiodockerhub.testing.state import Repository

_DESCRIPTION_BYTES = 100
_FULL_DESCRIPTION_BYTES = 25_000
_NAME = r"[a-z0-9]+(?:[._-][a-z0-9]+)*"
_STATUSES = (0, 1, 6)  # inactive, active, archived

_ORDERINGS: dict[str, tuple[Callable[[Repository], Any], bool]] = {
    "name": (lambda repository: repository.name, False),
    "-name": (lambda repository: repository.name, True),
    # Without the minus, the newest is first: Docker Hub reverses the order that its document states (D40).
    "last_updated": (lambda repository: repository.updated or 0.0, True),
    "-last_updated": (lambda repository: repository.updated or 0.0, False),
    # Without the minus, the most pulled is first, for the same reason.
    "pull_count": (lambda repository: repository.pull_count, True),
    "-pull_count": (lambda repository: repository.pull_count, False),
}


@handles("repositories.list")
def list_(request: HandledRequest, namespace: str) -> Response:
    """GET /v2/namespaces/{namespace}/repositories.

    The list has the repositories that the caller may see. It is empty for a namespace that does not exist.
    """
    key, backwards = _ORDERINGS[request.choice("ordering", tuple(_ORDERINGS)) or "last_updated"]
    listed = [
        item
        for item in request.world.in_namespace(namespace)
        if _matches_filters(request, item) and is_listed(request, item)
    ]
    listed.sort(key=key, reverse=backwards)
    page = page_body(
        request, listed, bodies.repository_entry, refuse=lambda name: errors.invalid(name, f"Invalid {name} value")
    )
    return json_response(page)


@handles("repositories.create")
def create(request: HandledRequest, namespace: str) -> Response:
    """POST /v2/namespaces/{namespace}/repositories."""
    _check_may_create(request, namespace)
    fields = request.fields()
    name = fields.text("name", least=2, most=255, pattern=_NAME)
    if fields.text("namespace") != namespace:
        raise errors.message(400, "namespace does not match the one in the path", namespace=namespace)
    description = check_bytes(fields.maybe_text("description") or "", _DESCRIPTION_BYTES)
    full_description = check_bytes(fields.maybe_text("full_description") or "", _FULL_DESCRIPTION_BYTES)
    fields.maybe_text("registry")
    is_private = fields.maybe_flag("is_private")
    if is_private is None:
        org = request.world.orgs.get(namespace)
        is_private = org is not None and org.default_visibility == "private"
    if (namespace, name) in request.world.repositories:
        raise errors.message(400, "repository already exists", namespace=namespace, repository=name)
    now = request.world.now()
    repository = Repository(
        id=request.world.new_number(),
        namespace=namespace,
        name=name,
        registered=now,
        updated=now,
        description=description,
        full_description=full_description,
        is_private=is_private,
    )
    request.world.repositories[namespace, name] = repository
    record_event(request, repository, "create", "created the repository")
    return json_response(repository_body(request, repository), 201)


@handles("repositories.get", "repositories.exists")
def get(request: HandledRequest, namespace: str, name: str) -> Response:
    """GET and HEAD /v2/namespaces/{namespace}/repositories/{repository}."""
    return json_response(repository_body(request, request.repository(namespace, name, "read")))


@handles("repositories.update")
def update(request: HandledRequest, namespace: str, name: str) -> Response:
    """PATCH /v2/namespaces/{namespace}/repositories/{repository}."""
    repository = request.repository(namespace, name, "admin")
    fields = request.fields()
    description = fields.maybe_text("description")
    full_description = fields.maybe_text("full_description")
    status = fields.integer("status") if "status" in fields else repository.status
    if status not in _STATUSES:
        raise errors.malformed(f"status must be one of {_STATUSES}")
    if description is not None:
        repository.description = check_bytes(description, _DESCRIPTION_BYTES)
    if full_description is not None:
        repository.full_description = check_bytes(full_description, _FULL_DESCRIPTION_BYTES)
    repository.status = status
    repository.updated = request.world.now()
    return json_response(repository_body(request, repository))


@handles("repositories.set_privacy")
def set_privacy(request: HandledRequest, namespace: str, name: str) -> Response:
    """POST .../privacy."""
    repository = request.repository(namespace, name, "admin")
    repository.is_private = request.fields().flag("is_private")
    record_event(
        request, repository, "change_privacy", f"made {'private' if repository.is_private else 'public'} the repository"
    )
    return empty_response(200)


@handles("repositories.delete")
def delete(request: HandledRequest, namespace: str, name: str) -> Response:
    """DELETE /v2/namespaces/{namespace}/repositories/{repository}."""
    repository = request.repository(namespace, name, "admin")
    del request.world.repositories[repository.namespace, repository.name]
    record_event(request, repository, "delete", "deleted the repository")
    return empty_response(202)


@handles("repositories.get_dockerfile")
def get_dockerfile(request: HandledRequest, namespace: str, name: str) -> Response:
    """GET .../dockerfile/: for repositories with automated builds.

    A repository has an automated build if it was seeded with a Dockerfile.
    """
    repository = request.repository(namespace, name, "read")
    if repository.dockerfile is None:
        raise errors.not_found(namespace=namespace, repository=name)
    return json_response({"contents": repository.dockerfile})


@handles("repositories.list_namespaces")
def list_namespaces(request: HandledRequest) -> Response:
    """GET /v2/repositories/namespaces/: the namespaces of the caller."""
    orgs = [org.name for org in request.world.orgs.values() if request.caller.name in org.members]
    return json_response({"namespaces": [request.caller.name, *orgs]})


def _matches_filters(request: HandledRequest, item: Repository) -> bool:
    media_types = {tag.media_type for tag in item.tags.values()}
    content_types = {tag.content_type for tag in item.tags.values()}
    return (
        request.query.get("name", "") in item.name
        and matches_list(request, "media_types", media_types)
        and matches_list(request, "content_types", content_types)
    )


def matches_list(request: HandledRequest, parameter: str, values: Set[str]) -> bool:
    """Return whether a filter of the query matches one of several values.

    Args:
        request: Request with the filter.
        parameter: Name of the query parameter, whose value is a list separated by commas.
        values: Values of the object to filter.

    Returns:
        Whether the parameter names one of the values, or is missing or empty.
    """
    wanted = {value for value in request.query.get(parameter, "").split(",") if value}
    return not wanted or bool(wanted & values)


def is_listed(request: HandledRequest, repository: Repository) -> bool:
    """Return whether lists show a repository to the caller.

    An organization access token sees private repositories only of its own organization, and only if the token has
    `scope-repository-list`. Lists leave out all others without an error.
    """
    if request.caller.oat is None or request.caller.org is None:
        return access.permission_for(request.world, request.caller, repository) is not None
    has_scope = repository.namespace == request.caller.org.name and access.has_scope(
        request.caller, "TYPE_ORG", request.caller.org, "scope-repository-list"
    )
    return has_scope or not repository.is_private


def check_bytes(text: str, most: int) -> str:
    """Check the length of a text, which Docker Hub limits in bytes.

    Args:
        text: Text to check.
        most: Maximum number of bytes in UTF-8.

    Returns:
        The same text.

    Raises:
        Refusal: The text is too long.
    """
    actual = len(text.encode("utf-8", "replace"))
    if actual > most:
        raise errors.message(400, f"Exceeded max number of bytes {most} - actual {actual}")
    return text


def record_event(request: HandledRequest, repository: Repository, action: str, description: str, **data: str) -> None:
    """Add an event about a repository to the audit log of its namespace.

    Args:
        request: Request of the caller who did the action.
        repository: Repository to which the action was done.
        action: Name of the action without `repo.`.
        description: Beginning of the description for people; the path of the repository is appended.
        **data: Details of the event, by key.
    """
    request.world.record(
        repository.namespace,
        f"repo.{action}",
        repository.path,
        request.caller.actor,
        f"{description} {repository.path}",
        **data,
    )


def repository_body(request: HandledRequest, repository: Repository) -> dict[str, Any]:
    """Make the JSON of a repository, with the permissions of the caller.

    For a caller without a user, such as an organization access token, only reading is permitted.
    """
    permission = access.permission_for(request.world, request.caller, repository) or "read"
    rank = PERMISSIONS.index(permission)
    permissions = {name: rank >= place for place, name in enumerate(PERMISSIONS)}
    return bodies.repository(
        repository,
        repository.namespace,
        {"read": permissions["read"], "write": permissions["write"], "admin": permissions["admin"]},
        starred=request.caller.name in repository.stars,
    )


def _check_may_create(request: HandledRequest, namespace: str) -> None:
    """Refuse a caller who may not create repositories in a namespace."""
    caller = request.caller
    org = request.world.orgs.get(namespace)
    if caller.oat is not None:
        if org is None or caller.org is not org:
            raise errors.forbidden()
        if not access.has_scope(caller, "TYPE_ORG", org, request.operation.organization_scope):
            raise errors.insufficient_scope()
        return
    if org is not None:
        member = org.members.get(caller.name)
        if member is None or member.role not in {"Owner", "Editor"}:
            raise errors.forbidden()
    elif namespace != caller.name:
        raise errors.forbidden() if namespace in request.world.users else errors.not_found(namespace=namespace)
    if caller.pat is not None and not {"repo:write", "repo:admin"} & set(caller.pat.scopes):
        raise errors.insufficient_scope()
