"""What new operations lack, and what is asked about them."""

from pathlib import Path
from typing import Any

import pytest

from codegen.document import faults, overlay
from codegen.report import actions_to_add, incomplete_additions, wording_of_additions
from codegen.report.examine import generate
from codegen.report.read_client import read
from tests.codegen.report.small_client import Document, base, edited


def operation(**said: Any) -> Document:
    return {"tags": ["things"], "responses": {"204": {"description": "Done"}}, **said}


@pytest.mark.parametrize(
    ("operation_id", "name", "better"),
    [
        ("ListThings", "things.list_things", "things.list"),
        ("createThing", "things.create_thing", "things.create"),
        ("GetThing", "things.get_thing", ""),
        ("things_sort", None, None),
        ("Sort", None, None),
        ("", "things.create_more", ""),
    ],
)
def test_a_new_operation_whose_name_repeats_its_resource_gets_a_better_one(
    operation_id: str, name: str | None, better: str | None
) -> None:
    said = {"operationId": operation_id} if operation_id else {}
    document = edited(("paths /v2/more", {"post": operation(**said)}))

    found = incomplete_additions.find_unnamed(document, base())

    expected = [] if name is None else [("POST", "/v2/more", name, operation_id, better)]
    assert [(each.method, each.path, each.name, each.operation_id, each.better) for each in found] == (
        expected if name != "things.get_thing" else []
    )


def test_operations_that_belong_together_keep_their_names_where_the_short_name_of_one_is_taken() -> None:
    document = edited(
        ("paths /v2/more", {"get": operation(operationId="ListThings")}),
        ("paths /v2/more/{part}", {"get": operation(operationId="GetThing")}),
    )

    assert incomplete_additions.find_unnamed(document, base()) == []


@pytest.mark.parametrize(
    ("path", "operation_id", "better"),
    [
        ("/v2/repositories/{repository}/things", "ListRepositoryThings", "things.list"),
        ("/v2/things/{thing}/parts", "ListThingParts", "things.list_parts"),
        ("/v2/repositories/things", "GetRepositoriesThing", "things.get_repositories"),
    ],
)
def test_a_better_name_leaves_out_what_stands_above_its_resource(path: str, operation_id: str, better: str) -> None:
    found = incomplete_additions.find_unnamed(
        edited((f"paths {path}", {"get": operation(operationId=operation_id)})), base()
    )

    assert [each.better for each in found] == [better]


@pytest.mark.parametrize(("refused", "asked"), [(True, ["hub.things.sort()"]), (False, [])])
def test_a_new_operation_that_takes_personal_tokens_unlike_those_beside_it_is_asked_about(
    refused: bool, asked: list[str]
) -> None:
    marked = [(f"THING {method} x-personal-token", not refused) for method in ("get", "put")]
    document, new = (
        edited(*marked),
        edited(*marked, ("paths /v2/things", {"post": operation(operationId="things_sort")})),
    )

    clients = [read(generate(each, each).texts) for each in (document, new)]

    found = incomplete_additions.find_unrefused(clients[0], clients[1], new)

    assert [each.name for each in found] == asked


def test_of_a_new_resource_whose_operations_are_all_asked_about_the_tag_is_named() -> None:
    marked = [(f"THING {method} x-personal-token", False) for method in ("get", "put")]
    path = "paths /v2/things/{name}/colours"
    parameter = {"in": "path", "name": "name", "required": True, "schema": {"type": "string"}}
    colours = {method: {**operation(), "tags": ["colours"], "parameters": [parameter]} for method in ("post", "delete")}
    old, plain = edited(*marked), edited(*marked, (path, colours))
    declared = {**plain, "tags": [*plain.get("tags", []), {"name": "colours"}]}

    def asked(new: Document) -> list[tuple[str, str]]:
        clients = [read(generate(each, each).texts) for each in (old, new)]
        return [(each.name, each.location) for each in incomplete_additions.find_unrefused(clients[0], clients[1], new)]

    assert asked(declared) == [("hub.colours", "$.tags[?@.name == 'colours']")]
    assert [location for _, location in asked(plain)] == [
        f"$.paths['/v2/things/{{name}}/colours'].{method}" for method in ("post", "delete")
    ]


MARK = ' <span class="oat"></span>'


