"""Which words remain of an action that builds on one that goes."""

import copy
from typing import Any

import pytest

from codegen.document import overlay
from codegen.report import moves, overlay_edits, wording, wording_of_remains
from tests.codegen.report.small_document import PUBLISHED, TAG, absent, action

OWNER = f"{TAG}.properties.owner"
ITEM = {"type": "object", "description": "Someone.", "properties": {"id": {"type": "string", "description": "The id."}}}
ACTIONS = (
    action(OWNER, before={"type": "string"}),
    action("$.components.schemas", before={"person": absent()}, update={"person": ITEM}),
    action(
        f"{TAG}.properties",
        before={"owner": absent()},
        update={
            "owner": {
                "type": "array",
                "description": "Who may push.",
                "items": {"$ref": "#/components/schemas/person"},
                "x-one-or-many": True,
            }
        },
    ),
)


def healed(owner: dict[str, Any]) -> overlay_edits.Healed:
    document = copy.deepcopy(PUBLISHED)
    document["components"]["schemas"]["tag"]["properties"]["owner"] = owner
    return overlay_edits.heal([overlay.Overlay("a", "A", ACTIONS)], moves.find(PUBLISHED, document))


def test_what_docker_writes_itself_and_inline_keeps_the_words() -> None:
    item = {"type": "object", "properties": {"id": {"type": "string"}, "name": {"type": "string"}}}

    *_, edit = healed({"type": "array", "items": item}).edits

    words = {
        "description": "Who may push.",
        "items": {"description": "Someone.", "properties": {"id": {"description": "The id."}}},
        "x-one-or-many": True,
    }
    assert (edit.reason, edit.needs_check, edit.restoration) == (wording.KEEP_MARKS, True, (ACTIONS[2],))
    assert [other.update for other in edit.becomes] == [{"owner": words}]
    assert edit.becomes[0].description.startswith(wording_of_remains.MARKS_ONLY)


def test_what_docker_writes_otherwise_keeps_nothing() -> None:
    *_, edit = healed({"type": "array", "items": {"type": "string"}}).edits

    assert (edit.reason, edit.becomes, edit.restoration) == (wording.DROP_TOGETHER, (), (ACTIONS[2],))


def test_what_docker_writes_in_its_own_words_keeps_the_mark_only() -> None:
    item = {"type": "object", "description": "It.", "properties": {"id": {"type": "string", "description": "Its id."}}}

    *_, edit = healed({"type": "array", "description": "Owners.", "items": item}).edits

    assert (edit.reason, edit.needs_check) == (wording.KEEP_MARKS, True)
    assert [other.update for other in edit.becomes] == [{"owner": {"x-one-or-many": True}}]


@pytest.mark.parametrize(
    ("marks", "reason", "kept"),
    [
        ({"x-one-or-many": True}, wording.KEEP_MARKS, [{"tags": {"x-one-or-many": True}}]),
        ({"x-undocumented": True}, wording.DROP_DONE, []),
        ({}, wording.DROP_DONE, []),
    ],
    ids=["a mark", "a mark of what Docker lacks", "no mark"],
)
def test_what_docker_documents_itself_keeps_the_marks(marks: dict[str, Any], reason: str, kept: list[Any]) -> None:
    tags = {"type": "array", "description": "The tags.", "items": {"type": "string"}}
    adding = action(f"{TAG}.properties", before={"tags": absent()}, update={"tags": {**tags, **marks}})
    document = copy.deepcopy(PUBLISHED)
    document["components"]["schemas"]["tag"]["properties"]["tags"] = tags

    (edit,) = overlay_edits.heal([overlay.Overlay("a", "A", (adding,))], moves.find(PUBLISHED, document)).edits

    assert (edit.reason, edit.needs_check, [other.update for other in edit.becomes]) == (reason, bool(kept), kept)
