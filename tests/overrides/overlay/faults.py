"""Finds faults of a document that a validator of OpenAPI accepts, and with which mock servers and other tools fail."""

from collections.abc import Iterator
from typing import Any, cast

_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str, "integer": int, "boolean": bool, "array": list, "object": dict, "number": (int, float),
}  # fmt: skip
_FOR_ARRAYS = ("items", "minItems", "maxItems", "uniqueItems")


def faults(node: Any, place: tuple[str, ...] = ()) -> Iterator[str]:
    """Find faults in a document, or a part of one.

    Args:
        node: The document, or a part of it.
        place: Keys that lead to the part; empty for the document.

    Yields:
        A line with location and fault.
    """
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from faults(item, (*place, str(index)))
    if not isinstance(node, dict):
        return
    found = cast("dict[str, Any]", node)
    where = ".".join(place)
    if isinstance(found.get("$ref"), str):
        yield from (f"{where}: {key} beside $ref" for key in found if key != "$ref")
    kind = found.get("type")
    if isinstance(kind, str) and kind in _TYPES:
        if kind != "array":
            yield from (f"{where}: {key} on {kind}" for key in _FOR_ARRAYS if key in found)
        example = found.get("example")
        if example is not None and not isinstance(example, _TYPES[kind]):
            yield f"{where}: example {example!r} of {kind}"
    if "content" in found and "head" in place and place[-2:-1] == ("responses",):
        yield f"{where}: body of HEAD"
    for key, value in found.items():
        yield from faults(value, (*place, key))
