"""Words of the report on changes and edits, and of the changelog.

Most functions return texts of the report, or parts of these texts. They only compose words, and decide nothing.
"""

import re
from collections.abc import Mapping, Sequence

from codegen.document.load import JSON
from codegen.report import wording_of_limits
from codegen.report.changes import Change, Level

# --- kinds of changes -------------------------------------------------------------------------------------------------

OPERATION_REMOVED, OPERATION_ADDED = "operation removed", "operation added"
RESOURCE_REMOVED, RESOURCE_ADDED = "resource removed", "resource added"
MODEL_REMOVED, MODEL_ADDED, MODEL_RENAMED = "model removed", "model added", "model renamed"
FIELD_REMOVED, FIELD_ADDED, FIELD_RENAMED = "field removed", "field added", "field renamed"
ARGUMENT_REMOVED, ARGUMENT_ADDED, ARGUMENT_RENAMED = "argument removed", "argument added", "argument renamed"
GONE = frozenset({OPERATION_REMOVED, RESOURCE_REMOVED, MODEL_REMOVED, FIELD_REMOVED, ARGUMENT_REMOVED})
"""Changes whose location is in the present document, because the new document has no such location."""
METHOD_RENAMED = "method renamed"
SENT_AS, IN_BODY = "sent as", "in the body"
KEY = "key in JSON"
BY_PLACE = "given by its place"
ENDPOINT = "endpoint"
CREDENTIALS = "credentials accepted"
DEPRECATED = "deprecated"
REQUIRED = "required"
TYPE, RESULT, VALUES, DEFAULT, LIMITS = "type", "result", "values", "default", "limits"
BODY_LIMITS = "limits of the whole body"
AWAITED = "awaited"
NULL = "may be null"
DESCRIPTION, ERRORS = "description", "errors declared"
DESCRIPTION_OF_RESULT, DESCRIPTION_OF_ERRORS = "description of the result", "description of the errors"
SUCCESSES, READ_FORMS = "statuses of success", "forms of the response that are also read"
COLUMNS = "columns of its table"
ITEMIZED = frozenset({VALUES, ERRORS, SUCCESSES, READ_FORMS, COLUMNS})
"""Changes of lists, for which the report shows the removed and the added items."""
MOVED = "location in the document, as drift names it"
REQUEST, CODE = "request that is sent", "code behind it"
COMMAND, COMMAND_LINE = "command and MCP tool", "on the command line"

PAGING = "paging"
FACTS = {
    "accept": "kind of response",
    "content_type": "kind of body",
    PAGING: "walk over the list",
    "scopes": "scopes in its body",
    "organization_scope": "scope of organization access tokens",
    "personal_scope": "scope of personal access tokens",
    "undocumented": "in Docker's document",
    "credentials": "credentials of other security schemes",
    "legacy_route": "route that refuses organization access tokens",
}
"""Words for keyword arguments of the generated `Operation`."""
OF_MANY = frozenset({ERRORS, SUCCESSES, FACTS[PAGING], COMMAND})
"""Kinds of changes that are often equal for many operations. The changelog joins equal changes."""
OF_FIELDS = frozenset({REQUIRED, NULL})
"""Kinds of changes that are often equal for many fields of a schema. The report and the changelog join them."""
OF_CREDENTIALS = frozenset({"organization_scope", "personal_scope"})
"""Keyword arguments that change together with the accepted credentials."""
NAMED_FACTS = frozenset(
    {"id", "method", "path", "security", "personal_token", "organization_token", "deprecated", "response"}
)
"""Keyword arguments that are compared under another name."""

AT_ONCE = "at once: "
"""Prefix of the result's type, for a method that is called without `await`."""

INSTEAD = "; use instead: "
"""Text between the state of a deprecation and what replaces the deprecated operation."""
UNDOCUMENTED = "undocumented"
IN_DOCUMENT = FACTS[UNDOCUMENTED]

# --- credentials ------------------------------------------------------------------------------------------------------

NOTHING = "none"
_BY_SECURITY = {
    "NONE": (NOTHING,),
    "OPTIONAL_BEARER": (NOTHING, "password"),
    "BEARER": ("password",),
    "SCIM_BEARER": ("SCIM token",),
}


def accepted_credentials(facts: Mapping[str, str]) -> list[str]:
    """List the credentials that an operation accepts.

    Args:
        facts: Keyword arguments of the operation's entry in `OPERATIONS`, as code.

    Returns:
        Words for the credentials; `none` among them if the operation needs no credentials.
    """
    security = facts.get("security", "").rpartition(".")[2]
    credentials = [*_BY_SECURITY.get(security, (security.replace("_", " ").lower(),))]
    credentials += ["personal access token"] if facts.get("personal_token") == "True" else []
    credentials += ["organization access token"] if facts.get("organization_token") == "True" else []
    return credentials


# --- states -----------------------------------------------------------------------------------------------------------


def yes_no(*, old: bool, new: bool) -> tuple[str, str]:
    """Show a change of a property that is true or false."""
    return ("yes" if old else "no", "yes" if new else "no")


