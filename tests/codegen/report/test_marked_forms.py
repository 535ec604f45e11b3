"""Which actions stay because Docker documents both forms of a mark."""

import copy
from typing import Any

import pytest

from codegen.document import overlay
from codegen.report import moves, overlay_edits, wording, wording_of_remains
from tests.codegen.report.small_document import PUBLISHED, TAG, absent, action

PERSON: dict[str, Any] = {"type": "object", "properties": {"id": {"type": "string"}}}
REFERENCE = {"$ref": "#/components/schemas/person"}
MANY = {"type": "array", "items": REFERENCE}
INLINE = {"type": "array", "items": {**PERSON, "required": ["id"]}}
PAGE = {"type": "object", "properties": {"results": MANY}}


def healed(mark: dict[str, Any], owner: dict[str, Any]) -> overlay_edits.Healed:
    actions = (
        action(f"{TAG}.properties.owner", before={"type": "string"}),
        action("$.components.schemas", before={"person": absent()}, update={"person": PERSON}),
        action(f"{TAG}.properties", before={"owner": absent()}, update={"owner": mark}),
    )
    document = copy.deepcopy(PUBLISHED)
    document["components"]["schemas"]["tag"]["properties"]["owner"] = owner
    result = overlay_edits.heal([overlay.Overlay("a", "A", actions)], moves.find(PUBLISHED, document))
    assert overlay.find_misfits(document, result.overlays) == []
    return result


@pytest.mark.parametrize(
    ("mark", "forms"),
    [
        ({**MANY, "x-one-or-many": True}, [MANY, REFERENCE]),
        ({**MANY, "x-one-or-many": True}, [{**PERSON, "description": "One."}, INLINE]),
        ({**PAGE, "x-array-of": "results"}, [INLINE, PAGE]),
        ({**PERSON, "x-nested-in": "owner"}, [PERSON, {"type": "object", "properties": {"owner": PERSON}}]),
    ],
    ids=["by reference", "inline, in another order", "a page", "nested"],
)
@pytest.mark.parametrize("choice", ["oneOf", "anyOf"])
def test_a_choice_of_both_forms_is_removed_for_the_mark(
    mark: dict[str, Any], forms: list[dict[str, Any]], choice: str
) -> None:
    (edit,) = (result := healed(mark, {choice: forms, "description": "Docker's."})).edits

    assert (edit.reason, edit.needs_check, edit.restoration) == (wording_of_remains.BOTH_FORMS, True, ())
    assert [other.before for other in edit.becomes] == [{choice: forms}]
    after: Any = result.document
    assert after["components"]["schemas"]["tag"]["properties"]["owner"] == mark


@pytest.mark.parametrize(
    ("mark", "owner"),
    [
        (MANY, {"oneOf": [MANY, REFERENCE]}),
        ({**MANY, "x-one-or-many": True}, {"oneOf": [MANY, {"type": "string"}]}),
        ({**MANY, "x-one-or-many": True}, {"oneOf": [MANY, REFERENCE, {"type": "string"}]}),
        ({**MANY, "x-one-or-many": True}, {"type": "object", "properties": {"name": {"type": "string"}}}),
    ],
    ids=["no mark", "another form", "a third form", "no choice"],
)
def test_what_is_no_choice_of_both_forms_is_left_to_docker(mark: dict[str, Any], owner: dict[str, Any]) -> None:
    first, *_ = healed(mark, owner).edits

    assert (first.reason, first.becomes) == (wording.DROP_CHANGED, ())
