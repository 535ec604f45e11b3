"""Decides which newly declared errors programs may not catch yet."""

from codegen.plan.operations.describe import ERRORS
from codegen.report import wording
from codegen.report.changes import Change, Level

_OF_WHAT_IS_SENT = ("400", "409", "422")
"""Statuses of refusals because of what callers send: a service may exchange one for another."""


def level_of_errors(before: str, after: str) -> Level:
    """Return the level of a change of the statuses that an operation declares.

    Args:
        before: The statuses before, separated by commas.
        after: The statuses after, separated by commas.
    """
    return Level.UNCAUGHT if _errors(before, after) else Level.CHANGED


def errors_of_their_own(change: Change) -> str:
    """Name new errors that an `except` of the former errors does not catch.

    Only errors because of what callers send are considered, since a service may exchange one of them for another.

    Args:
        change: A change for callers.

    Returns:
        A part of a sentence; empty if the change declares no such error, or declared none before.
    """
    return _errors(change.before, change.after) if change.what == wording.ERRORS else ""


def _errors(before: str, after: str) -> str:
    _, come = wording.removed_and_added(before, after)
    caught, raised = (
        [ERRORS[status][0] for status in _OF_WHAT_IS_SENT if status in statuses.split(", ")]
        for statuses in (before, come)
    )
    if not raised or not caught:
        return ""
    return f"{' and '.join(f'`{name}`' for name in raised)}, which `except {' or '.join(caught)}` does not catch"
