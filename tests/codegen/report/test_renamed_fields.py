"""The overlay's text on a field goes along if Docker renames the field."""

from dataclasses import replace
from typing import Any

import pytest

from codegen.document.overlay import Action, Overlay, judge
from codegen.report import moves, overlay_edits, renamed_fields, rendering, wording, wording_of_remains
from codegen.report.overlay_edits import Healed
from codegen.report.rewrites import Rewrite
from tests.codegen.report.small_client import client, compare, edited
from tests.codegen.report.test_rendering import NOTHING_NEW

SCHEMA = "$.components.schemas.thing"
TEXT = {"description": "Size in bytes."}
SAID = {"description": "absent"}


def document(**properties: Any) -> dict[str, Any]:
    thing = {"type": "object", "properties": {"name": {}, **properties}}
    return {"paths": {}, "components": {"schemas": {"thing": thing}}}


def action(target: str, before: Any, update: Any, line: int = 5) -> Action:
    return Action("overlay/a.yaml", line, target, "Seen.", "descriptions", update, False, 1, before)  # noqa: FBT003


def carried(*actions: Action, new: dict[str, Any]) -> Healed:
    moved = moves.find(document(size={"type": "integer"}), new)
    healed = overlay_edits.heal([Overlay("a", "A", actions)], moved)
    renamed = {f"{SCHEMA}.properties.size": f"{SCHEMA}.properties.bytes"}
    return renamed_fields.carry_over(healed, renamed, moved)


BOTH = action(
    SCHEMA,
    {"properties": {"size": SAID, "name": SAID}},
    {"properties": {"size": TEXT, "name": {"description": "Its name."}}},
)
INSIDE = action(f"{SCHEMA}.properties", {"size": SAID, "name": SAID}, {"size": TEXT, "name": {"description": "Name."}})
ALONE = action(SCHEMA, {"properties": {"size": SAID}}, {"properties": {"size": TEXT}})
AT_FIELD = action(f"{SCHEMA}.properties.size", SAID, TEXT)


@pytest.mark.parametrize(
    "described", [BOTH, INSIDE, ALONE, AT_FIELD], ids=["beside others", "in the properties", "alone", "at the field"]
)
def test_the_text_on_a_renamed_field_is_written_at_its_new_name(described: Action) -> None:
    after = action(SCHEMA, {"title": "absent"}, {"title": "Thing"}, 9)
    new = document(bytes={"type": "integer"})

    healed = carried(described, after, new=new)

    (edit,) = healed.edits
    (written,) = edit.becomes
    properties: Any = healed.document["components"]
    assert properties["schemas"]["thing"]["properties"]["bytes"] == {"type": "integer", **TEXT}
    assert (edit.reason, edit.needs_check, written.origin) == (wording.CARRY_OVER, True, described.origin)
    assert judge(written, new) is None
    assert healed.overlays[0].actions == (written, after)


@pytest.mark.parametrize(
    ("described", "new"),
    [
        (BOTH, document(bytes={"type": "integer", "description": "Docker's words."})),
        (BOTH, document(other={"type": "integer"})),
        (action(SCHEMA, {"title": "absent"}, {"title": "Thing"}), document(bytes={"type": "integer"})),
        (
            action(SCHEMA, {"properties": {"size": {"type": "integer"}}}, {"properties": {"size": {"type": "number"}}}),
            document(bytes={"type": "integer"}),
        ),
    ],
    ids=["described by Docker", "no such field", "no text", "more than a text"],
)
def test_nothing_is_carried_over_otherwise(described: Action, new: dict[str, Any]) -> None:
    assert not any(edit.reason == wording.CARRY_OVER for edit in carried(described, new=new).edits)


