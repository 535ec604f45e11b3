"""Typed access to the JSON values of an OpenAPI document."""

from collections.abc import Iterator, Mapping

from codegen.document.load import JSON, Location
from codegen.document.refs import pointer, resolve, target
from codegen.errors import BuildError

METHODS = ("get", "post", "put", "patch", "delete", "head", "options", "trace")
SCHEMAS = ("components", "schemas")
"""Location of the named schemas."""


def mapping(node: JSON) -> dict[str, JSON]:
    """Give a node that is a mapping; an empty one if the node is missing.

    Raises:
        BuildError: The node is something else.
    """
    if node is None:
        return {}
    if isinstance(node, dict):
        return node
    raise BuildError(f"expected a mapping in the document, found {node!r:.80}")


def sequence(node: JSON) -> list[JSON]:
    """Give a node that is a list; an empty one if the node is missing.

    Raises:
        BuildError: The node is something else.
    """
    if node is None:
        return []
    if isinstance(node, list):
        return node
    raise BuildError(f"expected a list in the document, found {node!r:.80}")


def text(node: JSON) -> str:
    """Give a node as text; a missing node as empty text."""
    return "" if node is None else str(node)


def follow(document: dict[str, JSON], node: JSON) -> dict[str, JSON]:
    """Give a mapping, or the target of its `$ref`."""
    target = mapping(node)
    reference = target.get("$ref")
    return mapping(resolve(document, reference)) if isinstance(reference, str) else target


def operations(document: dict[str, JSON]) -> Iterator[tuple[str, str, dict[str, JSON]]]:
    """Walk the operations of a document.

    Yields:
        Path template, HTTP method in lower case, and the operation object, in the order of the document.
    """
    for path, node in mapping(document.get("paths")).items():
        if path.startswith("/"):  # anything else is an extension
            for method, operation in follow(document, node).items():
                if method in METHODS:
                    yield path, method, mapping(operation)


def path_item_location(document: dict[str, JSON], path: str) -> Location:
    """Find the location of a path item, which may be behind a reference."""
    reference = mapping(mapping(document["paths"])[path]).get("$ref")
    return target(document, reference) if isinstance(reference, str) else ("paths", path)


def operation_location(document: dict[str, JSON], path: str, method: str) -> Location:
    """Find the operation of a path and a method."""
    return (*path_item_location(document, path), method)


def path_item(document: dict[str, JSON], path: str) -> dict[str, JSON]:
    """Give the path item of a path."""
    return follow(document, mapping(document["paths"])[path])


def parameters(document: dict[str, JSON], path: str, method: str) -> list[dict[str, JSON]]:
    """List the parameters of an operation and of its path item.

    A parameter of the operation replaces the one of that name.

    Args:
        document: The whole document.
        path: Path template.
        method: HTTP method in lower case.

    Returns:
        The parameter objects, references followed.
    """
    return [parameter for _, parameter in located_parameters(document, path, method)]


def located_parameters(document: dict[str, JSON], path: str, method: str) -> list[tuple[Location, dict[str, JSON]]]:
    """List the parameters of an operation, each with its location.

    Raises:
        BuildError: A reference leads to something other than a parameter.
    """
    item = path_item(document, path)
    item_location = path_item_location(document, path)
    by_name: dict[tuple[str, str], tuple[Location, dict[str, JSON]]] = {}
    for holder, location in ((item, item_location), (mapping(item[method]), (*item_location, method))):
        for index, node in enumerate(sequence(holder.get("parameters"))):
            parameter_location, parameter = located(document, node, (*location, "parameters", index))
            if not {"in", "name"} <= parameter.keys():
                raise BuildError(f"{pointer((*location, 'parameters', index))}: what it refers to is no parameter")
            by_name[parameter_key(parameter)] = parameter_location, parameter
    return list(by_name.values())


def parameter_key(parameter: Mapping[str, JSON]) -> tuple[str, str]:
    """Identify a parameter by its `in` and name (headers: in lower case)."""
    sent_in, name = text(parameter.get("in")), text(parameter.get("name"))
    return sent_in, name.lower() if sent_in == "header" else name


def located(document: dict[str, JSON], node: JSON, location: Location) -> tuple[Location, dict[str, JSON]]:
    """Give a mapping, or the target of its `$ref`, with its location."""
    reference = mapping(node).get("$ref")
    if isinstance(reference, str):
        return target(document, reference), mapping(resolve(document, reference))
    return location, mapping(node)


def contents(holder: Mapping[str, JSON]) -> dict[str, JSON]:
    """List the media types of a body or a response, the preferred first.

    Args:
        holder: The request body or response object, references followed.

    Returns:
        The schema by media type: JSON, then text, then the rest by name. The client uses the first.
    """
    content = mapping(holder.get("content"))
    media_types = sorted(content, key=lambda name: (not is_json(name), not name.startswith("text/"), name))
    return {name: mapping(content[name]).get("schema") for name in media_types}


def is_json(media_type: str) -> bool:
    """Tell whether a media type is JSON, `application/scim+json` included."""
    return media_type.partition(";")[0].strip().endswith(("/json", "+json"))
