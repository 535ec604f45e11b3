"""Rows of `decisions.toml` are named if they are about what an edit touches, not by the number of a discrepancy."""

from typing import Any

import pytest

from codegen.document.overlay import Action
from codegen.report import decision_rows, wording
from codegen.report.overlay_edits import Edit

ROW = '[[decision]]\nnumber = "D36"\nspec = "{}"\nservice = "It is so."\n'
REPOSITORY = "$.paths['/v2/namespaces/{namespace}/repositories/{repository}']"
GROUPS = "$.paths['/v2/repositories/{namespace}/{repository}/groups']"


def action(target: str, update: Any = None) -> Action:
    return Action("overlay/a.yaml", 1, target, "As recorded.", "D36", update or {"nullable": True}, False, 1, {})  # noqa: FBT003


def lines(text: str, edit: Edit) -> list[int]:
    return decision_rows.find(edit, ROW.format(text).splitlines())


def edit(target: str, *becomes: str, update: Any = None, reason: str = wording.DROP_DONE) -> Edit:
    after = tuple(action(each, update) for each in becomes)
    return Edit(action=action(target, update), becomes=after, reason=reason, needs_check=False)


@pytest.mark.parametrize(
    ("text", "target", "update", "is_found"),
    [
        ("The `id` of a member is text.", "$.components.schemas.org_member.properties.id", None, True),
        ("The `id` of a member is text.", "$.components.schemas.org_group.properties.id", None, False),
        ("`repository_type` has null.", "$.components.schemas.a.properties.repository_type", None, True),
        ("`repository_type` has null.", "$.components.schemas.a", {"properties": {"repository_type": {}}}, True),
        ("A number is text.", "$..properties[?@.type == 'number']", None, False),
        ("26 status keys are integers.", "$.components.schemas.a.properties.repository_type", None, False),
        ("Adding a group returns 200.", f"{GROUPS}.post.responses['200']", None, True),
        ("POST of a group returns 200.", f"{GROUPS}.post", None, True),
        ("HEAD of a group declares a body.", f"{GROUPS}.post", None, False),
        ("Audit logs declare 429.", f"{GROUPS}.post", None, False),
        ("HEAD of a repository declares a body.", f"{REPOSITORY}.head.responses['200']", None, True),
        ("HEAD of a tag declares a body.", f"{REPOSITORY}.head.responses['200']", None, False),
    ],
)
def test_a_row_is_found_by_field_schema_or_path(text: str, target: str, update: Any, is_found: bool) -> None:  # noqa: FBT001
    assert lines(text, edit(target, update=update)) == [3] * is_found


def test_what_an_edit_keeps_is_not_touched() -> None:
    whole = "$.components.schemas['org_member','org_group'].properties['id','role']"
    half = "$.components.schemas['org_member'].properties['id']"

    assert lines("The `id` of a member is text.", edit(whole, half)) == []
    assert lines("The `role` of a group is text.", edit(whole, half)) == [3]


@pytest.mark.parametrize("reason", [wording.RETARGET, wording.RENAME, wording.ADAPT])
def test_an_edit_that_only_follows_a_name_or_a_place_makes_no_row_wrong(reason: str) -> None:
    target = "$.components.schemas.org_member.properties.id"
    assert lines("The `id` of a member is text.", edit(target, reason=reason)) == []


def test_a_row_of_another_discrepancy_is_not_found() -> None:
    rows = [ROW.format("`id` of a member."), ROW.format("`id` of a member.").replace("D36", "D3")]
    of_id = edit("$.components.schemas.org_member.properties.id")
    assert decision_rows.find(of_id, "".join(rows).splitlines()) == [3]
    assert decision_rows.find(of_id, []) == []
