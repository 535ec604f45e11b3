"""What the overlay says of an undocumented route comes back where Docker's document of it lacks it."""

import copy
from pathlib import Path
from typing import Any

import pytest

from codegen.document import overlay
from codegen.document.overlay import Action
from codegen.report import moves, overlay_edits, rewrites, wording, wording_of_remains
from codegen.report.documented_routes import actions_for_lacking

ROUTE = "$.paths['/tags/{id}']"
PUBLISHED: dict[str, Any] = {
    "openapi": "3.0.3",
    "paths": {"/tags/{id}": {"get": {"summary": "Get", "responses": {"200": {"description": "It."}}}}},
    "components": {"schemas": {"tag": {"type": "object", "properties": {"name": {"type": "string"}}}}},
}
OVERLAY = """\
overlay: 1.0.0
info: {title: Routes, version: 1.0.0}
actions:
  - target: $.paths['/tags/{id}']
    description: A client sends text and status.
    x-discrepancy: Se
    x-before: {patch: absent, delete: absent}
    update:
      patch:
        operationId: tags_update
        x-personal-scope: repo:admin
        description: Changes a tag.
        security: [{bearerAuth: []}]
        x-undocumented: true
        parameters:
          - {in: query, name: force, schema: {type: boolean}}
          - {in: query, name: by, description: "A name, at most 20 bytes.", schema: {type: string, maxLength: 20}}
        requestBody:
          required: true
          content:
            application/json:
              schema:
                type: object
                properties:
                  text: {type: string, maxLength: 100, description: "Text, at most 100 bytes."}
                  status: {type: integer, enum: [0, 1, 6], description: State as a code.}
        responses:
          "200": {description: It., content: {application/json: {schema: {$ref: "#/components/schemas/tag"}}}}
          "404": {description: None.}
      delete:
        operationId: tags_delete
        x-undocumented: true
        responses: {"202": {description: Soon gone.}}
"""


REF_PAGE = {"$ref": "#/components/schemas/page"}


def content(schema: Any) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


def listing(name: str, **more: Any) -> dict[str, Any]:
    results = {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}, **more}
    return {"type": "object", "properties": {"results": results}}


def adding(update: Any) -> Action:
    return Action("overlay/a.yaml", 1, ROUTE, "Seen.", "Se", update, False, 1, {"patch": "absent"})  # noqa: FBT003


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "overlay").mkdir()
    (tmp_path / "overlay" / "undocumented_routes.yaml").write_text(OVERLAY, encoding="utf-8")
    return tmp_path / "overlay"


def documented(patch: dict[str, Any], **schemas: Any) -> dict[str, Any]:
    document = copy.deepcopy(PUBLISHED)
    document["paths"]["/tags/{id}"]["patch"] = {"responses": {"200": {"description": "Done."}}, **patch}
    document["components"]["schemas"].update(schemas)
    return document


def body(schema: Any) -> dict[str, Any]:
    return {"requestBody": {"content": {"application/json": {"schema": schema}}}}


def pasted(folder: Path, document: dict[str, Any]) -> tuple[overlay_edits.Edit, dict[str, Any]]:
    """Make the only edit, append its `restoration` to the file, and return the edit and the patched document."""
    (edit,) = overlay_edits.heal(overlay.load(folder), moves.find(PUBLISHED, document)).edits
    assert (edit.reason, edit.needs_check) == (wording.DOCUMENTED, True)
    kept = rewrites.rewrite(edit, folder).restoration
    rewrites.apply([edit], folder)
    assert (edit.restoration_fits_at_end, edit.restoration_is_addition) == (True, True)
    file = folder / "undocumented_routes.yaml"
    file.write_text("\n".join([file.read_text(encoding="utf-8"), *kept, ""]), encoding="utf-8")
    return edit, overlay.apply(document, overlay.load(folder))


