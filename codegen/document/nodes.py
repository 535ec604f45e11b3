"""Typed access to nodes of a document: operations, parameters, contents."""

from collections.abc import Iterator, Mapping

from codegen.document.load import JSON, Location
from codegen.document.refs import pointer, resolve, target
from codegen.errors import BuildError

METHODS = ("get", "post", "put", "patch", "delete", "head", "options", "trace")
SCHEMAS = ("components", "schemas")
"""Location of the named schemas."""


def mapping(node: JSON) -> dict[str, JSON]:
    """Return a node that is a mapping.

    Args:
        node: A node of the document; `None` means that the key is missing.

    Returns:
        The mapping; an empty mapping if the node is missing.

    Raises:
        BuildError: The node is neither a mapping nor missing.
    """
    if node is None:
        return {}
    if isinstance(node, dict):
        return node
    raise BuildError(f"expected a mapping in the document, found {node!r:.80}")


def sequence(node: JSON) -> list[JSON]:
    """Return a node that is a list.

    Args:
        node: A node of the document; `None` means that the key is missing.

    Returns:
        The list; an empty list if the node is missing.

    Raises:
        BuildError: The node is neither a list nor missing.
    """
    if node is None:
        return []
    if isinstance(node, list):
        return node
    raise BuildError(f"expected a list in the document, found {node!r:.80}")


def text(node: JSON) -> str:
    """Return the `str` of a node, and empty text if the node is missing."""
    return "" if node is None else str(node)


def follow(document: dict[str, JSON], node: JSON) -> dict[str, JSON]:
    """Return the target of a mapping's `$ref`, or the mapping if it has none.

    Args:
        document: The whole document.
        node: A node of the document; `None` means that the key is missing.

    Returns:
        If the mapping has a `$ref` that is text: the node at the end of the chain of references (`refs.target`),
        without the siblings of the `$ref`. Otherwise: the mapping itself; an empty mapping if the node is missing.

    Raises:
        UnresolvedReferenceError: The `$ref` does not resolve.
        BuildError: The node, or the node to which it refers, is not a mapping.
    """
    referring = mapping(node)
    reference = referring.get("$ref")
    return mapping(resolve(document, reference)) if isinstance(reference, str) else referring


def operations(document: dict[str, JSON]) -> Iterator[tuple[str, str, dict[str, JSON]]]:
    """Iterate over the operations of `paths`, in the document's order.

    The operations of a path item behind a `$ref` are included; those of callbacks and webhooks are not.

    Yields:
        Path template, HTTP method in lower case, and operation object.
    """
    for path, node in mapping(document.get("paths")).items():
        if path.startswith("/"):  # other keys are extensions
            for method, operation in follow(document, node).items():
                if method in METHODS:
                    yield path, method, mapping(operation)


def tags(document: dict[str, JSON]) -> dict[tuple[str, str], set[str]]:
    """Return the tags of each operation, by path and method."""
    return {
        (path, method): {str(tag) for tag in sequence(operation.get("tags"))}
        for path, method, operation in operations(document)
    }


def components(document: Mapping[str, JSON], kind: str) -> dict[str, JSON]:
    """Return all components of a kind, such as `schemas`, by name."""
    return mapping(mapping(document.get("components")).get(kind))


def path_item_location(document: dict[str, JSON], path: str) -> Location:
    """Return the location of a path item, or of the target of its `$ref`."""
    reference = mapping(mapping(document["paths"])[path]).get("$ref")
    return target(document, reference) if isinstance(reference, str) else ("paths", path)


def operation_location(document: dict[str, JSON], path: str, method: str) -> Location:
    """Return the location of the operation of a path and a method."""
    return (*path_item_location(document, path), method)


def path_item(document: dict[str, JSON], path: str) -> dict[str, JSON]:
    """Return the path item of a path, or the target of its `$ref`."""
    return follow(document, mapping(document["paths"])[path])


def parameters(document: dict[str, JSON], path: str, method: str) -> list[dict[str, JSON]]:
    """List the parameters of an operation and of its path item.

    A parameter of the operation replaces the parameter of the path item that has the same `in` and name.

    Args:
        document: The whole document.
        path: Path template.
        method: HTTP method in lower case.

    Returns:
        The parameter objects, with references followed. Those of the path item come first.

    Raises:
        BuildError: As for `located_parameters`.
    """
    return [parameter for _, parameter in located_parameters(document, path, method)]


def located_parameters(document: dict[str, JSON], path: str, method: str) -> list[tuple[Location, dict[str, JSON]]]:
    """List the parameters of an operation and its path item, with locations.

    A parameter of the operation replaces the parameter of the path item that has the same `in` and name.

    Args:
        document: The whole document.
        path: Path template.
        method: HTTP method in lower case.

    Returns:
        The location and the parameter object of each; of a `$ref`, the location and the object of its target.

    Raises:
        BuildError: A reference does not resolve, or an object lacks `in` or `name`.
    """
    item = path_item(document, path)
    item_location = path_item_location(document, path)
    by_name: dict[tuple[str, str], tuple[Location, dict[str, JSON]]] = {}
    for holder, location in ((item, item_location), (mapping(item[method]), (*item_location, method))):
        for index, node in enumerate(sequence(holder.get("parameters"))):
            parameter_location, parameter = locate(document, node, (*location, "parameters", index))
            if not {"in", "name"} <= parameter.keys():
                raise BuildError(
                    f"{pointer((*location, 'parameters', index))}: the target of the $ref is not a parameter"
                )
            by_name[parameter_key(parameter)] = parameter_location, parameter
    return list(by_name.values())


def parameter_key(parameter: Mapping[str, JSON]) -> tuple[str, str]:
    """Return the `in` and the name of a parameter, which identify it.

    The name of a header is in lower case, because names of headers are case-insensitive.
    """
    sent_in, name = text(parameter.get("in")), text(parameter.get("name"))
    return sent_in, name.lower() if sent_in == "header" else name


def locate(document: dict[str, JSON], node: JSON, location: Location) -> tuple[Location, dict[str, JSON]]:
    """Return a mapping with its location, or the target of its `$ref`.

    For a `$ref`, the returned location is that of the target. A missing node (`None`) becomes an empty mapping.
    """
    reference = mapping(node).get("$ref")
    if isinstance(reference, str):
        return target(document, reference), mapping(resolve(document, reference))
    return location, mapping(node)


def contents(holder: Mapping[str, JSON]) -> dict[str, JSON]:
    """List the media types of a body or a response, in order of preference.

    Args:
        holder: The request body or response object, with references followed.

    Returns:
        The schemas by media type: first the JSON types, then the text types, then all other types, each group in
        alphabetical order; `None` for a media type without schema. The client does not always use the first: it uses
        the media type that `media_types.choose` prefers, such as a form before text.
    """
    content = mapping(holder.get("content"))
    media_types = sorted(content, key=lambda name: (not is_json(name), not name.startswith("text/"), name))
    return {name: mapping(content[name]).get("schema") for name in media_types}


def is_json(media_type: str) -> bool:
    """Return whether a media type is JSON, such as `application/scim+json`.

    The media type must be in lower case.
    """
    return media_type.partition(";")[0].strip().endswith(("/json", "+json"))
