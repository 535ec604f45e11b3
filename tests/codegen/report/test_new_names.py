"""Names that are proposed for new operations and new pages."""

import json
from typing import Any

import pytest

from codegen.report import incomplete_additions, new_names
from codegen.report.examine import generate
from codegen.report.new_names import UnnamedPage
from codegen.report.read_client import read
from tests.codegen.report.small_client import Document, base, edited

VARIABLE = {"in": "path", "name": "part", "required": True, "schema": {"type": "string"}}


def operation(tag: str, path: str, **said: Any) -> Document:
    parameters = [VARIABLE] if path.endswith("}") else []
    return {"tags": [tag], "parameters": parameters, "responses": {"204": {"description": "Done"}}, **said}


def proposed(tag: str, *endpoints: tuple[str, str], **said: Any) -> list[str]:
    paths: dict[str, Any] = {}
    for method, path in endpoints:
        paths.setdefault(path, {})[method] = operation(tag, path, **said)
    document = edited(*((f"paths {path}", item) for path, item in paths.items()))
    return [each.better.partition(".")[2] for each in incomplete_additions.find_unnamed(document, base())]


ALL = (("get", "/v2/x/roles"), ("post", "/v2/x/roles"), ("get", "/v2/x/roles/{part}"), ("delete", "/v2/x/roles/{part}"))


@pytest.mark.parametrize(
    ("tag", "names"),
    [
        ("custom-roles", ["list", "create", "delete", "get"]),
        ("access-control", ["list", "create", "delete", "get"]),
        ("roles", ["list", "", "", "get"]),  # two of them are called so already
    ],
)
def test_a_resource_of_one_noun_is_named_by_what_is_done(tag: str, names: list[str]) -> None:
    assert proposed(tag, *ALL) == names


def test_what_is_another_noun_than_the_resource_is_in_the_singular_where_it_is_one_of_many() -> None:
    names = proposed("things", *ALL, ("post", "/v2/x/settings"))

    assert names == ["list_roles", "create_role", "delete_role", "get_role", ""]


def test_a_noun_of_docker_is_left_out_as_well() -> None:
    assert proposed("custom-roles", ("post", "/v2/x/roles"), ("put", "/v2/y"), operationId="AddRole")[0] == "add"


def test_a_list_has_its_noun_as_the_path_has_it() -> None:
    assert proposed("usage", ("get", "/v2/x/usage/pulls"), operationId="ListPullUsage") == ["list_pulls"]
    assert proposed("usage", ("get", "/v2/x/usage/report"), operationId="ListReportUsage") == ["list_report"]


def test_two_operations_get_two_names() -> None:
    names = proposed("custom-roles", ("post", "/v2/x/roles"), ("post", "/v2/y/roles"))

    assert len(set(names)) == 2


def page_of(title: str, name: str, **properties: Any) -> Document:
    items = {"type": "array", "items": {"$ref": "#/components/schemas/thing"}}
    schema = {"type": "object", "properties": {"results": items, "count": {"type": "integer"}, **properties}}
    response = {
        "200": {
            "description": "All.",
            "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}},
        }
    }
    return edited(
        (f"components schemas {name}", {**schema, **({"title": title} if title else {})}),
        (f"paths /v2/{name}", {"get": {"tags": ["things"], "operationId": f"things_{name}", "responses": response}}),
    )


@pytest.mark.parametrize(
    ("title", "better"),
    [("", [("PaginatedThings", "")]), ("Things", [("Things", "Things")]), ("ThingPage", [])],
)
def test_a_page_is_called_like_its_items(title: str, better: list[tuple[str, str]]) -> None:
    usual, document = page_of("ThingPage", "usual"), page_of(title, "paginated_things")
    old, new = (read(generate(each, each).texts) for each in (usual, document))

    assert new_names.pages(old, new, document) == [
        UnnamedPage(name, "ThingPage", "$.components.schemas.paginated_things", stated) for name, stated in better
    ]


@pytest.mark.parametrize(("path", "better"), [("teams", "TeamThingPage"), ("usual-lists", "UsualListThingPage")])
def test_a_second_page_of_the_same_items_is_called_after_what_its_path_begins_with(path: str, better: str) -> None:
    """`ThingPage` is taken by the list that was there before."""
    usual, more = page_of("ThingPage", "usual"), page_of("", "paginated_things")
    listing = more["paths"]["/v2/paginated_things"]
    schemas = {**usual["components"]["schemas"], **more["components"]["schemas"]}
    new = {
        **usual,
        "paths": {**usual["paths"], f"/v2/{path}/things": listing},
        "components": {**usual["components"], "schemas": schemas},
    }
    old_client, new_client = (read(generate(each, each).texts) for each in (usual, new))

    assert [(each.name, each.better) for each in new_names.pages(old_client, new_client, new)] == [
        ("PaginatedThings", better)
    ]


