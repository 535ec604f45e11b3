"""Changes between clients: levels, and equal changes joined in one line."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import IntEnum
from itertools import takewhile
from typing import TypeAlias

from codegen.document.load import Location

States: TypeAlias = tuple[str, str]
"""The state before and after, in words; empty for a missing state."""


_MAX_WHOLE_LENGTH = 100  # characters of a text or sentence that is shown whole
_MAX_TEXT_LENGTH = 600  # characters of an excerpt
_STEP = re.compile(r"\['([^']+)'\]|\.([A-Za-z_]\w*)|\[(\d+)\]")
"""A step of a JSONPath: a quoted key, a key or an index."""
_ELLIPSES = re.compile(r"…(?: …)+")
_SENTENCE_END = re.compile(r"(?<=[.!?]) ")
_OPEN_PARAGRAPH = re.compile(r"(?<=[\w`)])\s*\n\s*\n\s*(?=[A-Z])")
"""The end of a paragraph without a full stop, before a sentence."""


class Level(IntEnum):
    """The urgency of a change for callers; a smaller number is more urgent."""

    BREAKING = 0
    """A program that worked may fail, not type-check, or do something else."""
    UNCAUGHT = 1
    """A newly declared error. A program that catches the errors declared before may not catch it."""
    DEPRECATED = 2
    """A program still works, but uses what the document marks as deprecated now; only operations warn at run time."""
    ADDED = 3
    """An addition, such as a further accepted credential, for which no caller has to act."""
    CHANGED = 4
    """Another change, for which no caller has to act."""
    DOCUMENTATION = 5
    """A change of docstrings only."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change for callers between two clients."""

    level: Level
    """Urgency for callers."""
    names: tuple[str, ...]
    """Names of the changed things in Python, such as `hub.repositories.list(ordering=)` or `Tag.images`, or the path of
    a module inside the generated package."""
    what: str
    """Kind of the change, a text of `wording` such as `operation removed`, `type` or `values`."""
    before: str
    """The state before; empty if there was none."""
    after: str
    """The state after; empty if there is none."""
    location: str
    """Location in the document: a JSONPath, which may be the target of an overlay action, or method and path. For a
    module, its path inside the generated package."""
    consequence: str = ""
    """A further effect of the change, as a part of a sentence; empty if there is none."""


class Changes:
    """Collects changes; equal changes of several things become one change."""

    def __init__(self) -> None:
        self._changes: dict[tuple[str, str, str, str], Change] = {}

    def add(self, level: Level, name: str, what: str, states: States, location: str) -> None:
        """Add a change.

        If a change of the same kind, states and location was added before, the two changes become one, with the names
        of both and the more urgent level.

        Args:
            level: Urgency for callers.
            name: Name of the changed thing, as in `Change.names`.
            what: Kind of the change, as in `Change.what`.
            states: The state before and after; empty text for a missing state.
            location: Location of the changed thing, as in `Change.location`.
        """
        key = (what, *states, location)
        earlier = self._changes.get(key)
        if earlier is None:
            self._changes[key] = Change(level, (name,), what, *states, location)
        else:
            names = earlier.names if name in earlier.names else (*earlier.names, name)
            self._changes[key] = replace(earlier, level=min(level, earlier.level), names=names)

    def __len__(self) -> int:
        return len(self._changes)

    def names(self) -> set[str]:
        """Return the names of all changed things."""
        return {name for change in self._changes.values() for name in change.names}

    def sorted(self) -> list[Change]:
        """List all changes, the most urgent first.

        Changes of the same level are sorted: operations and resources, then models, then modules; each by name.
        """
        changes = (replace(change, names=tuple(sorted(change.names))) for change in self._changes.values())
        return sorted(changes, key=lambda c: (c.level, _group(c.names), c.names, c.what, c.location, c.before, c.after))


def _group(names: Iterable[str]) -> int:
    """Rank a change by its names: operations, then models, then modules."""
    first = min(names)
    return 0 if first.startswith("hub.") else 1 if first[0].isupper() else 2


