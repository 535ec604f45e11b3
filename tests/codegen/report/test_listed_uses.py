"""The hand-written lines in the report: by change, those to edit first."""

from collections.abc import Sequence

import pytest

from codegen.report import listed_uses, wording, wording_of_remains
from codegen.report.changes import Change, Level
from codegen.report.hand_written_uses import Use
from codegen.report.wording_of_additions import UNLESS_SENT


def lines(uses: Sequence[Use], *avoidable: Change) -> list[str]:
    """Return the lines of the section below its introduction."""
    return list(listed_uses.section(uses, dict.fromkeys(avoidable, UNLESS_SENT)))[5:]


def test_without_lines_there_is_no_section() -> None:
    assert list(listed_uses.section([], {})) == []


@pytest.mark.parametrize(
    ("name", "unless"),
    [
        ("Switches.on", f", unless {UNLESS_SENT}"),
        ("Switches.on, More.on", f", unless {UNLESS_SENT}"),
        ("Switches.on, Switches.off", ""),
        ("Switches.off", ""),
    ],
)
def test_lines_that_stay_if_the_client_goes_on_sending_a_key_say_so(name: str, unless: str) -> None:
    kept = Change(Level.BREAKING, ("Switches.on", "More.on"), wording.FIELD_REMOVED, "bool", "", "$.a")
    use = Use(name=name, what=wording.FIELD_REMOVED, places=("a.py:1",))

    assert lines([use], kept) == [f"- {name}: {wording.FIELD_REMOVED}{unless}", "    a.py:1"]


def test_lines_that_several_changes_of_an_operation_concern_are_listed_once() -> None:
    uses = [
        Use(name="hub.orgs.add()", what=wording.RESULT, places=("a.py:1",)),
        Use(name="hub.orgs.add(name=)", what=wording.ARGUMENT_REMOVED, places=("a.py:1", "b.py:2")),
        Use(name="hub.orgs.get()", what=wording.RESULT, places=("a.py:1",)),
    ]

    assert lines(uses) == [
        f"- hub.orgs.add(): {wording.RESULT}; hub.orgs.add(name=): {wording.ARGUMENT_REMOVED}",
        "    a.py:1",
        "    b.py:2",
        f"- hub.orgs.get(): {wording.RESULT}",
        "    a.py:1",
    ]


def test_lines_to_look_at_come_after_the_others_with_one_line_for_each_file() -> None:
    handlers = "overrides/aiodockerhub/testing/handlers/a.py"
    uses = [
        Use(name="hub.orgs.add()", what=wording.DESCRIPTION, places=(f"{handlers}:1",)),
        Use(name="D3", what=wording.TESTED, places=("tests/a.py:7",)),
        Use(name="hub.orgs.get()", what=wording.DESCRIPTION, places=(f"{handlers}:1", "docs/a.md:3")),
        Use(name="D4", what=wording.TESTED, places=("tests/a.py:5",)),
    ]

    assert lines(uses) == [
        f"- hub.orgs.get(): {wording.DESCRIPTION}",
        f"    {handlers}:1",
        "    docs/a.md:3",
        f"- look: {handlers}:1 (hub.orgs.add())",
        "- look: tests/a.py:5, 7 (D3, D4)",
    ]


def test_an_action_that_repeats_former_values_is_to_look_at_with_the_question() -> None:
    what = wording_of_remains.repeats_values("D4")
    use = Use(name="$.a.enum", what=what, places=("overrides/overlay/a.yaml:3",))

    assert lines([use]) == [f"- look: overrides/overlay/a.yaml:3 ($.a.enum: {what})"]
