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
        A fault for each of these:

        - a key beside a `$ref`, except in a whole document of OpenAPI 3.1, where such keys have a meaning;
        - a keyword of arrays in a schema of another type;
        - an `example`, other than null, that the single `type` of its schema does not allow;
        - the body of a response to HEAD.
    """
    may_have_siblings = isinstance(node, dict) and str(node.get("openapi")).startswith("3.1")
    yield from _find(node, location, may_have_siblings=may_have_siblings)


def _find(node: JSON, location: Location, *, may_have_siblings: bool) -> Iterator[Fault]:
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from _find(item, (*location, index), may_have_siblings=may_have_siblings)
    if not isinstance(node, dict):
        return
    if isinstance(node.get("$ref"), str) and not may_have_siblings:
        yield from (Fault((*location, key), node[key], f"{key} beside $ref") for key in node if key != "$ref")
    kind = node.get("type")
    if isinstance(kind, str) and kind in _TYPES:
        if kind != "array":
            yield from (Fault((*location, key), node[key], f"{key} on {kind}") for key in _FOR_ARRAYS if key in node)
        example = node.get("example")
        is_of_type = isinstance(example, _TYPES[kind]) and (kind == "boolean" or not isinstance(example, bool))
        if example is not None and not is_of_type:
            yield Fault((*location, "example"), example, f"example {example!r} of {kind}")
    if "content" in node and "head" in location and location[-2:-1] == ("responses",):
        yield Fault((*location, "content"), node["content"], "body of HEAD")
    for key, value in node.items():
        yield from _find(value, (*location, key), may_have_siblings=may_have_siblings)
