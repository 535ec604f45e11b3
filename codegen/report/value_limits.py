"""Reads the limits of a value from its schema, and compares them."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.report import wording_of_limits
from codegen.report.breaking_changes import level_of_limits
from codegen.report.changes import Level, States

Limits: TypeAlias = Mapping[str, JSON]
"""Limits of a value. Each key is a keyword of the schema, such as `maxLength`. For a value inside the value, the path
to it precedes the keyword, as in `[*].name maxLength`."""

_KEYWORDS = (
    *("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "pattern"),
    *("minProperties", "maxProperties", "multipleOf", "uniqueItems", "exclusiveMinimum", "exclusiveMaximum"),
)


class LimitChange(NamedTuple):
    """A change of limits.

    Attributes:
        level: Level of the change, as `level_of_limits` decides.
        states: The differing limits before and after, in words.
    """

    level: Level
    states: States


def limits_of(schema: Mapping[str, JSON]) -> dict[str, JSON]:
    """Read the limits of a value and of its nested values.

    Args:
        schema: A JSON Schema without references, as in the catalog.

    Returns:
        The limits, with keys as in `Limits`, also of nested values: items of lists and properties of objects.
    """
    return dict(_limits(schema, ""))


def _limits(schema: Mapping[str, JSON], path: str) -> Iterator[tuple[str, JSON]]:
    """Yield the limits of the value at a path, and of the values inside it."""
    before = f"{path} " if path else ""
    yield from ((before + keyword, schema[keyword]) for keyword in _KEYWORDS if keyword in schema)
    if isinstance(schema.get("items"), dict):
        yield from _limits(nodes.mapping(schema["items"]), f"{path}[*]")
    for name, field in nodes.mapping(schema.get("properties")).items():
        if isinstance(field, dict):
            yield from _limits(field, f"{path}.{name}")


def compare_limits(old: Limits, new: Limits) -> LimitChange | None:
    """Compare the limits of a value.

    Args:
        old: The present limits.
        new: The new limits.

    Returns:
        The change; `None` if the limits are equal.
    """
    before = {key: value for key, value in old.items() if new.get(key) != value}
    after = {key: value for key, value in new.items() if old.get(key) != value}
    if before == after:
        return None
    return LimitChange(level_of_limits(old, new), (wording_of_limits.limits(before), wording_of_limits.limits(after)))
