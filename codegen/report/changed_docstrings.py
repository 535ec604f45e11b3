"""Lines of the changelog on docstrings: how many, and what they say."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from codegen.report import named_scopes
from codegen.report.changes import Change, Level, replaced_sentences

_TO_KNOW = re.compile(
    r"\b(?:must|cannot|can't|only|never|no longer|not (?:supported|allowed|possible)|unsupported|longer than|limit\w*"
    r"|at (?:most|least)|max(?:imum)?|min(?:imum)?|up to|required?s?|ignored|removed|deprecated|instead"
    r"|inclusive|exclusive|UTC|defaults?|(?:ha[sd]|have|needs?) to|may not|unless|exactly|whole|entire)\b",
    re.IGNORECASE,
)
"""Words of sentences that tell callers more than what something is."""
_TABLE = re.compile(r"\|.*\||:---|---:")
_LIST = re.compile(r"(?:^| )- .* - ")
_MAX_LENGTH = 300  # characters of a sentence that is quoted
_MAX_SENTENCES = 15
_KINDS = ("resource", "operation", "argument", "model", "field")


def lines(changes: Sequence[Change], known_scopes: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the lines on changes of docstrings.

    Args:
        changes: The changes for callers.
        known_scopes: The scopes that the present client names anywhere; none by default.

    Yields:
        Nothing if no docstring has changed; else these lines:

        - the number of docstrings that follow Docker's descriptions;
        - the scopes that each text newly names, except known ones and those in the new sentences;
        - up to 15 new sentences on a limit, a condition or the removal of something, of at most 300 characters each;
        - the number of further such sentences.

        Lines with scopes or a sentence begin with the names of the described things.
    """
    of_docstrings = [change for change in changes if change.level is Level.DOCUMENTATION]
    if not of_docstrings:
        return
    names = dict.fromkeys(name for change in of_docstrings for name in change.names)
    counts = Counter(map(_kind, names))
    counted = [f"{counts[kind]} {kind}{'s' * (counts[kind] > 1)}" for kind in _KINDS if counts[kind]]
    yield f"Docstrings of {_join(counted)} follow Docker's descriptions."
    by_sentence: dict[str, dict[str, None]] = {}
    for change in of_docstrings:
        for sentence in _new_sentences(change):
            by_sentence.setdefault(sentence, {}).update(dict.fromkeys(change.names))
    quoted = named_scopes.in_text("\n".join(by_sentence))
    for change in of_docstrings:
        before, after = (named_scopes.in_text(state) for state in (change.before, change.after))
        scopes = sorted(after - before - quoted - known_scopes)
        if scopes:
            named = f"scope{'s' * (len(scopes) > 1)} {_join(f'`{scope}`' for scope in scopes)}"
            yield f"{', '.join(f'`{name}`' for name in change.names)}: Docker names the {named} now."
    for sentence, described in list(by_sentence.items())[:_MAX_SENTENCES]:
        yield f"{', '.join(f'`{name}`' for name in described)}: Docker says now: {sentence}"
    if len(by_sentence) > _MAX_SENTENCES:
        yield f"{len(by_sentence) - _MAX_SENTENCES} more sentences on limits and conditions are new: see docstrings."


def states_conditions(change: Change) -> bool:
    """Return whether a docstring has a new sentence that callers need.

    The sentence is about a limit, a condition or the removal of something.

    Args:
        change: A change for callers of any kind.
    """
    return change.level is Level.DOCUMENTATION and any(True for _ in _new_sentences(change))


def _new_sentences(change: Change) -> Iterator[str]:
    """Yield the new whole sentences of a docstring that callers have to know."""
    for text in replaced_sentences(change.after, change.before):
        sentence = _without_table(text)
        is_whole = sentence[:1].isupper() or sentence[:1] in "`\"'"
        if is_whole and _TO_KNOW.search(sentence) and len(sentence) <= _MAX_LENGTH:
            yield sentence


def _without_table(sentence: str) -> str:
    """Cut the table or the long list off a sentence that introduces it.

    A list stays if the sentence before the list states a limit, a condition or a removal, and sentence and list
    together are short enough to be quoted.

    Returns:
        The sentence, up to its last colon if something is cut; empty for a table or a list alone.
    """
    match = _TABLE.search(sentence) or _LIST.search(sentence)
    if match is None:
        return sentence
    introduction = sentence[: match.start()]
    is_list = _TABLE.search(sentence) is None
    if is_list and _TO_KNOW.search(introduction) and len(sentence) <= _MAX_LENGTH:
        return sentence
    return introduction[: introduction.rfind(":") + 1]


def _kind(name: str) -> str:
    if name.startswith("hub."):
        if "(" not in name:
            return "resource"
        return "operation" if name.endswith("()") else "argument"
    return "field" if "." in name else "model"


def _join(parts: Iterable[str]) -> str:
    *others, last = parts
    return f"{', '.join(others)} and {last}" if others else last
