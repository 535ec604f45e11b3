"""An action that repeats values of Docker's for another schema is named if Docker changes them."""

import copy
from typing import Any

import pytest

from codegen.document import overlay
from codegen.document.overlay import Action, Overlay
from codegen.report import hand_written_uses, moves, overlay_edits, wording_of_remains
from codegen.report.repeated_values import ChangedValues, find_changed, find_repeating
from tests.codegen.report.small_document import PUBLISHED

STATUS = ("components", "schemas", "tag", "properties", "status")
TARGET = "$.components.schemas.tag.properties.status"
BEFORE, AFTER = ["active", "inactive"], ["active", "inactive", "stale"]
CHANGED = ChangedValues(STATUS, [*BEFORE], [*AFTER])


def with_values(values: list[str]) -> dict[str, Any]:
    document: dict[str, Any] = copy.deepcopy(PUBLISHED)
    document["components"]["schemas"]["tag"]["properties"]["status"] = {"type": "string", "enum": values}
    return document


def writing(update: Any, target: str = "$.components.schemas.tag", before: Any = None) -> Action:
    return Action("overlay/a.yaml", 7, target, "Seen.", "D4", update, update is None, 1, before or {})


def field(*values: str) -> dict[str, Any]:
    return {"properties": {"tag_status": {"enum": [*values]}}}


@pytest.mark.parametrize(
    ("before", "after", "is_changed"),
    [
        (BEFORE, AFTER, True),
        (BEFORE, ["active"], True),
        (BEFORE, BEFORE[::-1], False),
        (["active"], BEFORE, False),
    ],
)
def test_enumerations_of_several_values_are_compared_as_sets(
    before: list[str], after: list[str], *, is_changed: bool
) -> None:
    changed = find_changed(with_values(before), with_values(after))

    assert changed == [ChangedValues(STATUS, before, after)] * is_changed


def test_an_enumeration_that_is_gone_has_no_other_values() -> None:
    assert find_changed(with_values(BEFORE), copy.deepcopy(PUBLISHED)) == []


@pytest.mark.parametrize(
    ("action", "is_repeating"),
    [
        (writing(field(*BEFORE[::-1])), True),
        (writing({"parameters": [{"name": "status", "schema": {"enum": BEFORE}}]}, "$.paths.*"), True),
        (writing(field(*AFTER)), False),
        (writing(field("active")), False),
        (writing({"enum": BEFORE}, TARGET), False),
    ],
)
def test_an_action_for_another_schema_repeats_the_values(action: Action, *, is_repeating: bool) -> None:
    assert find_repeating([CHANGED], [action]) == [(CHANGED, action)] * is_repeating


def test_it_is_among_the_hand_written_lines() -> None:
    (use,) = hand_written_uses.of_values([CHANGED], [], [Overlay("a", "A", (writing(field(*BEFORE)),))])

    assert (use.name, use.places) == (TARGET, ("overrides/overlay/a.yaml:7",))
    assert "D4" in use.what


def test_what_the_overlay_removes_stays_removed_if_only_its_values_change() -> None:
    document = with_values(AFTER)
    removal = writing(None, TARGET, {"type": "string", "enum": BEFORE})

    healed = overlay_edits.heal([Overlay("a", "A", (removal,))], moves.find(with_values(BEFORE), document))

    (edit,) = healed.edits
    assert (edit.reason, edit.needs_check) == (wording_of_remains.KEEP_REMOVED, True)
    assert [each.before for each in edit.becomes] == [{"type": "string", "enum": AFTER}]
    assert overlay.find_misfits(document, healed.overlays) == []
    assert "status" not in nodes_of(healed.document)


def nodes_of(document: Any) -> dict[str, Any]:
    properties: dict[str, Any] = document["components"]["schemas"]["tag"]["properties"]
    return properties
