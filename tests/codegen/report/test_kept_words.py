"""Which words remain of an action that builds on one that goes."""

import copy
from typing import Any

import pytest

from codegen.document import overlay
from codegen.report import moves, overlay_edits, wording
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
    }
    assert (edit.reason, edit.needs_check, edit.restoration) == (wording.KEEP_WORDS, True, (ACTIONS[2],))
    assert [other.update for other in edit.becomes] == [{"owner": words}]


@pytest.mark.parametrize(
    "owner",
    [
        {"type": "array", "items": {"type": "string"}},
        {"type": "array", "description": "Owners.", "items": {"type": "object", "description": "It.", "properties": {
            "id": {"type": "string", "description": "Its id."}}}},
    ],
    ids=["something else", "with words of its own"],
)  # fmt: skip
def test_what_docker_writes_otherwise_or_with_its_own_words_keeps_none(owner: dict[str, Any]) -> None:
    *_, edit = healed(owner).edits

    assert (edit.reason, edit.becomes, edit.restoration) == (wording.DROP_TOGETHER, (), (ACTIONS[2],))
