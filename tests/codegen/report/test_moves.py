"""What has another name or another place in a new document is found, and targets of the overlay follow it."""

import copy
from typing import Any

import pytest

from codegen.document import overlay
from codegen.document.overlay import Action
from codegen.report import moves, overlay_edits, wording

SIZE: dict[str, Any] = {"in": "query", "name": "size", "schema": {"type": "number"}}
PUBLISHED: dict[str, Any] = {
    "paths": {
        "/tags/{id}": {
            "parameters": [{"in": "path", "name": "id", "schema": {"type": "string"}}],
            "get": {"operationId": "GetTag", "responses": {"200": {"$ref": "#/components/responses/tag"}}},
        },
        "/tags/{id}/images": {
            "parameters": [{"in": "path", "name": "id", "schema": {"type": "string"}}],
            "get": {"summary": "List", "parameters": [SIZE]},
        },
    },
    "components": {
        "responses": {"tag": {"description": "", "schema": {"$ref": "#/components/schemas/tag"}}},
        "schemas": {
            "tag": {"type": "object", "properties": {"image": {"$ref": "#/components/schemas/image"}}},
            "image": {"type": "object", "properties": {"size": {"type": "number"}}},
            "page": {"type": "object"},
        },
    },
}  # fmt: skip


def action(target: str, *, before: Any, update: Any, matches: int = 1) -> Action:
    return Action("overlay/a.yaml", 1, target, "Evidence.", "D1", update, False, matches, before)  # noqa: FBT003


def edited(document: dict[str, Any], *actions: Action) -> list[tuple[str, list[str]]]:
    """Return the reason of each edit, and the targets of the actions that replace the edited action."""
    healed = overlay_edits.heal([overlay.Overlay("a", "A", actions)], moves.find(PUBLISHED, document))
    assert overlay.find_misfits(document, healed.overlays) == []
    return [(edit.reason, [other.target for other in edit.becomes]) for edit in healed.edits]


@pytest.fixture
def document() -> dict[str, Any]:
    return copy.deepcopy(PUBLISHED)


def test_a_path_whose_parameter_has_another_name_is_the_same_path(document: dict[str, Any]) -> None:
    item = document["paths"]["/tags/{tag_id}"] = document["paths"].pop("/tags/{id}")
    item["parameters"][0]["name"] = "tag_id"
    item["get"]["summary"] = "Something else"
    described = action(
        "$.paths['/tags/{id}'].parameters[?@.name == 'id']", before={}, update={"description": "The id."}
    )
    both = action("$.paths['/tags/{id}', '/tags/{id}/images'].get", before={}, update={"x-a": 1}, matches=2)

    assert edited(document, described, both) == [
        (wording.RETARGET, ["$.paths['/tags/{tag_id}'].parameters[?@.name == 'tag_id']"]),
        (wording.RETARGET, ["$.paths['/tags/{tag_id}', '/tags/{id}/images'].get"]),
    ]


def test_one_of_two_paths_may_have_a_parameter_of_another_name(document: dict[str, Any]) -> None:
    item = document["paths"]["/tags/{tag_id}"] = document["paths"].pop("/tags/{id}")
    item["parameters"][0]["name"] = "tag_id"
    target = "$.paths['/tags/{id}','/tags/{id}/images'].parameters[?@.name == 'id']"

    assert edited(document, action(target, before={}, update={"description": "The id."}, matches=2)) == [
        (
            wording.RETARGET,
            [
                "$.paths['/tags/{id}/images'].parameters[?@.name == 'id']",
                "$.paths['/tags/{tag_id}'].parameters[?@.name == 'tag_id']",
            ],
        )
    ]


def test_a_path_is_the_same_if_its_operations_have_the_same_ids(document: dict[str, Any]) -> None:
    item = document["paths"]["/v3/{org}/tags/{id}"] = document["paths"].pop("/tags/{id}")
    item["get"]["summary"] = "Something else"

    assert edited(document, action("$.paths['/tags/{id}'].get", before={}, update={"x-a": 1})) == [
        (wording.RETARGET, ["$.paths['/v3/{org}/tags/{id}'].get"])
    ]


