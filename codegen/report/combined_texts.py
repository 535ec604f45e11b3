"""Combines the overlay's change of a text with Docker's change of it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from codegen.document.load import JSON
from codegen.document.overlay import Action

_BREAK = re.compile(r"((?<=[.!?:])\s+|\n\s*\n\s*|\n(?=\s*[-*|#]))")
"""White space after which a sentence, a paragraph or an item of a list begins."""
_ITEM = re.compile(r"[-*|]\s")
"""Beginning of an item of a list, or of a row of a table."""
_SPACES = re.compile(r"^ +$")
_Piece = tuple[str, str]
"""White space before a sentence, and the sentence."""


def combine(action: Action, restoration: Sequence[Action]) -> tuple[Action, ...]:
    """Combine the texts of an action with Docker's new texts.

    Args:
        action: The action as it was, with the texts that it replaces in `x-before`.
        restoration: The actions that bring the texts of the action back, with Docker's new texts in `x-before`.

    Returns:
        The same actions with combined texts: Docker's new text with the sentences that the action added, and without
        those that the action removed. A text of `restoration` that cannot be combined in this way stays. Empty if all
        texts stay.
    """
    combined = tuple(
        replace(each, update=_combine(action.before, each.before, each.update)) if not each.remove else each
        for each in restoration
    )
    return combined if combined != tuple(restoration) else ()


def _combine(former: JSON, current: JSON, written: JSON) -> JSON:
    """Combine texts at any depth of mappings."""
    if isinstance(former, dict) and isinstance(current, dict) and isinstance(written, dict):
        return {key: _combine(former.get(key), current.get(key), value) for key, value in written.items()}
    if isinstance(former, str) and isinstance(current, str) and isinstance(written, str):
        return _combine_texts(former, current, written) or written
    return written


def _combine_texts(former: str, current: str, written: str) -> str:
    """Change a text of Docker's as the action changed its former text.

    Args:
        former: Docker's former text.
        current: Docker's text now.
        written: What the action makes of the former text.

    Returns:
        The text; empty if Docker and the action changed the same sentences, or if an item of a list would lose the
        items or the sentence before it. If the action replaced the whole former text, and Docker's new text has that
        and more, the text is that of the action with what Docker adds.
    """
    old, new, own = _pieces(former), _pieces(current), _pieces(written)
    keys, own_keys = _sentences(old), _sentences(own)
    blocks = SequenceMatcher(None, keys, own_keys, autojunk=False).get_opcodes()
    for start, end, own_start, own_end in (bounds for kind, *bounds in reversed(blocks) if kind != "equal"):
        there = _sentences(new)
        place = _find_place(keys, start, end, there)
        if place is None:
            return ""
        added = zip(own[own_start:own_end], own_keys[own_start:own_end], strict=True)
        pieces = [piece for piece, sentence in added if sentence not in there]
        rest = new[place + end - start :]
        if rest and any(_is_paragraph(space) for space, _ in pieces[:1]):  # which ends before Docker's next sentence
            rest[0] = (rest[0][0] if _is_paragraph(rest[0][0]) else "\n\n", rest[0][1])
        new[place:] = [*pieces, *rest]
    if not _starts_of_lists(new) <= _starts_of_lists(_pieces(current)) | _starts_of_lists(own):
        return ""
    text = "".join((_SPACES.sub(" ", space) or " ") + sentence for space, sentence in new).strip()
    return text + current[len(current.rstrip()) :]


def _find_place(keys: Sequence[str], start: int, end: int, there: Sequence[str]) -> int | None:
    """Find where sentences of the former text are in the new text.

    Args:
        keys: The sentences of the former text.
        start: Index of the first of the sentences that are sought.
        end: Index after the last of them; equal to `start` for the place between two sentences.
        there: The sentences of the new text.

    Returns:
        Index of the first of the sentences in the new text; `None` if the new text does not have all of them, one after
        the other. For a place: the index after the sentence that precedes the place, or else the index of the sentence
        that follows the place; `None` if the new text has neither. For the end of the former text: the end of the new
        text.
    """
    sought = list(keys[start:end])
    if sought:
        indices = range(len(there) - len(sought) + 1)
        return next((index for index in indices if list(there[index : index + len(sought)]) == sought), None)
    if start == len(keys):
        return len(there)
    if start and keys[start - 1] in there:
        return there.index(keys[start - 1]) + 1
    return there.index(keys[start]) if keys[start] in there else None


def _pieces(text: str) -> list[_Piece]:
    """Split a text into sentences, each with the white space before it."""
    parts = _BREAK.split(text.strip())
    return list(zip(["", *parts[1::2]], parts[::2], strict=True))


def _starts_of_lists(pieces: Sequence[_Piece]) -> set[tuple[str, str]]:
    """Return the first item of each list, with the sentence before it."""
    starts: set[tuple[str, str]] = set()
    before, is_in_list = "", False
    for (space, _), sentence in zip(pieces, _sentences(pieces), strict=True):
        if "\n" in space or not before:  # otherwise the sentence goes on with the same item or paragraph
            is_item = _ITEM.match(sentence) is not None
            if is_item and not is_in_list:
                starts.add((before, sentence))
            is_in_list = is_item
        before = sentence
    return starts


def _is_paragraph(space: str) -> bool:
    return space.count("\n") > 1


def _sentences(pieces: Sequence[_Piece]) -> list[str]:
    return [" ".join(sentence.split()) for _, sentence in pieces]
