"""Names: which resource an operation belongs to, what its method is called, and how arguments are spelled in Python."""

import keyword
import re
from collections.abc import Mapping

import attrs

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.errors import BuildError

PAGE_PARAMETERS = frozenset({"page", "page_size", "startIndex"})
"""Query parameters by which a list is known."""
_VERBS = {"get": "get", "post": "create", "put": "replace", "patch": "update", "delete": "delete", "head": "exists"}
_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z]+")


@attrs.frozen(kw_only=True)
class OperationName:
    """What one operation of the document is called.

    Attributes:
        resource: Module and attribute on the client, such as `repositories`.
        verb: Method on the resource, such as `list_tags`.
        given: Whether the document (or the overlay) has an operationId for it.
    """

    resource: str
    verb: str
    given: bool

    @property
    def id(self) -> str:
        """The name that `Operation.id` carries, such as `repositories.list_tags`."""
        return f"{self.resource}.{self.verb}"

    @property
    def operation_id(self) -> str:
        """The name in one word, such as `repositories_list_tags`."""
        return f"{self.resource}_{self.verb}"


def snake_case(text: str) -> str:
    """Spell a name with small letters and underscores.

    Args:
        text: A name in any spelling, such as `startIndex`, `Date Joined` or `org-access-tokens`.

    Returns:
        For example `start_index`, `date_joined` or `org_access_tokens`.
    """
    return "_".join(word.lower() for word in _WORD.findall(text))


def python_name(text: str) -> str:
    """Spell the name of an argument or attribute in Python.

    Only keywords are changed (`from` becomes `from_`): a keyword argument called `type` or `filter` harms nobody.

    Args:
        text: The name on the wire.

    Returns:
        A valid identifier.

    Raises:
        BuildError: Nothing in the name could be an identifier.
    """
    name = snake_case(text)
    if not name:
        raise BuildError(f"no Python name can be made of {text!r}: rename it by an overlay action")
    if name[0].isdigit():
        name = f"n{name}"
    return f"{name}_" if keyword.iskeyword(name) else name


def argument_name(wire: str, about: Mapping[str, JSON]) -> str:
    """Spell the name of an argument.

    Args:
        wire: Its name in the request.
        about: The parameter or the schema of the field; its `x-python-name` is the better name, if it has one.

    Returns:
        A valid identifier.

    Raises:
        BuildError: Nothing in the name could be an identifier.
    """
    return python_name(nodes.text(about.get("x-python-name")) or wire)


def class_name(text: str) -> str:
    """Spell the name of a class.

    Args:
        text: A name in any spelling, such as `org_access_tokens`.

    Returns:
        For example `OrgAccessTokens`.
    """
    return "".join(word[0].upper() + word[1:] for word in _WORD.findall(text))


def name_operations(document: dict[str, JSON]) -> dict[tuple[str, str], OperationName]:
    """Name every operation of a document.

    An operationId that starts with the resource, as those of the overlay do (`repositories_list_tags`), gives the verb
    by what follows; any other operationId becomes the verb in small letters. Without one, the verb is made of the HTTP
    method and of as much of the path as it takes to be unique.

    Args:
        document: The whole document.

    Returns:
        The names, by path and method.

    Raises:
        BuildError: Two operations would share one name.
    """
    resources = resource_names(document)
    names: dict[tuple[str, str], OperationName] = {}
    unnamed: list[tuple[str, str, str]] = []
    for path, method, operation in nodes.operations(document):
        resource = resources[first_tag(path, operation)]
        operation_id = operation.get("operationId")
        if not isinstance(operation_id, str):
            unnamed.append((path, method, resource))
            continue
        verb = python_name(operation_id.removeprefix(f"{resource}_"))
        names[path, method] = OperationName(resource=resource, verb=verb, given=True)
    for path, method, resource in sorted(unnamed):  # who comes first has the shorter name, so it must not be by chance
        parameters = {nodes.text(parameter["name"]) for parameter in nodes.parameters(document, path, method)}
        verb = "list" if method == "get" and parameters & PAGE_PARAMETERS else _VERBS[method]
        taken = {name.verb for name in names.values() if name.resource == resource}
        verb = _distinct(verb, path, resource, taken)
        names[path, method] = OperationName(resource=resource, verb=verb, given=False)
    _refuse_duplicates(names)
    return names


def resource_names(document: dict[str, JSON]) -> dict[str, str]:
    """Name the resource of every tag that an operation carries.

    Args:
        document: The whole document.

    Returns:
        The resource by tag: the tag's `x-python-name`, else the tag in small letters.
    """
    given: dict[str, str] = {}
    for tag in map(nodes.mapping, nodes.sequence(document.get("tags"))):
        if "x-python-name" in tag:
            given[nodes.text(tag["name"])] = nodes.text(tag["x-python-name"])
    used = {first_tag(path, operation): None for path, _, operation in nodes.operations(document)}
    return {tag: given.get(tag) or python_name(tag) for tag in used}


def first_tag(path: str, operation: Mapping[str, JSON]) -> str:
    """Say which tag an operation belongs to: its first, else the first part of its path that is no version."""
    tags = nodes.sequence(operation.get("tags"))
    if tags:
        return nodes.text(tags[0])
    parts = [part for part in path.split("/") if part and not re.fullmatch(r"v\d+|\{.*\}", part)]
    return parts[0] if parts else "root"


def _distinct(verb: str, path: str, resource: str, taken: set[str]) -> str:
    words = [snake_case(part) for part in path.split("/") if part and "{" not in part]
    # what follows the resource says it all; a path that does not mention it is told apart by its last part
    start = len(words) - words[::-1].index(resource) if resource in words else max(len(words) - 1, 0)
    for first in range(start, -1, -1):
        candidate = "_".join([verb, *words[first:]])
        if candidate not in taken:
            return candidate
    raise BuildError(f"{path}: every name made of its path is taken; give it an operationId")


def _refuse_duplicates(names: Mapping[tuple[str, str], OperationName]) -> None:
    by_id: dict[str, list[str]] = {}
    for (path, method), name in names.items():
        by_id.setdefault(name.operation_id, []).append(f"{method.upper()} {path}")
    shared = [f"{name}: {' and '.join(places)}" for name, places in by_id.items() if len(places) > 1]
    if shared:
        raise BuildError("operations that share a name: give each an operationId of its own in the overlay", shared)
