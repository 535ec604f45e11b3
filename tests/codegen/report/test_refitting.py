"""What becomes of an action where Docker reorganises its document: split, moved, documented in part."""

import copy
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from codegen.document import overlay
from codegen.report import former_names, moves, overlay_edits, refitting, rewrites, wording, wording_of_remains
from tests.codegen.report.small_document import ID, INLINE, PUBLISHED, SIZE, SIZES, TAG, absent, action, edited, healed


@pytest.fixture
def document() -> dict[str, Any]:
    return copy.deepcopy(PUBLISHED)


def test_where_docker_says_it_at_one_of_two_places_the_action_keeps_to_the_other(document: dict[str, Any]) -> None:
    document["components"]["schemas"]["tag"]["properties"]["size"]["maximum"] = 100
    limit = action(SIZES, before={"maximum": absent()}, update={"maximum": 100}, matches=2)

    assert edited(document, limit) == [
        (wording.DONE_IN_PART, False, [("$.components.schemas['image'].properties.size", {"maximum": 100})])
    ]


def test_where_docker_says_something_else_at_one_of_two_places_its_words_hold_there(document: dict[str, Any]) -> None:
    document["components"]["schemas"]["tag"]["properties"]["size"]["maximum"] = 50
    limit = action(SIZES, before={"maximum": absent()}, update={"maximum": 100}, matches=2)

    assert edited(document, limit) == [
        (wording.NARROW, True, [("$.components.schemas['image'].properties.size", {"maximum": 100})])
    ]


def test_another_operation_id_in_a_filter_leaves_its_guard(document: dict[str, Any]) -> None:
    document["paths"]["/tags"]["get"]["operationId"] = "TagsList"
    target = "$.paths['/tags'][?@.operationId == '{}' && !@.parameters[?@.name == 'order']]"
    update: Any = {"parameters": [{"in": "query", "name": "order"}]}

    added = action(target.format("ListTags"), before={"operationId": "ListTags"}, update=update)

    assert edited(document, added) == [(wording.ADAPT, False, [(target.format("TagsList"), update)])]


def test_what_docker_repairs_without_a_word_keeps_our_words(document: dict[str, Any]) -> None:
    document["components"]["schemas"]["tag"]["properties"]["owner"]["nullable"] = True
    target = "$.components.schemas.tag.properties.owner"
    words = {"description": "Who pushed it; null if nobody is left."}
    repair = action(target, before={"nullable": absent()}, update={"nullable": True, **words})

    assert edited(document, repair) == [(wording.KEEP_WORDS, False, [(target, words)])]
    document["components"]["schemas"]["tag"]["properties"]["owner"]["description"] = "Docker's words."
    assert edited(document, repair) == [(wording.DROP_DONE, False, [])]


def test_what_an_action_appends_to_a_list_is_kept_when_docker_appends_something_else(document: dict[str, Any]) -> None:
    document["groups"][0]["tags"] = ["images", "tags", "users"]
    ours = action("$.groups[?@.name == 'API'].tags", before=["images"], update=["users", "search"])

    assert edited(document, ours) == [(wording.ADAPT, False, [("$.groups[?@.name == 'API'].tags", ["search"])])]


@pytest.mark.parametrize(
    ("new", "before"),
    [
        (["owner", "name"], [["owner", "name"]]),
        (["name", "size", "owner", "id"], []),
        (["name", "id"], []),
    ],
    ids=["an item less", "an item more", "another item"],
)
def test_a_list_from_which_docker_took_items_is_removed_as_before(
    document: dict[str, Any], new: list[str], before: list[list[str]]
) -> None:
    document["components"]["schemas"]["tag"]["required"] = new
    removal = action(f"{TAG}.required", before=["name", "size", "owner"])
    addition = action(TAG, before={"required": absent()}, update={"required": ["name"]})

    edits = healed(document, removal, addition).edits

    assert [other.before for other in edits[0].becomes] == before
    assert (edits[0].reason == wording_of_remains.REMOVE_REST, edits[0].needs_check) == (bool(before), not before)
    assert len(edits) == (1 if before else 2)  # the addition fits as it is after the removal


