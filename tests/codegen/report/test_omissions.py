"""New operations that no client can express are left out by actions to judge, and the rest is reported."""

import copy
import json
from pathlib import Path

import pytest

from codegen.document import nodes
from codegen.document.overlay import Action, Overlay
from codegen.report import moves, omissions, rendering, validity_repairs, wording_of_repairs
from codegen.report.examine import examine
from codegen.report.overlay_edits import Healed, heal
from tests.codegen.report.small_client import Document, base
from tests.codegen.report.small_project import NO_ACTIONS, small_project

OTHER_SERVER = [{"url": "https://elsewhere.example"}]


def new_operation(operation_id: str, **changes: object) -> Document:
    operation: Document = copy.deepcopy(base()["paths"]["/v2/things/{name}"]["put"])
    return {**operation, "operationId": operation_id, **changes}


def with_new_operations() -> Document:
    document = base()
    document["paths"]["/v2/things/{name}"]["post"] = new_operation("things_elsewhere", servers=OTHER_SERVER)
    parameters = [{"in": "path", "name": "name", "required": True, "schema": {"type": "string"}}]
    document["paths"]["/v2/others/{name}"] = {
        "parameters": parameters,
        "servers": OTHER_SERVER,
        "put": new_operation("things_other"),
    }
    document["paths"]["/v2/good/{name}"] = {"parameters": parameters, "put": new_operation("things_good")}
    return document


def left_out(document: Document, before: Document | None = None) -> Healed:
    found = moves.find(before or base(), document)
    return omissions.leave_out(heal([Overlay("validity", "Validity", ())], found), found.old, document)


def test_new_operations_beyond_what_a_client_can_do_are_left_out() -> None:
    healed = left_out(with_new_operations())
    assert [(edit.action.target, edit.action.before, edit.action.remove) for edit in healed.edits] == [
        ("$.paths['/v2/things/{name}'].post", {"operationId": "things_elsewhere"}, True),
        ("$.paths['/v2/others/{name}']", {"put": {"operationId": "things_other"}}, True),
    ]
    assert [*nodes.mapping(healed.document["paths"])] == ["/v2/things/{name}", "/v2/good/{name}"]
    assert all(edit.needs_check for edit in healed.edits)


@pytest.mark.parametrize("path", ["/v2/things/{name}", "/v3/things/{name}"])
def test_an_operation_that_callers_have_is_never_left_out(path: str) -> None:
    document = base()
    document["paths"][path] = document["paths"].pop("/v2/things/{name}")
    document["paths"][path]["put"]["servers"] = OTHER_SERVER
    assert left_out(document).edits == []


def test_an_operation_to_which_the_overlay_gives_a_name_is_not_new_for_that() -> None:
    """Its operationId is another than in both published documents."""
    document = base()
    path = "/v2/things/{name}"
    document["paths"][path]["put"]["servers"] = OTHER_SERVER
    action = Action(
        file="overlay/names.yaml",
        line=1,
        target=f"$.paths['{path}'].put",
        description="",
        discrepancy="names",
        update={"operationId": "things_set"},
        remove=False,
        matches=1,
        before={"operationId": "things_replace"},
    )
    found = moves.find(base(), document)
    healed = heal([Overlay("validity", "Validity", ()), Overlay("names", "Names", (action,))], found)

    assert omissions.leave_out(healed, found.old, document).edits == []
    assert omissions.new_operations(base(), with_new_operations()) == {
        ("/v2/things/{name}", "post"),
        ("/v2/others/{name}", "put"),
        ("/v2/good/{name}", "put"),
    }


def test_a_repair_inside_of_what_is_left_out_is_no_edit() -> None:
    """The operation is left out as Docker wrote it: an action on a part of it would have no effect."""
    document = with_new_operations()
    document["paths"]["/v2/others/{name}"]["put"]["operationId"] = "things_replace"
    found = moves.find(base(), document)
    repaired = validity_repairs.add_repairs(heal([Overlay("validity", "Validity", ())], found), document)
    assert any("operationId" in edit.action.target for edit in repaired.edits)

    healed = omissions.leave_out(repaired, found.old, document)

    assert [(edit.action.target, edit.action.before) for edit in healed.edits] == [
        ("$.paths['/v2/things/{name}'].post", {"operationId": "things_elsewhere"}),
        ("$.paths['/v2/others/{name}']", {"put": {"operationId": "things_replace"}}),
    ]


def test_the_rest_of_the_document_is_compared(tmp_path: Path) -> None:
    layout = small_project(tmp_path, {"validity": NO_ACTIONS})
    (tmp_path / "new.json").write_text(json.dumps(with_new_operations()), encoding="utf-8")

    report = examine(tmp_path / "new.json", layout)

    assert not report.obstacle
    assert [change.names for change in report.changes] == [("hub.things.good()",)]
    written = rendering.markdown(report)
    assert wording_of_repairs.ARE_PROPOSED in written
    assert "x-before: {put: {operationId: things_other}}\n    remove: true\n" in written
