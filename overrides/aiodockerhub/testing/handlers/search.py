"""Handlers of the searches for repositories: of the API and the catalog."""

from collections.abc import Iterable
from typing import Any

from starlette.responses import Response

from aiodockerhub.testing import bodies, errors
from aiodockerhub.testing.handled_request import HandledRequest
from aiodockerhub.testing.paging import page_body, parse_digits
from aiodockerhub.testing.routing import handles, json_response
from aiodockerhub.testing.state import Repository

_DEFAULT_SIZE = 25  # items on a page
_LIST_FILTERS = ("badges", "categories", "architectures", "operating_systems", "images")


@handles("search.repositories")
def repositories(request: HandledRequest) -> Response:
    """GET /v2/search/repositories/: by name and description.

    The list has public repositories, the most pulled first.
    """
    if "query" not in request.query:
        raise errors.invalid("query", "This field is required.")
    return json_response(
        page_body(request, _matching(request, request.query["query"]), bodies.search_result, size=_DEFAULT_SIZE)
    )


@handles("search.catalog")
def catalog(request: HandledRequest) -> Response:
    """GET /api/search/v4: public repositories, as content of type `image`.

    A FakeHub has no content of other types.
    """
    start, size = (
        _number(request, "from", 0),
        min(_number(request, "size", request.default_page_size or _DEFAULT_SIZE), request.max_page_size),
    )
    sort = request.choice("sort", ("pull_count", "updated_at"))
    order = request.choice("order", ("asc", "desc"))
    request.flag("extension_reviewed")
    entries = [
        (repository, bodies.catalog_entry(repository, _badge(request, repository)))
        for repository in _matching(request, _query(request))
    ]
    chosen = [(repository, entry) for repository, entry in entries if _matches_filters(request, entry)]
    if sort == "updated_at":
        chosen.sort(key=lambda pair: pair[0].updated or 0.0, reverse=True)
    if order == "asc":
        chosen.reverse()
    results = [entry for _, entry in chosen[start : start + size]]
    return json_response({"total": len(chosen), "results": results})


def _query(request: HandledRequest) -> str:
    return request.query.get("query", "")


def _matching(request: HandledRequest, term: str) -> list[Repository]:
    term = term.lower()
    matching = [
        repository
        for repository in request.world.repositories.values()
        if not repository.is_private and (term in repository.path or term in repository.description.lower())
    ]
    return sorted(matching, key=lambda repository: repository.pull_count, reverse=True)


def _matches_filters(request: HandledRequest, entry: dict[str, Any]) -> bool:
    values: dict[str, Iterable[str]] = {
        "badges": [entry["badge"]],
        "categories": [category["slug"] for category in entry["categories"]],
        "architectures": [label["name"] for label in entry["architectures"]],
        "operating_systems": [label["name"] for label in entry["operating_systems"]],
        "images": [entry["name"]],
    }
    if request.query.get("type", entry["type"]) != entry["type"]:
        return False
    return all(_has_any(request.query.get(name), values[name]) for name in _LIST_FILTERS)


def _has_any(wanted: str | None, values: Iterable[str]) -> bool:
    return not wanted or not set(wanted.split(",")).isdisjoint(values)


def _badge(request: HandledRequest, repository: Repository) -> str | None:
    if repository.is_official:
        return "official"
    org = request.world.orgs.get(repository.namespace)
    return (org.badge or None) if org else None


def _number(request: HandledRequest, name: str, default: int) -> int:
    value = parse_digits(request.query[name]) if name in request.query else default
    if value is None:
        raise errors.invalid(name, "A valid integer is required.")
    return value