def test_what_names_an_inline_schema_follows_it_into_a_component(document: dict[str, Any]) -> None:
    document["components"]["schemas"]["page"] = INLINE
    document["paths"]["/tags"]["get"]["responses"]["200"]["schema"] = {"$ref": "#/components/schemas/page"}
    named = action("$.paths['/tags'].get.responses['200'].schema", before={"title": absent()}, update={"title": "Page"})

    assert edited(document, named) == [(wording.RETARGET, True, [("$.components.schemas.page", {"title": "Page"})])]


def test_the_name_of_an_inline_schema_does_not_go_to_a_schema_that_has_one(document: dict[str, Any]) -> None:
    document["paths"]["/tags"]["get"]["responses"]["200"]["schema"] = {"$ref": "#/components/schemas/image"}
    target = "$.paths['/tags'].get.responses['200'].schema"
    named = action(target, before={"title": absent()}, update={"title": "Page"})
    described = action(
        target, before={"title": absent(), "x-secret": absent()}, update={"title": "Page", "x-secret": True}
    )

    assert edited(document, named) == [(wording_of_remains.ONE_CLASS, True, [])]
    assert edited(document, described) == [
        (wording.RETARGET, True, [("$.components.schemas.image", {"x-secret": True})])
    ]


def test_a_removed_schema_that_is_a_component_now_is_removed_as_a_reference(document: dict[str, Any]) -> None:
    document["components"]["schemas"]["page"] = INLINE
    document["paths"]["/tags"]["get"]["responses"]["200"]["schema"] = {"$ref": "#/components/schemas/page"}
    target = "$.paths['/tags'].get.responses['200'].schema"

    found = healed(document, action(target, before={"properties": {"count": {"type": "number"}}}))

    (other,) = found.edits[0].becomes
    assert (other.target, other.before) == (target, {"$ref": "#/components/schemas/page"})
    assert found.edits[0].needs_check
    assert found.document["components"] == document["components"]


def test_a_parameter_is_followed_from_an_operation_to_its_path_and_back(document: dict[str, Any]) -> None:
    item = document["paths"]["/tags/{id}"]
    item["get"]["parameters"].remove(ID)
    item["parameters"] = [ID]
    target = "$.paths['/tags/{id}'].get.parameters[?@.name == 'id']"
    described = action(target, before={"description": absent()}, update={"description": "The id."})

    assert edited(document, described) == [
        (wording.RETARGET, True, [("$.paths['/tags/{id}'].parameters[?@.name == 'id']", {"description": "The id."})])
    ]


def test_a_parameter_below_which_something_is_changed_is_named(document: dict[str, Any]) -> None:
    document["paths"]["/tags"]["get"]["parameters"][0] = {**SIZE, "schema": {"type": "string"}}
    target = "$.paths.*.get.parameters[?@.name == 'size'].schema"
    integers = action(target, before={"type": "number"}, update={"type": "integer"}, matches=2)
    named = "$.paths['/tags/{id}'].get.parameters[?@.name == 'size'].schema"

    assert edited(document, integers) == [(wording.NARROW, True, [(named, {"type": "integer"})])]


OVERLAY = """\
overlay: 1.0.0
info: {title: Things, version: 1.0.0}
actions:
  - target: $.paths['/tags'].get
    description: More.
    x-discrepancy: D1
    x-before: {operationId: ListTags}
    update:
      parameters:
        - in: query
          name: order  # the first
          schema:
            type: string
        - in: query
          name: os
        - in: query
          name: arch

  - target: $.groups[0].tags
    description: Groups.
    x-discrepancy: D2
    x-before: [images]
    update: [users]
"""


@pytest.mark.parametrize("documented", [["order"], ["os"], ["arch"], ["order", "arch"]])
def test_the_rest_of_a_list_stays_as_it_is_written(
    tmp_path: Path, document: dict[str, Any], documented: list[str]
) -> None:
    (tmp_path / "overlay").mkdir()
    file = tmp_path / "overlay" / "a.yaml"
    file.write_text(OVERLAY, encoding="utf-8")
    document["paths"]["/tags"]["get"]["parameters"] += [{"in": "query", "name": name} for name in documented]
    document["groups"][0]["tags"] = ["images", *(f"{number}-of-groups" for number in range(12))]
    found = overlay_edits.heal(overlay.load(file.parent), moves.find(PUBLISHED, document))

    rewrites.apply(found.edits, file.parent)

    text = file.read_text(encoding="utf-8")
    assert overlay.apply(document, overlay.load(file.parent)) == found.document
    assert set(text.splitlines()[:15]) - set(OVERLAY.splitlines()) == set()
    assert text.count("\n        - in: query\n") == 3 - len(documented)
    assert "\n    x-before: [images, 0-of-groups," in text
    assert re.search(r"\n {15}\d+-of", text)
    assert max(map(len, text.splitlines())) < 120