def excerpt(old: str, new: str) -> States | None:
    """Show the sentences in which two texts differ.

    Args:
        old: The text before.
        new: The text after.

    Returns:
        The changed sentences of each text, with `…` where a text is cut, with each run of white space as one space, and
        with a full stop after each paragraph; `None` if only white space differs. Both texts are whole if neither has
        more than 100 characters. Of a longer sentence, the part around the difference is shown. An excerpt is cut after
        600 characters.
    """
    before, after = " ".join(old.split()), " ".join(new.split())
    if before == after:
        return None
    before, after = (" ".join(_OPEN_PARAGRAPH.sub(". ", text).split()) for text in (old, new))
    if max(len(before), len(after)) <= _MAX_WHOLE_LENGTH:
        return before, after
    sentences = _SENTENCE_END.split(before), _SENTENCE_END.split(after)
    first = _common_length(*sentences)
    rest = _common_length(*(each[first:][::-1] for each in sentences))
    middles = [each[first : len(each) - rest] for each in sentences]
    blocks = SequenceMatcher(None, middles[0], middles[1], autojunk=False).get_opcodes()
    parts: tuple[list[str], list[str]] = ([], [])
    for kind, *bounds in blocks:
        if kind != "equal":
            start, end, other_start, other_end = (first + bound for bound in bounds)
            spans = slice(start, end), slice(other_start, other_end)
            changed = [" ".join(each[span]) for each, span in zip(sentences, spans, strict=True)]
            cut = _cut_around_difference(changed[0], changed[1])
            for part, text, each, span in zip(parts, cut, sentences, spans, strict=True):
                part += ["…" if span.start else "", text, "…" if span.stop < len(each) else ""]
    shown = [_join(part) for part in parts]
    return _cut(shown[0]), _cut(shown[1])


def _join(parts: Iterable[str]) -> str:
    """Join passages and ellipses.

    No space separates the first and the last passage from an ellipsis around them.
    """
    text = _ELLIPSES.sub("…", " ".join(filter(None, parts)))
    return re.sub(r"^… (?!$)", "…", re.sub(r"(?<!^) …$", "…", text))


def replaced_sentences(before: str, after: str) -> list[str]:
    """List the sentences that only the first of two excerpts has.

    A sentence whose beginning is cut is listed without it, and a sentence whose end is cut is left out.

    Args:
        before: Excerpt of the text before.
        after: Excerpt of the text after.
    """
    kept = set(_SENTENCE_END.split(after.strip("…")))
    passages = [passage.strip() for passage in before.split(" … ")]
    return [
        sentence.strip("…")
        for passage in passages
        for sentence in _SENTENCE_END.split(passage)
        if sentence.strip("…") not in kept
        and (sentence.rstrip("…").endswith((".", "!", "?", ":")) or "…" not in passage)
    ]


def new_sentences(old: str, new: str) -> list[str]:
    """List the sentences of a text that the text before did not have.

    Args:
        old: The text before.
        new: The text after.
    """
    before = _SENTENCE_END.split(" ".join(old.split()))
    return [sentence for sentence in _SENTENCE_END.split(" ".join(new.split())) if sentence not in before]


def _cut_around_difference(before: str, after: str) -> States:
    """Cut what two passages have in common at both ends.

    A few words around the difference remain. Both passages are returned whole if neither has more than 100 characters,
    or if one is empty.
    """
    if not before or not after or max(len(before), len(after)) <= _MAX_WHOLE_LENGTH:
        return before, after
    start = _common_length(before, after)
    rest = _common_length(before[start:][::-1], after[start:][::-1])
    first = _start_of_excerpt(before, start)
    excerpts = [_end_of_excerpt(text, first, len(text) - rest) for text in (before, after)]
    return excerpts[0], excerpts[1]


def _common_length(first: Sequence[str], second: Sequence[str]) -> int:
    """Return the number of items with which two sequences begin alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def _start_of_excerpt(text: str, difference: int) -> int:
    """Return the start of a word 20 to 60 characters before a difference.

    If no word starts there, return the index 60 characters before the difference, or 0 if the text begins later.
    """
    end = max(difference - 20, 0)
    begin = max(end - 40, 0)
    return text.rfind(" ", begin, end) + 1 or begin


def _end_of_excerpt(text: str, start: int, difference: int) -> str:
    """Return a text from a start to the end of a word after the difference."""
    end = text.find(" ", min(difference + 20, len(text)), difference + 60)
    end = min(difference + 60, len(text)) if end < 0 else end
    return ("…" if start else "") + text[start:end] + ("…" if len(text) > end else "")


def _cut(text: str) -> str:
    return text if len(text) <= _MAX_TEXT_LENGTH else f"{text[:_MAX_TEXT_LENGTH]}…"


def read_location(text: str) -> Location:
    """Read the location of a change, which is a JSONPath or an endpoint.

    Args:
        text: The location. An endpoint such as `GET /v2/things` is read as the location of its operation.
    """
    if not text.startswith("$"):
        method, _, path = text.partition(" ")
        return ("paths", path, method.lower())
    return tuple(_steps(text))


def _steps(path: str) -> Iterator[str | int]:
    for quoted, plain, index in _STEP.findall(path):
        yield int(index) if index else quoted or plain
