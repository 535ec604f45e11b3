"""Finds the differences between two documents, and those without effect."""

import copy
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

import attrs

from codegen.document.load import JSON, Location
from codegen.document.refs import json_path, references
from codegen.report import list_items
from codegen.report.changes import excerpt

_SETS = (("required",), ("enum",))
"""Last steps of the locations of lists whose order has no meaning."""
_SELDOM_READ = frozenset({"example", "examples", "externalDocs", "info", "servers", "x-tagGroups", "securitySchemes"})
_ABSENT = "-"
_MAX_VALUE_LENGTH = 100  # characters of a value on one line
_MAX_TRIALS = 24  # clients made to find differences without effect


class _Nothing:
    """The type of `NOTHING`, the value of a missing key."""


NOTHING = _Nothing()
_State: TypeAlias = "JSON | _Nothing"
_Group: TypeAlias = "tuple[Difference, ...]"


@attrs.frozen(eq=False)
class Difference:
    """A location at which two documents differ.

    Attributes:
        location: Keys and indices from the root.
        old: Value in the old document; `NOTHING` if it has none.
        new: Value in the new document; `NOTHING` if it has none.
        identified: Locations of the differing values, with identities of items instead of indices. For a list: each
            item that only one document has, or the list if its order changes. For any other value: its location.
    """

    location: Location
    old: _State
    new: _State
    identified: tuple[Location, ...] = attrs.field(
        default=attrs.Factory(lambda self: (self.location,), takes_self=True)
    )

    @property
    def json_path(self) -> str:
        """The location as a JSONPath."""
        return json_path(self.location)

    @property
    def before(self) -> str:
        """The old value on one line; of a long text, what differs."""
        return self._states[0]

    @property
    def after(self) -> str:
        """The new value on one line; of a long text, what differs."""
        return self._states[1]

    @property
    def _states(self) -> tuple[str, str]:
        """Both values, on one line each.

        Of two texts, only the sentences that differ. The values are JSON if a number and a text would look alike.
        """
        if isinstance(self.old, str) and isinstance(self.new, str):
            return excerpt(self.old, self.new) or (_show(self.old), _show(self.new))
        old, new = _show(self.old), _show(self.new)
        if old != new or isinstance(self.old, str) == isinstance(self.new, str):
            return old, new
        return json.dumps(self.old, ensure_ascii=False), json.dumps(self.new, ensure_ascii=False)

    @property
    def items(self) -> tuple[str, str] | None:
        """The items that only one of two lists has; `None` if there are none.

        The items of each list are one text. The result is also `None` for values that are not two lists.
        """
        if not isinstance(self.old, list) or not isinstance(self.new, list):
            return None
        matched = list_items.match(self.old, self.new)
        gone, come = [self.old[index] for index in matched.removed], [self.new[index] for index in matched.added]
        return (_show_items(gone), _show_items(come)) if gone or come else None


def differences(old: JSON, new: JSON) -> Iterator[Difference]:
    """Find the differences between two documents.

    The order of mappings, of `required` and of `enum` has no meaning. An item of a list is compared with the same item
    of the other list, at any index.

    Args:
        old: The old document, or a part of it.
        new: The new document, or the same part of it.

    Yields:
        The innermost values that differ. A list differs as a whole if it gains or loses items or if their order
        changes, in addition to the differences in its other items. A mapping differs as a whole if only one document
        has a reference in its place.
    """
    yield from _differences(old, new, (), ())


def _differences(old: JSON, new: JSON, location: Location, identified: Location) -> Iterator[Difference]:
    """Find the differences at a location.

    Args:
        old: Value of the old document.
        new: Value of the new document.
        location: Keys and indices from the root of the new document.
        identified: The location with identities of items instead of indices.
    """
    if isinstance(old, dict) and isinstance(new, dict) and ("$ref" in old) == ("$ref" in new):
        for key in [*old, *(key for key in new if key not in old)]:
            if key in old and key in new:
                yield from _differences(old[key], new[key], (*location, key), (*identified, key))
            else:
                states = old.get(key, NOTHING), new.get(key, NOTHING)
                yield Difference((*location, key), *states, ((*identified, key),))
    elif isinstance(old, list) and isinstance(new, list):
        yield from _differences_of_lists(old, new, location, identified)
    elif type(old) is not type(new) or old != new:
        yield Difference(location, old, new, (identified,))


def _differences_of_lists(
    old: list[JSON], new: list[JSON], location: Location, identified: Location
) -> Iterator[Difference]:
    """Find the differences of two lists, and of the items that both have."""
    matched = list_items.match(old, new)
    is_reordered = matched.is_reordered and location[-1:] not in _SETS
    if matched.removed or matched.added or is_reordered:
        items = [*((index, old) for index in matched.removed), *((index, new) for index in matched.added)]
        of_items = [(*identified, _step(items_of, index)) for index, items_of in items]
        yield Difference(location, old, new, (identified,) if is_reordered else tuple(of_items))
    for before, after in matched.pairs:
        step = _step(new, after)
        yield from _differences(old[before], new[after], (*location, after), (*identified, step))


