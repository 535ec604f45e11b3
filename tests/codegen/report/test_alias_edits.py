"""A value whose name in the document changes to an alias of the overlay is read by both names."""

from typing import Any

from codegen.document.overlay import Action, Overlay
from codegen.report import moves, wording, wording_of_remains
from codegen.report.overlay_edits import heal

TOTAL = "$.components.schemas.page.properties.total"
ALIAS = Action(
    file="overlay/small.yaml", line=1, target=TOTAL, description="Either is sent.", discrepancy="D1",
    update={"x-aliases": ["count", "size"]}, remove=False, matches=1, before={"x-aliases": "absent"},
)  # fmt: skip


def document(**properties: Any) -> dict[str, Any]:
    return {"paths": {}, "components": {"schemas": {"page": {"type": "object", "properties": properties}}}}


def edits(**properties: Any) -> list[tuple[str, list[tuple[str, Any]], bool]]:
    before = document(total={"type": "number"}, next={"type": "string"})
    found = heal([Overlay(name="small", title="Small", actions=(ALIAS,))], moves.find(before, document(**properties)))
    return [
        (edit.reason, [(action.target, action.update) for action in edit.becomes], edit.needs_check)
        for edit in found.edits
    ]


def test_the_former_name_becomes_the_alias_of_the_name_that_was_an_alias() -> None:
    renamed = [(TOTAL.replace("total", "count"), {"x-aliases": ["total", "size"]})]

    assert edits(count={"type": "integer"}) == [(wording_of_remains.SWAP_NAMES, renamed, True)]


def test_a_value_that_is_gone_by_every_name_has_no_alias() -> None:
    assert edits(pages={"type": "integer"}) == [(wording.DROP_GONE, [], True)]
