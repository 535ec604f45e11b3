"""Finds what new things lack: names, descriptions, scopes, refusals."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.errors import BuildError
from codegen.plan import operation_names
from codegen.report import places, wording
from codegen.report.client import Client, Method

_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A new operation whose name can be better."""

    method: str
    path: str
    name: str
    """What it is called now: `repositories.create_archive`."""
    operation_id: str = ""
    """What Docker calls it; empty if the name is made of method and path."""
    better: str = ""
    """What it would be called without the words of its resource; empty if that is no name."""


@dataclass(frozen=True, slots=True)
class Undescribed:
    """A new argument about which the document says nothing."""

    name: str
    """What it is called: `hub.repositories.get_stars(namespace)`."""
    location: str
    """JSONPath of its parameter or field."""


@dataclass(frozen=True, slots=True)
class Unscoped:
    """An operation for organization tokens, whose scope has no name."""

    method: str
    path: str
    scope: str
    """The one that its description mentions; empty if none."""
    beside: str = ""
    """Scopes that the other operations of the resource need, in words."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A new operation of which the client believes what others refuse."""

    method: str
    path: str
    name: str
    """What it is called: `hub.org_domains.list()`."""


def unnamed(patched: dict[str, JSON], present: dict[str, JSON]) -> list[Unnamed]:
    """Find new operations without a name, or with a repetitive one.

    Args:
        patched: The new document with the overlays.
        present: The document of the present client.
    """
    try:
        names, present_names = operation_names.name_operations(patched), operation_names.name_operations(present)
    except BuildError:
        return []
    taken = {name.id for name in names.values()}
    unnamed_operations: list[Unnamed] = []
    for (path, method), name in sorted(names.items()):
        if (path, method) in present_names or name.id in {each.id for each in present_names.values()}:
            continue
        better = next((other for other in _shorter(name, path) if other not in taken), "")
        if not name.given or better:
            operation = nodes.mapping(nodes.path_item(patched, path)[method])
            operation_id = nodes.text(operation.get("operationId")) if name.given else ""
            unnamed_operations.append(Unnamed(method.upper(), path, name.id, operation_id, better))
            taken.add(better)
    return unnamed_operations


def undescribed(old: Client, new: Client, patched: dict[str, JSON]) -> list[Undescribed]:
    """Find new arguments whose docstring has nothing but their name.

    Args:
        old: The present client.
        new: The next one.
        patched: The document of the next one.
    """
    described = {(key, argument.name) for key, method in old.methods.items() for argument in method.arguments}
    locations = places.arguments(patched)
    arguments = [
        Undescribed(wording.with_argument(method.call, argument.name), location)
        for key, method in new.methods.items()
        for argument in method.arguments
        if (key, argument.name) not in described
        and argument.text.rstrip(".").lower() == argument.name.replace("_", " ").strip()
        and (location := locations.get((method.endpoint, argument.location, argument.json_name)))
    ]
    return list({each.location: each for each in arguments}.values())  # several operations may share one


def unscoped(old: Client, new: Client) -> list[Unscoped]:
    """Find new operations for organization tokens that name no scope.

    Args:
        old: The present client.
        new: The next one.
    """
    before = {(each.fact("method"), each.fact("path")) for each in _without_scope(old)}
    operations: list[Unscoped] = []
    for method in _without_scope(new):
        endpoint = method.fact("method"), method.fact("path")
        if endpoint not in before:
            named = re.search(r"\bscope(?:-[a-z]+)+\b", method.text)
            beside = {
                each.fact("organization_scope") for each in new.methods.values() if each.resource == method.resource
            }
            words = wording.scopes_beside(method.resource, sorted(beside - {""}))
            operations.append(Unscoped(*endpoint, scope=named[0] if named else "", beside=words))
    return operations


def unrefused(old: Client, new: Client) -> list[Stated]:
    """Find new operations for personal tokens among others that refuse them.

    Beside them are those of paths that begin with the same two names after the version. The document does not say which
    operations refuse such tokens.

    Args:
        old: The present client.
        new: The next one.
    """
    present = {method.endpoint for method in old.methods.values()}
    beside: dict[tuple[str, ...], list[bool]] = {}
    for method in old.methods.values():
        beside.setdefault(_beginning(method), []).append(_takes_personal_tokens(method))
    return [
        Stated(method.fact("method"), method.fact("path"), method.call)
        for method in new.methods.values()
        if method.endpoint not in present
        and _takes_personal_tokens(method)
        and 2 * sum(beside.get(_beginning(method), [True])) < len(beside.get(_beginning(method), [True]))
    ]


def _without_resource(name: operation_names.OperationName) -> str:
    """Give a name without the words of its resource; empty if it has none."""
    own = {_singular(word) for word in _WORD.findall(name.resource)}
    words = name.method_name.split("_")
    kept = [word for word in words if _singular(word) not in own]
    if not own or len(kept) == len(words) or not kept or own - {_singular(word) for word in words}:
        return ""
    return f"{name.resource}.{'_'.join(kept)}"


def _shorter(name: operation_names.OperationName, path: str) -> Iterator[str]:
    """Yield better names, the shortest first.

    That is without what stands above the resource in its path, then without the words of the resource alone.
    """
    better = _without_resource(name)
    if not better:
        return
    own = {_singular(word) for word in _WORD.findall(name.resource)}
    steps = [{_singular(word) for word in _WORD.findall(step)} for step in path.split("/")]
    above = set[str]().union(*steps[: steps.index(own)]) if own in steps else set[str]()
    first, *words = better.partition(".")[2].split("_")
    yield f"{name.resource}.{'_'.join([first, *(word for word in words if _singular(word) not in above)])}"
    yield better


def _singular(word: str) -> str:
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


def _beginning(method: Method) -> tuple[str, ...]:
    """Give the first names of a path, without the version and its variables."""
    return tuple(step for step in method.fact("path").split("/")[2:4] if not step.startswith("{"))


def _takes_personal_tokens(method: Method) -> bool:
    return method.facts.get("personal_token") == "True"


def _without_scope(client: Client) -> Iterator[Method]:
    for method in client.methods.values():
        if method.facts.get("organization_token") == "True" and "organization_scope" not in method.facts:
            yield method
