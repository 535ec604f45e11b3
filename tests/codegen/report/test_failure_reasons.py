"""The reason of a failed test tells which of several changes it is about."""

import pytest

from codegen.report import wording
from codegen.report.changes import Change, Level
from codegen.report.failed_tests import group

ROLE = "$.components.schemas.{}.properties.role"
OF_TEAM = Change(Level.CHANGED, ("Group.role",), wording.NULL, "no", "yes", ROLE.format("group"))
OF_MEMBER = Change(Level.CHANGED, ("Member.role",), wording.VALUES, "Owner, Editor", "Owner", ROLE.format("member"))
OF_GUEST = Change(Level.BREAKING, ("Guest.role",), wording.FIELD_REMOVED, "str", "", ROLE.format("guest"))


@pytest.mark.parametrize(
    ("reason", "change"),
    [
        ("DecodeError: orgs.list: expected one of 'Owner' at $.results[*].role, got \"Editor\" (GET /v2)", OF_MEMBER),
        ("DecodeError: orgs.list: expected string at $.results[*].role, got null (GET /v2)", OF_TEAM),
        ("Drift(path='$.role', expected='no such key', received=None, kind='unknown')", OF_GUEST),
        ("Drift(path='$.role', expected='string', received=1, kind='type')", OF_GUEST),
    ],
)
def test_of_fields_of_the_same_name_the_one_whose_change_fits_the_mismatch_is_told(reason: str, change: Change) -> None:
    """If none fits, the most urgent is told."""
    title = group([f"FAILED tests/a.py::test_b - {reason}"], [OF_GUEST, OF_TEAM, OF_MEMBER])[0]

    assert title == f"- {change.names[0]}: {change.what} (1 test)"
