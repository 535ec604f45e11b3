"""Groups failed tests by the cause of their failure."""

import ast
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import attrs

from codegen.report import wording, wording_of_outcome
from codegen.report.changes import Change, Level
from codegen.report.failure_reasons import contradicts, mention_of_location, mentions_of, stated
from codegen.report.hand_written_uses import Use
from codegen.report.reached_code import reached

_SIGNS = {
    wording.CREDENTIALS: re.compile(
        r"\b40[13]\b|NoCredentialsError|\bneeds credentials\b|AuthenticationError|ForbiddenError|UnauthorizedError"
    ),
    wording.ARGUMENT_ADDED: re.compile(r"\b400\b"),
    wording.REQUIRED: re.compile(r"\b400\b"),
    wording.ENDPOINT: re.compile(r"\b40[45]\b|NotFoundError|no such route"),
    wording.RESULT: re.compile(r"__a?iter__|\bsubscriptable\b|can't be used in 'await'|\bobject has no attribute\b"),
}
"""Patterns of reasons that are typical of a change, by the kind of the change.

The reasons are a refusal of credentials, a body that lacks something, a path that does not exist, and a result that is
used as if it had its former type.
"""
_ADVICE = re.compile(r"\bUPDATE_[A-Z]+=1\b|\brun `make [\w-]+`")
"""Reasons that say which command renews what the test compares."""
_SOUGHT = re.compile(r"\bassert ([\"'])(?P<words>\S+ .+?)\1 in ")
_ENUMERATION = re.compile(r"\b[a-z_]+\.[a-z_]+(?:, [a-z_]+\.[a-z_]+){2,}")
"""Three operations or more, which a program lists whatever became of each, as `check` does."""
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_FAILURE = re.compile(r"(?:FAILED|ERROR) (?P<file>[^:\s]+)(?:::(?P<test>.+?))?(?: - (?P<reason>.*))?$")
_MAX_REASON_LENGTH = 300  # of a shown reason; causes are searched for in the whole reason
_WHAT_VARIES = re.compile(r"\d+|(?:/[\w.-]+)+|\"[^\"]*\"|'[^']*'")


@attrs.frozen
class _UsedLine:
    """A hand-written line that is affected by a change.

    Attributes:
        title: Name of the changed thing and kind of the change, such as `Tag.images: type`.
        file: Path of the file.
        number: Number of the line, from 1.
    """

    title: str
    file: str
    number: int


@attrs.define
class _Failure:
    """A failed test.

    Attributes:
        file: Path of the file.
        test: Name of the test, or `wording.ALL_TESTS`.
        reason: What happened, in pytest's words.
        concerned: Lines affected by changes: those of the test or, if it has none, of the nearest definitions that it
            uses. Empty by default.
    """

    file: str
    test: str
    reason: str
    concerned: Sequence[_UsedLine] = ()


@attrs.frozen
class _Cause:
    """A change that may make tests fail.

    Attributes:
        title: Name of the changed thing and kind of the change, such as `Tag.images: type`.
        change: The change for callers.
        whole: Pattern of a mention of the changed thing by its whole name, in the reason of a failure.
        part: Pattern of a mention of the last part of the name, which other things may share.
        location: Pattern of a mention of the location in the document.
    """

    title: str
    change: Change
    whole: re.Pattern[str]
    part: re.Pattern[str]
    location: re.Pattern[str]

    @property
    def owner(self) -> str:
        """The operation, model or attribute that has changed."""
        return _owner(self.title)

    @property
    def owner_pattern(self) -> re.Pattern[str]:
        """The pattern of the operation or model in the parameters of a test."""
        name = self.owner.removeprefix("hub.")
        name = name if name[0].islower() else name.partition(".")[0]
        return re.compile(rf"(?<![\w.]){re.escape(name)}(?![\w.])")