@pytest.mark.parametrize(
    ("new", "is_offered"),
    [
        (document(bytes={"type": "integer", "description": "Docker's words."}), True),
        (document(bytes={"type": "string"}), False),
        (document(bytes={"type": "integer", "nullable": True}), False),
    ],
)
def test_another_correction_is_offered_at_the_new_name_where_it_fits(new: dict[str, Any], *, is_offered: bool) -> None:
    """The evidence was of the former name: somebody has to decide whether it holds."""
    corrected = action(f"{SCHEMA}.properties.size", {"type": "integer", "nullable": "absent"}, {"nullable": True})

    healed = carried(corrected, new=new)

    (edit,) = healed.edits
    assert (edit.becomes, edit.reason.startswith(wording.DROP_GONE)) == ((), True)
    assert [(other.target, other.update) for other in edit.restoration] == (
        [(f"{SCHEMA}.properties.bytes", {"nullable": True})] if is_offered else []
    )
    assert healed.overlays[0].actions == ()
    rewrite = Rewrite(file="overlay/a.yaml", first=5, last=9, lines=(), restoration=("  - target: it",))
    report = rendering.markdown(replace(NOTHING_NEW, edits=[(edit, rewrite)]))
    assert (wording_of_remains.renamed_too("overlay/a.yaml") in report) is is_offered


def test_fields_that_are_perhaps_renamed_are_read_from_the_changes() -> None:
    old = edited(("SCHEMA thing properties old_flag", {"type": "boolean"}))
    new = edited(("SCHEMA thing properties new_flag", {"type": "boolean"}))

    renamed = renamed_fields.find(compare(old, new), client(new))

    assert renamed == {f"{SCHEMA}.properties.old_flag": f"{SCHEMA}.properties.new_flag"}


COLUMNS = action(SCHEMA, {"x-columns": "absent"}, {"x-columns": ["name", "size"]}, 7)


def test_a_column_of_a_table_has_the_new_name_of_its_field() -> None:
    healed = carried(BOTH, COLUMNS, new=document(bytes={"type": "integer"}))

    _, edit = healed.edits
    assert (edit.action, edit.reason, edit.needs_check) == (COLUMNS, wording.CARRY_COLUMN, True)
    assert [written.update for written in edit.becomes] == [{"x-columns": ["name", "bytes"]}]
    components: Any = healed.document["components"]
    assert components["schemas"]["thing"]["x-columns"] == ["name", "bytes"]


@pytest.mark.parametrize(
    "other",
    [
        action(SCHEMA, {"x-columns": "absent"}, {"x-columns": ["name"]}, 7),
        action("$.components.schemas.part", {"x-columns": "absent"}, {"x-columns": ["size"]}, 7),
        action(SCHEMA, {"title": "absent"}, {"title": "size"}, 7),
        action(f"{SCHEMA}.type", "object", "size", 7),
    ],
)
def test_other_columns_stay(other: Action) -> None:
    new = document(bytes={"type": "integer"})
    new["components"]["schemas"]["part"] = {"type": "object"}
    assert [edit for edit in carried(other, new=new).edits if edit.reason == wording.CARRY_COLUMN] == []


@pytest.mark.parametrize("is_fitting", [True, False])
def test_what_an_action_says_of_a_list_of_fields_is_offered_at_the_new_name_of_one(*, is_fitting: bool) -> None:
    """Docker renames one of the fields; the action goes on with the other, and would say nothing of the new one."""
    target = f"{SCHEMA}.properties['size', 'name']"
    listed = Action("overlay/a.yaml", 5, target, "Seen.", "D3", {"nullable": True}, False, 2, {"nullable": "absent"})  # noqa: FBT003

    (edit,) = carried(
        listed, new=document(bytes={"type": "integer", **({} if is_fitting else {"nullable": False})})
    ).edits

    assert [(each.target, each.matches) for each in edit.becomes] == [(f"{SCHEMA}.properties['name']", 1)]
    assert [(each.target, each.matches) for each in edit.restoration] == [
        (f"{SCHEMA}.properties.bytes", 1)
    ] * is_fitting
    assert edit.reason == f"{wording.RECOUNT}{f' {wording_of_remains.OFFERED}' * is_fitting}"
    assert (edit.needs_check, edit.restoration_is_addition) == (is_fitting, is_fitting)
