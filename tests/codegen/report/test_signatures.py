"""Types are shown as the client has them, with their values, and descriptions are read for facts."""

import attrs
from aiodockerhub_generated.types import Operation

from codegen.report import wording
from tests.codegen.report.small_client import BASE, STRING, compare, edited, told


def test_an_added_argument_shows_the_values_that_it_lists() -> None:
    by = {"in": "query", "name": "by", "schema": {"type": "string", "enum": ["owner", "editor"]}}

    (change,) = compare(
        edited(), edited(("THING get parameters", [*BASE["paths"]["/v2/things/{name}"]["get"]["parameters"], by]))
    )

    assert (change.what, change.after) == (wording.ARGUMENT_ADDED, "str (owner, editor)")


def test_of_many_values_ten_are_shown() -> None:
    by = {"in": "query", "name": "by", "schema": {"type": "string", "enum": [f"v{number}" for number in range(11)]}}

    (change,) = compare(edited(), edited(("THING put parameters", [by])))

    assert change.after.endswith("v8, v9, …)")


def test_attributes_of_an_added_model_have_the_types_of_the_client() -> None:
    """Those that may be missing or null are not shown as if they were always there."""
    properties = {
        "id": STRING,
        "size": {"type": "integer"},
        "kind": {"type": "string", "enum": ["x"], "nullable": True},
    }
    new = {"title": "New", "type": "object", "required": ["id"], "properties": properties}

    changes = compare(
        edited(), edited(("SCHEMA other", new), ("SCHEMA thing properties new", {"$ref": "#/components/schemas/other"}))
    )

    (added,) = (each for each in changes if each.what == wording.MODEL_ADDED)
    assert added.after == "id: str, size: int | None, kind: str | None (x)"


VALUES_OF_SIZE = [
    "- 3: being deleted (deprecated)",
    "- 6: archived. Deprecated",
    "",
    "| code | is |",
    "|-|-|",
    "| 4 | (deprecated) |",
]
"""Items of a list and a row of a table, each about one value."""


def test_a_deprecated_value_does_not_deprecate_its_field() -> None:
    (found,) = told(("SCHEMA thing properties size description", "\n".join(VALUES_OF_SIZE)))

    assert found[:3] == ("DOCUMENTATION", "Thing.size", "description")


def test_a_field_below_whose_values_it_is_called_deprecated_is_deprecated() -> None:
    values = ("SCHEMA thing properties size description", "\n".join([*VALUES_OF_SIZE, ""]))
    deprecated = ("SCHEMA thing properties size deprecated", True)

    (found,) = compare(edited(values), edited(values, deprecated))

    assert (found.level.name, found.names, found.what) == ("DEPRECATED", ("Thing.size",), "deprecated")


def test_every_fact_of_an_operation_is_told_in_words() -> None:
    facts = {each.name for each in attrs.fields(Operation)}

    assert facts <= wording.NAMED_FACTS | wording.FACTS.keys()


def test_a_fact_that_is_true_or_false_is_told_as_yes_or_no() -> None:
    (found,) = told(("THING put x-legacy-route", True))

    assert found == ("CHANGED", "hub.things.replace()", wording.FACTS["legacy_route"], "no", "yes")
