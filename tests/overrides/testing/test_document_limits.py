"""FakeHub checks the limits that the document states, also those that a later document states."""

from typing import Any

import pytest
from aiodockerhub.testing import document_limits, errors
from aiodockerhub.testing.handled_request import Fields
from aiodockerhub_generated.catalog import load

SCHEMA = {
    "properties": {
        "name": {"minLength": 3, "maxLength": 5},
        "code": {"pattern": "^[a-z]+$"},
        "words": {"minItems": 1, "maxItems": 2},
        "parts": {"minItems": 1, "items": {"properties": {"title": {"maxLength": 2}}}},
        "count": {"minimum": 1, "maximum": 9},
        "whole": {"properties": {"title": {"minLength": 2}}},
    }
}


@pytest.mark.parametrize(
    ("name", "read", "value"),
    [
        ("name", Fields.text, "ab"),
        ("name", Fields.maybe_text, "abcdef"),
        ("code", Fields.text, "a1"),
        ("words", Fields.texts, []),
        ("words", Fields.texts, ["a", "b", "c"]),
        ("parts", Fields.objects, []),
        ("count", Fields.integer, 0),
        ("count", Fields.integer, 10),
        ("count", Fields.integer, 10.0),
    ],
)
def test_a_value_outside_of_a_limit_is_refused(name: str, read: Any, value: object) -> None:
    with pytest.raises(errors.Refusal) as caught:
        read(Fields({name: value}, errors.invalid, SCHEMA), name)
    assert list(caught.value.body["fields"]) == [name]


def test_values_inside_of_the_limits_are_read() -> None:
    values: dict[str, Any] = {"name": "abcde", "code": "a", "words": ["a", "b"], "count": 9}
    fields = Fields(values, errors.invalid, SCHEMA)
    assert fields.text("name", most=1) == "abcde"  # the document takes precedence over the handler
    assert (fields.text("code"), fields.texts("words"), fields.integer("count")) == ("a", ["a", "b"], 9)


def test_limits_inside_of_objects_count_too() -> None:
    fields = Fields({"parts": [{"title": "abc"}], "whole": {"title": "a"}}, errors.invalid, SCHEMA)
    with pytest.raises(errors.Refusal, match="at most 2"):
        fields.objects("parts")[0].text("title")
    with pytest.raises(errors.Refusal, match="at least 2"):
        fields.object("whole").text("title")


def test_the_schema_of_a_body_is_that_of_the_catalog() -> None:
    schema = document_limits.body_schema("repositories.create")
    arguments = load()["repositories"]["operations"]["create"]["arguments"]
    required = [argument["json_name"] for argument in arguments if argument["required"]]
    stated = {argument["json_name"]: argument["schema"] for argument in arguments}
    assert schema["properties"]["name"]["maxLength"] == stated["name"]["maxLength"]
    assert "name" in schema["required"]
    assert set(schema["required"]) <= set(required)
