"""Decides which lines of tests may need no edit after a new result."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence

from codegen.report import (
    annotations,
    doubtful_numbers,
    folders,
    function_scopes,
    source_patterns,
    wording,
    wording_of_models,
)
from codegen.report.changes import Change

_REPLACING = frozenset({wording.RESULT, wording.TYPE})
_MAX_CALL_LINES = 8
"""Maximum number of lines of a call after its first."""
_SENDING = re.compile(r"\bawait\b|\basync\b|\bfault\(|\bjson=|\bmain\(|\bdecoded\(")
"""Code beside the name of an operation that gets a response of it, or states one."""


def find(
    change: Change, name: str, places: Sequence[str], texts: Mapping[str, Sequence[str]], changes: Sequence[Change]
) -> frozenset[str]:
    """Find the lines of tests that may not read what an operation returns.

    Args:
        change: A change for callers.
        name: Name of the changed operation that the client has now.
        places: Files and lines that are affected by the change.
        texts: Lines of the hand-written files, by path.
        changes: All changes for callers.

    Returns:
        After a new result: those of the lines that only describe a call (`calls.orgs.list()`, a lambda, or the name in
        quotes) and have no response beside it; and, if only another model takes the place of a model, those that read
        none of the attributes which are lost. After new values or another default: lines of `doubtful_numbers`, also of
        examples. After new errors: all lines of tests, because a test that expects one of them is yet to be written.
        Empty after any other change.
    """
    if change.what in doubtful_numbers.CHANGES:
        return doubtful_numbers.find(change, name, places, texts)
    if change.what == wording.ERRORS and not wording.removed_and_added(change.before, change.after)[0]:
        return frozenset(place for place in places if place.startswith(folders.TESTS))
    if change.what != wording.RESULT:
        return frozenset()
    lost = _lost_attributes(change, changes)
    doubtful: set[str] = set()
    for place in places:
        file, _, number = place.rpartition(":")
        if file.startswith(folders.TESTS) and file.endswith(".py"):
            lines, line = texts[file], int(number)
            if _only_describes(lines, line, name) or (lost and not _reads(lines, line, lost)):
                doubtful.add(place)
    return frozenset(doubtful)


def _only_describes(lines: Sequence[str], number: int, call: str) -> bool:
    """Return whether a line has a call that gets no response."""
    code = source_patterns.whole_call(lines[number - 1 : number + _MAX_CALL_LINES])
    line = lines[number - 1]
    is_described = source_patterns.only_names(call, line) or re.search(r"\bcalls\.|\blambda\b", line) is not None
    return is_described and _SENDING.search(code) is None


def _lost_attributes(change: Change, changes: Sequence[Change]) -> frozenset[str]:
    """Return what readers of the former model lose, with its name.

    The result is empty if more changes than the model, or if nothing says what is lost.
    """
    before, after = (set(annotations.names(state)) for state in (change.before, change.after))
    gone, come = before - after, after - before
    if len(gone) != 1 or len(come) != 1:
        return frozenset()
    (former,), (model,) = gone, come
    if re.sub(rf"\b{former}\b", model, change.before) != change.after:
        return frozenset()
    for other in changes:
        if other.what in _REPLACING and other.consequence:
            before, after = (set(annotations.names(state)) for state in (other.before, other.after))
            if former in before - after and model in after - before:
                return frozenset({former, *wording_of_models.lost(other.consequence)})
    return frozenset()


def _reads(lines: Sequence[str], number: int, words: frozenset[str]) -> bool:
    """Return whether code that gets a result has one of the words.

    It is the statement, or all of the function if the statement gives the result to a name. Without a function, all of
    the module may read the result.
    """
    code = "\n".join(lines)
    statements = [each for each in _statements(ast.parse(code)) if each.lineno <= number <= (each.end_lineno or 0)]
    innermost = statements[-1] if statements else None
    own = function_scopes.lines_of(code, lambda line: line == number)
    if isinstance(innermost, ast.Assert | ast.Expr):
        own = frozenset(range(innermost.lineno, (innermost.end_lineno or 0) + 1))
    elif not isinstance(innermost, ast.Assign | ast.AnnAssign | ast.For | ast.AsyncFor) or not own:
        return True
    return any(re.search(rf"\b(?:{'|'.join(words)})\b", lines[line - 1]) for line in own)


def _statements(tree: ast.Module) -> Iterator[ast.stmt]:
    """Yield all statements, each before those inside it."""
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.stmt))