@pytest.mark.parametrize(
    ("method", "words", "scope", "beside"),
    [
        ("get", "", "", "  # other reads of things need scope-thing-read"),
        ("post", "", "", "  # other changes of things need scope-thing-edit"),
        ("get", "With scope-thing-edit, or only scope-thing-list.", "scope-thing-list", None),
        ("post", "With scope-thing-list, or even scope-thing-edit.", "scope-thing-edit", None),
        ("post", "With scope-thing-list.", "scope-thing-list", None),
    ],
)
def test_the_scope_of_a_new_operation_is_looked_for_among_those_of_its_kind(
    method: str, words: str, scope: str, beside: str | None
) -> None:
    old = edited(
        ("THING get description", f"Reads.{MARK}"),
        ("THING get x-organization-scope", "scope-thing-read"),
        ("THING put description", f"Replaces.{MARK}"),
        ("THING put x-organization-scope", "scope-thing-edit"),
    )
    added = operation(parameters=NAMED, description=f"{words}{MARK}")
    new = {**old, "paths": {**old["paths"], "/v2/things/{name}/more": {method: added}}}
    old_client, new_client = (read(generate(each, each).texts) for each in (old, new))

    (unscoped,) = incomplete_additions.find_unscoped(old_client, new_client)

    assert unscoped.scope == scope
    assert beside is None or unscoped.beside == beside


@pytest.mark.parametrize(
    ("words", "scopes"),
    [
        ("A token can only read itself, and needs no scope for it.", []),
        ("It does not require a scope.", []),
        ("Tokens without any scope may call this.", []),
        ("There is no further scope.", [""]),
        ("Needs no scope for one's own, and scope-thing-read for others.", ["scope-thing-read"]),
    ],
)
def test_no_scope_is_proposed_where_docker_says_that_none_is_needed(words: str, scopes: list[str]) -> None:
    old, new = (edited(("THING get description", text)) for text in ("Reads.", f"{words}{MARK}"))
    old_client, new_client = (read(generate(each, each).texts) for each in (old, new))

    assert [each.scope for each in incomplete_additions.find_unscoped(old_client, new_client)] == scopes


@pytest.mark.parametrize(
    ("words", "scopes"),
    [
        ("Silent filter. Requires scope-thing-list.", ["scope-thing-list"]),
        ("A filter with scope-thing-read. More words.", []),
        ("With scope-thing-list, tokens see more.", []),
    ],
)
def test_a_present_operation_lacks_a_scope_if_docker_begins_to_demand_one(words: str, scopes: list[str]) -> None:
    texts = ("A filter with scope-thing-read.", words)
    old, new = (edited(("THING get description", f"{text}{MARK}")) for text in texts)
    old_client, new_client = (read(generate(each, each).texts) for each in (old, new))

    assert [each.scope for each in incomplete_additions.find_unscoped(old_client, new_client)] == scopes


def test_the_scopes_of_similar_paths_are_named_for_the_first_operation_of_a_resource() -> None:
    old = edited(("THING get description", f"Reads.{MARK}"), ("THING get x-organization-scope", "scope-thing-read"))
    added = {**operation(parameters=NAMED, description=f"More.{MARK}"), "tags": ["others"]}
    new = {**old, "paths": {**old["paths"], "/v2/things/{name}/more": {"get": added}}}
    old_client, new_client = (read(generate(each, each).texts) for each in (old, new))

    (unscoped,) = incomplete_additions.find_unscoped(old_client, new_client)

    assert unscoped.beside == "  # other reads below things need scope-thing-read"


def test_a_scope_that_another_text_is_the_first_to_name_is_told_beside_a_new_operation() -> None:
    old = edited(("THING get description", "Reads with scope-thing-read."))
    new = edited(
        ("THING get description", "Reads with scope-thing-read."),
        ("SCHEMA thing properties size", {"type": "integer", "description": "See scope-thing-edit, scope-thing-read."}),
        ("THING post", operation(parameters=NAMED, description=f"More.{MARK}")),
    )
    old_client, new_client = (read(generate(each, each).texts) for each in (old, new))

    (unscoped,) = incomplete_additions.find_unscoped(old_client, new_client)

    assert (unscoped.scope, unscoped.beside) == ("", "  # the document newly names scope-thing-edit")


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "example": True},
        {"type": "object", "items": {"type": "string"}},
        {"$ref": "#/x", "title": "y"},
    ],
)
def test_the_action_that_is_proposed_for_a_fault_removes_it(tmp_path: Path, schema: dict[str, Any]) -> None:
    document: Document = {"components": {"schemas": {"a": {"properties": {"flag": schema}}}}}
    (fault,) = faults.find(document)

    _, title, _, _, _, _, *action, _ = actions_to_add.sections(**NOTHING, faults=[fault])
    (tmp_path / "validity.yaml").write_text(
        "\n".join(["overlay: 1.0.0", "info: {title: A, version: '1'}", "actions:", *action]) + "\n"
    )
    repaired = overlay.apply(document, overlay.load(tmp_path))

    assert title == f"## {wording_of_additions.FAULTS} (1)"
    assert list(faults.find(repaired)) == []


