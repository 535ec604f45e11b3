"""Groups failed tests by the cause of their failure."""

import re
from collections.abc import Iterator, Mapping, Sequence

import attrs

from codegen.report import wording
from codegen.report.changes import Change, Level

_FAILURE = re.compile(r"(?:FAILED|ERROR) (?P<file>[^:\s]+)(?:::(?P<test>.+?))?(?: - (?P<reason>.*))?$")
_WHAT_VARIES = re.compile(r"\d+|(?:/[\w.-]+)+|\"[^\"]*\"|'[^']*'")


@attrs.frozen
class _Failure:
    file: str
    test: str
    reason: str


def group(lines: Sequence[str], changes: Sequence[Change]) -> Sequence[str]:
    """Group failures by their cause, the most frequent first.

    Args:
        lines: Lines of pytest's output, of which some name a failed test.
        changes: The changes for callers.

    Returns:
        Lines: for each cause, the change that the failures mention (if any), the reason of the first failure, and the
            failed tests by file. The lines that name no failed test follow.
    """
    groups: dict[str, list[_Failure]] = {}
    others: list[str] = []
    causes = dict(_causes(changes))
    for line in lines:
        match = _FAILURE.match(line)
        if match is None:
            others.append(line)
            continue
        failure = _Failure(match["file"], match["test"] or wording.ALL_TESTS, match["reason"] or "")
        groups.setdefault(_cause(failure, causes), []).append(failure)
    largest = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    told = (line for cause, failures in largest for line in _lines(cause, failures, is_change=cause in causes))
    return (*told, *others)


def _lines(cause: str, failures: Sequence[_Failure], *, is_change: bool) -> Iterator[str]:
    reason = failures[0].reason or wording.NO_REASON
    yield f"- {wording.failing(cause if is_change else reason, len(failures))}"
    if is_change:
        yield f"    {reason}"
    tests: dict[str, dict[str, None]] = {}
    for failure in failures:
        tests.setdefault(failure.file, {})[failure.test.partition("[")[0]] = None
    yield from (f"    {file}: {', '.join(names)}" for file, names in tests.items())


def _cause(failure: _Failure, causes: Mapping[str, re.Pattern[str]]) -> str:
    """Return the change that a reason mentions, or the reason.

    In the reason, numbers, paths and quoted text are replaced, so that similar reasons become equal.
    """
    named = next((cause for cause, pattern in causes.items() if pattern.search(failure.reason)), None)
    return named or _WHAT_VARIES.sub("…", failure.reason)


def _causes(changes: Sequence[Change]) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield each change in words, with a pattern for mentions of its name."""
    for change in changes:
        if change.level is not Level.DOCUMENTATION:
            for name in change.names:
                yield f"{name}: {change.what}", re.compile(_mentions_of(name))


def _mentions_of(name: str) -> str:
    """Return the pattern of mentions of a changed thing, by its name."""
    owner, _, argument = name.removeprefix("hub.").partition("(")
    resource, _, thing = owner.partition(".")
    if argument not in {"", ")"}:
        name = re.escape(argument.rstrip("=)"))
        option = re.escape(f"--{argument.rstrip('=)').replace('_', '-')}")
        return rf"(?<=[.'\"`]){name}\b|\b{name} must\b|{option}(?![\w-])"
    if not thing:
        return rf"\b{re.escape(resource)}\b" if name[0].isupper() else rf"\bhub\.{re.escape(resource)}\b"
    if name[0].isupper():
        return rf"(?<=[.'\"`]){re.escape(thing)}\b"
    return rf"\b{re.escape(owner)}\b|(?<=['\"]){re.escape(thing)}(?=['\"])"
