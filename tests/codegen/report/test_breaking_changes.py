"""A change is breaking if a program that worked before may fail, not type-check, or do something else."""

import pytest

from codegen.report import breaking_changes, wording
from codegen.report.changes import Level


@pytest.mark.parametrize(
    ("is_required", "sent", "level"),
    [
        (True, (True,), Level.BREAKING),
        (False, (True,), Level.CHANGED),
        (False, (False,), Level.BREAKING),
        (True, (False,), Level.CHANGED),
        (True, (True, False), Level.BREAKING),
        (False, (True, False), Level.BREAKING),
    ],
)
def test_what_is_sent_must_not_become_required_nor_what_is_received_optional(
    is_required: bool, sent: tuple[bool, ...], level: Level
) -> None:
    assert breaking_changes.level_of_required(is_required=is_required, sent=sent) is level


@pytest.mark.parametrize(
    ("is_required", "is_sent", "level"),
    [(True, True, Level.BREAKING), (False, True, Level.ADDED), (True, False, Level.ADDED)],
)
def test_an_addition_is_breaking_if_callers_have_to_send_it(is_required: bool, is_sent: bool, level: Level) -> None:
    assert breaking_changes.level_of_addition(is_required=is_required, is_sent=is_sent) is level


@pytest.mark.parametrize(
    ("old", "new", "level"),
    [
        (["password", "token"], ["password"], Level.BREAKING),
        (["password"], ["password", "token"], Level.ADDED),
        (["password", "token"], [wording.NOTHING], Level.CHANGED),
        (["password", "token"], [wording.NOTHING, "password", "token"], Level.CHANGED),
        (["password", "token"], [wording.NOTHING, "password"], Level.BREAKING),
    ],
)
def test_refused_credentials_are_breaking_unless_none_are_needed(old: list[str], new: list[str], level: Level) -> None:
    assert breaking_changes.level_of_credentials(old, new) is level


def test_a_response_that_is_no_longer_read_in_a_former_form_is_breaking() -> None:
    assert breaking_changes.level_of_forms({"a"}, {"a", "b"}) is Level.CHANGED
    assert breaking_changes.level_of_forms({"a", "b"}, {"a"}) is Level.BREAKING


@pytest.mark.parametrize(
    ("old", "new", "level"),
    [
        ({"maxLength": 10}, {"maxLength": 9}, Level.BREAKING),
        ({"maxLength": 9}, {"maxLength": 10}, Level.CHANGED),
        ({"maxLength": 9}, {}, Level.CHANGED),
        ({"pattern": "a"}, {"pattern": "b"}, Level.BREAKING),
    ],
)
def test_a_stricter_limit_or_another_pattern_is_breaking(
    old: dict[str, int | str], new: dict[str, int | str], level: Level
) -> None:
    assert breaking_changes.level_of_limits({**old}, {**new}) is level


@pytest.mark.parametrize(
    "kind", [wording.FIELD_REMOVED, wording.ARGUMENT_REMOVED, wording.ARGUMENT_RENAMED, wording.AWAITED]
)
def test_what_is_gone_or_renamed_is_breaking(kind: str) -> None:
    assert breaking_changes.LEVELS[kind] is Level.BREAKING
