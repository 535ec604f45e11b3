"""Reads from the reason of a failed test which changes it may be about."""

import re

from codegen.plan import identifiers
from codegen.report import wording
from codegen.report.changes import Change
from codegen.support._commands import plain_flag

LINE_BREAK = " ⏎ "
"""What is between the lines of a reason, because errors of the build step have no line breaks inside of a line."""
_SIGNS = {
    re.compile(r"\bno such key\b|kind='unknown'"): {wording.FIELD_REMOVED, wording.FIELD_RENAMED, wording.KEY},
    re.compile(r"\bexpected(?: |=[\"'])one of\b|kind='enum'"): {wording.VALUES},
    re.compile(r", got null\b|kind='null'|\bNoneType\b"): {wording.NULL, wording.REQUIRED, wording.TYPE},
    re.compile(r"kind='type'"): {wording.TYPE},
    re.compile(r"kind='missing'|, got nothing\b"): {wording.FIELD_ADDED, wording.REQUIRED, wording.KEY},
}
"""Kinds of changes, by the words of a mismatch. Most messages on an unexpected type have no such words."""
_OF_CALLS = {
    re.compile(r"\bmissing \d+ required\b"): {wording.REQUIRED, wording.ARGUMENT_ADDED, wording.ARGUMENT_RENAMED},
    re.compile(r"\bunexpected keyword argument\b"): {wording.ARGUMENT_REMOVED, wording.ARGUMENT_RENAMED},
}
"""The only kinds of changes that it may be, by the words of a call that Python refuses."""
_NO_MATCH = re.compile(r"\bRegex pattern did not match\b")
_RECEIVED = re.compile(rf"{LINE_BREAK}((?:Actual message|Input): .*?)(?:{LINE_BREAK}|$)")
_STEP = re.compile(r"\['([^']*)'\]|\[(\d+)\]")
_NEVER = r"(?!)"
_KINDS = frozenset[str]().union(*_SIGNS.values())


def stated(reason: str) -> str:
    """Return the part of a reason that says what happened.

    It is the first line. If that only says that a message does not match a pattern, the message is added.

    Args:
        reason: Reason of a failure, in pytest's words, with a `LINE_BREAK` between its lines.
    """
    first = reason.partition(LINE_BREAK)[0]
    received = _RECEIVED.search(reason) if _NO_MATCH.search(first) else None
    return f"{first} {received[1]}" if received else first


def contradicts(change: Change, reason: str) -> bool:
    """Return whether a failed test names a mismatch of another kind.

    Fields of several models may have the same name and the same path in responses. The words of the mismatch then tell
    which of their changes makes the test fail.

    Args:
        change: A change for callers.
        reason: Reason of the failure, in pytest's words.
    """
    of_call = next((kinds for sign, kinds in _OF_CALLS.items() if sign.search(reason)), None)
    if of_call is not None:
        return change.what not in of_call
    kinds = next((kinds for sign, kinds in _SIGNS.items() if sign.search(reason)), None)
    return kinds is not None and change.what in _KINDS and change.what not in kinds


def mention_of_location(location: str) -> str:
    """Return the pattern of mentions of a component or its parts.

    Tests of the document join its keys by dots, without `$`. A JSONPath such as `$.components.schemas.Tag` is no
    mention, because failing tests of the overlay quote the targets of actions.

    Args:
        location: Location of a change.
    """
    keys = _STEP.sub(r".\1\2", location)
    if not keys.startswith("$.components."):
        return _NEVER
    return rf"(?<![\w.$]){re.escape(keys.removeprefix('$.'))}(?![\w-])"


def mentions_of(name: str) -> tuple[str, str]:
    """Return the patterns of mentions of a changed thing.

    The first pattern is for the whole name, and the second for the last part of the name.

    Args:
        name: Name of the changed thing, as in the report.
    """
    owner, _, argument = name.removeprefix("hub.").partition("(")
    resource, _, thing = owner.partition(".")
    method = rf"{identifiers.class_name(resource)}\.{re.escape(thing)}"  # as in `<coroutine object Tags.list>`
    if argument not in {"", ")"}:
        name = re.escape(argument.rstrip("=)"))
        option = re.escape(plain_flag(argument.rstrip("=)")))
        return (
            rf"\b{method}\(\) [^']*'{name}'",
            rf"(?<=[.'\"`]){name}\b|\b{name}(?: must\b|: expected\b)|{option}(?![\w-])",
        )
    if not thing:
        return rf"\b{re.escape(resource)}\b" if name[0].isupper() else rf"\bhub\.{re.escape(resource)}\b", _NEVER
    if name[0].isupper():
        # As drift and errors of decoding name it. The path ends with it, because what is below has another model.
        in_response = rf"\$[\w.\[\]*]*\.{re.escape(thing)}(?![\w.\[])"
        return rf"\b{re.escape(owner)}\b|{in_response}", rf"(?<=[.'\"`]){re.escape(thing)}\b"
    return rf"\b{re.escape(owner)}\b|\b{method}\b", rf"(?<=['\"]){re.escape(thing)}(?=['\"])"
