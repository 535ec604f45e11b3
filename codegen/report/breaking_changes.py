"""Decides which changes are breaking, and the level of all others."""

import re
from collections.abc import Collection, Mapping, Sequence, Set
from typing import TypeAlias

from codegen.document.load import JSON
from codegen.report import annotations, declared_errors, paging_in_words, wording
from codegen.report.changes import Level, States

_Limits: TypeAlias = Mapping[str, JSON]
_ITEMS = re.compile(r"((?:Sequence|Iterable|Mapping)\[(?:str, )?)(.*)\]")
"""A collection that is only read: the part before the type of its items (of a mapping: its values), and this type."""
_ANYTHING = frozenset({"JSON", "Any", "object"})
_EXCLUSIVE = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}
_NO_LIMITS = (("minLength", 0), ("minItems", 0), ("minProperties", 0))
LEVELS: Mapping[str, Level] = {
    **dict.fromkeys(
        (
            *(wording.RESOURCE_REMOVED, wording.OPERATION_REMOVED, wording.METHOD_RENAMED, wording.COMMAND_LINE),
            *(wording.ARGUMENT_REMOVED, wording.ARGUMENT_RENAMED, wording.BY_PLACE, wording.AWAITED),
            *(wording.MODEL_REMOVED, wording.MODEL_RENAMED, wording.FIELD_REMOVED, wording.FIELD_RENAMED),
        ),
        Level.BREAKING,
    ),
    **dict.fromkeys((wording.RESOURCE_ADDED, wording.OPERATION_ADDED, wording.MODEL_ADDED), Level.ADDED),
    **dict.fromkeys(
        (
            *(wording.ENDPOINT, wording.SENT_AS, wording.KEY, wording.MOVED, wording.REQUEST, wording.SUCCESSES),
            *(wording.NULL, wording.DEFAULT, wording.COLUMNS, wording.COMMAND, wording.CODE),
        ),
        Level.CHANGED,
    ),
}
"""Levels by kind of change, for the kinds whose level does not depend on the states."""


def level_of_required(*, is_required: bool, sent: Collection[bool]) -> Level:
    """Judge that a value becomes required, or optional.

    What callers send must not become required, nor what they receive optional.

    Args:
        is_required: Whether the value is required now.
        sent: Contains `True` if callers send the value, and `False` if they receive it.
    """
    return Level.BREAKING if is_required in sent else Level.CHANGED


def level_of_addition(*, is_required: bool, is_sent: bool = True) -> Level:
    """Judge an added argument or field.

    Args:
        is_required: Whether it is required.
        is_sent: Whether callers send it; `True` by default.

    Returns:
        `BREAKING` if callers have to send it, else `ADDED`.
    """
    return Level.BREAKING if is_sent and is_required else Level.ADDED


def level_of_credentials(old: Sequence[str], new: Sequence[str]) -> Level:
    """Judge a change of the credentials that an operation accepts.

    Args:
        old: The credentials before, from `wording.accepted_credentials`.
        new: The credentials after.

    Returns:
        `BREAKING` if the operation refuses credentials that it accepted before, `CHANGED` if it needs none now, else
        `ADDED`. An operation that takes no credentials at all refuses none, because the client sends none.
    """
    if new != [wording.NOTHING] and set(old) - set(new):
        return Level.BREAKING
    return Level.CHANGED if wording.NOTHING in new else Level.ADDED


def level_of_deprecation(*, is_deprecated: bool) -> Level:
    """Judge that something is deprecated now, or no longer.

    Args:
        is_deprecated: Whether it is deprecated now.
    """
    return Level.DEPRECATED if is_deprecated else Level.CHANGED


def level_of_paging(states: States) -> Level:
    """Judge a change of the paging of an operation.

    Args:
        states: The code of the paging before and after; empty for an operation that is no list.

    Returns:
        `BREAKING` if a list is in pages and was not before, or the other way round; else `CHANGED`.
    """
    in_pages = [paging_in_words.is_in_pages(code) for code in states]
    return Level.BREAKING if states[0] and in_pages[0] != in_pages[1] else Level.CHANGED


