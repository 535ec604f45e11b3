"""Keeps the evidence in the description of an action that edits drop.

The description of a later action with the same discrepancy may refer to that evidence.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import attrs

from codegen.document.load import JSON
from codegen.document.overlay import Action, Overlay
from codegen.report import wording_of_remains
from codegen.report.overlay_edits import Edit, Healed, attrs_replace

_EVIDENCE = re.compile(r"\s*\(evidence as above\)")
_MARKED = re.compile(r"`([^`]+)`")
_ABOVE = re.compile(r"\babove\b")
_BY_NAME = frozenset({"properties", "responses", "schemas", "parameters"})
"""Keys of mappings whose keys are names."""
_NUMBERS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)


def keep_evidence(overlays: Sequence[Overlay], healed: Healed) -> Healed:
    """Copy evidence from dropped actions to the actions that refer to them.

    Args:
        overlays: The overlays before the edits.
        healed: The overlays after the edits, with the edits.

    Returns:
        The same overlays and edits, in which no description refers to a dropped action. If a description states the
            former number of locations of its action, as in `ten of them`, it now states the present number.
    """
    edits = {edit.action.origin: edit for edit in healed.edits if not edit.is_new}
    with_evidence: dict[str, Edit] = {}
    for overlay_ in overlays:
        for action, lead in _references_above(overlay_.actions):
            dropped = edits.get(lead.origin)
            if dropped is None or dropped.becomes:
                continue
            edit = edits.get(action.origin) or Edit(
                action=action, becomes=(action,), reason=wording_of_remains.KEEP_EVIDENCE, needs_check=False
            )
            if edit.becomes:
                becomes = tuple(replace(other, description=_describe_alone(other, lead)) for other in edit.becomes)
                with_evidence[action.origin] = attrs.evolve(edit, becomes=becomes)
    healed = _with_descriptions(healed, with_evidence)
    counted = ((edit, _count_of_them(edit)) for edit in healed.edits if not edit.is_new)
    return _with_descriptions(
        healed,
        {edit.action.origin: attrs.evolve(edit, becomes=new) for edit, new in counted if new != edit.becomes},
    )


def _with_descriptions(healed: Healed, described: Mapping[str, Edit]) -> Healed:
    """Replace edits, which have the origins of their actions as keys."""
    if not described:
        return healed
    edited = {edit.action.origin for edit in healed.edits if not edit.is_new}
    return attrs.evolve(
        healed,
        overlays=[
            attrs_replace(each, [_with_new_description(action, described.values()) for action in each.actions])
            for each in healed.overlays
        ],
        edits=[
            *(edit if edit.is_new else described.get(edit.action.origin, edit) for edit in healed.edits),
            *(edit for origin, edit in described.items() if origin not in edited),
        ],
    )


def _count_of_them(edit: Edit) -> tuple[Action, ...]:
    """Return what an edit writes, with the new number before `of them`."""
    former, count = edit.action.matches, sum(action.matches for action in edit.becomes)
    stated = re.compile(rf"\b{_in_words(former)}(?= of (?:them|these)\b)")
    return tuple(
        replace(action, description=stated.sub(_in_words(count), action.description)) for action in edit.becomes
    )


def _in_words(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def stale_words(edit: Edit) -> Iterator[str]:
    """Ask about words in restored texts that Docker's new text lacks.

    Args:
        edit: An edit, whose `restoration` brings a text back.

    Yields:
        A question for each word in backticks that a restored text and Docker's former text have, but not Docker's new
        text.
    """
    gone = _marked_words(edit.action.before)
    gone -= {word for action in edit.restoration for word in _marked_words(action.before)}
    written = {word for action in edit.restoration for word in _marked_words(action.update)}
    yield from (wording_of_remains.stale_word(word) for word in sorted(written & gone))


def _marked_words(value: JSON) -> set[str]:
    """Collect the words in backticks of all texts in a JSON value."""
    return set(_MARKED.findall(json.dumps(value)))


def _references_above(actions: Sequence[Action]) -> Iterator[tuple[Action, Action]]:
    """Yield each action that refers to an action above, and that action."""
    leads: dict[str, Action] = {}
    for action in actions:
        if not _ABOVE.search(action.description):
            leads[action.discrepancy] = action
        elif action.discrepancy in leads:
            yield action, leads[action.discrepancy]


def _describe_alone(action: Action, lead: Action) -> str:
    """Describe an action without reference to a dropped action."""
    for start in (wording_of_remains.WORDS_ONLY, wording_of_remains.MARKS_ONLY):
        if action.description.startswith(start):
            return wording_of_remains.words_only(lead.description, marks=start == wording_of_remains.MARKS_ONLY)
    own = _ABOVE.sub(wording_of_remains.BY_WHAT_IS_GONE, _EVIDENCE.sub("", action.description))
    return f"{own} {wording_of_remains.evidence(lead.description)}"


def _with_new_description(action: Action, edits: Iterable[Edit]) -> Action:
    """Return an action with its new description, if there is one."""
    same = (
        other
        for edit in edits
        for other in edit.becomes
        if other.origin == action.origin and replace(other, description=action.description) == action
    )
    return next(same, action)


def stale_numbers(edit: Edit) -> Iterator[str]:
    """Ask about numbers in descriptions that may count what has changed.

    Args:
        edit: An edit, which may change how many locations the action has, or how many things it writes there.

    Yields:
        A question if a description has the former number of locations, or of the items of a list or a mapping that the
        action wrote, in digits or as a word.
    """
    former, count = edit.action.matches, sum(action.matches for action in edit.becomes)
    if edit.becomes and count != former:
        yield from (wording_of_remains.stale_number(each, count) for each in _mentions(former, edit.becomes))
    for action in edit.becomes[:1] if len(edit.becomes) == 1 else ():
        counts = dict.fromkeys(_changed_counts(edit.action.update, action.update))
        yield from (
            wording_of_remains.stale_number_of_parts(each, after)
            for before, after in counts
            for each in _mentions(before, [action])
        )


def _mentions(number: int, actions: Iterable[Action]) -> list[str]:
    """List the mentions of a number in descriptions, in digits or as a word."""
    pattern = re.compile(rf"(?<![\w.,]){number}(?!\w|[.,]\d)|\b{_in_words(number)}\b", re.IGNORECASE)
    return [*dict.fromkeys(match[0] for action in actions for match in pattern.finditer(action.description))]


def _changed_counts(old: JSON, new: JSON, key: str = "") -> Iterator[tuple[int, int]]:
    """Yield former and new size of each list or set of names of an update."""
    if isinstance(old, list) or (isinstance(old, dict) and key in _BY_NAME):
        size = len(new) if isinstance(new, dict | list) else 0
        yield from [(len(old), size)] if size != len(old) > 1 else []
    if isinstance(old, dict):
        for name, value in old.items():
            inner = new.get(name) if isinstance(new, dict) else None
            yield from _changed_counts(value, inner, "" if key in _BY_NAME else name)
