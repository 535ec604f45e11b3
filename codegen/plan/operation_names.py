"""Names of resources, methods, arguments and classes of an operation."""

import re
from collections.abc import Mapping

import attrs

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.plan.identifiers import Allocation, allocated, class_name, python_name, snake_case

PAGE_PARAMETERS = frozenset({"page", "page_size", "startIndex"})
"""Query parameters by which a list is known."""
RESERVED_METHOD_NAMES = frozenset(
    {"bool", "builtins", "bytes", "calls", "date", "datetime", "dict", "float", "int", "models", "str"}
)
"""Names that modules of calls and resource classes use where a method of that name would hide them."""
RESERVED_RESOURCE_NAMES = frozenset(
    {
        *(
            "aclose",
            "cached_property",
            "closed",
            "delete",
            "download",
            "drift",
            "gather",
            "get",
            "head",
            "mro",
            "options",
            "patch",
            "post",
        ),
        *("property", "put", "rate_limit", "request", "send", "with_options"),
    }
)
"""Names that a client which inherits the resources may use itself."""
_METHOD_NAMES = {
    "get": "get",
    "post": "create",
    "put": "replace",
    "patch": "update",
    "delete": "delete",
    "head": "exists",
    "options": "options",
    "trace": "trace",
}


@attrs.frozen(kw_only=True)
class OperationName:
    """The name of one operation.

    Attributes:
        resource: Module and attribute on the client, such as `repositories`.
        method_name: Name of the method of the resource, such as `list_tags`.
        given: Whether the operation has an operationId, of the document or the overlay.
    """

    resource: str
    method_name: str
    given: bool

    @property
    def id(self) -> str:
        """The name that `Operation.id` carries, such as `repositories.list_tags`."""
        return f"{self.resource}.{self.method_name}"

    @property
    def operation_id(self) -> str:
        """The name in one word, such as `repositories_list_tags`."""
        return f"{self.resource}_{self.method_name}"


def argument_name(json_name: str, schema: Mapping[str, JSON]) -> str:
    """Spell the name of an argument.

    Args:
        json_name: Name in the request.
        schema: The parameter or the schema of the field; its `x-python-name` is the better name, if it has one.

    Returns:
        A valid identifier.
    """
    return python_name(nodes.text(schema.get("x-python-name")) or json_name)


def request_class(name: OperationName) -> str:
    """Name the class of a body that has no name in the document."""
    return f"{class_name(name.operation_id)}Request"


def result_class(name: OperationName) -> str:
    """Name the class of a response that has no name in the document."""
    return f"{class_name(name.operation_id)}Result"


def name_operations(document: dict[str, JSON]) -> dict[tuple[str, str], OperationName]:
    """Name every operation of a document.

    If an operationId begins with the resource, as those of the overlay do (`repositories_list_tags`), the rest is the
    method name. Any other operationId in lower case is the method name. Without an operationId, the name is made of the
    HTTP method, and of as many parts of the path as a unique name needs.

    Args:
        document: The whole document.

    Returns:
        The names, by path and method; of several that want one name, the first in alphabetical order gets it.
    """
    resources = resource_names(document)
    given: dict[str, dict[str, tuple[str, str]]] = {}
    unnamed: list[tuple[str, str, str]] = []
    wanted: dict[tuple[str, str], tuple[str, str]] = {}
    for path, method, operation in nodes.operations(document):
        resource = resources[first_tag(path, operation)]
        operation_id = operation.get("operationId")
        if not isinstance(operation_id, str):
            unnamed.append((path, method, resource))
            continue
        wanted[path, method] = resource, operation_id.removeprefix(f"{resource}_")
        given.setdefault(resource, {})[f"{wanted[path, method][1]} {method.upper()} {path}"] = path, method
    names: dict[tuple[str, str], OperationName] = {}
    allocations: dict[str, Allocation] = {}
    for resource, operations in given.items():
        allocation = allocations.setdefault(resource, Allocation(RESERVED_METHOD_NAMES))
        order = sorted(operations.values(), key=lambda key: _spelled_first(wanted[key][1], key))
        for key in order:
            method_name = allocation.name(python_name(wanted[key][1]))
            names[key] = OperationName(resource=resource, method_name=method_name, given=True)
    taken: dict[str, set[str]] = {}
    for name in names.values():
        taken.setdefault(name.resource, set()).add(name.method_name)
    for path, method, resource in sorted(unnamed):  # who comes first has the shorter name, so it must not be by chance
        parameters = {nodes.text(parameter["name"]) for parameter in nodes.parameters(document, path, method)}
        method_name = "list" if method == "get" and parameters & PAGE_PARAMETERS else _METHOD_NAMES[method]
        of_resource = taken.setdefault(resource, set())
        allocation = allocations.setdefault(resource, Allocation(RESERVED_METHOD_NAMES))
        method_name = allocation.name(_distinct(method_name, path, resource, of_resource))
        of_resource.add(method_name)
        names[path, method] = OperationName(resource=resource, method_name=method_name, given=False)
    return {(path, method): names[path, method] for path, method, _ in nodes.operations(document)}


def _spelled_first(wanted: str, key: tuple[str, str]) -> tuple[bool, str, tuple[str, str]]:
    return python_name(wanted) != wanted, wanted, key


def resource_names(document: dict[str, JSON]) -> dict[str, str]:
    """Name the resource of every tag that an operation carries.

    Args:
        document: The whole document.

    Returns:
        The resource by tag: the tag's `x-python-name`, else the tag in lower case.
    """
    given: dict[str, str] = {}
    for tag in map(nodes.mapping, nodes.sequence(document.get("tags"))):
        if "x-python-name" in tag:
            given[nodes.text(tag["name"])] = nodes.text(tag["x-python-name"])
    used = {first_tag(path, operation): None for path, _, operation in nodes.operations(document)}
    plain = {tag: given.get(tag) or python_name(tag) for tag in used}
    spelled = allocated({name: python_name(name) for name in dict.fromkeys(plain.values())}, RESERVED_RESOURCE_NAMES)
    return {tag: spelled[name] for tag, name in plain.items()}


def first_tag(path: str, operation: Mapping[str, JSON]) -> str:
    """Name the tag of an operation.

    Returns:
        The first tag of the operation; without tags the first part of its path that is not a version.
    """
    tags = nodes.sequence(operation.get("tags"))
    if tags:
        return nodes.text(tags[0])
    parts = [part for part in path.split("/") if part and not re.fullmatch(r"v\d+|\{.*\}", part)]
    return parts[0] if parts else "root"


def _distinct(method_name: str, path: str, resource: str, taken: set[str]) -> str:
    words = [snake_case(part) for part in path.split("/") if part and "{" not in part]
    # what follows the resource says it all; a path that does not mention it is told apart by its last part
    start = len(words) - words[::-1].index(resource) if resource in words else max(len(words) - 1, 0)
    candidates = ["_".join(filter(None, [method_name, *words[first:]])) for first in range(start, -1, -1)]
    return next((candidate for candidate in candidates if candidate not in taken), candidates[-1])
