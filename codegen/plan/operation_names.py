"""Names of resources, methods, arguments, and classes of requests."""

import re
from collections.abc import Mapping

import attrs

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.plan.identifiers import Allocation, allocate_names, class_name, python_name, snake_case

PAGE_PARAMETERS = frozenset({"page", "page_size", "startIndex"})
"""Query parameters that only lists have."""
RESERVED_METHOD_NAMES = frozenset(
    {"bool", "builtins", "bytes", "calls", "date", "datetime", "dict", "float", "int", "models", "str"}
)
"""Names that modules of calls and resource classes use, which a method of that name would hide."""
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
"""Names that the client uses for other attributes than resources, and names that `Resources` uses."""
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
    """The name of an operation.

    Attributes:
        resource: Name of the module and of the client's attribute, such as `repositories`.
        method_name: Name of the resource's method, such as `list_tags`.
        given: Whether the operation has an operationId, in the document or from the overlay.
    """

    resource: str
    method_name: str
    given: bool

    @property
    def id(self) -> str:
        """The generated `Operation.id`, such as `repositories.list_tags`."""
        return f"{self.resource}.{self.method_name}"

    @property
    def operation_id(self) -> str:
        """The name as one identifier, such as `repositories_list_tags`."""
        return f"{self.resource}_{self.method_name}"


def argument_name(json_name: str, schema: Mapping[str, JSON]) -> str:
    """Choose the name of an argument.

    Args:
        json_name: Name in the request.
        schema: The parameter or the schema of the field, whose `x-python-name` is preferred to the name in the request.

    Returns:
        A valid identifier.
    """
    return python_name(nodes.text(schema.get("x-python-name")) or json_name)


def request_class(name: OperationName) -> str:
    """Name the class of a body whose schema has no name in the document."""
    return f"{class_name(name.operation_id)}Request"


def result_class(name: OperationName) -> str:
    """Name the class of a response whose schema has no name in the document."""
    return f"{class_name(name.operation_id)}Result"


def name_operations(document: dict[str, JSON]) -> dict[tuple[str, str], OperationName]:
    """Name every operation of a document.

    The resource of an operation is made from its first tag, or from its path if it has no tag; see `resource_names`.

    - If an operationId begins with the resource, such as `repositories_list_tags`, the rest becomes the method name, in
      lower case with underscores. The overlay gives every operationId this form.
    - Any other operationId becomes the method name as a whole, also in lower case with underscores.
    - Without an operationId, the method name is a word for the HTTP method, such as `create` for POST (`list` for GET
      with a parameter of lists, such as `page`), followed by parts of the path; see `_distinct_method_name`. For
      example, GET `/v2/repos/{r}/tags` of the resource `repos` becomes `get_tags`.

    Args:
        document: The whole document.

    Returns:
        The names, by path and method. Operations without an operationId are named last. A name of
        `RESERVED_METHOD_NAMES` gets an underscore. If several operations of a resource prefer the same name, the first
        in this order gets it, and the others get a number:

        - operations whose operationId, without the resource, is exactly this name, in the order of their paths;
        - operations whose operationId is spelled otherwise, in alphabetical order of their operationIds.
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
        order = sorted(operations.values(), key=lambda key: _naming_order(wanted[key][1], key))
        for key in order:
            method_name = allocation.allocate(python_name(wanted[key][1]))
            names[key] = OperationName(resource=resource, method_name=method_name, given=True)
    taken: dict[str, set[str]] = {}
    for name in names.values():
        taken.setdefault(name.resource, set()).add(name.method_name)
    for path, method, resource in sorted(unnamed):  # the operation that comes first gets the shorter name
        parameters = {nodes.text(parameter["name"]) for parameter in nodes.parameters(document, path, method)}
        method_name = "list" if method == "get" and parameters & PAGE_PARAMETERS else _METHOD_NAMES[method]
        of_resource = taken.setdefault(resource, set())
        allocation = allocations.setdefault(resource, Allocation(RESERVED_METHOD_NAMES))
        method_name = allocation.allocate(_distinct_method_name(method_name, path, resource, of_resource))
        of_resource.add(method_name)
        names[path, method] = OperationName(resource=resource, method_name=method_name, given=False)
    return {(path, method): names[path, method] for path, method, _ in nodes.operations(document)}


def _naming_order(wanted: str, key: tuple[str, str]) -> tuple[bool, str, tuple[str, str]]:
    """Return a sort key that puts operationIds that need no change first."""
    return python_name(wanted) != wanted, wanted, key


def resource_names(document: dict[str, JSON]) -> dict[str, str]:
    """Name the resource of every tag that `first_tag` returns.

    Args:
        document: The whole document.

    Returns:
        The resource by tag: the tag's `x-python-name`, or else the tag, in lower case with underscores. A name of
        `RESERVED_RESOURCE_NAMES` gets an underscore. Two tags with the same name, such as `My tag` and `my_tag`, are
        one resource.
    """
    given: dict[str, str] = {}
    for tag in map(nodes.mapping, nodes.sequence(document.get("tags"))):
        if "x-python-name" in tag:
            given[nodes.text(tag["name"])] = nodes.text(tag["x-python-name"])
    used = {first_tag(path, operation): None for path, _, operation in nodes.operations(document)}
    plain = {tag: given.get(tag) or python_name(tag) for tag in used}
    spelled = allocate_names(
        {name: python_name(name) for name in dict.fromkeys(plain.values())}, RESERVED_RESOURCE_NAMES
    )
    return {tag: spelled[name] for tag, name in plain.items()}


def first_tag(path: str, operation: Mapping[str, JSON]) -> str:
    """Return the tag that decides the resource of an operation.

    Args:
        path: Path template.
        operation: The operation object.

    Returns:
        The first tag of the operation. If the operation has none: the first part of its path that is neither a version
            nor a parameter, or `root`.
    """
    tags = nodes.sequence(operation.get("tags"))
    if tags:
        return nodes.text(tags[0])
    parts = [part for part in path.split("/") if part and not re.fullmatch(r"v\d+|\{.*\}", part)]
    return parts[0] if parts else "root"


def _distinct_method_name(method_name: str, path: str, resource: str, taken: set[str]) -> str:
    """Choose a method name that differs from those of the resource.

    Each candidate is `method_name` followed by the last parts of the path, without its parameters. The first candidate
    has all parts after the name of the resource, or only the last part if the path does not have that name. Each
    further candidate has one part more.

    Args:
        method_name: Word for the HTTP method, such as `get`.
        path: Path template.
        resource: Name of the resource.
        taken: Method names that the resource has already.

    Returns:
        The first candidate that is not taken. If all are taken, the last candidate, to which the caller adds a number.
    """
    words = [snake_case(part) for part in path.split("/") if part and "{" not in part]
    # Begin with the parts after the resource, or with the last part if the path does not mention the resource.
    start = len(words) - words[::-1].index(resource) if resource in words else max(len(words) - 1, 0)
    candidates = ["_".join(filter(None, [method_name, *words[first:]])) for first in range(start, -1, -1)]
    return next((candidate for candidate in candidates if candidate not in taken), candidates[-1])
