"""Finds faults that validators of OpenAPI accept, and other tools do not."""

from collections.abc import Iterator
from typing import cast

import attrs

from codegen.document import misspelled_keys, required_names
from codegen.document.load import JSON, Location
from codegen.document.refs import node_at, pointer

_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str, "integer": int, "boolean": bool, "array": list, "object": dict, "number": (int, float),
}  # fmt: skip
_FOR_ARRAYS = ("items", "minItems", "maxItems", "uniqueItems")


@attrs.frozen
class Fault:
    """A key or required name without a meaning, or an example of wrong type.

    Mock servers, and viewers of the document, fail with such keys or show something wrong.

    Attributes:
        location: Location of the key, or of the name in `required`.
        value: Value of the key, or the name.
        what: The fault in words.
        meant: The key for which a misspelled key stands, and which its object can have, or the property for which a
            misspelled name in `required` stands, and which is not listed yet; empty, the default, for any other fault.
    """

    location: Location
    value: JSON
    what: str
    meant: str = ""

    def __str__(self) -> str:
        """Return the location of the object that has the key, and the fault."""
        return f"{'.'.join(map(str, self.location[:-1]))}: {self.what}"

    @property
    def notices(self) -> tuple[str, ...]:
        """Beginnings of the notices of the build that say less of the fault."""
        start, key = pointer(self.location[:-1]), self.location[-1]
        return (
            f"{start}: {key!r} does not match any of the regexes",
            f"{start}: Unevaluated properties are not allowed ({key!r} was unexpected)",
            f"{start}: Additional properties are not allowed ({key!r} was unexpected)",
        )


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
        - the body of a response to HEAD;
        - in a whole document, a misspelled key;
        - in a whole document, a name in `required` that is no property of the schema.
    """
    may_have_siblings = isinstance(node, dict) and str(node.get("openapi")).startswith("3.1")
    yield from _find(node, location, may_have_siblings=may_have_siblings)
    for at, meant in misspelled_keys.find(node) if isinstance(node, dict) else ():
        value = node_at(node, at)
        yield Fault((*location, *at), value, _misspelled(str(at[-1]), meant, value), meant)
    for at, name, similar in required_names.find(node) if isinstance(node, dict) and not location else ():
        is_listed = similar in cast("list[JSON]", node_at(node, at[:-1]))
        yield Fault(at, name, _no_property(name, similar, is_listed=is_listed), "" if is_listed else similar)


def find_new(old: JSON, new: JSON) -> list[Fault]:
    """Find the faults of a document that another document does not have.

    Args:
        old: The other document.
        new: The document.
    """
    former = list(find(old))
    return [fault for fault in find(new) if fault not in former]


def _misspelled(key: str, meant: str, value: JSON) -> str:
    """Say for which key another stands, and what follows for callers."""
    if not meant:
        return f"{key} looks like another key, and is not read"
    lost = ", ".join(map(str, value)) if meant == "required" and isinstance(value, list) else ""
    effect = f": {lost} may be left out" if lost else ""
    return f"{key} looks like {meant}, and is not read{effect}"


def _no_property(name: str, similar: str, *, is_listed: bool) -> str:
    """Say of a required name that it is no property, and what is meant."""
    if not similar:
        return f"{name} is required, but is no property, and resembles none"
    effect = "required, too" if is_listed else "not required"
    return f"{name} is required, but is no property; it looks like {similar}, which is {effect}"


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
