"""Where a limit is stated as it was: in any spelling, in the files and in the overlay."""

import dataclasses
import re
from typing import Any

import pytest

from codegen.document.overlay import Action, Overlay
from codegen.report import hand_written_uses, wording
from codegen.report.changes import Change, Level
from codegen.report.overlay_edits import Edit
from codegen.report.stated_limits import StatedLimit, is_allowed_by_one_only, of_overlay


def change(before: str, after: str, what: str = wording.LIMITS) -> Change:
    return Change(Level.CHANGED, ("hub.repositories.create(full_text=)",), what, before, after, "$")


LARGER = change("at least 3 characters, at most 25,000 characters", "at least 3 characters, at most 50,000 characters")


def lines(text: str, limit: Change = LARGER, *, is_about: bool = False) -> list[int]:
    stated = StatedLimit.of(limit)
    argument, call = re.compile(r"\bfull_text\b"), re.compile(r"repositories\.create")
    return list(stated.lines(text.splitlines(), argument, call, is_about=is_about))


@pytest.mark.parametrize(
    "spelling", ["25_000", "25000", "25,000", "25_001", "'ü' * 12_501", "a*12500", "Max of 25,000."]
)
def test_a_large_number_tells_by_itself_in_any_spelling(spelling: str) -> None:
    assert lines(f"x\nMAX = {spelling}\n") == [2]


def test_an_exclusive_bound_and_a_limit_of_items_are_stated_by_their_numbers() -> None:
    for before, after in (("less than 25,000", "less than 50,000"), ("each item at most 25,000 characters", "")):
        assert lines("x\nMAX = 25_000\n", change(before, after)) == [2]


def test_only_limits_of_the_value_itself_judge_a_call() -> None:
    narrower, inside = change("at least 5", "more than 5"), change("", "each item at most 2 characters")

    assert [is_allowed_by_one_only(narrower, value) for value in ("5", "6")] == [True, False]
    assert not is_allowed_by_one_only(inside, "abc")


@pytest.mark.parametrize(
    "other", ["125_000", "25_000_000", "25,000,000", "2.25000", "v25000", "3", "50_000", "['25000']"]
)
def test_another_number_is_none_of_it(other: str) -> None:
    assert lines(f"full_text = {other}\n", is_about=True) == []


@pytest.mark.parametrize(
    ("number", "text", "is_about", "expected"),
    [
        (255, "full_text: 255", False, [1]),
        (255, "255", False, []),
        (100, "full_text: 100", False, []),
        (100, "full_text: 100", True, [1]),
        (7, "repositories.create(x=8)", True, [1]),
        (7, "repositories.create(\n    x=8,\n)", True, [2]),
        (7, "aiodockerhub repositories.create a\naiodockerhub cleanup acme --keep 7", True, []),
        (7, "repositories.create()\nhub.tags.list(x=7)", True, []),
        (200, "full_text: status_code == 200", True, []),
        (200, "return _reply(full_text, 201)", True, []),
    ],
)
def test_a_smaller_number_stands_near_what_it_limits(
    number: int,
    text: str,
    is_about: bool,
    expected: list[int],  # noqa: FBT001
) -> None:
    assert lines(text, change(f"at most {number}", "at most 300"), is_about=is_about) == expected


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        ("full_text: Text; Docker Hub allows 100 bytes.", True),
        ("full_text: at most 100 characters", True),
        ("full_text: page of 100", False),
        ("full_text: at most 1,100 characters", False),
        ("other: at most 100 characters", False),
    ],
)
def test_a_number_with_its_unit_and_the_name_is_found_in_any_file(line: str, is_found: bool) -> None:  # noqa: FBT001
    limit = change("at most 100 characters", "at most 150 characters")
    assert lines(line, limit) == ([1] if is_found else [])


def test_a_pattern_is_looked_for_as_it_was() -> None:
    for value in ("", "`word` of each item "):
        assert lines("a\nr'^[a-z]{2,255}$'\n", change(f"{value}as ^[a-z]{{2,255}}$", f"{value}as ^[a-z]$")) == [2]


def action(target: str, update: Any, line: int) -> Action:
    return Action("overlay/a.yaml", line, target, "Bytes.", "D40", update, False, 1, {})  # noqa: FBT003


ACTIONS = (
    action("$.components.schemas.a.properties", {"full_text": {"description": "At most 25,000 bytes."}}, 1),
    action("$.components.schemas.a.properties.full_text", {"description": "At most 25,000 bytes."}, 2),
    action("$.paths['/a'].get", {"parameters": [{"name": "full_text", "schema": {"maxLength": 25000}}]}, 3),
    action("$.components.schemas.a.properties", {"short_text": {"description": "At most 25,000 bytes."}}, 4),
    action("$.components.schemas.a.properties", {"full_text": {"description": "At most 50,000 bytes."}}, 5),
)


def test_actions_that_state_the_limit_of_the_same_field_are_found() -> None:
    assert [found.line for _, found in of_overlay([LARGER], [Overlay("a", "A", ACTIONS)])] == [1, 2, 3]


