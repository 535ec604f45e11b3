"""Reads the limits of a value from its schema, and compares them."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.report import wording_of_limits
from codegen.report.changes import Level, States

Limits: TypeAlias = Mapping[str, JSON]
"""Limits of a value. Each key is a keyword of the schema, such as `maxLength`. For a value inside the value, the path
to it precedes the keyword, as in `[*].name maxLength`."""

_KEYWORDS = (
    *("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "pattern"),
    *("minProperties", "maxProperties", "multipleOf", "uniqueItems", "exclusiveMinimum", "exclusiveMaximum"),
)
_EXCLUSIVE = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}
_NO_LIMITS = (("minLength", 0), ("minItems", 0), ("minProperties", 0))


class LimitChange(NamedTuple):
    """A change of limits.

    Attributes:
        level: `BREAKING` if the new limits refuse values that were allowed, or may refuse them because of another
            pattern; else `CHANGED`.
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
    level = Level.BREAKING if any(_refuses_more(key, old, new) for key in after) else Level.CHANGED
    return LimitChange(level, (wording_of_limits.limits(before), wording_of_limits.limits(after)))


def _refuses_more(key: str, old: Limits, new: Limits) -> bool:
    """Return whether a new limit refuses, or may refuse, what was allowed."""
    path, _, keyword = key.rpartition(" ")
    before, after = old.get(key), new.get(key)
    if keyword in {*_EXCLUSIVE, *_EXCLUSIVE.values()}:
        return _strictness(path, keyword, new) > _strictness(path, keyword, old)
    if keyword == "uniqueItems":
        return after is True and before is not True
    if keyword == "multipleOf" and isinstance(before, int | float) and isinstance(after, int | float):
        return before % after != 0
    if isinstance(before, int | float) and isinstance(after, int | float):
        return before < after if keyword.startswith("min") else after < before
    return before != after and (keyword, after) not in _NO_LIMITS


def _strictness(path: str, keyword: str, limits: Limits) -> tuple[float, bool]:
    """Return a value that is larger for a stricter minimum or maximum.

    Args:
        path: Path to the value; empty for the whole value.
        keyword: `minimum`, `maximum`, or the exclusive form of either.
        limits: All limits.
    """
    inclusive = _EXCLUSIVE.get(keyword, keyword)
    sign = 1 if inclusive == "minimum" else -1
    strictest = (float("-inf"), False)
    for name in (inclusive, *(exclusive for exclusive, same in _EXCLUSIVE.items() if same == inclusive)):
        limit = limits.get(f"{path} {name}".lstrip())
        if isinstance(limit, int | float):
            strictest = max(strictest, (sign * limit, name in _EXCLUSIVE))
    return strictest
