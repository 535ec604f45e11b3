"""What makes a new document invalid is listed all at once, each place with an action to judge."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from codegen.document import overlay, validate
from codegen.document.overlay import Overlay
from codegen.errors import BuildError
from codegen.report import moves, rendering, rewrites, validity_repairs, wording_of_repairs
from codegen.report.examine import examine
from codegen.report.overlay_edits import Healed, heal
from tests.codegen.report.small_client import Document, base
from tests.codegen.report.small_project import NO_ACTIONS, small_project

QUERY = {"in": "query", "name": "view", "schema": {"type": "string", "enum": ["a", "b"]}}
PATH = {"in": "path", "name": "name", "required": True, "schema": {"type": "string"}}
OTHER_PATH = {"in": "path", "name": "q", "required": True, "schema": {"type": "string"}}
GET = "$.paths['/v2/things/{name}'].get"
PUT = "$.paths['/v2/things/{name}'].put"
X = "$.components.schemas.thing.properties.x"


def item(document: Document) -> Document:
    path: Document = document["paths"]["/v2/things/{name}"]
    return path


def with_property(schema: Any) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        document["components"]["schemas"]["thing"]["properties"]["x"] = schema

    return change


def with_response(code: str, response: Any) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        item(document)["put"]["responses"][code] = response

    return change


def with_put(key: str, value: Any) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        item(document)["put"][key] = value

    return change


def with_parameter(parameter: Any) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        item(document)["get"]["parameters"].append(copy.deepcopy(parameter))

    return change


def with_parameter_key(key: str, value: Any) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        item(document)["get"]["parameters"][0][key] = value

    return change


def without_response_text(document: Document) -> None:
    del item(document)["put"]["responses"]["204"]["description"]


def without_responses(document: Document) -> None:
    del item(document)["put"]["responses"]


def with_optional_name(document: Document) -> None:
    item(document)["parameters"][0]["required"] = False


def without_name(document: Document) -> None:
    del item(document)["parameters"], item(document)["put"]


def repaired(document: Document, folder: Path) -> Healed:
    """Repair the document, and check that the edited files make the same document."""
    (folder / "overlay").mkdir()
    (folder / "overlay" / "validity.yaml").write_text(NO_ACTIONS, encoding="utf-8")
    overlays = overlay.load(folder / "overlay")
    result = validity_repairs.add_repairs(heal(overlays, moves.find(base(), document)), document)
    rewrites.apply(result.edits, folder / "overlay")
    assert overlay.apply(document, overlay.load(folder / "overlay")) == result.document
    assert all(edit.needs_check and edit.reason.startswith(wording_of_repairs.PROPOSAL) for edit in result.edits)
    return result


def actions(healed: Healed) -> list[tuple[str, Any]]:
    return [(edit.action.target, "removed" if edit.action.remove else edit.action.update) for edit in healed.edits]


DESCRIPTION = {"description": wording_of_repairs.NO_DESCRIPTION}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            with_property({"$ref": "#/components/schemas/Things"}),
            [(X, {"$ref": "#/components/schemas/thing"})],
            id="schema of a similar name",
        ),
        pytest.param(
            with_property({"$ref": "#/components/schemas/whale"}), [(f"{X}['$ref']", "removed")], id="no such schema"
        ),
        pytest.param(with_property({"$ref": "other.yaml#/x"}), [(f"{X}['$ref']", "removed")], id="another file"),
        pytest.param(
            with_parameter({"$ref": "#/components/parameters/page"}),
            [(f"{GET}.parameters[1]", "removed")],
            id="no such parameter",
        ),
        pytest.param(
            with_put("responses", {"200": {"$ref": "#/components/responses/ok"}}),
            [(f"{PUT}.responses['200']['$ref']", "removed"), (f"{PUT}.responses['200']", DESCRIPTION)],
            id="the only response",
        ),
        pytest.param(
            with_response("409", {"$ref": "#/components/schemas/thing"}),
            [(f"{PUT}.responses['409']", "removed")],
            id="a schema in the place of a response",
        ),
        pytest.param(
            with_put("requestBody", {"$ref": "#/components/requestBodies/new"}),
            [(f"{PUT}.requestBody", "removed")],
            id="no such body",
        ),
        pytest.param(with_property({"type": "strng"}), [(X, {"type": "string"})], id="type with a slip"),
        pytest.param(
            with_property({"type": ["string", "null"]}), [(X, {"type": "string", "nullable": True})], id="null of 3.1"
        ),
        pytest.param(
            with_property({"type": "string", "required": True}), [(f"{X}.required", "removed")], id="required: true"
        ),
        pytest.param(with_property({"type": "string", "maxLength": "5"}), [(X, {"maxLength": 5})], id="number as text"),
        pytest.param(with_property({"type": "string", "pattern": 5}), [(X, {"pattern": "5"})], id="text as number"),
        pytest.param(
            with_property({"type": "string", "maxLength": "five"}), [(f"{X}.maxLength", "removed")], id="no number"
        ),
        pytest.param(without_response_text, [(f"{PUT}.responses['204']", DESCRIPTION)], id="no description"),
        pytest.param(without_responses, [(PUT, {"responses": {"default": DESCRIPTION}})], id="no responses"),
        pytest.param(with_parameter_key("in", "qeury"), [(f"{GET}.parameters[0]", {"in": "query"})], id="in"),
        pytest.param(
            with_parameter_key("required", "true"), [(f"{GET}.parameters[0]", {"required": True})], id="true as text"
        ),
        pytest.param(
            with_optional_name,
            [("$.paths['/v2/things/{name}'].parameters[0]", {"required": True})],
            id="optional parameter of the path",
        ),
        pytest.param(without_name, [(GET, {"parameters": [PATH]})], id="undeclared parameter of the path"),
        pytest.param(with_parameter(OTHER_PATH), [(f"{GET}.parameters[1]", "removed")], id="not in the path"),
        pytest.param(with_parameter(QUERY), [(f"{GET}.parameters[1]", "removed")], id="parameter twice"),
        pytest.param(
            with_put("operationId", "things_get"), [(f"{PUT}.operationId", "removed")], id="operationId twice"
        ),
        pytest.param(
            with_put("security", [{"BearerAuth": []}]),
            [(f"{PUT}.security[0].BearerAuth", "removed"), (f"{PUT}.security[0]", {"bearer": []})],
            id="undeclared security scheme",
        ),
        pytest.param(
            with_put("requestBody", {"required": True, "content": {}}),
            [(f"{PUT}.requestBody", {"required": False})],
            id="required body of no type",
        ),
    ],
)
def test_a_place_that_is_not_valid_gets_an_action(
    change: Callable[[Document], None], expected: list[tuple[str, Any]], tmp_path: Path
) -> None:
    document = base()
    change(document)
    with pytest.raises(BuildError):
        validate.validate(document)

    healed = repaired(document, tmp_path)

    assert actions(healed) == expected
    validate.validate(healed.document)


def test_all_places_are_repaired_at_once(tmp_path: Path) -> None:
    document = base()
    for reference in ("TooManyRequests", "gone"):
        with_response("4XX" if reference == "gone" else "429", {"$ref": f"#/components/responses/{reference}"})(
            document
        )
    document["components"]["responses"] = {"too_many_requests": {"description": "Too many."}}
    for parameter in (OTHER_PATH, QUERY):
        with_parameter(parameter)(document)
    with_property({"type": "strng"})(document)

    healed = repaired(document, tmp_path)

    validate.validate(healed.document)
    assert sorted(target for target, _ in actions(healed)) == sorted(
        [
            f"{PUT}.responses['4XX']",
            f"{PUT}.responses['429']",
            f"{GET}.parameters[1]",
            f"{GET}.parameters[2]",
            X,
        ]
    )
    found = {edit.action.target: edit.actual for edit in healed.edits}
    assert found[f"{PUT}.responses['429']"].endswith("$ref: #/components/responses/TooManyRequests points at nothing")


def test_a_route_is_not_left_out_without_a_person(tmp_path: Path) -> None:
    document = base()
    document["paths"]["/v2/x{a"] = {"get": {"responses": {"200": {"description": "OK"}}}}
    with_property({"type": "strng"})(document)

    healed = repaired(document, tmp_path)

    assert actions(healed) == [(X, {"type": "string"})]
    with pytest.raises(BuildError, match="the braces of the path are not in pairs"):
        validate.validate(healed.document)


def test_a_valid_document_and_a_project_without_overlays_stay_as_they_are() -> None:
    document = base()
    valid = heal([Overlay("validity", "Validity", ())], moves.find(document, document))
    assert validity_repairs.add_repairs(valid, document) is valid
    with_property({"type": "strng"})(document)
    without_overlays = heal([], moves.find(base(), document))
    assert validity_repairs.add_repairs(without_overlays, document) is without_overlays


def test_the_report_compares_a_document_with_a_reference_that_leads_nowhere(tmp_path: Path) -> None:
    layout = small_project(tmp_path, {"validity": NO_ACTIONS})
    document = base()
    with_property({"$ref": "#/components/schemas/Things"})(document)
    document["components"]["schemas"]["thing"]["properties"]["kind"]["enum"].append("z")
    (tmp_path / "new.json").write_text(json.dumps(document), encoding="utf-8")

    report = examine(tmp_path / "new.json", layout)

    assert report.obstacle == ""
    assert [change.names for change in report.changes] == [("Thing.x",), ("Thing.kind",)]
    written = rendering.markdown(report)
    assert wording_of_repairs.ARE_PROPOSED in written
    action = (
        f"  - target: {X}\n    description: {wording_of_repairs.EVIDENCE}\n    x-discrepancy: D36\n    x-matches: 1\n"
        "    x-before: {$ref: '#/components/schemas/Things'}\n    update: {$ref: '#/components/schemas/thing'}\n"
    )
    assert action in written
