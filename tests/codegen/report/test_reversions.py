"""What operations were comes back by actions to judge, where no client can be built of what they are now."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from codegen.document import nodes, validate
from codegen.document.overlay import Overlay
from codegen.report import moves, rendering, reversions
from codegen.report import wording_of_repairs as wording
from codegen.report.examine import examine, generate
from codegen.report.overlay_edits import Healed, heal
from tests.codegen.report.small_client import Document, base
from tests.codegen.report.small_project import NO_ACTIONS, small_project

PATH = "/v2/things/{name}"
Edit = Callable[[Document], Any]


def changed(edit: Edit) -> Document:
    document = base()
    edit(document)
    return document


def kept(document: Document, *, overlays: int = 1) -> Healed:
    found = moves.find(base(), document)
    healed = heal([Overlay("validity", "Validity", ())] * overlays, found)
    return reversions.keep_former_operations(
        reversions.keep_former_parts(healed, found.old, document), found.old, document
    )


def actions(healed: Healed) -> list[tuple[str, Any]]:
    return [(edit.action.target, "removed" if edit.action.remove else edit.action.update) for edit in healed.edits]


def another_server(document: Document) -> None:
    document["paths"][PATH]["get"]["servers"] = [{"url": "https://elsewhere.example"}]


def another_media_type(document: Document) -> None:
    """In a response that nothing else has, beside a change that a client can express."""
    view = document["paths"][PATH]["get"]["parameters"][0]
    view["schema"]["enum"].append("c")
    del view["schema"]["type"]
    view["content"] = {"application/xml": {"schema": view.pop("schema")}}


def without_values(document: Document) -> None:
    kind = document["components"]["schemas"]["thing"]["properties"]["kind"]
    kind["allOf"] = [{"enum": ["p"]}, {"enum": ["q"]}]


SCHEMA = {"type": "string", "enum": ["a", "b"]}


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (another_server, [(f"$.paths['{PATH}'].get.servers", "removed")]),
        (
            another_media_type,
            [
                (f"$.paths['{PATH}'].get.parameters[0]", {"schema": SCHEMA}),
                (f"$.paths['{PATH}'].get.parameters[0].content", "removed"),
            ],
        ),
        (without_values, [("$.components.schemas.thing.properties.kind.allOf", "removed")]),
    ],
)
def test_a_change_beyond_what_a_client_can_do_is_undone(edit: Edit, expected: list[Any]) -> None:
    document = changed(edit)
    healed = kept(document)
    assert actions(healed) == expected
    assert all(edit.needs_check and edit.action.description == wording.UNUSABLE for edit in healed.edits)
    generate(healed.document, document)


def test_two_changes_of_which_neither_is_enough_are_undone_together() -> None:
    def edit(document: Document) -> None:
        another_server(document)
        without_values(document)

    healed = kept(changed(edit))
    assert len(healed.edits) == 2
    assert all("are new and are left out" in each.reason for each in healed.edits)
    generate(healed.document, healed.document)


def test_a_change_that_several_operations_use_is_undone_once() -> None:
    document = changed(lambda each: each["components"]["schemas"]["part"].update({"allOf": [{"enum": [1]}, False]}))
    healed = kept(document)
    assert actions(healed) == [("$.components.schemas.part.allOf", "removed")]


def test_an_invalid_route_that_is_new_is_left_out() -> None:
    def add(document: Document) -> None:
        document["paths"]["/v2/x{a"] = {"get": {"responses": {"200": {"description": "OK"}}}}

    healed = kept(changed(add))
    assert actions(healed) == [("$.paths['/v2/x{a']", "removed")]
    assert "is new and is left out" in healed.edits[0].reason
    validate.validate(healed.document)


def test_a_change_that_makes_an_operation_invalid_is_undone() -> None:
    def edit(document: Document) -> None:
        document["paths"][PATH]["put"]["responses"]["204"] = {"headers": {"X": {"in": "query", "x": "y" * 500}}}

    healed = kept(changed(edit))
    assert all(target.startswith(f"$.paths['{PATH}'].put.responses['204']") for target, _ in actions(healed))
    assert healed.edits
    validate.validate(healed.document)


def test_no_operation_that_callers_have_is_lost() -> None:
    def move(document: Document) -> None:
        document["paths"]["/v2/things/{name"] = document["paths"].pop(PATH)

    assert kept(changed(move)).edits == []


def test_nothing_is_proposed_without_need_or_overlays() -> None:
    document = base()
    found = moves.find(document, document)
    valid = heal([Overlay("validity", "Validity", ())], found)
    assert reversions.keep_former_parts(valid, document, document) is valid
    assert reversions.keep_former_operations(valid, document, document) is valid
    assert kept(changed(another_server), overlays=0).edits == []


def test_the_rest_of_the_document_is_compared(tmp_path: Path) -> None:
    layout = small_project(tmp_path, {"validity": NO_ACTIONS})
    document = changed(another_server)
    document["components"]["schemas"]["thing"]["properties"]["kind"]["enum"].append("z")
    (tmp_path / "new.json").write_text(json.dumps(document), encoding="utf-8")

    report = examine(tmp_path / "new.json", layout)

    assert not report.obstacle
    assert [change.names for change in report.changes] == [("Thing.kind",)]
    assert "is new and is left out, so that callers keep what they have" in rendering.markdown(report)
    assert "get" in nodes.mapping(nodes.mapping(document["paths"])[PATH])
