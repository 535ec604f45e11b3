"""Finds new parts that lack names, descriptions, scopes or refusals."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.document.refs import json_path
from codegen.errors import BuildError
from codegen.plan import operation_names
from codegen.report import argument_locations, named_scopes, new_names, wording, wording_of_additions
from codegen.report.changes import new_sentences
from codegen.report.client import Client, Method

_DEMANDING = re.compile(r"\b(?:requires?|needs?|must|only)\b", re.IGNORECASE)
_NEEDLESS = re.compile(
    r"\b(?:no|without (?:an?|any)|not (?:need|require) (?:an?|any)) (?:particular |special |specific )?scopes?\b",
    re.IGNORECASE,
)
"""Words of a sentence which says that an operation needs no scope."""
_READING = ("-read", "-list", "-view", "-pull")
"""Ends of the names of scopes that allow only reading."""


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A new operation that has no name in the document, or a repetitive name.

    A repetitive name has words of its resource, such as `custom_roles.list_roles`.
    """

    method: str
    """HTTP method in upper case."""
    path: str
    """Path template."""
    name: str
    """Name that the operation has now, such as `repositories.create_archive`."""
    operation_id: str = ""
    """Docker's operationId; empty if the name is made of method and path."""
    better: str = ""
    """A better name, such as one without the words of the resource; empty if there is none."""

    @property
    def notice(self) -> str:
        """Beginning of the build's notice that the operation has no name."""
        return f"{self.method} {self.path} has no operationId and is called "


@dataclass(frozen=True, slots=True)
class Undescribed:
    """A new argument without a description in the document."""

    name: str
    """A call with the argument, such as `hub.repositories.get_stars(namespace)`."""
    location: str
    """JSONPath of the parameter or field."""


@dataclass(frozen=True, slots=True)
class Unscoped:
    """An operation that accepts access tokens and states no scope for them."""

    method: str
    """HTTP method in upper case."""
    path: str
    """Path template."""
    scope: str
    """Scope that the description mentions; of a personal token, the scope of similar operations; empty if unknown."""
    beside: str = ""
    """Scopes of organization tokens that similar operations need, as a comment of YAML; empty if none."""
    kind: str = "organization"
    """Kind of access token: `organization` or `personal`."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A new operation or resource that seems to accept personal tokens.

    Most present operations whose paths begin alike (`_beginning`) refuse them.
    """

    method: str
    """HTTP method of the operation; empty for a whole resource."""
    path: str
    """Path of the operation; empty for a whole resource."""
    name: str
    """The operation as a call, such as `hub.org_domains.list()`, or the resource, such as `hub.org_domains`."""
    location: str
    """JSONPath of the operation, or of the tag of the resource."""


def find_unnamed(patched: dict[str, JSON], present: dict[str, JSON]) -> list[Unnamed]:
    """Find new operations without a name, or with a repetitive name.

    Args:
        patched: The new patched document.
        present: The patched document of the present client.

    Returns:
        The operations, in the order of their paths; none if the operations of either document cannot be named.
    """
    try:
        names, present_names = operation_names.name_operations(patched), operation_names.name_operations(present)
    except BuildError:
        return []
    before = {name.id for name in present_names.values()}
    new = {key: name for key, name in sorted(names.items()) if key not in present_names and name.id not in before}
    taken = {name.id for key, name in names.items() if name.given or key not in new}
    proposals = new_names.Proposals(names, present_names)
    # If a short name is taken by a present operation, all operations of its group keep Docker's names: a mixture of
    # short names and long ones would not tell which belong together.
    present_ids = {name.id for key, name in names.items() if key not in new}
    groups = Counter(proposals.group(key, name) for key, name in new.items())
    contested = {
        group
        for key, name in new.items()
        if groups[group := proposals.group(key, name)] > 1 and next(proposals.of(key, name), None) in present_ids
    }
    unnamed_operations: list[Unnamed] = []
    for (path, method), name in new.items():
        is_contested = name.given and proposals.group((path, method), name) in contested
        better = next((other for other in proposals.of((path, method), name) if other not in taken), name.id)
        better = name.id if is_contested else better
        if not name.given or better != name.id:
            operation = nodes.mapping(nodes.path_item(patched, path)[method])
            operation_id = nodes.text(operation.get("operationId")) if name.given else ""
            proposed = better if better != name.id else ""
            unnamed_operations.append(Unnamed(method.upper(), path, name.id, operation_id, proposed))
        taken.add(better)
    return unnamed_operations