def level_of_forms(old: Set[object], new: Set[object]) -> Level:
    """Judge a change of the further forms in which a response is read.

    Args:
        old: The forms that were read before.
        new: The forms that are read now.

    Returns:
        `BREAKING` if a form is no longer read, because the service may still send it; else `CHANGED`.
    """
    return Level.CHANGED if old <= new else Level.BREAKING


def level_of_errors(before: str, after: str) -> Level:
    """Return the level of a change of the statuses that an operation declares.

    Args:
        before: The statuses before, separated by commas.
        after: The statuses after, separated by commas.
    """
    return Level.UNCAUGHT if declared_errors.uncaught_errors(before, after) else Level.CHANGED


def level_of_type(old: str, new: str, *, sent: bool) -> Level:
    """Judge a change of type.

    Callers may still send what they sent if the new type includes the old type. Programs can still process what they
    receive if the old type includes the new type. A union includes another union if it includes all its members; a type
    that is no union is its only member. `Literal`s are left out: `level_of_values` judges their values.

    `float` includes `int`, and `JSON`, `Any` and `object` include every member. A type that is only read, such as a
    `Sequence`, includes a type of the same name if its items include the items of that type. All other members must be
    written alike. `list[float]` does not include `list[int]`, as for type checkers, because `list` is invariant. Unlike
    for type checkers, `int` does not include `bool`, because an argument that must be an integer refuses `True`; and a
    `Sequence` does not include a `list`, because no generated argument or field changes from one to the other.

    Args:
        old: The annotation before, with new names of classes.
        new: The annotation after.
        sent: Whether callers send the values; otherwise they receive them.

    Returns:
        If callers send the values, and the new type includes the old type: `CHANGED`. If callers receive the values,
        and the old type includes the new type: `CHANGED`. Otherwise: `BREAKING`.
    """
    narrow, wide = (old, new) if sent else (new, old)
    return Level.CHANGED if _includes(wide, narrow) else Level.BREAKING


def _includes(wide: str, narrow: str) -> bool:
    """Return whether the first type includes all values of the second."""
    more = annotations.members(wide)
    return bool(more & _ANYTHING) or all(
        each in more or (each == "int" and "float" in more) or any(_has_wider_items(other, each) for other in more)
        for each in annotations.members(narrow)
    )


def _has_wider_items(wide: str, narrow: str) -> bool:
    """Return whether two read-only collections differ by wider items only."""
    ours, theirs = _ITEMS.fullmatch(wide), _ITEMS.fullmatch(narrow)
    return ours is not None and theirs is not None and ours[1] == theirs[1] and _includes(ours[2], theirs[2])


def level_of_values(old: Sequence[str], new: Sequence[str], *, sent: Collection[bool]) -> Level:
    """Judge a change of the listed values of an enumeration.

    In a response, clients accept values that are not listed, so the change is never breaking. In a request, the service
    may refuse such values, even if no values were listed before. Exception: no values were listed before, and callers
    also receive the values. Then callers send back what came from the service, and the new list only describes this.

    Args:
        old: The values before; empty if none were listed.
        new: The values after; empty if none are listed.
        sent: Contains `True` if callers send the values, and `False` if they receive them.

    Returns:
        `BREAKING` if callers send the values and a value may be refused that was accepted before, else `CHANGED`.
    """
    is_description = not old and False in sent
    is_narrower = True in sent and bool(new) and not (old and set(old) <= set(new))
    return Level.BREAKING if is_narrower and not is_description else Level.CHANGED


def level_of_limits(old: _Limits, new: _Limits) -> Level:
    """Judge a change of the limits of a value.

    Args:
        old: The limits before, with keys as in `value_limits.Limits`.
        new: The limits after.

    Returns:
        `BREAKING` if the new limits refuse values that were allowed, or may refuse them because of another pattern;
        else `CHANGED`.
    """
    changed = [key for key, value in new.items() if old.get(key) != value]
    return Level.BREAKING if any(_refuses_more(key, old, new) for key in changed) else Level.CHANGED


def _refuses_more(key: str, old: _Limits, new: _Limits) -> bool:
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


def _strictness(path: str, keyword: str, limits: _Limits) -> tuple[float, bool]:
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
