"""What comes back below `else` fits together with the other edits."""

from typing import Any

from codegen.report import joint_restorations, wording, wording_of_remains
from codegen.report.overlay_edits import Edit, Healed
from tests.codegen.report.small_document import PUBLISHED, TAG, action

OWN: Any = {"Own": {"properties": {"more": {"$ref": "#/components/schemas/Deeper"}}}}
ABSENT: Any = "absent"


def schema(name: str, content: Any) -> Edit:
    """Return an edit that drops an action which adds a schema."""
    added = action("$.components.schemas", before={name: ABSENT}, update={name: content})
    return Edit(action=added, becomes=(), reason=wording.DROP_NEEDLESS, needs_check=False)


def restoring(reference: str) -> Edit:
    update: Any = {"properties": {"own": {"$ref": reference}}}
    kept = action(TAG, before={"properties": {"own": ABSENT}}, update=update)
    return Edit(action=kept, becomes=(), reason=wording.DROP_CHANGED, needs_check=True, restoration=(kept,))


def test_a_dropped_schema_comes_back_with_what_refers_to_it_and_what_it_refers_to() -> None:
    edits = [
        restoring("#/components/schemas/Own"),
        schema("Own", OWN["Own"]),
        schema("Deeper", {"type": "string"}),
        schema("Other", {"type": "string"}),
    ]
    healed = Healed(document=PUBLISHED, overlays=[], edits=edits)

    first, own, deeper, other = joint_restorations.with_what_they_need(healed)

    assert (first, other) == (edits[0], edits[3])
    for before, after in ((edits[1], own), (edits[2], deeper)):
        assert (after.restoration, after.needs_check, after.restoration_fits_at_end) == ((before.action,), True, True)
        assert after.reason.endswith(wording_of_remains.NEEDED_BY_OTHERS)


def test_what_is_there_or_nowhere_changes_no_edit() -> None:
    for reference in ("#/components/schemas/image", "#/components/schemas/nowhere"):
        edits = [restoring(reference), schema("Own", OWN["Own"])]

        assert joint_restorations.with_what_they_need(Healed(document=PUBLISHED, overlays=[], edits=edits)) == edits