@pytest.mark.parametrize(
    ("location", "found"),
    [
        ("$.paths['/a'].get.parameters[0]", [3]),
        ("$.paths['/b'].get.parameters[0]", []),
        ("$.components.schemas.a.properties.full_text", [1, 2]),
        ("$.components.schemas['a'].properties.full_text", [1, 2]),
        ("$.components.schemas.b.properties.full_text", []),
        ("$.components.parameters.a", []),
    ],
)
def test_actions_of_another_path_or_component_state_no_limit_of_this_one(location: str, found: list[int]) -> None:
    limit = dataclasses.replace(LARGER, location=location)

    assert [each.line for _, each in of_overlay([limit], [Overlay("a", "A", ACTIONS)])] == found


@pytest.mark.parametrize(
    ("target", "is_found"),
    [
        ("$.paths['/a','/b'].get", True),
        ("$.paths['/a', '/b'].get", True),
        ("$.paths['/a','/c'].get", False),
        ("$.paths.*.get", True),
        ("$.paths[?@.get].get", True),
        ("$", True),
    ],
)
def test_an_action_states_the_limit_of_each_path_that_it_names_or_may_match(target: str, is_found: bool) -> None:  # noqa: FBT001
    limit = dataclasses.replace(LARGER, location="$.paths['/b'].get.parameters[0]")
    stating = action(target, {"parameters": [{"name": "full_text", "schema": {"maxLength": 25000}}]}, 1)

    assert bool(of_overlay([limit], [Overlay("a", "A", (stating,))])) is is_found


def test_actions_that_state_a_default_as_it_was_are_found() -> None:
    stating = action("$", {"full_text": {"description": "25 unless given."}}, 1)
    default = change("25", "50", wording.DEFAULT)

    assert of_overlay([default], [Overlay("a", "A", (*ACTIONS, stating))]) == [(default, stating)]


ROLE = Change(Level.CHANGED, ("Group.role",), wording.VALUES, "editor, owner", "editor, manager", "$")


@pytest.mark.parametrize(
    ("update", "is_found"),
    [
        ({"role": {"enum": ["owner", "editor"]}}, True),
        ({"role": {"description": "Such as `owner`."}}, True),
        ({"role": {"description": "Of its owner."}}, False),
        ({"other": {"enum": ["owner"]}}, False),
    ],
)
def test_actions_that_list_values_as_they_were_are_found(update: Any, is_found: bool) -> None:  # noqa: FBT001
    stating = action("$.components.schemas.group.properties", update, 1)

    assert [each for _, each in of_overlay([ROLE], [Overlay("a", "A", (stating,))])] == [stating] * is_found


@pytest.mark.parametrize(
    ("target", "update", "is_found"),
    [
        ("$.components.schemas.a.properties", {"description": {"description": "At most 100 bytes."}}, True),
        ("$.components.schemas.a.properties.description", {"description": "At most 100 bytes."}, True),
        ("$.components.parameters.page_size", {"description": "At most 100 items."}, False),
        ("$.tags[0].description", "At most 100 items.", False),
    ],
)
def test_a_keyword_is_no_field_of_that_name(target: str, update: Any, is_found: bool) -> None:  # noqa: FBT001
    limit = dataclasses.replace(change("at most 100", "at most 160"), names=("hub.repositories.create(description=)",))

    assert bool(of_overlay([limit], [Overlay("a", "A", (action(target, update, 1),))])) is is_found


def test_an_action_that_goes_states_nothing_any_more() -> None:
    gone = Edit(action=ACTIONS[0], becomes=(), reason=wording.DROP_DONE, needs_check=False)

    named = hand_written_uses.of_overlay([LARGER], [gone], [Overlay("a", "A", ACTIONS[:2])])

    assert [use.places for use in named] == [("overrides/overlay/a.yaml:2",)]
    assert wording.STATED_OTHERWISE in named[0].what
    assert "D40" in named[0].what


@pytest.mark.parametrize("kept", [True, False])
def test_the_key_of_an_action_that_an_edit_takes_out_is_not_asked_about(kept: bool) -> None:  # noqa: FBT001
    location = "$.components.schemas.org_member.properties.email"
    gone = Change(Level.BREAKING, ("OrgMember.email",), wording.FIELD_REMOVED, "str", "", location)
    target = "$.components.schemas.group_member"
    update: Any = {"properties": {"email": {"type": "string"}, "name": {}}}
    action = Action("overlay/a.yaml", 3, target, "The keys of members.", "D44", update, False, 1, {})  # noqa: FBT003
    rest = dataclasses.replace(action, update=update if kept else {"properties": {"name": {}}})
    edit = Edit(action=action, becomes=(rest,), reason=wording.LEAVE_OUT, needs_check=True)

    uses = hand_written_uses.of_overlay([gone], [edit], [Overlay("a", "A", (action,))])

    assert bool(uses) is kept
