"""Sentences on what an edit leaves behind: evidence, scopes, routes.

Each function returns a text for the report, or for the description of an action.
"""

import re
from collections.abc import Sequence

from codegen.document.expectations import ABSENT
from codegen.document.load import JSON

_NAMELESS = re.compile(r"\bgives (.+?) no (?:operationId|name|title)(?: of its own)?\b")

WORDS_ONLY = "Docker's document has this itself now, but without a description."
MARKS_ONLY = "Docker's document has this itself now, but without the marks and texts that are stated here."
DOCUMENTED_WITHOUT = "Docker documents this now, but without what is stated here."
BY_WHAT_IS_GONE = "by an action that is gone"
OFFERED = "Docker seems to have given the field another name: below `else`, the action says the same of that."
GO_ALONG = (
    "Docker seems to have given the field or parameter another name: the action goes along. If the new one is another "
    "thing, drop the action."
)
KEEP_EVIDENCE = "It refers to the evidence of an action that is gone: it states that itself now."
SWAP_NAMES = (
    "Docker's document has the name now that the action added as an alias: the former name becomes the alias, because "
    "the service may still send it. If it does not, drop the action."
)
NEEDED_BY_OTHERS = "Actions below another `else` refer to what it adds: if those come back, so does this one."
ONE_CLASS = "Docker uses a schema here that has a class of its own: drop the name, and that one class remains."


def words_only(description: str, *, marks: bool = False) -> str:
    """Describe an action that now only adds titles, descriptions and marks.

    Docker's document has the rest of what the action added.

    Args:
        description: Description of the action before the edit.
        marks: Whether the action adds marks, which are `x-` keys; `False` by default.
    """
    if description.startswith((WORDS_ONLY, MARKS_ONLY)):
        return description
    return f"{MARKS_ONLY if marks else WORDS_ONLY} The reason of the whole repair was this. {description}"


def documented_without(description: str) -> str:
    """Describe an action that brings back what Docker's document lacks.

    Args:
        description: Description of the action for the undocumented route.
    """
    if description.startswith(DOCUMENTED_WITHOUT):
        return description
    return f"{DOCUMENTED_WITHOUT} The evidence of the undocumented route was this. {description}"


def stale_number(number: str, action_count: int) -> str:
    """Ask whether a description states the former number of locations.

    Args:
        number: The former number of locations, as the description has it.
        action_count: The number of locations now.
    """
    return f"The description says `{number}`: if that is the number of locations, it is {action_count} now."


def stale_number_of_parts(number: str, count: int) -> str:
    """Ask whether a description states how many things the action wrote.

    Args:
        number: The former number of these things, as the description has it.
        count: Their number now.
    """
    return f"The description says `{number}`: if that counts what the action writes, it is {count} now."


def stale_word(word: str) -> str:
    """Ask whether a text that comes back mentions something that is gone.

    Args:
        word: The word, which Docker's text no longer has.
    """
    return f"The text names `{word}`, which Docker's text no longer does: if it is gone, take it out."


def evidence(description: str) -> str:
    """State the evidence of a dropped action.

    Args:
        description: Description of the dropped action.
    """
    return f"The evidence was that of an action now gone. {description}"


OTHER_ROUTE = (
    "Its evidence (`x-evidence`, which the docstring states) is of the old path: say so there, unless something shows "
    "it at the new one, too."
)
STILL_LEGACY = (
    "It says `x-legacy-route: true`, which is so only if the new path is no namespaced one for organization access "
    "tokens: look, and take that out if it is."
)
NO_LONGER_LEGACY = (
    "The new path is a namespaced one, and `x-legacy-route: true` says that no such route is known: that is left out. "
    "If the operation accepts organization access tokens there, add `x-organization-token: true` and its scope."
)
ROWS = "rows on what the document says, of a discrepancy whose action is edited"
REPEATED = "may that have the new ones, too?"
UNUSED = "nothing refers to this component of the overlay after the edits: leave it out"
ON_ALL_FIELDS = "texts of the overlay on all fields of a model whose fields change"
LACKING = "required now, and this code builds the model or its JSON without it"
UNIDENTIFIED = (
    "a new list of items that have none of the fields by which a walk knows items again: add fields that identify them"
)
UNDERIVED = (
    "required under this name now, and `check` and `drift` leave an operation out without a value for it: add one, of "
    "the type that the argument has, to the values that this function derives, or they no longer compare its response"
)
UNCHECKED = "`check`, which has no credentials, leaves this out now: only `drift` compares it from now on"
KEEP_REMOVED = (
    "Docker changed only the values of what the action removes: state those, it stays removed. If the service has it "
    "by this name after all, drop the action. What the overlay has in its place may have the same values now."
)
BOTH_FORMS = (
    "Docker's document has a choice of both forms now, for which the mark of the overlay stands: state the choice, and "
    "callers get the one form that they know. To give them both, drop this action and the one that writes the mark."
)
REMOVE_REST = (
    "Docker took items out of the list that the action removes, and added none: state the rest, which goes as before."
)
LEGACY_TWIN = (
    "the second may be the namespaced route of the first, of which the overlay says that none is known: if it is, take "
    "`x-legacy-route` out, because a refusal then says so to callers; say which of the two they should call; and "
    "correct the row, if it names this route"
)
UNDOCUMENTED_TWIN = (
    "the second may be the route that Docker documents for the first, which only the overlay documents: look whether "
    "the service has both; if so, say which of the two callers should call, and put both into one resource; if not, "
    "leave the first out"
)
SCOPE_GONE = (
    "The operation takes no organization access tokens any more, or needs no credentials at all, so it has no scope: "
    "leave it out."
)
ANONYMOUS = (
    "no credentials are needed now, and FakeHub looks at the caller here: take that out, but go on refusing what does "
    "not exist (404)"
)


