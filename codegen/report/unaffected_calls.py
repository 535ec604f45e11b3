"""Decides which calls of a changed operation are right as they are."""

import re
from collections.abc import Mapping, Sequence

from codegen.report import folders, source_patterns, wording
from codegen.report.changes import Change, Level
from codegen.report.stated_values import StatedValues

OF_A_CALL = frozenset({wording.ARGUMENT_ADDED, wording.REQUIRED})
"""Changes of an argument that affect calls without the argument."""
_FAKE_IN_TEXT = re.compile(r"\bFakeHub\b|\bfake\b")
OF_QUERY = ".parameters"
"""A part of the location of an argument that is not in the body."""
_TOKENS = {
    "personal access token": re.compile(
        r"\bAccessToken\b|dckr_pat|\bpat\b|personal[ _-]access[ _-]token", re.IGNORECASE
    ),
    "organization access token": re.compile(
        r"OrganizationToken|dckr_oat|\boat\b|organi[sz]ation(?:[ _-]access)?[ _-]token|\borg_token", re.IGNORECASE
    ),
}
"""Patterns of code and text that use a kind of token."""
_ANONYMOUS = re.compile(r"(?<![a-z])anonymous|\bDockerHub\(\)|\bcredentials=None\b")
_MAX_CALL_LINES = 8
"""Maximum number of lines of a call after its first."""
_VALUE = r"[\"']?(?:\s*[=:,]\s*|\s+)(?:[\"'](\w+)[\"']|(\d\w*\b(?!\.)|None\b|True\b|False\b))?"
"""What follows the name of an argument: a text, a number or a constant; empty for anything else."""
_FAULT = re.compile(r"\bfault\(\s*[\"']")
_UNAUTHORIZED = re.compile(r"\b401\b")
_SIGNED_IN = re.compile(r"\bPassword\(|\bAccessToken\(|\bOrganizationToken\(|\bfrom_env\b|\bcredentials=(?!None\b)")


def are_all_in(file: str, change: Change, lines: Sequence[str]) -> bool:
    """Return whether a file has no calls that a change of credentials affects.

    A file that logs in only with other credentials is not affected by the loss of a kind of token. FakeHub takes from
    the document who may call, so its handlers are not affected by the loss of anonymous access; nor is code of another
    folder that logs in.

    Args:
        file: Path of the file.
        change: A change for callers of any kind.
        lines: Lines of the file.
    """
    lost = _lost_credentials(change)
    if lost == {wording.NOTHING}:
        is_test = file.startswith(folders.TESTS)
        return file.startswith(folders.FAKE_HUB) or (not is_test and any(_SIGNED_IN.search(line) for line in lines))
    if not lost or not lost <= _TOKENS.keys():
        return False
    return not any(_TOKENS[token].search(line) for token in lost for line in lines)


def is_right(change: Change, name: str, file: str, lines: Sequence[str], *, line: str, call: str) -> bool:
    """Return whether a call is right as it is.

    Such a call does one of these:

    - It passes an argument that is required now.
    - It passes only values that are still allowed.
    - It is in a test and makes a fault of FakeHub, which has arguments of its own.
    - It has credentials, if anonymous callers are refused now. Calls in tests have the credentials of fixtures, unless
      the file has words for anonymous callers. Requests by path have them in their headers.
    - It is in a test and only states the name of the operation, as for a fault of FakeHub, or completes its options. If
      anonymous callers are refused now, this applies to tests without FakeHub.

    Args:
        change: A change for callers.
        name: Name of the changed thing that the client has now.
        file: Path of the file.
        lines: Lines of the file.
        line: The first line of the call.
        call: All lines of the call, with what it unpacks.
    """
    operation, _, argument = name.removeprefix("hub.").partition("(")
    pattern = re.compile(source_patterns.of_argument(argument.removesuffix("=)"))) if argument.endswith("=)") else None
    is_name = file.startswith(folders.TESTS) and source_patterns.only_names(f"hub.{operation}()", line)
    if is_name and pattern is not None and _FAULT.search(line):
        return True
    if change.what == wording.VALUES and pattern is not None and not file.startswith(folders.FAKE_HUB):
        given = {word or number for word, number in re.findall(rf"{pattern.pattern}{_VALUE}", call)}
        return bool(given) and given.isdisjoint({*StatedValues.of(change).removed, ""})
    if change.what in OF_A_CALL:
        is_given = change.what == wording.REQUIRED and pattern is not None and pattern.search(call) is not None
        is_name = is_name or source_patterns.is_unfinished(f"hub.{operation}()", call)
        return is_name or (is_given and file.startswith(folders.TESTS))
    if _lost_credentials(change) == {wording.NOTHING} and file.startswith(folders.TESTS):
        is_named = is_name or re.search(source_patterns.of_call(f"hub.{operation}()"), line) is None
        is_anonymous = "headers" not in call if is_named else any(_ANONYMOUS.search(each) for each in lines)
        return not (is_anonymous and may_check_requests(file, lines))
    return False


