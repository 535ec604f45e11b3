"""Decides which newly declared errors programs may not catch yet."""

from codegen.plan.docstrings import ERRORS
from codegen.report import wording
from codegen.report.changes import Change

OF_ANY_CALL = frozenset({"401", "403", "404", "429"})
"""Statuses of refusals because of credentials, rate limits and missing objects.

Any operation may send them, declared or not, and each has a class of its own: that one is declared now is no reason to
catch it. All other refusals are because of what callers send, or because of the state of a thing.
"""
_ANY = ERRORS["default"][0]
"""The class of a status without a class of its own, and the base of all others."""


def errors_of_their_own(change: Change) -> str:
    """Name new errors that an `except` of the former errors does not catch.

    There are none if the operation declared a status without a class of its own before: `except StatusError` catches
    all. Else all new refusals are named that are not in `OF_ANY_CALL`. A status without a class of its own is raised as
    a bare `StatusError`, which no `except` for the class of a status catches.

    Args:
        change: A change for callers.

    Returns:
        A part of a sentence; empty if the change declares no such error.
    """
    return uncaught_errors(change.before, change.after) if change.what == wording.ERRORS else ""


def uncaught_errors(before: str, after: str) -> str:
    """Name new errors that an `except` of the former errors does not catch.

    Args:
        before: The statuses before, separated by commas.
        after: The statuses after, separated by commas.

    Returns:
        A part of a sentence; empty if there are none. `errors_of_their_own` says when.
    """
    declared = [status for status in before.split(", ") if status == "default" or status.startswith("4")]
    come = [status for status in wording.removed_and_added(before, after)[1].split(", ") if status.startswith("4")]
    raised = [status for status in come if status not in OF_ANY_CALL]
    bare = [status for status in raised if status not in ERRORS]
    if not raised or _ANY in map(_class_of, declared):
        return ""
    caught = dict.fromkeys(map(_class_of, declared))
    names = [f"`{name}`" for name in dict.fromkeys(map(_class_of, raised))]
    without_class = f" ({' and '.join(bare)}: no class of its own)" if bare else ""
    uncaught = f", which `except {' or '.join(caught)}` does not catch" if caught else ""
    return f"{' and '.join(names)}{without_class}{uncaught}"


def _class_of(status: str) -> str:
    return ERRORS.get(status, ERRORS["default"])[0]
