"""Steps through the JSON values of an OpenAPI document with their types intact."""

from collections.abc import Iterator, Mapping

from codegen.document.load import JSON, resolve
from codegen.errors import BuildError

METHODS = ("get", "post", "put", "patch", "delete", "head")


def mapping(node: JSON) -> dict[str, JSON]:
    """Give a node that is a mapping, or an empty one for a node that is not there."""
    if node is None:
        return {}
    if isinstance(node, dict):
        return node
    raise BuildError(f"expected a mapping in the document, found {node!r:.80}")


def sequence(node: JSON) -> list[JSON]:
    """Give a node that is a list, or an empty one for a node that is not there."""
    if node is None:
        return []
    if isinstance(node, list):
        return node
    raise BuildError(f"expected a list in the document, found {node!r:.80}")


def text(node: JSON) -> str:
    """Give a node that is text, or empty text for a node that is not there."""
    return "" if node is None else str(node)


def follow(document: dict[str, JSON], node: JSON) -> dict[str, JSON]:
    """Give a mapping, or what it refers to if it is a `$ref`."""
    found = mapping(node)
    reference = found.get("$ref")
    return mapping(resolve(document, reference)) if isinstance(reference, str) else found


def operations(document: Mapping[str, JSON]) -> Iterator[tuple[str, str, dict[str, JSON]]]:
    """Walk the operations of a document.

    Yields:
        Path template, HTTP method in small letters, and the operation object, in the order of the document.
    """
    for path, item in mapping(document["paths"]).items():
        for method, operation in mapping(item).items():
            if method in METHODS:
                yield path, method, mapping(operation)


def parameters(document: dict[str, JSON], path: str, method: str) -> list[dict[str, JSON]]:
    """List the parameters of an operation: first those of its path, each replaced by the operation's own of that name.

    Args:
        document: The whole document.
        path: Path template.
        method: HTTP method in small letters.

    Returns:
        The parameter objects, references followed.
    """
    item = mapping(mapping(document["paths"])[path])
    declared = [*sequence(item.get("parameters")), *sequence(mapping(item[method]).get("parameters"))]
    found = [follow(document, parameter) for parameter in declared]
    return list({(text(parameter["in"]), text(parameter["name"])): parameter for parameter in found}.values())


def contents(holder: Mapping[str, JSON]) -> dict[str, JSON]:
    """List the kinds of content that a body or an answer may have.

    Args:
        holder: The request body or response object, references followed.

    Returns:
        The schema of each media type; JSON comes first and text second, for of several the client speaks the first.
    """
    content = mapping(holder.get("content"))
    kinds = sorted(content, key=lambda name: (not is_json(name), not name.startswith("text/"), name))
    return {name: mapping(content[name]).get("schema") for name in kinds}


def is_json(media_type: str) -> bool:
    """Tell whether a media type is JSON, such as `application/json` or `application/scim+json`."""
    return media_type.partition(";")[0].strip().endswith(("/json", "+json"))


def object_properties(document: dict[str, JSON], schema: JSON) -> dict[str, dict[str, JSON]]:
    """Collect the properties of an object schema, those from the members of its `allOf` included.

    Args:
        document: The whole document.
        schema: The schema, or a reference to it.

    Returns:
        The schemas of the properties by name, references followed but merged with what stands beside them.
    """
    node = follow(document, schema)
    found: dict[str, dict[str, JSON]] = {}
    for part in sequence(node.get("allOf")):
        found |= object_properties(document, part)
    for name, value in mapping(node.get("properties")).items():
        found[name] = flatten(document, value)
    return found


def flatten(document: dict[str, JSON], schema: JSON) -> dict[str, JSON]:
    """Merge a schema with its reference and the members of its `allOf` into one mapping, the outermost keys winning.

    Args:
        document: The whole document.
        schema: The schema, or a reference to it.

    Returns:
        A new mapping, good for looking up a description, an enumeration or a default.
    """
    node = mapping(schema)
    merged: dict[str, JSON] = {}
    if "$ref" in node:
        merged |= flatten(document, resolve(document, text(node["$ref"])))
    for part in sequence(node.get("allOf")):
        merged |= flatten(document, part)
    return merged | {key: value for key, value in node.items() if key not in {"$ref", "allOf"}}