def _step(items: Sequence[JSON], index: int) -> str | int:
    name = list_items.identity(items[index])
    return index if name is None else name


def overlaps(left: Location, right: Location) -> bool:
    """Return whether a location equals another, contains it, or is inside it."""
    return all(first == second for first, second in zip(left, right, strict=False))


def undo(document: dict[str, JSON], reverted: Sequence[Difference]) -> dict[str, JSON]:
    """Undo differences in a copy of a document.

    Args:
        document: The new document, which is not changed.
        reverted: The differences to undo.

    Returns:
        The copy, with the old values at the locations of the differences. A difference of a list is undone by adding,
        removing and ordering items. A difference inside an item that both lists have is only undone if `reverted`
        contains that difference.
    """
    changed = copy.deepcopy(document)
    for difference in sorted(reverted, key=lambda each: -len(each.location)):  # items before their list
        *steps, last = difference.location
        node: Any = changed  # the locations are those of this document
        for step in steps:
            node = node[step]
        if isinstance(difference.old, _Nothing):
            del node[last]
        elif isinstance(difference.old, list) and isinstance(difference.new, list):
            node[last] = _with_old_items(node[last], difference.old, difference.new)
        else:
            node[last] = copy.deepcopy(difference.old)
    return changed


def _with_old_items(items: Sequence[JSON], old: Sequence[JSON], new: Sequence[JSON]) -> list[JSON]:
    """Restore which items a list has, and their order.

    Differences inside items that both lists have are kept.

    Args:
        items: The present list, in whose items differences may be undone already.
        old: The list of the old document.
        new: The list of the new document.
    """
    indices = dict(list_items.match(old, new).pairs)
    return [items[indices[index]] if index in indices else copy.deepcopy(item) for index, item in enumerate(old)]


def without_effect(
    document: dict[str, JSON], candidates: Sequence[Difference], is_same: Callable[[dict[str, JSON]], bool]
) -> list[Difference]:
    """Find differences without effect by making clients without them.

    Args:
        document: The new document.
        candidates: Differences that might have no effect.
        is_same: Function that returns whether a document results in the same client as the new document.

    Returns:
        The differences without effect. Some may be missing if many have an effect, because at most 24 clients are made.
    """
    trials = 0

    def search(some: Sequence[_Group]) -> list[Difference]:
        nonlocal trials
        if not some or trials >= _MAX_TRIALS:
            return []
        trials += 1
        together = [difference for group in some for difference in group]
        if is_same(undo(document, together)):
            return together
        if len(some) == 1:
            return []
        half = len(some) // 2
        return [*search(some[:half]), *search(some[half:])]

    groups = _group(candidates)
    likely = [group for group in groups if all(_SELDOM_READ & set(map(str, each.location)) for each in group)]
    return [*search(likely), *search([group for group in groups if group not in likely])]


def _group(candidates: Sequence[Difference]) -> list[_Group]:
    """Group differences that can only be undone together.

    A group is a new component with the references to it, or the removed and the added keys of one mapping.
    """
    gone = {each.location[:-1] for each in candidates if isinstance(each.new, _Nothing)}
    come = {each.location[:-1] for each in candidates if isinstance(each.old, _Nothing)}
    beside: dict[Location, list[Difference]] = {}
    for each in candidates:
        parent = each.location[:-1]
        is_of_keys = isinstance(each.old, _Nothing) or isinstance(each.new, _Nothing)
        beside.setdefault(parent if is_of_keys and parent in gone & come else each.location, []).append(each)
    groups: list[_Group] = [tuple(some) for some in beside.values()]
    added = {
        f"#/{'/'.join(map(str, each.location))}"
        for each in candidates
        if each.location[:1] == ("components",) and isinstance(each.old, _Nothing)
    }
    for reference in sorted(added):
        belonging = [group for group in groups if any(_belongs(each, reference) for each in group)]
        together = tuple(difference for group in belonging for difference in group)
        groups = [*(group for group in groups if group not in belonging), together]
    return groups


def _belongs(difference: Difference, reference: str) -> bool:
    """Return whether a difference is a component or a reference to it."""
    if f"#/{'/'.join(map(str, difference.location))}" == reference:
        return True
    return not isinstance(difference.new, _Nothing) and any(name == reference for _, name in references(difference.new))


def _show_items(items: Sequence[JSON]) -> str:
    return ", ".join(map(_show, items)) or _ABSENT


def _show(value: _State) -> str:
    if isinstance(value, _Nothing):
        return _ABSENT
    text = " ".join(value.split()) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _MAX_VALUE_LENGTH else f"{text[:_MAX_VALUE_LENGTH]}…"
