"""The search for repositories, by the API and by the pages of Docker Hub."""

from collections.abc import Iterable
from typing import Any

from starlette.responses import Response

from aiodockerhub.testing import bodies, errors
from aiodockerhub.testing.call import Call
from aiodockerhub.testing.paging import cut, whole
from aiodockerhub.testing.routing import handles, reply
from aiodockerhub.testing.state import Repository

_SIZE = 25
_LIST = ("badges", "categories", "architectures", "operating_systems", "images")


@handles("search.repositories")
def repositories(call: Call) -> Response:
    """GET /v2/search/repositories/: public ones by name and description.

    The most pulled first.
    """
    if "query" not in call.query:
        raise errors.invalid("query", "This field is required.")
    return reply(cut(call, _matching(call, call.query["query"]), bodies.search_result, size=_SIZE))


@handles("search.catalog")
def catalog(call: Call) -> Response:
    """GET /api/search/v4: public repositories as images.

    This Hub has no other kind of content.
    """
    start, size = _number(call, "from", 0), min(_number(call, "size", _SIZE), 100)
    sort = call.choice("sort", ("pull_count", "updated_at"))
    order = call.choice("order", ("asc", "desc"))
    call.flag("extension_reviewed")
    entries = [
        (repository, bodies.catalog_entry(repository, _badge(call, repository)))
        for repository in _matching(call, _query(call))
    ]
    chosen = [(repository, entry) for repository, entry in entries if _is_wanted(call, entry)]
    if sort == "updated_at":
        chosen.sort(key=lambda pair: pair[0].updated or 0.0, reverse=True)
    if order == "asc":
        chosen.reverse()
    results = [entry for _, entry in chosen[start : start + size]]
    return reply({"total": len(chosen), "results": results})


def _query(call: Call) -> str:
    return call.query.get("query", "")


def _matching(call: Call, term: str) -> list[Repository]:
    term = term.lower()
    matching = [
        repository
        for repository in call.world.repositories.values()
        if not repository.is_private and (term in repository.path or term in repository.description.lower())
    ]
    return sorted(matching, key=lambda repository: repository.pull_count, reverse=True)


def _is_wanted(call: Call, entry: dict[str, Any]) -> bool:
    values: dict[str, Iterable[str]] = {
        "badges": [entry["badge"]],
        "categories": [category["slug"] for category in entry["categories"]],
        "architectures": [label["name"] for label in entry["architectures"]],
        "operating_systems": [label["name"] for label in entry["operating_systems"]],
        "images": [entry["name"]],
    }
    if call.query.get("type", entry["type"]) != entry["type"]:
        return False
    return all(_names_one(call.query.get(name), values[name]) for name in _LIST)


def _names_one(wanted: str | None, values: Iterable[str]) -> bool:
    return not wanted or not set(wanted.split(",")).isdisjoint(values)


def _badge(call: Call, repository: Repository) -> str | None:
    if repository.is_official:
        return "official"
    org = call.world.orgs.get(repository.namespace)
    return (org.badge or None) if org else None


def _number(call: Call, name: str, default: int) -> int:
    value = whole(call.query[name]) if name in call.query else default
    if value is None:
        raise errors.invalid(name, "A valid integer is required.")
    return value