def find_undescribed(old: Client, new: Client, patched: dict[str, JSON]) -> list[Undescribed]:
    """Find new arguments whose docstring only repeats their name.

    Args:
        old: The present client.
        new: The new client.
        patched: The patched document of the new client.

    Returns:
        The arguments, once for each parameter or field of the document.
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
    """Find operations for organization tokens that newly lack a scope.

    Args:
        old: The present client.
        new: The new client.

    Returns:
        The operations that accept such tokens and state no scope, with the scopes that their descriptions or similar
        operations (`_scopes_beside`) state, and those that only the new client names anywhere. An operation that lacked
        the scope before is among them only if a new sentence of its description demands a scope.
    """
    before = {(each.fact("method"), each.fact("path")): each.text for each in _without_scope(old)}
    fresh = sorted(named_scopes.of_client(new) - named_scopes.of_client(old))
    operations: list[Unscoped] = []
    for method in _without_scope(new):
        endpoint = method.fact("method"), method.fact("path")
        sentences = new_sentences(before.get(endpoint, ""), method.text)
        told = [each for each in sentences if endpoint not in before or _DEMANDING.search(each)]
        words = " ".join(told)
        named = sorted(named_scopes.in_text(words), key=words.index)
        if named or (endpoint not in before and not any(map(_NEEDLESS.search, told))):
            likely = [scope for scope in named if scope.endswith(_READING) == _reads(method)] or named
            beside = wording_of_additions.scopes_beside(*_scopes_beside(method, new), fresh)
            operations.append(Unscoped(*endpoint, scope=next(iter(likely), ""), beside=beside))
    return operations


def _scopes_beside(method: Method, client: Client) -> tuple[str, list[str]]:
    """Return the operations most like a method, and their scopes.

    A read is compared with other reads, and a change with other changes: with those of the same resource; if these need
    no scope, with those whose paths begin alike (`_beginning`).
    """
    alike = [each for each in client.methods.values() if _reads(each) == _reads(method)]
    of_resource = {each.fact("organization_scope") for each in alike if each.resource == method.resource} - {""}
    of_paths = {each.fact("organization_scope") for each in alike if _beginning(each) == _beginning(method)} - {""}
    kind = "reads" if _reads(method) else "changes"
    if of_resource:
        return f"other {kind} of {method.resource}", sorted(of_resource)
    return f"other {kind} below {'/'.join(_beginning(method))}", sorted(of_paths)


def _reads(method: Method) -> bool:
    return method.fact("method") in {"GET", "HEAD"}


def find_without_personal_scope(old: Client, new: Client) -> list[Unscoped]:
    """Find new writing operations that state no scope of personal tokens.

    The new operations are compared with the present writing operations that accept personal tokens and whose paths
    begin alike (`_beginning`).

    Args:
        old: The present client.
        new: The new client.

    Returns:
        The operations that accept personal tokens, if at least half of the operations with which they are compared need
        the same scope; each with that scope.
    """
    present = {method.endpoint for method in old.methods.values()}
    beside: dict[tuple[str, ...], list[str]] = {}
    for method in filter(_writes, old.methods.values()):
        scope = method.facts.get("personal_scope")
        beside.setdefault(_beginning(method), []).append(method.fact("personal_scope") if scope else "")
    operations: list[Unscoped] = []
    for method in filter(_writes, new.methods.values()):
        scopes = beside.get(_beginning(method), [])
        scope, count = next(iter(Counter(filter(None, scopes)).most_common(1)), ("", 0))
        if (
            method.endpoint not in present
            and "personal_scope" not in method.facts
            and scope
            and 2 * count >= len(scopes)
        ):
            operations.append(Unscoped(method.fact("method"), method.fact("path"), scope, kind="personal"))
    return operations


def _writes(method: Method) -> bool:
    """Return whether an operation accepts personal tokens and is no read."""
    return not _reads(method) and _takes_personal_tokens(method)


def find_unrefused(old: Client, new: Client, patched: dict[str, JSON]) -> list[Stated]:
    """Find new operations that seem to accept personal tokens.

    The document does not state which operations refuse such tokens. Therefore a new operation is compared with the
    present operations whose paths begin alike (`_beginning`).

    Args:
        old: The present client.
        new: The new client.
        patched: The patched document of the new client.

    Returns:
        The new operations that accept the tokens while more than half of the operations with which they are compared
        refuse them. If these are all operations of a resource whose tag is declared, the resource is in their place.
    """
    present = {method.endpoint for method in old.methods.values()}
    beside: dict[tuple[str, ...], list[bool]] = {}
    for method in old.methods.values():
        beside.setdefault(_beginning(method), []).append(_takes_personal_tokens(method))
    asked = [
        method
        for method in new.methods.values()
        if method.endpoint not in present
        and _takes_personal_tokens(method)
        and 2 * sum(beside.get(_beginning(method), [True])) < len(beside.get(_beginning(method), [True]))
    ]
    tags = _tags(patched)
    resources = {resource for resource in tags if _methods_of(new, resource) <= {method.endpoint for method in asked}}
    of_tags = {method.resource: tags[method.resource] for method in asked if method.resource in resources}
    return [
        *(Stated("", "", f"hub.{resource}", location) for resource, location in of_tags.items()),
        *(
            Stated(method.fact("method"), method.fact("path"), method.call, _location(method))
            for method in asked
            if method.resource not in resources
        ),
    ]


def _methods_of(client: Client, resource: str) -> set[str]:
    return {method.endpoint for method in client.methods.values() if method.resource == resource}


def _tags(document: dict[str, JSON]) -> dict[str, str]:
    """Return the JSONPath of each declared tag, by resource."""
    declared = {nodes.text(nodes.mapping(tag).get("name")) for tag in nodes.sequence(document.get("tags"))}
    return {
        resource: f"$.tags[?@.name == '{tag}']"
        for tag, resource in operation_names.resource_names(document).items()
        if tag in declared
    }


def _location(method: Method) -> str:
    return json_path(("paths", method.fact("path"), method.fact("method").lower()))


def _beginning(method: Method) -> tuple[str, ...]:
    """Return the first two steps of a path after the version.

    Variables among them are left out: `/v2/orgs/{name}/members` begins with `orgs` only.
    """
    return tuple(step for step in method.fact("path").split("/")[2:4] if not step.startswith("{"))


def _takes_personal_tokens(method: Method) -> bool:
    return method.facts.get("personal_token") == "True"


def _without_scope(client: Client) -> Iterator[Method]:
    for method in client.methods.values():
        if method.facts.get("organization_token") == "True" and "organization_scope" not in method.facts:
            yield method
