"""Which classes and resources keep the names that callers know."""

from typing import Any

import pytest

from codegen.report import former_names, moves
from tests.codegen.report.small_client import base, client, edited

PART = {"type": "object", "properties": {"weight": {"type": "number"}, "colour": {"type": "string"}}}
PARTS = "SCHEMA thing properties parts"
ITEMS = "$.components.schemas.thing.properties.parts.items"


def names(new: dict[str, Any]) -> dict[str, str]:
    old = base()
    old["components"]["schemas"]["part"]["properties"]["colour"] = {"type": "string"}
    return former_names.of_classes(client(old), client(new), moves.find(old, new))


def test_a_class_keeps_its_name_if_its_schema_becomes_inline_where_it_is_used() -> None:
    new = edited((PARTS, {"type": "array", "items": PART}), ("SCHEMA new properties parts", None))

    assert names(new) == {ITEMS: "Part"}


@pytest.mark.parametrize(
    "new",
    [
        edited((f"{PARTS} items", {**PART, "title": "Piece"}), ("SCHEMA new properties parts", None)),
        edited((PARTS, None), ("SCHEMA thing properties pieces", {"type": "array", "items": PART})),
    ],
    ids=["two fields", "another field"],
)
def test_a_class_of_like_fields_in_another_place_is_another_class(new: dict[str, Any]) -> None:
    new["components"]["schemas"]["new"]["properties"].pop("parts", None)
    expected = {ITEMS: "Part"} if "parts" in new["components"]["schemas"]["thing"]["properties"] else {}

    assert names(new) == expected


def test_a_class_of_a_schema_that_remains_has_its_name_already() -> None:
    assert names(edited((PARTS, {"type": "array", "items": PART}))) == {}


def test_a_class_keeps_its_name_if_docker_has_a_schema_in_the_place_of_one_of_the_overlay() -> None:
    """The schema of the overlay is in no published document, so that it is not among the renamed schemas."""
    reference = {"$ref": "#/components/schemas/piece_of_thing"}
    new = edited(
        (f"{PARTS} items", reference), ("SCHEMA new properties parts items", reference), ("SCHEMA piece_of_thing", PART)
    )
    del new["components"]["schemas"]["part"]
    old, without = base(), base()
    old["components"]["schemas"]["part"]["properties"]["colour"] = {"type": "string"}
    del without["components"]["schemas"]["part"]

    kept = former_names.of_classes(client(old), client(new), moves.find(without, new))

    assert kept == {"$.components.schemas.piece_of_thing": "Part"}


def test_a_resource_keeps_its_name_only_if_its_tag_has_another() -> None:
    old, new = base(), edited(("THING get tags", ["objects"]), ("THING put tags", ["objects"]))

    assert former_names.of_resources({"things": "objects"}, old, new) == {"objects": "things"}
    assert former_names.of_resources({}, old, new) == {}
