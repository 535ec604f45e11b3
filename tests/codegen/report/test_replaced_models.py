"""Where another model takes the place of a model, the report names what its users lose."""

from typing import Any

import pytest

from codegen.report import wording
from codegen.report.changelog import sentence
from codegen.report.changes import Change, Level
from tests.codegen.report.small_client import BASE, STRING, Document, compare, edited

OTHER = "SCHEMA other"
RESPONSE = "THING get responses 200 content application/json schema"
FORMER: Document = BASE["components"]["schemas"]["thing"]["properties"]


def changes(properties: Document) -> list[Change]:
    """Return the changes if `hub.things.get()` returns a new model instead of `Thing`."""
    other = {"title": "Other", "type": "object", "required": list(properties), "properties": properties}
    return compare(edited(), edited((OTHER, other), (RESPONSE, {"$ref": "#/components/schemas/other"})))


def consequence(properties: Document) -> str:
    (change,) = (each for each in changes(properties) if each.what == wording.RESULT)
    return change.consequence


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"name": STRING, "x": STRING}, "Other lacks size, kind, parts of Thing"),
        ({"name": {"type": "integer"}, "kind": STRING, "size": {"type": "integer"}, "x": STRING, "y": STRING},
         "Other lacks parts of Thing; another type: name (str → int)"),
        ({"name": STRING, "size_in_bytes": {"type": "integer"}, "a": STRING, "b": STRING, "c": STRING},
         "Other lacks kind, parts of Thing; perhaps size is size_in_bytes now"),
    ],
    ids=["gone", "another type", "another name"],
)  # fmt: skip
def test_lost_attributes_are_a_consequence_of_another_result(properties: Document, expected: str) -> None:
    assert consequence(properties) == expected


def test_a_model_that_has_all_that_the_former_had_loses_nothing() -> None:
    more = {f"more_{number}": STRING for number in range(9)}

    assert consequence({**FORMER, **more}) == ""


def test_losses_are_told_once_and_in_the_changelog() -> None:
    told: list[Any] = [each for each in changes({"name": STRING, "x": STRING}) if each.consequence]

    assert len(told) == 1
    assert sentence(told[0]).endswith("result (Thing → Other): Other lacks size, kind, parts of Thing")


def test_a_removed_model_names_the_one_in_its_place() -> None:
    before = edited((OTHER, {"title": "Other", "type": "object", "properties": {"of": STRING}}),
                    (RESPONSE, {"$ref": "#/components/schemas/other"}))  # fmt: skip
    after = edited(("SCHEMA third", {"title": "Third", "type": "object", "properties": {"by": STRING}}),
                   (RESPONSE, {"$ref": "#/components/schemas/third"}))  # fmt: skip

    (removed,) = (each for each in compare(before, after) if each.what == wording.MODEL_REMOVED)

    assert (removed.names, removed.after) == (("Other",), "Third in its place")
    assert sentence(removed) == "`Other`: model removed (Third in its place)"


def test_a_removed_model_is_not_said_to_have_been_itself() -> None:
    removed = Change(Level.BREAKING, ("A",), wording.MODEL_REMOVED, "A", "", "$.a")

    assert sentence(removed) == "`A`: model removed"
