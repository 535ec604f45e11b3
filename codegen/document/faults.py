"""Finds faults that validators of OpenAPI accept, and other tools do not."""

from collections.abc import Iterator

import attrs

from codegen.document.load import JSON, Location

_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str, "integer": int, "boolean": bool, "array": list, "object": dict, "number": (int, float),
}  # fmt: skip
_FOR_ARRAYS = ("items", "minItems", "maxItems", "uniqueItems")


@attrs.frozen
class Fault:
    """A key that means nothing, or an example that its schema does not allow.

    Mock servers, and viewers of the document, fail with such keys or show something wrong.

    Attributes:
        location: Location of the key.
        value: Value of the key.
        what: The fault in words.
    """

    location: Location
    value: JSON
    what: str

    def __str__(self) -> str:
        """Return the location of the object that has the key, and the fault."""
        return f"{'.'.join(map(str, self.location[:-1]))}: {self.what}"


def find(node: JSON, location: Location = ()) -> Iterator[Fault]:
    """Find the faults of a document, or of a part of a document.

    Args:
        node: The document, or the part.
        location: Location of the part; empty for the document, the default.

    Yields:
        Keys beside a `$ref`; keywords of arrays in schemas of another type; examples whose type is not the type of
        their schema; bodies of responses to HEAD.
    """
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from find(item, (*location, index))
    if not isinstance(node, dict):
        return
    if isinstance(node.get("$ref"), str):
        yield from (Fault((*location, key), node[key], f"{key} beside $ref") for key in node if key != "$ref")
    kind = node.get("type")
    if isinstance(kind, str) and kind in _TYPES:
        if kind != "array":
            yield from (Fault((*location, key), node[key], f"{key} on {kind}") for key in _FOR_ARRAYS if key in node)
        example = node.get("example")
        if example is not None and not isinstance(example, _TYPES[kind]):
            yield Fault((*location, "example"), example, f"example {example!r} of {kind}")
    if "content" in node and "head" in location and location[-2:-1] == ("responses",):
        yield Fault((*location, "content"), node["content"], "body of HEAD")
    for key, value in node.items():
        yield from find(value, (*location, key))