def test_a_resource_keeps_its_name_when_its_tag_gets_another(tmp_path: Path, document: dict[str, Any]) -> None:
    (tmp_path / "overlay").mkdir()
    file = tmp_path / "overlay" / "names.yaml"
    file.write_text("overlay: 1.0.0\ninfo: {title: Names, version: 1.0.0}\nactions: []\n", encoding="utf-8")
    document["tags"] = [{"name": "teams"}, {"name": "organizations"}]
    overlays = overlay.load(file.parent)
    found = overlay_edits.heal(overlays, moves.find(PUBLISHED, document))

    kept = former_names.keep_of_resources(
        found, document, {"teams": "groups", "organizations": "orgs", "undeclared": "labels"}
    )
    rewrites.apply(kept.edits, file.parent)

    names = {"teams": "groups", "organizations": "orgs", "undeclared": "labels"}
    assert kept.document["tags"] == [{"name": tag, "x-python-name": name} for tag, name in names.items()]
    assert [(edit.reason, edit.needs_check, edit.is_new) for edit in kept.edits] == [
        (wording.KEEP_RESOURCE, True, True)
    ] * 3
    assert overlay.apply(document, overlay.load(file.parent)) == kept.document


def test_without_a_file_of_names_no_name_is_kept(document: dict[str, Any]) -> None:
    found = overlay_edits.heal([], moves.find(PUBLISHED, document))

    assert former_names.keep_of_resources(found, document, {"teams": "groups"}) is found


def test_values_that_the_service_has_besides_stay_where_docker_documents_the_rest(document: dict[str, Any]) -> None:
    kind = {"type": "string", "enum": ["image", "helm", "wasm"], "description": "What it is."}
    ours = action(TAG, before={"properties": {"kind": absent()}}, update={"properties": {"kind": kind}})
    theirs = {"type": "string", "enum": ["image", "helm"], "description": "Kind of the content."}
    document["components"]["schemas"]["tag"]["properties"]["kind"] = theirs

    assert edited(document, ours) == [
        (wording.KEEP_VALUES, True, [(TAG, {"properties": {"kind": {"enum": ["wasm"]}}})])
    ]
    patched: Any = healed(document, ours).document
    assert patched["components"]["schemas"]["tag"]["properties"]["kind"] == {
        **theirs,
        "enum": ["image", "helm", "wasm"],
    }


def test_values_that_docker_names_all_are_its_own(document: dict[str, Any]) -> None:
    kind = {"type": "string", "enum": ["image"]}
    ours = action(TAG, before={"properties": {"kind": absent()}}, update={"properties": {"kind": kind}})
    document["components"]["schemas"]["tag"]["properties"]["kind"] = {**kind, "enum": ["image", "helm"]}

    assert edited(document, ours) == [(wording.DROP_DONE, False, [])]


def test_what_moves_to_places_below_one_parent_keeps_to_one_action(document: dict[str, Any]) -> None:
    target = "$.components.schemas['tag', 'image'].properties['size', 'owner']"
    document["components"]["schemas"]["image"]["properties"]["owner"] = {"type": "number"}
    before = copy.deepcopy(document)
    document["components"]["schemas"]["tag"]["properties"] = {"name": {"type": "string"}}
    document["components"]["schemas"]["other"] = {
        "properties": {"size": {"type": "number"}, "owner": {"type": "number"}}
    }
    places = [("components", "schemas", "other", "properties", name) for name in ("size", "owner")]
    limit = action(target, before={"maximum": absent()}, update={"maximum": 9}, matches=4)
    refit = refitting.Refitting(
        action=limit, old=limit, moves=moves.find(before, document), before=before, document=document, keep=False
    )

    assert [(each.target, each.matches) for each in refit.retarget((limit,), places)] == [
        ("$.components.schemas.other.properties['size', 'owner']", 2)
    ]


