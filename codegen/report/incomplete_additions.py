"""Finds names, descriptions, scopes and refusals that new things lack."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.errors import BuildError
from codegen.plan import operation_names
from codegen.report import argument_locations, wording
from codegen.report.client import Client, Method

_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A new operation that has no name in the document, or a repetitive name."""

    method: str
    path: str
    name: str
    """Name that the operation has now, such as `repositories.create_archive`."""
    operation_id: str = ""
    """Docker's operationId; empty if the name is made of method and path."""
    better: str = ""
    """Name without the words of the resource; empty if there is no such name."""


@dataclass(frozen=True, slots=True)
class Undescribed:
    """A new argument without a description in the document."""

    name: str
    """A call with the argument, such as `hub.repositories.get_stars(namespace)`."""
    location: str
    """JSONPath of the parameter or field."""


@dataclass(frozen=True, slots=True)
class Unscoped:
    """An operation for organization tokens without the name of their scope."""

    method: str
    path: str
    scope: str
    """Scope that the description mentions; empty if it mentions none."""
    beside: str = ""
    """Scopes of the resource's other operations, as a comment for the report."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A new operation for personal tokens, which similar operations refuse.

    Similar operations have paths that begin with the same names.
    """

    method: str
    path: str
    name: str
    """The operation as a call, such as `hub.org_domains.list()`."""


def find_unnamed(patched: dict[str, JSON], present: dict[str, JSON]) -> list[Unnamed]:
    """Find new operations without a name, or with a repetitive name.

    Args:
        patched: The new patched document.
        present: The patched document of the present client.

    Returns:
        The operations, in the order of their paths.
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


def find_undescribed(old: Client, new: Client, patched: dict[str, JSON]) -> list[Undescribed]:
    """Find new arguments whose docstring only repeats their name.

    Args:
        old: The present client.
        new: The new client.
        patched: The patched document of the new client.

    Returns:
        The arguments, once for each parameter of the document.
    """
    described = {(key, argument.name) for key, method in old.methods.items() for argument in method.arguments}
    locations = argument_locations.arguments(patched)
    arguments = [
        Undescribed(wording.with_argument(method.call, argument.name), location)
        for key, method in new.methods.items()
        for argument in method.arguments
        if (key, argument.name) not in described
        and argument.text.rstrip(".").lower() == argument.name.replace("_", " ").strip()
        and (location := locations.get((method.endpoint, argument.location, argument.json_name)))
    ]
    return list({each.location: each for each in arguments}.values())  # several operations may share a parameter


def find_unscoped(old: Client, new: Client) -> list[Unscoped]:
    """Find new operations for organization tokens that state no scope.

    Args:
        old: The present client.
        new: The new client.
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


def find_unrefused(old: Client, new: Client) -> list[Stated]:
    """Find new operations for personal tokens among others that refuse them.

    The others are the operations whose paths begin with the same two names after the version. They are compared because
    the document does not state which operations refuse such tokens.

    Args:
        old: The present client.
        new: The new client.

    Returns:
        The new operations for which most others refuse the tokens.
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
    """Remove the words of the resource from a name.

    Returns:
        The shorter name; empty if the name does not contain all words of the resource, or consists of them.
    """
    own = {_singular(word) for word in _WORD.findall(name.resource)}
    words = name.method_name.split("_")
    kept = [word for word in words if _singular(word) not in own]
    if not own or len(kept) == len(words) or not kept or own - {_singular(word) for word in words}:
        return ""
    return f"{name.resource}.{'_'.join(kept)}"


def _shorter(name: operation_names.OperationName, path: str) -> Iterator[str]:
    """Yield better names, the shortest first.

    The first lacks the words of the resource and of all names before the resource in the path. The second lacks only
    the words of the resource.
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
    """Return the first two names of a path after the version.

    Variables among them are left out.
    """
    return tuple(step for step in method.fact("path").split("/")[2:4] if not step.startswith("{"))


def _takes_personal_tokens(method: Method) -> bool:
    return method.facts.get("personal_token") == "True"


def _without_scope(client: Client) -> Iterator[Method]:
    for method in client.methods.values():
        if method.facts.get("organization_token") == "True" and "organization_scope" not in method.facts:
            yield method
