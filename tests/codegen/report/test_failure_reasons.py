"""The reason of a failed test tells which of several changes it is about."""

from pathlib import Path

import pytest

from codegen.report import wording, wording_of_outcome
from codegen.report.changes import Change, Level
from codegen.report.failed_tests import group
from codegen.report.failure_reasons import LINE_BREAK, stated
from codegen.report.hand_written_uses import Use

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


@pytest.mark.parametrize(
    ("reason", "what"),
    [
        ("TypeError: Orgs.list() missing 1 required keyword-only argument: 'size'", wording.REQUIRED),
        ("TypeError: Orgs.list() got an unexpected keyword argument 'size'", wording.ARGUMENT_REMOVED),
        ("TypeError: Orgs.list() takes no 'size'", wording.LIMITS),
    ],
)
def test_a_call_that_python_refuses_is_about_an_argument_that_is_required_or_gone(reason: str, what: str) -> None:
    kinds = (wording.LIMITS, wording.REQUIRED, wording.ARGUMENT_REMOVED)
    changes = [Change(Level.BREAKING, ("hub.orgs.list(size=)",), kind, "", "", "$") for kind in kinds]

    assert group([f"FAILED tests/a.py::test_b - {reason}"], changes)[0] == f"- hub.orgs.list(size=): {what} (1 test)"


MISMATCH = LINE_BREAK.join(
    ["AssertionError: Regex pattern did not match.", "{}: '^a'", "{}: 'Tag.size: expected a text'"]
)


@pytest.mark.parametrize("words", [("Expected regex", "Actual message"), ("Regex", "Input")])
def test_a_message_that_does_not_match_a_pattern_is_told_and_explains_the_failure(words: tuple[str, str]) -> None:
    change = Change(Level.BREAKING, ("Tag.size",), wording.TYPE, "int", "str", "$.a")
    reason = MISMATCH.format(*words)

    title, shown, *_ = group([f"FAILED tests/a.py::test_b - {reason}", "1 failed"], [change])

    assert title == f"- Tag.size: {wording.TYPE} (1 test)"
    assert shown.strip() == stated(reason)
    assert stated(reason) == (f"AssertionError: Regex pattern did not match. {words[1]}: 'Tag.size: expected a text'")


def test_further_lines_of_a_reason_explain_what_its_first_line_does_not() -> None:
    tag, org = (Change(Level.BREAKING, (f"{each}.size",), wording.TYPE, "", "", f"$.{each}") for each in ("Tag", "Org"))
    further = f"{LINE_BREAK}+  where 1 = Done('Org.size: wrong').code"
    lines = [f"FAILED a.py::test_a - assert 1 == 5{further}", f"FAILED a.py::test_b - Tag.size: wrong{further}"]

    titles = [line for line in group(lines, [tag, org]) if line.startswith("- ")]

    assert titles == [f"- Org.size: {wording.TYPE} (1 test)", f"- Tag.size: {wording.TYPE} (1 test)"]


def test_a_refused_body_is_caused_by_the_argument_that_is_required_now(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("def test_b():\n    tags.list()\n    orgs.add()\n")
    added = Change(Level.BREAKING, ("hub.orgs.add(names=)",), wording.ARGUMENT_ADDED, "", "str, required", "$.e")
    sizes = Change(Level.BREAKING, ("hub.tags.list(page_size=)",), wording.LIMITS, "", "at most 9", "$.f")
    uses = [
        Use(name="hub.tags.list(page_size=)", what=wording.LIMITS, places=("a.py:2",)),
        Use(name=added.names[0], what=added.what, places=("a.py:3",)),
    ]

    refused, other = (
        group([f"FAILED a.py::test_b - {reason}"], [sizes, added], uses, tmp_path)
        for reason in ("assert 400 == 200", "assert 5 == 4")
    )

    assert refused[0] == f"- hub.orgs.add(names=): {wording.ARGUMENT_ADDED} (1 test)"
    assert other[0] == wording_of_outcome.UNEXPLAINED