def test_arguments_and_texts_come_back_where_docker_keeps_its_body(folder: Path) -> None:
    theirs = {"type": "object", "properties": {"text": {"type": "string", "description": "Text."}}}
    document = documented(body({"$ref": "#/components/schemas/change"}), change=theirs)

    edit, patched = pasted(folder, document)

    assert patched["components"]["schemas"]["change"]["properties"] == {
        "text": {"type": "string", "maxLength": 100, "description": "Text, at most 100 bytes."},
        "status": {"type": "integer", "enum": [0, 1, 6], "description": "State as a code."},
    }
    (of_body,) = (action for action in edit.restoration if action.target == "$.components.schemas.change")
    text: Any = {"maxLength": "absent", "description": "Text."}
    assert of_body.before == {"properties": {"text": text, "status": "absent"}}
    assert of_body.description == wording_of_remains.documented_without("A client sends text and status.")
    assert wording_of_remains.documented_without(of_body.description) == of_body.description


def test_what_an_operation_lacks_comes_back_beside_what_it_has(folder: Path) -> None:
    described = {"in": "query", "name": "by", "description": "A name.", "schema": {"type": "string"}}
    states = {"properties": {"status": {"type": "integer", "enum": [0, 1]}}}

    _, patched = pasted(folder, documented({"parameters": [described], **body(states)}))

    patch = patched["paths"]["/tags/{id}"]["patch"]
    assert (patch["description"], patch["security"]) == ("Changes a tag.", [{"bearerAuth": []}])
    assert patch["responses"]["404"] == {"description": "None."}
    assert patch["responses"]["200"]["description"] == "Done."
    assert "x-undocumented" not in patch
    by, force = patch["parameters"]
    assert (by["description"], by["schema"]) == ("A name, at most 20 bytes.", {"type": "string", "maxLength": 20})
    assert force["name"] == "force"
    properties = patch["requestBody"]["content"]["application/json"]["schema"]["properties"]
    assert properties["status"]["enum"] == [0, 1, 6]
    assert properties["text"]["maxLength"] == 100


@pytest.mark.parametrize("schema", ["array", "#/components/schemas/listed"])
def test_an_array_that_was_seen_can_still_be_read_where_docker_has_an_object(folder: Path, schema: str) -> None:
    file = folder / "undocumented_routes.yaml"
    array = "{type: array, items: {type: string}}"
    text = OVERLAY.replace(
        '{$ref: "#/components/schemas/tag"}', array if schema == "array" else f'{{$ref: "{schema}"}}'
    )
    if schema != "array":
        text += (
            "  - target: $.components.schemas\n    description: A list.\n    x-discrepancy: Se\n"
            f"    x-before: {{listed: absent}}\n    update: {{listed: {array}}}\n"
        )
    file.write_text(text, encoding="utf-8")
    page: Any = {"allOf": [{"properties": {"results": {"type": "array", "items": {"type": "string"}}}}]}
    response = {
        "description": "It.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/page"}}},
    }
    document = documented({"responses": {"200": response}}, page=page)

    (edit, *_) = overlay_edits.heal(overlay.load(folder), moves.find(PUBLISHED, document)).edits

    (of_page,) = (action for action in edit.restoration if action.target == "$.components.schemas.page")
    assert (of_page.before, of_page.update) == ({"x-array-of": "absent"}, {"x-array-of": "results"})


def test_a_route_that_docker_spells_without_the_slash_at_the_end_is_documented() -> None:
    listing: Any = {"operationId": "tags_list", "x-undocumented": True, "responses": {"200": {"description": "All."}}}
    adding = Action(
        "overlay/a.yaml",
        1,
        "$.paths",
        "A client sends it.",
        "Se",
        {"/all/": {"get": listing}},
        False,
        1,
        {"/all/": "absent"},
    )
    document = copy.deepcopy(PUBLISHED)
    document["paths"]["/all"] = {"get": {"operationId": "ListTags", "responses": {"200": {"description": "All."}}}}

    (edit,) = overlay_edits.heal(
        [overlay.Overlay("a", "A", (adding,))], moves.find(PUBLISHED, document, ["/all/"])
    ).edits

    assert (edit.reason, [action.update for action in edit.becomes]) == (
        wording.DOCUMENTED,
        [{"/all": {"get": {"operationId": "tags_list"}}}],
    )