def test_a_class_whose_name_is_taken_is_called_after_what_it_belongs_to_and_so_is_its_page() -> None:
    """There is a class `Part` already."""
    usual, new = page_of("ThingPage", "usual"), page_of("ThingPage", "usual")
    new["components"]["schemas"] |= {
        "z_part": {"type": "object", "title": "Part", "properties": {"rank": {"type": "string"}}},
        "z_part_list": page_of("", "paginated_things")["components"]["schemas"]["paginated_things"],
    }
    new["components"]["schemas"]["z_part_list"]["properties"]["results"]["items"] = {
        "$ref": "#/components/schemas/z_part"
    }
    listing = json.loads(json.dumps(new["paths"]["/v2/usual"]).replace("schemas/usual", "schemas/z_part_list"))
    new["paths"]["/v2/x/{part}/usual-things/{name}/parts"] = {
        "get": {**listing["get"], "operationId": "things_parts", "parameters": [VARIABLE, {**VARIABLE, "name": "name"}]}
    }
    old_client, new_client = (read(generate(each, each).texts) for each in (usual, new))

    (part,) = new_names.numbered(old_client, new_client, new)
    (page,) = new_names.pages(old_client, new_client, new)

    assert (part.name, part.better, page.better) == ("Part2", "UsualThingPart", "UsualThingPartPage")
    notice = "#/a: the class is called {}, for Part is taken: give it a title"
    assert [new_names.is_told(notice.format(name), [part]) for name in ("Part2", "Part22")] == [True, False]


def test_pages_keep_their_names_where_no_others_are_called_like_their_items() -> None:
    document = page_of("", "paginated_things")
    old, new = (read(generate(each, each).texts) for each in (base(), document))

    assert new_names.pages(old, new, document) == []


def test_a_result_is_called_after_what_is_created_and_z_part_after_what_has_it() -> None:
    sent = {"type": "object", "properties": {"at": {"type": "string"}, "status": {"type": "integer"}}}
    role = {"type": "object", "properties": {"name": {"type": "string"}, "id": {"type": "integer"}, "last": sent}}
    secret = {"type": "object", "properties": {"secret": {"type": "string"}}}
    reference = {"$ref": "#/components/schemas/role"}

    def body_of(status: str, schema: Document) -> Document:
        return {status: {"description": "OK", "content": {"application/json": {"schema": schema}}}}

    new = edited(
        ("components schemas role", role),
        (
            "paths /v2/roles",
            {
                "post": {
                    "tags": ["things"],
                    "operationId": "AddRole",
                    "responses": body_of("201", {"allOf": [reference, secret]}),
                },
                "get": {"tags": ["things"], "operationId": "ReadRole", "responses": body_of("200", reference)},
            },
        ),
    )
    old_client, new_client = (read(generate(each, each).texts) for each in (base(), new))

    names = {each.name: each.better for each in new_names.results(old_client, new_client, new)}

    assert names == {"ThingsAddRoleResult": "CreatedRole", "ThingsAddRoleResultLast": "RoleLast"}


@pytest.mark.parametrize(
    ("component", "better"), [("createRoleResponse", "CreatedRole"), ("createdRole", ""), ("roleResponse", "")]
)
def test_a_schema_called_after_the_creation_gets_the_same_name_as_an_inline_one(component: str, better: str) -> None:
    role = {"type": "object", "properties": {"name": {"type": "string"}, "id": {"type": "integer"}}}
    secret = {"type": "object", "properties": {"secret": {"type": "string"}}}
    created = {"allOf": [{"$ref": "#/components/schemas/role"}, secret]}

    def operation(name: str, schema: str) -> Document:
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
        responses = {"200": {"description": "OK", "content": content}}
        return {"tags": ["things"], "operationId": name, "responses": responses}

    new = edited(
        ("components schemas role", role),
        (f"components schemas {component}", created),
        ("paths /v2/roles", {"post": operation("AddRole", component), "get": operation("ReadRole", "role")}),
    )
    old_client, new_client = (read(generate(each, each).texts) for each in (base(), new))

    names = [each.better for each in new_names.results(old_client, new_client, new)]

    assert names == ([better] if better else [])


def test_a_response_that_only_has_a_list_is_called_like_a_page() -> None:
    usual = page_of("ThingPage", "usual")
    items = {"type": "array", "items": {"$ref": "#/components/schemas/part"}}
    schema = {"type": "object", "properties": {"parts": items}}
    response = {"200": {"description": "All.", "content": {"application/json": {"schema": schema}}}}
    listing = {"get": {"tags": ["things"], "operationId": "ListParts", "responses": response}}
    new = {**usual, "paths": {**usual["paths"], "/v2/parts": listing}}
    old_client, new_client = (read(generate(each, each).texts) for each in (usual, new))

    assert [each.better for each in new_names.pages(old_client, new_client, new)] == ["PartPage"]
