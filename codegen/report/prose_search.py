"""Finds hand-written sentences that state a fact which changes."""

import re
from collections.abc import Iterator, Mapping, Sequence

from codegen.report import wording
from codegen.report.changes import Change

DECISIONS = "overrides/overlay/decisions.toml"
_CODE = "overrides/aiodockerhub/"
_HANDLERS = "overrides/aiodockerhub/testing/handlers/"  # which the report names anyway
_MAX_PLACES = 15
"""Maximum number of lines, after which a search by common words says nothing."""
_OF_LISTS = r"\b(?:lists?|pages?|pagers?|links?|counts?|walks?|cursors?)\b"
_DECLARED = r"\b(?:declare[ds]?|documented|document)\b"
_WHOLE = "items in "
"""Words of a state that describes the paging as a whole, and not only what differs."""
_ROW = re.compile(r'^number = "([DS]\w+)"')


def places(change: Change, name: str, texts: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Find the sentences about an operation that state a fact which changes.

    Args:
        change: A change for callers.
        name: Name of the changed thing, as in the report.
        texts: Lines of the hand-written files, by path.

    Returns:
        Files and lines: of guides, of the rows of `decisions.toml`, and of the code of the client; none if more than 15
            lines have the words, because words that are so common say nothing.
    """
    patterns = [re.compile(pattern, re.IGNORECASE) for pattern in _patterns(change, name)]
    lines = tuple(
        f"{file}:{number}"
        for file, text in texts.items()
        if patterns and _has_prose(file)
        for number, line in enumerate(text, 1)
        if all(pattern.search(line) for pattern in patterns)
    )
    return lines if len(lines) <= _MAX_PLACES else ()


def rows(discrepancy: str, texts: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Find the rows of `decisions.toml` for a discrepancy.

    Args:
        discrepancy: Number of the discrepancy, such as `D36`.
        texts: Lines of the hand-written files, by path.

    Returns:
        File and line of the sentence in each row that says what the document states.
    """
    return tuple(
        f"{DECISIONS}:{number + 1}"
        for number, line in enumerate(texts.get(DECISIONS, ()), 1)
        if (match := _ROW.match(line)) and match[1] == discrepancy
    )


def _has_prose(file: str) -> bool:
    is_code = file.startswith(_CODE) and not file.startswith(_HANDLERS)
    return file.endswith(".md") or file == DECISIONS or is_code


def _patterns(change: Change, name: str) -> Iterator[str]:
    """Yield patterns that must all match a line; none if no line is sought."""
    resource, _, rest = name.removeprefix("hub.").partition(".")
    if not name.startswith("hub.") or not rest:
        return
    about = rf"\b{resource.removesuffix('s').replace('_', '[ -]')}s?\b"
    argument = rest.partition("(")[2].rstrip("=)")
    if change.what == wording.ERRORS:
        changed = set(wording.gone_and_come(change.before, change.after)[1].split(", ")) - {""}
        if changed:
            yield rf"\b(?:{'|'.join(sorted(changed))})\b"
            yield _DECLARED
    elif change.what == wording.FACTS[wording.PAGING]:
        gone = set(re.findall(r"`(\w+)`", change.before)) - set(re.findall(r"`(\w+)`", change.after))
        yield about if _WHOLE in change.before + change.after else rf"`(?:{'|'.join(sorted(gone or {'-'}))})`"
        yield _OF_LISTS
    elif change.what == wording.RESULT and ("Pager[" in change.before) != ("Pager[" in change.after):
        yield about
        yield _OF_LISTS
    elif change.what in {wording.ARGUMENT_REMOVED, wording.ARGUMENT_RENAMED, wording.REQUIRED} and argument:
        yield about
        yield rf"`{re.escape(argument.rstrip('_'))}_?=?`"