def test_members_of_an_all_of_get_their_properties_back(folder: Path) -> None:
    own = {"properties": {"other": {"type": "string"}}}
    parts = {"allOf": [True, {"$ref": "#/components/schemas/part"}, {"$ref": "#/nowhere"}, own]}
    part = {"properties": {"text": {"type": "string"}}}

    _, patched = pasted(folder, documented(body(parts), part=part))

    assert patched["components"]["schemas"]["part"]["properties"]["text"]["maxLength"] == 100
    schema = patched["paths"]["/tags/{id}"]["patch"]["requestBody"]["content"]["application/json"]["schema"]
    assert list(schema["allOf"][3]["properties"]) == ["other", "status"]


def test_a_required_field_comes_back_in_the_place_of_docker_s_name_for_it() -> None:
    names = {"type": "array", "items": {"type": "string"}}
    ours = {"type": "object", "required": ["repository_names"], "properties": {"repository_names": names}}
    theirs = {
        "type": "object",
        "required": ["reason", "repositories"],
        "properties": {"repositories": {**names, "description": "Names."}, "reason": {"type": "string"}},
    }
    document = documented(body({"$ref": "#/components/schemas/added"}), added=theirs)
    action = adding({"patch": {**body(ours), "responses": {"200": {"description": "It."}}}})

    for each in actions_for_lacking(action, document, {}):
        assert overlay.apply_action(each, document) is None

    assert document["components"]["schemas"]["added"] == {
        "type": "object",
        "required": ["reason", "repository_names"],
        "properties": {"reason": {"type": "string"}, "repository_names": names},
    }


def test_what_removes_docker_s_name_of_a_field_can_be_pasted(folder: Path) -> None:
    status = {"type": "integer", "enum": [0, 1, 6]}
    properties = {"text": {"type": "string"}, "state": status}
    document = documented(body({"type": "object", "required": ["state"], "properties": properties}))

    _, patched = pasted(folder, document)

    operation = patched["paths"]["/tags/{id}"]["patch"]
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    assert list(schema["properties"]) == ["text", "status"]
    assert "required" not in schema


def test_a_field_with_several_likely_names_comes_back_beside_docker_s() -> None:
    fields = [{"properties": {name: {"type": "string"} for name in names}} for names in ("ab", "c")]
    action = adding({"patch": {**body(fields[1]), "responses": {"200": {"description": "It."}}}})

    assert [each.remove for each in actions_for_lacking(action, documented(body(fields[0])), {})] == [False]


def test_the_texts_of_classes_in_an_all_of_come_back_where_docker_has_other_classes() -> None:
    item = {"type": "object", "properties": {"name": {"type": "string"}}}
    ours = {"title": "ItemPage", "description": "One page.", "allOf": [REF_PAGE, listing("Item", description="Items.")]}
    theirs = {"allOf": [REF_PAGE, listing("item")]}
    document = documented({}, page={"type": "object"}, item=item, items=theirs)
    responses = {"200": {"description": "It.", **content({"$ref": "#/components/schemas/items"})}}
    document["paths"]["/tags/{id}"]["patch"] = {"responses": responses}
    action = adding({"patch": {"responses": {"200": {"description": "It.", **content(ours)}}}})
    own: dict[str, Any] = {"#/components/schemas/Item": {**item, "title": "Item", "description": "A repository."}}

    for each in actions_for_lacking(action, document, own):
        assert overlay.apply_action(each, document) is None

    schemas = document["components"]["schemas"]
    assert schemas["item"] == {**item, "description": "A repository."}
    assert schemas["items"] == {"description": "One page.", "allOf": [REF_PAGE, listing("item", description="Items.")]}


def test_nothing_comes_back_where_docker_says_all_of_it(folder: Path) -> None:
    (action,) = overlay.load(folder)[0].actions
    document = copy.deepcopy(PUBLISHED)
    operations: Any = copy.deepcopy(action.update)
    document["paths"]["/tags/{id}"].update(operations)

    assert actions_for_lacking(action, document, {}) == ()