def group(
    lines: Sequence[str], changes: Sequence[Change], uses: Sequence[Use] = (), root: Path | None = None
) -> Sequence[str]:
    """Group failures by their cause, the most frequent first.

    Args:
        lines: Lines of pytest's output; some of them name a failed test, with a `LINE_BREAK` between the lines of its
            reason.
        changes: The changes for callers.
        uses: The hand-written lines that are affected by the changes; none by default.
        root: Folder of the project; `None`, the default, if the tests cannot be read.

    Returns:
        Lines in this order:

        - Each change that explains failures (`_cause`), with the reason of its first failure, and its failed tests by
          file. Each failure is listed below a single change. A change of a docstring only explains tests that look for
          the text that it replaces. Further lines of a reason only explain what its first line does not.
        - Below a heading, other failures grouped by reason, if the first reason of the group names a command to run.
        - Below another heading, all other groups.
        - The lines that name no failed test.

        With its failed tests, a group lists the hand-written lines in or behind these tests that a change affects
        (`_Failure.concerned`). Reasons are cut after 300 characters.
    """
    groups: dict[str, list[_Failure]] = {}
    others: list[str] = []
    causes = list(_causes(changes))
    used_lines = [
        _UsedLine(f"{name}: {use.what}", file, int(number))
        for use in uses
        for name in use.name.split(", ")
        for file, _, number in (place.rpartition(":") for place in use.places)
    ]
    replaced = {f"{each.names[0]}: {each.what}": each for each in changes if each.level is Level.DOCUMENTATION}
    titles = {cause.title for cause in causes} | {line.title for line in used_lines} | replaced.keys()
    for line in lines:
        match = _FAILURE.match(line)
        if match is None:
            others.append(line)
            continue
        reason = _ADDRESS.sub("", match["reason"] or "")
        failure = _Failure(match["file"], match["test"] or wording.ALL_TESTS, stated(reason))
        failure.concerned = _concerned(root, failure, used_lines) if root is not None else ()
        cause = _replaced_text(failure.reason, replaced) or _cause(failure, causes, used_lines)
        if cause not in titles:
            cause = _mentioned(reason, causes) or cause
        groups.setdefault(cause, []).append(failure)
    largest = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    explained = [group for group in largest if group[0] in titles]
    others_by_reason = [group for group in largest if group[0] not in titles]
    unexplained = [group for group in others_by_reason if not _ADVICE.search(group[1][0].reason)]
    advising = [group for group in others_by_reason if group not in unexplained]
    return (
        *(line for cause, failures in explained for line in _lines(cause, failures, is_change=True)),
        *([wording_of_outcome.ADVISING] if advising else []),
        *(line for cause, failures in advising for line in _lines(cause, failures, is_change=False)),
        *([wording_of_outcome.UNEXPLAINED] if unexplained else []),
        *(line for cause, failures in unexplained for line in _lines(cause, failures, is_change=False)),
        *others,
    )


def _lines(cause: str, failures: Sequence[_Failure], *, is_change: bool) -> Iterator[str]:
    """Write a group: the change or the reason, and the failed tests."""
    reason = _cut(failures[0].reason) or wording.NO_REASON
    yield f"- {wording.failing(cause if is_change else reason, len(failures))}"
    if is_change:
        yield f"    {reason}"
    tests: dict[str, Counter[str]] = {}
    for failure in failures:
        tests.setdefault(failure.file, Counter())[failure.test.partition("[")[0]] += 1
    for file, counts in tests.items():
        yield f"    {file}: {', '.join(itertools.starmap(wording_of_outcome.cases, counts.items()))}"
    if not is_change:
        titles: dict[str, dict[str, None]] = {}
        for each in (each for failure in failures for each in failure.concerned):
            titles.setdefault(each.title, {})[f"{each.file}:{each.number}"] = None
        by_places: dict[tuple[str, ...], list[str]] = {}
        for title, places in titles.items():
            by_places.setdefault(tuple(places), []).append(title)
        yield from (f"    {wording_of_outcome.concerned(changes, places)}" for places, changes in by_places.items())


def _cut(reason: str) -> str:
    return reason if len(reason) <= _MAX_REASON_LENGTH else f"{reason[:_MAX_REASON_LENGTH]}…"