def test_the_actions_for_a_misspelled_key_write_its_value_under_the_right_one(tmp_path: Path) -> None:
    document = edited(("SCHEMA new required", None), ("SCHEMA new requried", ["label"]))
    (fault,) = faults.find(document)

    _, title, _, introduction, _, _, *action, _ = actions_to_add.sections(**NOTHING, faults=[fault])
    (tmp_path / "validity.yaml").write_text(
        "\n".join(["overlay: 1.0.0", "info: {title: A, version: '1'}", "actions:", *action]) + "\n"
    )
    repaired: Any = overlay.apply(document, overlay.load(tmp_path))

    assert title == f"## {wording_of_additions.FAULTS} (2)"
    assert "misspelled" in introduction
    assert action[-1].endswith("# requried looks like required, and is not read: label may be left out")
    assert repaired == edited()


@pytest.mark.parametrize(
    ("slip", "repaired"), [(["label", "part"], ["label", "parts"]), (["label", "colour"], ["label"])]
)
def test_the_action_for_a_required_name_that_is_no_property_corrects_the_name(
    tmp_path: Path, slip: list[str], repaired: list[str]
) -> None:
    document = edited(("SCHEMA new required", slip))
    (fault,) = faults.find(document)

    _, title, _, introduction, _, _, *action, _ = actions_to_add.sections(**NOTHING, faults=[fault])
    (tmp_path / "validity.yaml").write_text(
        "\n".join(["overlay: 1.0.0", "info: {title: A, version: '1'}", "actions:", *action]) + "\n"
    )

    assert title == f"## {wording_of_additions.FAULTS} (1)"
    assert "in `required`" in introduction
    assert overlay.apply(document, overlay.load(tmp_path)) == edited(("SCHEMA new required", repaired))


NOTHING: dict[str, Any] = dict.fromkeys(("unnamed", "unnamed_pages", "undescribed", "unscoped", "unrefused"), ())
NAMED = [{"in": "path", "name": "name", "required": True, "schema": {"type": "string"}}]


@pytest.mark.parametrize(
    ("method", "scope", "found"),
    [("post", "repo:admin", ["repo:admin"]), ("get", "repo:admin", []), ("post", None, [])],
)
def test_a_new_write_gets_the_personal_scope_of_the_writes_beside_it(
    method: str, scope: str | None, found: list[str]
) -> None:
    old = edited(*([("THING put x-personal-scope", scope)] if scope else []))
    new = {**old, "paths": {**old["paths"], "/v2/things/{name}/more": {method: operation(parameters=NAMED)}}}
    old_client, new_client = (read(generate(each, each).texts) for each in (old, new))

    proposed = incomplete_additions.find_without_personal_scope(old_client, new_client)

    assert [(each.scope, each.kind) for each in proposed] == [(each, "personal") for each in found]


def test_a_scope_that_half_of_the_writes_need_is_proposed_in_any_order() -> None:
    without, having = operation(parameters=NAMED), {**operation(parameters=NAMED), "x-personal-scope": "repo:admin"}
    for writes in ({"post": without, "patch": having}, {"post": having, "patch": without}):
        old = edited(("THING put", None), ("paths /v2/things/{name}/others", writes))
        new = {**old, "paths": {**old["paths"], "/v2/things/{name}/more": {"post": without}}}
        old_client, new_client = (read(generate(each, each).texts) for each in (old, new))

        proposed = incomplete_additions.find_without_personal_scope(old_client, new_client)

        assert [each.scope for each in proposed] == ["repo:admin"]
