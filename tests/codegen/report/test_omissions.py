"""New operations that no client can express are left out by actions to judge, and the rest is reported."""

import copy
import json
from pathlib import Path

import pytest

from codegen.document import nodes
from codegen.document.overlay import Overlay
from codegen.report import moves, omissions, rendering, wording_of_repairs
from codegen.report.examine import examine
from codegen.report.overlay_edits import Healed, heal
from codegen.write.build import Layout
from tests.codegen.report.small_client import Document, base

EMPTY = "overlay: 1.0.0\ninfo: {title: Validity, version: 1.0.0}\nactions: []\n"
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


def test_the_rest_of_the_document_is_compared(tmp_path: Path) -> None:
    (tmp_path / "overlay").mkdir()
    (tmp_path / "overlay" / "validity.yaml").write_text(EMPTY, encoding="utf-8")
    (tmp_path / "_version.py").write_text('__version__ = "0.1.0"\n', encoding="utf-8")
    (tmp_path / "old.json").write_text(json.dumps(base()), encoding="utf-8")
    (tmp_path / "new.json").write_text(json.dumps(with_new_operations()), encoding="utf-8")
    layout = Layout(
        spec=tmp_path / "old.json",
        overlays=tmp_path / "overlay",
        generated=tmp_path / "generated",
        version=tmp_path / "_version.py",
    )

    report = examine(tmp_path / "new.json", layout)

    assert not report.obstacle
    assert [change.names for change in report.changes] == [("hub.things.good()",)]
    written = rendering.markdown(report)
    assert wording_of_repairs.ARE_PROPOSED in written
    assert "x-before: {put: {operationId: things_other}}\n    remove: true\n" in written