def test_of_a_parameter_that_docker_documents_the_limits_come_back() -> None:
    ours: dict[str, Any] = {
        "in": "query",
        "name": "os",
        "schema": {"type": "string", "enum": ["linux"]},
        "x-undocumented": True,
    }
    added = Action("overlay/a.yaml", 1, f"{ROUTE}.get", "E.", "D1", {"parameters": [ours]}, False, 1, {})  # noqa: FBT003
    document = copy.deepcopy(PUBLISHED)
    theirs = {"in": "query", "name": "os", "schema": {"type": "string"}}
    document["paths"]["/tags/{id}"]["get"]["parameters"] = [theirs]

    (kept,) = actions_for_lacking(added, document, {})

    assert kept.target == f"{ROUTE}.get.parameters[?@.name == 'os']"
    assert (kept.before, kept.update) == ({"schema": {"enum": "absent"}}, {"schema": {"enum": ["linux"]}})


@pytest.mark.parametrize(
    "broken", [{"requestBody": {"$ref": "#/nowhere"}}, body({"$ref": "#/nowhere"}), body({"allOf": []})]
)
def test_what_leads_nowhere_is_left_to_the_checks_of_the_document(folder: Path, broken: dict[str, Any]) -> None:
    (action,) = overlay.load(folder)[0].actions

    (kept,) = actions_for_lacking(action, documented(broken), {})

    update: Any = kept.update
    assert kept.target == f"{ROUTE}.patch"
    assert update["responses"]["404"] == {"description": "None."}
    assert "properties" not in str(update)


@pytest.mark.parametrize("is_recursive", [False, True])
def test_the_content_of_a_schema_of_the_overlay_comes_back_and_not_the_reference_to_it(is_recursive: bool) -> None:
    """Nothing needs the schema any more, so that the action that adds it is dropped."""
    change: dict[str, Any] = {"type": "object", "properties": {"text": {"type": "string", "maxLength": 100}}}
    theirs: dict[str, Any] = {"type": "object", "properties": {"text": {"type": "string"}}}
    if is_recursive:
        change["properties"]["next"] = {"$ref": "#/components/schemas/OwnChange"}
        theirs["properties"]["next"] = {"$ref": "#/components/schemas/change"}
    marks: dict[str, Any] = {"operationId": "tags_update", "x-undocumented": True, "responses": {}}
    operation: Any = marks | body({"$ref": "#/components/schemas/OwnChange"})
    absent: list[Any] = [{"patch": "absent"}, {"OwnChange": "absent"}]
    actions = (
        Action("overlay/a.yaml", 1, ROUTE, "E.", "Se", {"patch": operation}, False, 1, absent[0]),  # noqa: FBT003
        Action("overlay/a.yaml", 2, "$.components.schemas", "E.", "Se", {"OwnChange": change}, False, 1, absent[1]),  # noqa: FBT003
    )
    document = documented(body({"$ref": "#/components/schemas/change"}), change=theirs)

    edit, *_ = overlay_edits.heal([overlay.Overlay("a", "A", actions)], moves.find(PUBLISHED, document)).edits

    assert [(each.target, each.update) for each in edit.restoration] == [
        ("$.components.schemas.change", {"properties": {"text": {"maxLength": 100}}})
    ]


@pytest.mark.parametrize("are_accepted", [False, True])
def test_organization_tokens_come_back_with_their_scope_where_docker_does_not_accept_them(are_accepted: bool) -> None:
    ours: dict[str, Any] = {
        "operationId": "tags_update",
        "x-organization-token": True,
        "x-organization-scope": "scope-a",
        "x-undocumented": True,
        "responses": {"200": {"description": "It."}},
    }
    absent: Any = {"patch": "absent"}
    action = Action("overlay/a.yaml", 1, ROUTE, "E.", "Se", {"patch": ours}, False, 1, absent)  # noqa: FBT003
    document = documented({"description": '<span class="oat"></span>' if are_accepted else "It."})

    (edit,) = overlay_edits.heal([overlay.Overlay("a", "A", (action,))], moves.find(PUBLISHED, document)).edits

    token = {"x-organization-token": True, "x-organization-scope": "scope-a"}
    (marks,) = edit.becomes
    written: Any = marks.update
    assert ("x-organization-scope" in written["patch"]) is are_accepted
    assert [(each.target, each.update) for each in edit.restoration] == (
        [] if are_accepted else [(f"{ROUTE}.patch", token)]
    )
    assert edit.restoration_fits_at_end