def test_a_wildcard_keeps_the_places_that_it_selects_if_another_place_moves(document: dict[str, Any]) -> None:
    sized = {"type": "object", "properties": {"size": {"type": "number"}}}
    for name in ("a", "b", "c"):
        document["paths"][f"/{name}"] = {"post": {"body": copy.deepcopy(sized)}}
    before = copy.deepcopy(document)
    document["paths"]["/c"]["post"]["body"] = {"$ref": "#/components/schemas/moved"}
    document["components"]["schemas"]["moved"] = sized
    places = [("paths", path, "post", "body") for path in ("/a", "/b")]
    wild = action("$.paths.*.post[?@.properties]", before={"title": absent()}, update={"title": "X"}, matches=3)
    refit = refitting.Refitting(
        action=wild, old=wild, moves=moves.find(before, document), before=before, document=document, keep=False
    )

    assert [
        (each.target, each.matches) for each in refit.retarget((wild,), [*places, ("components", "schemas", "moved")])
    ] == [
        ("$.paths.*.post[?@.properties]", 2),
        ("$.components.schemas.moved", 1),
    ]
    assert [each.target for each in refit.retarget((wild,), places[:1])] == ["$.paths['/a'].post.body"]


def test_a_description_mentions_the_name_that_docker_gives_now(document: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "overlay: 1.0.0\ninfo: {title: Things, version: 1.0.0}\nactions:\n  - target: $.paths['/tags'].get\n"
        "    description: The document calls it ListTags.\n    x-discrepancy: names\n"
        "    x-before: {operationId: ListTags}\n    update: {operationId: tags_list}\n",
        encoding="utf-8",
    )
    document["paths"]["/tags"]["get"]["operationId"] = "listAllTags"
    found = overlay_edits.heal(overlay.load(tmp_path), moves.find(PUBLISHED, document))

    rewrites.apply(found.edits, tmp_path)

    written = (tmp_path / "a.yaml").read_text(encoding="utf-8")
    assert "    description: The document calls it listAllTags.\n" in written
    assert "    x-before: {operationId: listAllTags}\n" in written


@pytest.mark.parametrize(
    ("marked", "reason"), [({"x-undocumented": True}, wording.RETARGET_UNDOCUMENTED), ({}, wording.RETARGET)]
)
def test_of_an_undocumented_operation_nobody_knows_whether_it_moved_with_its_path(
    marked: dict[str, Any], reason: str
) -> None:
    operation: dict[str, Any] = {"responses": {"200": {"description": "OK"}}}
    before = {**PUBLISHED, "paths": {"/v2/old/{name}": {"get": {"operationId": "GetIt", **operation}}}}
    after = {**PUBLISHED, "paths": {"/v2/new/{name}": {"get": {"operationId": "GetIt", **operation}}}}
    adding = action("$.paths['/v2/old/{name}']", before={"put": absent()}, update={"put": {**operation, **marked}})

    (edit,) = overlay_edits.heal([overlay.Overlay("a", "A", (adding,))], moves.find(before, after)).edits

    assert (edit.reason, edit.needs_check) == (reason, True)
    assert [other.target for other in edit.becomes] == ["$.paths['/v2/new/{name}']"]


def test_a_description_no_longer_denies_the_name_that_docker_gives_now(document: dict[str, Any]) -> None:
    naming = action("$.paths['/tags/{id}'].get", before={"operationId": absent()}, update={"operationId": "tags_list"})
    naming = replace(naming, description="The document gives this operation no operationId.")
    document["paths"]["/tags/{id}"]["get"]["operationId"] = "listAllTags"

    (edit,) = healed(document, naming).edits

    assert edit.becomes[0].description == "The document calls this operation listAllTags."


@pytest.mark.parametrize("keep", [False, True])
def test_words_about_a_field_that_is_gone_do_not_bring_it_back(document: dict[str, Any], keep: bool) -> None:  # noqa: FBT001
    words = action(
        "$.components.schemas.tag",
        before={"properties": {"owner": {"description": absent()}, "name": {"description": absent()}}},
        update={"properties": {"owner": {"description": "Owner."}, "name": {"description": "Its name."}}},
    )
    del document["components"]["schemas"]["tag"]["properties"]["owner"]

    (edit,) = overlay_edits.heal(
        [overlay.Overlay("a", "A", (words,))], moves.find(PUBLISHED, document), keep=keep
    ).edits

    assert [each.update for each in edit.becomes] == [{"properties": {"name": {"description": "Its name."}}}]