def test_a_component_is_the_same_if_all_refer_to_it_now(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    schemas["Image"] = {**schemas.pop("image"), "description": "Of a platform."}
    schemas["RepositoryTag"] = {**schemas.pop("tag"), "description": "Of a repository."}
    schemas["RepositoryTag"]["properties"]["image"]["$ref"] = "#/components/schemas/Image"
    document["components"]["responses"]["tag"]["schema"]["$ref"] = "#/components/schemas/RepositoryTag"

    assert edited(
        document,
        action("$.components.schemas.image.properties.size", before={"type": "number"}, update={"type": "integer"}),
        action("$.components.schemas['tag', 'image']", before={}, update={"x-a": 1}, matches=2),
    ) == [
        (wording.RETARGET, ["$.components.schemas.Image.properties.size"]),
        (wording.RETARGET, ["$.components.schemas['RepositoryTag', 'Image']"]),
    ]


def test_what_an_action_writes_refers_to_the_new_name(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    schemas["Image"] = schemas.pop("image")
    schemas["tag"]["properties"]["image"]["$ref"] = "#/components/schemas/Image"
    update = {"properties": {"images": {"items": {"$ref": "#/components/schemas/image"}}}}

    assert edited(document, action("$.components.schemas.page", before={}, update=update)) == [
        (wording.RENAME, ["$.components.schemas.page"])
    ]


def test_an_inline_parameter_is_followed_to_the_component_that_it_has_become(document: dict[str, Any]) -> None:
    document["components"]["parameters"] = {"size": SIZE}
    document["paths"]["/tags/{id}/images"]["get"]["parameters"] = [{"$ref": "#/components/parameters/size"}]
    target = "$.paths['/tags/{id}/images'].get.parameters[?@.name == 'size'].schema"

    assert edited(document, action(target, before={"type": "number"}, update={"type": "integer"})) == [
        (wording.RETARGET, ["$.components.parameters.size.schema"])
    ]


def test_a_component_is_followed_to_the_places_that_have_its_content_now(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    schemas["tag"]["properties"]["image"] = schemas.pop("image")
    target = "$.components.schemas.image.properties.size"

    assert edited(document, action(target, before={"type": "number"}, update={"type": "integer"})) == [
        (wording.RETARGET, ["$.components.schemas.tag.properties.image.properties.size"])
    ]


def test_names_that_select_nothing_any_more_leave_the_target(document: dict[str, Any]) -> None:
    del document["paths"]["/tags/{id}"]
    target = "$.paths['/tags/{id}', '/tags/{id}/images'].get"

    assert edited(document, action(target, before={}, update={"x-a": 1}, matches=2)) == [
        (wording.RECOUNT, ["$.paths['/tags/{id}/images'].get"])
    ]


def test_a_tag_is_the_same_if_its_operations_have_another(document: dict[str, Any]) -> None:
    published = copy.deepcopy(PUBLISHED)
    published |= {"tags": [{"name": "labels"}]}
    published["paths"]["/tags/{id}"]["get"]["tags"] = ["labels"]
    document |= {"tags": [{"name": "tags"}]}
    document["paths"]["/tags/{id}"]["get"]["tags"] = ["tags"]
    marked = action("$.tags[?@.name == 'labels']", before={}, update={"x-a": 1})
    added = action("$.paths", before={}, update={"/more": {"get": {"tags": ["labels"]}}})
    both = [overlay.Overlay("a", "A", (marked, added))]

    healed = overlay_edits.heal(both, moves.find(published, document))

    assert [edit.becomes[0].target for edit in healed.edits] == ["$.tags[?@.name == 'tags']", "$.paths"]
    assert healed.document["paths"]["/more"]["get"]["tags"] == ["tags"]  # type: ignore[index,call-overload]


def test_two_candidates_are_none(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    schemas["one"] = schemas["other"] = schemas.pop("page")

    assert edited(document, action("$.components.schemas.page", before={}, update={"x-a": 1})) == [
        (wording.DROP_GONE, [])
    ]


def test_a_scheme_of_security_with_another_name_is_written_by_it(document: dict[str, Any]) -> None:
    scheme = {"type": "http", "scheme": "bearer"}
    old = {**document, "components": {**document["components"], "securitySchemes": {"bearerAuth": scheme}}}
    new = {**document, "components": {**document["components"], "securitySchemes": {"HubBearer": scheme}}}
    adding = action("$.paths['/tags/{id}'].get", before={}, update={"security": [{"bearerAuth": []}, {}]})

    healed = overlay_edits.heal([overlay.Overlay("a", "A", (adding,))], moves.find(old, new))

    assert [edit.reason for edit in healed.edits] == [wording.RENAME]
    assert [other.update for edit in healed.edits for other in edit.becomes] == [{"security": [{"HubBearer": []}, {}]}]


def test_parameters_of_a_renamed_path_have_its_names() -> None:
    old: Any = {"paths": {"/v2/{name}/a": {"get": {"summary": "A"}}, "/v2/{name}/b": {"get": {"summary": "B"}}}}
    new: Any = {"paths": {"/v2/{org}/a": {"get": {"summary": "A"}}, "/v2/{name}/b": {"get": {"summary": "B"}}}}
    found = moves.find(old, new)
    written: Any = {"parameters": [{"in": "path", "name": "name"}, {"in": "query", "name": "name"}]}

    renamed: Any = found.rename_variables("$.paths['/v2/{name}/a']", written)

    assert [each["name"] for each in renamed["parameters"]] == ["org", "name"]
    for target in ("$.paths['/v2/{name}/a', '/v2/{name}/b']", "$.paths['/v2/{name}/b']", "$.tags"):
        assert found.rename_variables(target, written) == written


def test_a_path_of_the_overlay_has_the_spelling_and_the_names_of_docker() -> None:
    new: Any = {"paths": {"/v2/{org}/a": {"get": {"summary": "A"}}}}
    found = moves.find({"paths": {}}, new, ["/v2/{name}/a/"])
    written: Any = {"/v2/{name}/a/": {"parameters": [{"in": "path", "name": "name"}]}}

    assert found.rename(written) == {"/v2/{org}/a": {"parameters": [{"in": "path", "name": "org"}]}}
    assert found.targets("$.paths['/v2/{name}/a/']")[0] == "$.paths['/v2/{org}/a']"
