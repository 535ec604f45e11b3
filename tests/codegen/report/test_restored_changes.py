"""Changes that hang on an edit say which, so that a maintainer sees what the restoration of its action spares."""

from typing import Any

import pytest

from codegen.document import overlay
from codegen.document.load import JSON
from codegen.document.overlay import Action, Overlay
from codegen.report import moves, overlay_edits, restored_changes, wording, wording_of_remains
from codegen.report.changes import Change, Level

SCHEMA = "$.components.schemas.tag"
OLD: dict[str, Any] = {"paths": {}, "components": {"schemas": {"tag": {"properties": {"size": {"type": "number"}}}}}}
NEW: dict[str, Any] = {"paths": {}, "components": {"schemas": {"tag": {"properties": {"size": {"type": "string"}}}}}}
WRITING = Action(
    "overlay/a.yaml",
    7,
    f"{SCHEMA}.properties.size",
    "Seen.",
    "D1",
    {"type": "integer"},
    False,
    1,
    {"type": "number"},  # noqa: FBT003
)
REMOVING = Action("overlay/a.yaml", 7, f"{SCHEMA}.properties.size.type", "Seen.", "D1", None, True, 1, "number")  # noqa: FBT003


def change(name: str, location: str, after: str = "str") -> Change:
    return Change(Level.BREAKING, (name,), wording.TYPE, "int", after, location)


TYPE = change("Tag.size", f"{SCHEMA}.properties.size")
OF_MODEL = change("Tag.kind", f"{SCHEMA}.properties.kind")
ELSEWHERE = change("hub.tags.list()", "GET /tags")


@pytest.mark.parametrize("action", [WRITING, REMOVING], ids=["an update", "a removal"])
@pytest.mark.parametrize(
    ("with_restorations", "words"),
    [
        ([], {TYPE: ["overlay/a.yaml:7"], OF_MODEL: ["overlay/a.yaml:7"], ELSEWHERE: ["overlay/a.yaml:7"]}),
        (
            [TYPE, change("Tag.kind", OF_MODEL.location, "bool")],
            {OF_MODEL: ["overlay/a.yaml:7"], ELSEWHERE: ["overlay/a.yaml:7"]},
        ),
        ([TYPE, OF_MODEL, ELSEWHERE], {}),
    ],
    ids=["none comes", "one comes otherwise", "all come"],
)
def test_changes_that_do_not_come_with_the_restorations_name_the_edits(
    action: Action, with_restorations: list[Change], words: dict[Change, list[str]]
) -> None:
    healed = overlay_edits.heal([Overlay("a", "A", (action,))], moves.find(OLD, NEW))
    restored: list[dict[str, JSON]] = []

    def compare(document: dict[str, JSON]) -> list[Change]:
        restored.append(document)
        return with_restorations

    avoidable = restored_changes.find([TYPE, OF_MODEL, ELSEWHERE], healed.edits, healed, NEW, compare)

    assert avoidable == {each: wording_of_remains.unless_restored(origins) for each, origins in words.items()}
    (edit,) = healed.edits
    assert restored == [overlay.apply_with_misfits(NEW, [Overlay("a", "A", edit.restoration)])[0]]


def test_without_restorations_no_client_is_compared() -> None:
    healed = overlay_edits.heal([], moves.find(OLD, NEW))

    assert restored_changes.find([TYPE], healed.edits, healed, NEW, lambda _: pytest.fail("compared")) == {}