def look(lines: str, names: str) -> str:
    """Ask to look at lines that may need no edit.

    Args:
        lines: File and numbers of the lines.
        names: Names of what changes, separated by commas.
    """
    return f"look: {lines} ({names})"


def left_behind(paths: Sequence[str]) -> str:
    """Say which undocumented routes stay although others have moved.

    Args:
        paths: The paths of these routes.
    """
    listed = ", ".join(dict.fromkeys(paths))
    return f"The undocumented ones below the old path stay there: look whether they moved as well: {listed}."


def restore_too(at_end: str) -> str:
    """Say where to paste the actions that bring back what Docker's text lacks.

    Args:
        at_end: File at the end of which the actions may be pasted; empty if they must be pasted below the lines of the
            edit.
    """
    place = f"at the end of {at_end}" if at_end else "below these lines"
    return (
        "Docker's own words lack or change what the overlay says here. After this edit, paste these actions, too, "
        f"{place}; leave out of `x-before` and `update` what the evidence does not support:"
    )


def unless_restored(places: Sequence[str]) -> str:
    """Say that a change does not come if an action is restored.

    Args:
        places: The edits whose restoration concerns the location of the change; empty if it is any of them.
    """
    whose = f"the edit of {' or '.join(places)}" if places else "an edit"
    return f"you take what {whose} shows below `else`"


def renamed_too(at_end: str) -> str:
    """Say where to paste the action that repairs a field at its new name.

    Args:
        at_end: File at the end of which the action may be pasted; empty if it must be pasted below the lines of the
            edit.
    """
    place = f"at the end of {at_end}" if at_end else "below these lines"
    return f"If the new name is of the same thing, and the evidence holds for it, the action comes back there, {place}:"


def added_elsewhere(what: str, discrepancy: str) -> str:
    """Ask whether the evidence for the same key of another model still holds."""
    return (
        f"{what}; an action of the overlay states this key for another model (evidence {discrepancy}): does that still "
        "hold, also where one line of FakeHub serves both?"
    )


def repeats_values(discrepancy: str) -> str:
    """Say that an action lists the former values of an enumeration."""
    return (
        f"values; an action of the overlay repeats them for another schema, as they were (evidence {discrepancy}): "
        f"{REPEATED}"
    )


def named_in_text(what: str, discrepancy: str) -> str:
    """Ask whether a text of the overlay for callers is still true."""
    return f"{what}; a text of the overlay for callers names it (evidence {discrepancy}): is that still true?"


def names_status(what: str, discrepancy: str) -> str:
    """Ask whether an action is about all statuses of success."""
    return f"{what}; an action of the overlay names one of these (evidence {discrepancy}): does it hold for the others?"


def with_name(description: str, old: JSON, new: JSON) -> str:
    """Replace the name in a description by the name that Docker uses now.

    Args:
        description: Description of an action that names something.
        old: The former name of the thing in the document, or `absent`.
        new: The name now.
    """
    if not isinstance(old, str) or not isinstance(new, str):
        return description
    if old == ABSENT:
        return _NAMELESS.sub(rf"calls \1 {new}", description)
    return re.sub(rf"\b{re.escape(old)}\b", new, description)


def read_by_alias(alias: str, key: str) -> str:
    """Say that a response may have a key by another name."""
    return f"`{alias}` for `{key}`"


def read_as(form: str, key: str) -> str:
    """Say in which other form a response may have a key.

    Args:
        form: Argument of `adapting_decoder`.
        key: The key.
    """
    words = {"array_of": "the array of `{}` alone", "nested_in": "all inside `{}`", "one_or_many": "one item as `{}`"}
    return words[form].format(key)
