"""A newly declared error is urgent if no `except` for the errors declared before catches it."""

from dataclasses import replace

import pytest

from codegen.report import rendering, wording
from codegen.report.breaking_changes import level_of_errors
from codegen.report.changes import Change, Level
from codegen.report.declared_errors import errors_of_their_own
from tests.codegen.report.small_client import compare, edited
from tests.codegen.report.test_rendering import NOTHING_NEW


@pytest.mark.parametrize(
    ("before", "after", "level"),
    [
        ("400, 404", "400, 404, 422", Level.UNCAUGHT),
        ("400", "422", Level.UNCAUGHT),
        ("404", "404, 422", Level.UNCAUGHT),
        ("401, 403", "400, 401, 403, 409", Level.UNCAUGHT),
        ("", "409", Level.UNCAUGHT),
        ("401", "401, 403", Level.CHANGED),
        ("400", "400, 429", Level.CHANGED),
        ("400, 422", "400", Level.CHANGED),
        ("403", "403, 423", Level.UNCAUGHT),
        ("", "418", Level.UNCAUGHT),
        ("403, 412", "403, 412, 423", Level.CHANGED),
        ("400, default", "400, 409, 423, default", Level.CHANGED),
        ("400", "400, 500, 599", Level.CHANGED),
        ("400", "400, default", Level.CHANGED),
    ],
)
def test_errors_that_may_not_be_caught_are_more_urgent(before: str, after: str, level: Level) -> None:
    assert level_of_errors(before, after) is level


@pytest.mark.parametrize(
    ("before", "after", "errors"),
    [
        ("403, 404", "403, 404, 423", "`StatusError` (423: no class of its own), which `except {}` does not catch"),
        ("", "423", "`StatusError` (423: no class of its own)"),
    ],
)
def test_a_status_without_a_class_is_a_bare_error(before: str, after: str, errors: str) -> None:
    """No `except` for the class of another status catches it, also not of one that any operation may send."""
    change = Change(level_of_errors(before, after), ("hub.a.do()",), wording.ERRORS, before, after, "GET /a")

    assert errors_of_their_own(change) == errors.format("ForbiddenError or NotFoundError")


def test_they_have_a_section_of_their_own() -> None:
    """Its title does not say that no caller has to act."""
    refused = {status: {"description": "Refused."} for status in ("400", "409")}
    before, after = (
        edited(("THING put responses", {"204": {"description": "Done"}, **errors}))
        for errors in ({"400": refused["400"]}, refused)
    )

    changes = compare(before, after)

    assert [(change.level, change.after) for change in changes] == [(Level.UNCAUGHT, "400, 409")]
    assert wording.summary(changes) == "1 with errors to catch."
    report = rendering.markdown(replace(NOTHING_NEW, changes=changes))
    assert "## Errors that callers may have to catch (1)\n" in report
    assert "    come:   409: `ConflictError`, which `except BadRequestError` does not catch\n" in report