def sent(name: str, places: Sequence[str]) -> str:
    """Show the name of an argument and the places in the request that have it."""
    return f"{name} ({' and '.join(f'in the {place}' for place in places)})"


def required(kind: str) -> str:
    """Show the type of a required argument or field."""
    return f"{kind}, required"


def statuses(errors: str) -> str:
    """Show the statuses that a list of errors mentions."""
    return ", ".join(sorted(set(re.findall(r"\((\d{3})\)", errors))))


def list_values(values: Sequence[str]) -> str:
    """Show the values of an enumeration; `any` if there are none."""
    return ", ".join(sorted(values)) or "any"


def removed_and_added(before: str, after: str) -> tuple[str, str]:
    """Show the removed and the added values of an enumeration, or statuses.

    Args:
        before: The values or statuses before, separated by commas.
        after: The values or statuses after, separated by commas.

    Returns:
        The removed and the added values, each separated by commas; empty if there are none.
    """
    old = _items(before)
    new = _items(after)
    return (", ".join(each for each in old if each not in new), ", ".join(each for each in new if each not in old))


def _items(state: str) -> list[str]:
    return [] if state in {"", "any"} else state.split(", ")


def with_argument(call: str, argument: str) -> str:
    """Show a call with one of its arguments."""
    return f"{call.removesuffix('()')}({argument})"


def operation(signature: str, facts: Mapping[str, str], body_limits: Mapping[str, JSON]) -> str:
    """Show a call with the credentials that it accepts.

    Args:
        signature: Arguments and result of the call.
        facts: Keyword arguments of the operation's entry in `OPERATIONS`, as code.
        body_limits: Limits of the whole body, such as `minProperties`; empty if there are none.
    """
    credentials = accepted_credentials(facts)
    limited = f"; the whole body {wording_of_limits.limits(body_limits)}" if body_limits else ""
    by = "without credentials" if credentials == [NOTHING] else f"by {' or '.join(credentials)}"
    return f"{signature}{BY}{by}{limited}"


BY = "; "
"""Text between a call and its credentials."""


def perhaps_renamed(name: str) -> str:
    """Say that a removal may be a renaming."""
    return f"perhaps renamed to {name}"


# --- sections of the report -------------------------------------------------------------------------------------------

TITLES = {
    Level.BREAKING: "Breaking for callers",
    Level.UNCAUGHT: "Errors that callers may have to catch",
    Level.DEPRECATED: "Deprecated",
    Level.ADDED: "Added",
    Level.CHANGED: "Changed, no caller has to act",
    Level.DOCUMENTATION: "Docstrings",
}
SUMMARY = {
    Level.BREAKING: "breaking",
    Level.UNCAUGHT: "with errors to catch",
    Level.DEPRECATED: "deprecated",
    Level.ADDED: "added",
    Level.CHANGED: "changed",
    Level.DOCUMENTATION: "in docstrings only",
}
NOTHING_CHANGES = "Nothing changes for callers: the generated client is the same, docstrings included."
NO_CLIENT = "No client can be made of this document, so what it would change for callers cannot be said:"
NO_CLIENT_AFTER_EDITS = (
    "No client can be made of this document even after the edits below, so what it would change for callers cannot be "
    "said:"
)
COVERED = "Changed in the document, and the overlay says otherwise: nothing changes for callers"
WITHOUT_EFFECT = "Changed in the document, and nothing is made of it: nothing changes for callers"
EDITS = "Edits of the overlay"


USES = "Hand-written lines that this concerns"
USES_MEAN = (
    "What mentions something that is gone or has another name has to change with it. A handler of FakeHub has to do "
    "what the service does now: use a new argument, refuse unknown values and the lack of what is required. A line may "
    "be about another thing of the same name, and need no change."
)
NOTICES = "Notices of the build"
NOTICES_MEAN = (
    "New ones: what is generated under another name, or not at all, and examples and links that contradict the rest of "
    "the document. Each may stay so, or get an action."
)
VERSION = "Version"
CHANGELOG = "Entry for CHANGELOG.md"
OUTCOME = "Outcome"
AFTER_EDITS = "Compared is the client as it will be once the edits below are made."


def summary(changes: Sequence[Change]) -> str:
    """Count the changes by level."""
    counts = {level: sum(change.level is level for change in changes) for level in Level}
    return ", ".join(f"{count} {SUMMARY[level]}" for level, count in counts.items() if count) + "."


# --- version and changelog --------------------------------------------------------------------------------------------

RULES = (
    "Before 1.0 a breaking change raises the second number and everything else the third. From 1.0 on a breaking "
    "change raises the first number, an addition or a deprecation the second, everything else the third."
)
NO_RELEASE = "nothing changes for callers, so no release is needed"
REASONS = {
    Level.BREAKING: "there are breaking changes",
    Level.UNCAUGHT: "there are errors that callers may have to catch",
    Level.DEPRECATED: "something is deprecated",
    Level.ADDED: "there are additions",
    Level.CHANGED: "there are compatible changes",
    Level.DOCUMENTATION: "only docstrings change",
}