def is_right_request(change: Change, parameter: str, lines: Sequence[str], number: int, call: str) -> bool:
    """Return whether a request by path has a parameter that is required now.

    A request that is refused for its credentials needs no parameter, because the refusal comes first.

    Args:
        change: A change for callers.
        parameter: Name of the argument in requests.
        lines: Lines of the file.
        number: Number of the request's first line, from 1.
        call: All lines of the request, with what it unpacks.
    """
    if change.what not in OF_A_CALL or OF_QUERY not in change.location:
        return False
    length = source_patterns.whole_call(lines[number - 1 :]).count("\n") + 1
    result = "\n".join(lines[number - 1 : number + length])
    return re.search(rf"\b{re.escape(parameter)}\b", call) is not None or _UNAUTHORIZED.search(result) is not None


def without_former(
    change: Change, name: str, places: Sequence[str], texts: Mapping[str, Sequence[str]], changes: Sequence[Change]
) -> tuple[str, ...]:
    """Leave out lines of tests without a former argument.

    The former argument has a new name now. It was required, so code without it lacks it on purpose, as a test of the
    refusal does.

    Args:
        change: A change for callers.
        name: Name of the new argument, as in the report.
        places: Files and lines that are affected by the change.
        texts: Lines of the hand-written files, by path.
        changes: All changes for callers.
    """
    owner, _, argument = name.partition("(")
    former = [
        each.partition("(")[2].rstrip("=)")
        for other in changes
        if change.what == wording.ARGUMENT_ADDED and other.what == wording.ARGUMENT_REMOVED
        if other.after == wording.perhaps_renamed(argument.removesuffix(")")) and wording.required("") in other.before
        for each in other.names
        if each.startswith(f"{owner}(")
    ]
    if not former:
        return tuple(places)
    pattern = re.compile("|".join(map(source_patterns.of_argument, former)))

    def has_former(place: str) -> bool:
        file, _, number = place.rpartition(":")
        code = source_patterns.with_unpacked(texts[file], int(number), _MAX_CALL_LINES)
        return not file.startswith(folders.TESTS) or pattern.search(code) is not None

    return tuple(place for place in places if has_former(place))


def may_check_requests(file: str, lines: Sequence[str]) -> bool:
    """Return whether requests of a file may be sent to a FakeHub.

    Args:
        file: Path of the file.
        lines: Lines of the file.
    """
    return file.startswith(folders.FAKE_TESTS) or any(_FAKE_IN_TEXT.search(line) for line in lines)


def is_refused(change: Change) -> bool:
    """Return whether an operation refuses a credential that it accepted.

    Args:
        change: A change for callers of any kind.
    """
    return change.what == wording.CREDENTIALS and change.level is Level.BREAKING


def _lost_credentials(change: Change) -> set[str]:
    """Return the credentials that an operation no longer accepts."""
    return set(change.before.split(", ")) - set(change.after.split(", ")) if is_refused(change) else set()