def _cause(failure: _Failure, causes: Sequence[_Cause], used_lines: Sequence[_UsedLine]) -> str:
    """Return the change that makes a test fail, or the reason of the failure.

    Returns:
        The first of these that exists. "A line of the test" means a line of `_Failure.concerned`.

        - A change whose whole name the reason mentions. Changes of models come before changes of operations, because an
          operation returns many models. Within each of these two groups, changes that the named mismatch contradicts
          come last; of the others, the first that the reason mentions is returned.
        - The change with the longest location in the document that the reason mentions.
        - A change of an operation with lines of the test, if the reason is typical of the change: for a breaking change
          of credentials, a refusal of credentials; for an argument that is required now, the status 400; for any change
          of the path, a missing path; for a breaking change of the result, a use of a value that has another type.
        - A change with a line of the test, if the reason mentions the last part of its name.
        - A change with a line of the file, if the parameters of the test mention the last part of its name. Such a
          parameter may be the message that the test expects.
        - The first change with a line of the test, if all these changes are of one operation, model or attribute.
          Changes that break nothing are left out if any others remain. Lines of `wording.TESTED` are not counted.
        - The most urgent change of the operation or model that the parameters of the test name.
        - A change of an operation without hand-written lines, if the reason mentions the last part of its name.
        - The reason, with `…` for numbers, paths and quoted text, so that similar reasons become equal. The file
          follows if the test has lines.
    """
    if whole := _mentioned(failure.reason, causes):
        return whole
    located = [(len(cause.change.location), cause.title) for cause in causes if cause.location.search(failure.reason)]
    if located:
        return max(located, key=lambda each: each[0])[1]
    in_test = list(dict.fromkeys(line.title for line in failure.concerned))
    owners = {_owner(title) for title in in_test}
    for cause in causes:
        sign = _SIGNS.get(cause.change.what)
        is_refusing = cause.change.level is Level.BREAKING or cause.change.what == wording.ENDPOINT
        if sign and sign.search(failure.reason) and cause.owner in owners and is_refusing:
            return cause.title
    mentioned = [cause.title for cause in causes if cause.part.search(failure.reason)]
    both = [title for title in in_test if title in mentioned]
    elsewhere = {line.title for line in used_lines}
    # A field of the same name may be in many models, so its name alone says nothing.
    unused = [title for title in mentioned if title not in elsewhere and title.startswith("hub.")]
    varying = _WHAT_VARIES.sub("…", failure.reason[:_MAX_REASON_LENGTH])
    harmless = {cause.title for cause in causes if cause.change.level is not Level.BREAKING}
    urgent = [title for title in in_test if title not in harmless] or in_test
    of_things = [title for title in urgent if not title.endswith(wording.TESTED)]
    only = urgent if len({_owner(title) for title in of_things or urgent}) == 1 else []
    parameters = failure.test.partition("[")[2]
    in_file = {line.title for line in used_lines if line.file == failure.file}
    expected = [cause.title for cause in causes if cause.title in in_file and cause.part.search(parameters)]
    named = sorted(
        (cause for cause in causes if cause.owner_pattern.search(parameters)), key=lambda each: each.change.level
    )
    unexplained = (
        f"{varying} {failure.file if in_test else ''}"  # separate by file, because other tests have other lines
    )
    return next(iter([*both, *expected, *only, *(cause.title for cause in named), *unused]), unexplained)


def _mentioned(reason: str, causes: Sequence[_Cause]) -> str:
    """Return the change whose whole name a reason mentions.

    The result is empty if there is none. Lists of operations do not count.
    """
    reason = _ENUMERATION.sub("…", reason)
    wholes = [
        (cause.title.startswith("hub."), contradicts(cause.change, reason), match.start(), -len(match[0]), cause.title)
        for cause in causes
        if (match := cause.whole.search(reason))
    ]
    return min(wholes, key=lambda whole: whole[:4])[4] if wholes else ""


def _replaced_text(reason: str, replaced: Mapping[str, Change]) -> str:
    """Return the change of a docstring whose former text a test looks for.

    The result is empty if there is none.
    """
    words = match["words"] if (match := _SOUGHT.search(reason)) else ""
    return next((title for title, each in replaced.items() if words in each.before and words not in each.after), "")


def _owner(title: str) -> str:
    """Return the changed thing of a title, such as `hub.orgs.list`."""
    return re.split(r"[(:]", title)[0]


def _concerned(root: Path, failure: _Failure, used_lines: Sequence[_UsedLine]) -> Sequence[_UsedLine]:
    """Return the lines of a failed test that are affected by changes.

    If there are none, return such lines of the nearest definitions that the test uses, such as a constant of another
    file.
    """
    levels = itertools.chain(
        [[(failure.file, _span(root, failure))]],
        reached(root, failure.file, _function_of(failure)) if failure.test != wording.ALL_TESTS else (),
    )
    lines_of_levels = (
        [each for each in used_lines if any(each.file == file and each.number in lines for file, lines in level)]
        for level in levels
    )
    return next(filter(None, lines_of_levels), ())


def _function_of(failure: _Failure) -> str:
    return failure.test.partition("[")[0].rpartition("::")[2]


def _span(root: Path, failure: _Failure) -> range:
    """Return the line numbers of a failed test, or of its file if all fail."""
    if failure.test == wording.ALL_TESTS:
        return range(1, 100_000)
    return _functions(root / failure.file).get(_function_of(failure), range(0))


@cache
def _functions(file: Path) -> dict[str, range]:
    """Return the line numbers of each function in a file, with decorators."""
    if not file.exists():
        return {}
    return {
        node.name: range(min(part.lineno for part in (node, *node.decorator_list)), (node.end_lineno or 0) + 1)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def _causes(changes: Sequence[Change]) -> Iterator[_Cause]:
    """Yield each change in words, with the patterns for mentions of its name."""
    for change in changes:
        if change.level is not Level.DOCUMENTATION:
            for name in change.names:
                whole, part = mentions_of(name)
                yield _Cause(
                    f"{name}: {change.what}",
                    change,
                    re.compile(whole),
                    re.compile(part),
                    re.compile(mention_of_location(change.location)),
                )
