"""New lists without chosen columns are named, and tables whose columns change."""

from typing import Any

from codegen.report import actions_to_add, table_columns, wording, wording_of_additions
from codegen.report.changes import Level
from codegen.report.examine import generate
from codegen.report.read_client import read
from tests.codegen.report.small_client import STRING, Document, base, compare, edited

NAMES = ("size", "name", "owner", "label", "color", "weight", "origin", "maker")
NUMBER = {"type": "integer"}
PAGE: Document = {
    "type": "object",
    "properties": {
        "count": {"type": "integer"},
        "next": {"type": "string", "nullable": True},
        "results": {"type": "array", "items": {"$ref": "#/components/schemas/item"}},
    },
}


def listed(*names: str, **of_schema: Any) -> Document:
    """Return the base document with a list in pages, whose items have these fields."""
    item = {"title": "Item", "type": "object", "properties": dict.fromkeys(names, STRING), **of_schema}
    document = edited(("SCHEMA item", item), ("SCHEMA page", {"title": "ItemPage", **PAGE}))
    document["paths"]["/v2/items"] = {
        "get": {
            "tags": ["things"],
            "operationId": "things_list",
            "parameters": [{"in": "query", "name": each, "schema": NUMBER} for each in ("page", "page_size")],
            "responses": {
                "200": {
                    "description": "OK",
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/page"}}},
                }
            },
        }
    }
    return document


def unchosen(old: Document, new: Document) -> list[table_columns.Unchosen]:
    clients = [read(generate(each, each).texts) for each in (old, new)]
    return table_columns.find_unchosen(clients[0], clients[1], new)


def test_a_new_list_with_more_fields_than_columns_is_named() -> None:
    (item,) = unchosen(base(), listed(*NAMES))

    assert (item.name, item.location) == ("hub.things.list()", "$.components.schemas.item")
    assert item.columns == ["name", "size", "owner", "label", "color", "weight", "origin"]
    assert item.others == ["maker"]


def test_lists_of_few_fields_of_chosen_columns_and_of_known_items_are_not() -> None:
    assert unchosen(base(), listed(*NAMES[:7])) == []
    assert unchosen(base(), listed(*NAMES, **{"x-columns": ["name"]})) == []
    assert unchosen(listed(*NAMES), listed(*NAMES, "more")) == []


def test_the_action_has_the_columns_that_are_shown_now() -> None:
    new = listed(*NAMES)
    nothing: dict[str, Any] = dict.fromkeys(("unnamed", "unnamed_pages", "undescribed", "unscoped", "unrefused"), ())

    lines = list(actions_to_add.sections(**nothing, unchosen=unchosen(base(), new)))

    assert lines[1] == f"## {wording_of_additions.UNCHOSEN} (1)"
    assert "  - target: $.components.schemas.item" in lines
    assert lines[-2] == (
        "    update: {x-columns: [name, size, owner, label, color, weight, origin]}"
        "  # hub.things.list(); not shown: maker"
    )


def test_other_columns_of_a_list_are_told() -> None:
    before = listed("name", "size", "owner", **{"x-columns": ["name", "size"]})
    after = listed("name", "size", "owner", **{"x-columns": ["name", "owner"]})

    (change,) = compare(before, after)

    assert (change.level, change.names, change.what) == (Level.CHANGED, ("hub.things.list()",), wording.COLUMNS)
    assert wording.removed_and_added(change.before, change.after) == ("size", "owner")


def test_another_order_of_the_same_columns_is_not_told() -> None:
    assert compare(listed("name", "size", "owner"), listed("owner", "name", "size")) == []