# --- edits of the overlay ---------------------------------------------------------------------------------------------

DROP_DONE = "Docker's document says this itself now: drop the action."
KEEP_WORDS = "Docker's document says this itself now, without a word on what it is: the action keeps to the words."
KEEP_MARKS = (
    "Docker's document says this itself now, without the marks that only the overlay has (`x-` keys): the action keeps "
    "what is lacking."
)
DROP_NEEDLESS = (
    "The client is the same without this action, which it was not before: Docker's document says this now, or nothing "
    "reads it any more."
)
DROP_GONE = "What the action repairs is gone from the document: drop the action."
DROP_CHANGED = "Docker changed what the action replaces: drop the action, and Docker's own words hold."
DROP_TOGETHER = (
    "It builds on an action above that is dropped: drop it as well. If the one above comes back, so does this one."
)
DROP_INVALID = "Nothing else makes the action fit: drop it, and look whether its fault is still there."
RETARGET = "What the action repairs has moved: point the target at its new location."
RETARGET_UNDOCUMENTED = (
    "Docker moved the operations that it documents at this path. Nobody knows whether the undocumented one went with "
    "them: this takes it along. Look which path the service has."
)
RENAME = "It refers to something that has another name now: use that."
RECOUNT = "There are more or fewer locations of this kind, all as the action expects: correct their number."
DONE_IN_PART = "Docker's document says this itself at some of the locations now: the action keeps to the others."
NARROW = "Not all locations are as the action expects: one action for each that is."
ADAPT = "Docker changed only what stands around: state what stands there now, the repair holds."
KEEP_NAME = "Docker gives it a name of its own: state that one; the client keeps the name that it has."
KEEP_RESOURCE = (
    "Its tag has another name now: callers keep the name that they know. To take the new one, drop the action."
)
KEEP_CLASS = (
    "Its class would have another name: callers keep the name that they know. To give that away, drop the action."
)
DOCUMENTED = "Docker documents this now: its own words hold, but for the names that the client has and our marks."
PRUNE = "Docker changed a part of what the action replaces: leave that part to Docker's own words, keep the rest."
LEAVE_OUT = (
    "Docker removed a part that the action only describes: leave that part out, keep the rest. If it has another name "
    "now, describe it there."
)
CARRY_OVER = (
    "Docker seems to have given the field another name: its description goes along. If the new field is another thing, "
    "leave the description out."
)
CARRY_COLUMN = "Docker seems to have given the field another name: the column of tables has it, too."
KEEP_VALUES = (
    "Docker documents this now: its own words hold, and the action adds the values that the service has besides."
)
DOCKERS_WORDS_HOLD = frozenset({DROP_CHANGED, PRUNE, NARROW, KEEP_VALUES})
"""Edits after which Docker's new text applies in the place of what the action replaced."""
SAYING_OTHERWISE = frozenset(
    {DROP_GONE, DROP_CHANGED, DROP_TOGETHER, DROP_INVALID, RECOUNT, NARROW, DOCUMENTED, PRUNE, KEEP_VALUES}
)
"""Edits after which an action no longer states everything that it stated before."""
TESTED = "tests of what the overlay says, whose action is edited"
STATED_OTHERWISE = "an action of the overlay states it as it was"


def stated_otherwise(what: str, discrepancy: str) -> str:
    """Say that an action states what the document contradicts now."""
    return f"{what}; {STATED_OTHERWISE} (evidence {discrepancy}), and the document contradicts it now"


JUDGE_MARK = " judge:"


def keep_repair(at_end: str) -> str:
    """Say where to paste the action with which a repair holds.

    Args:
        at_end: File at the end of which the action may be pasted; empty if it must replace the lines of the edit.
    """
    place = f"at the end of {at_end}" if at_end else "in the place of these lines"
    return f"If the evidence holds against Docker's new text, the whole action comes back, {place}:"


KEEP_BOTH = (
    "If the evidence holds, and Docker's new text does not contradict it, both stay: in the same place, Docker's new "
    "text with what the action adds to it or leaves out of it:"
)
FORMER_NAME = "Callers know it by this name, which its tag had before."
FORMER_CLASS = "Callers know its class by this name."


def lines(first: int, last: int, *, removed: bool) -> str:
    """Say which lines of a file an edit replaces, or where it adds lines."""
    if first > last:
        return "at the end of the file come"
    place = f"{first} to {last}" if last > first else str(first)
    return f"{place}, which go" if removed else f"{place}, which become"


def and_more(count: int) -> str:
    """Say how many entries of a list are not shown."""
    return f"and {count} more"


NO_REASON = "no reason given"
ALL_TESTS = "all tests"


def failing(cause: str, count: int) -> str:
    """Say how many tests fail for a reason."""
    return f"{cause} ({count} {'test' if count == 1 else 'tests'})"
