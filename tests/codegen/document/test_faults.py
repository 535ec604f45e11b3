"""Faults that validators accept: keys without a meaning, and examples of another type than their schema."""

from typing import Any

import pytest

from codegen.document.faults import find


@pytest.mark.parametrize(
    ("node", "fault"),
    [
        ({"a": {"$ref": "#/x", "description": "y"}}, "a: description beside $ref"),
        ({"type": "object", "items": {"type": "string"}}, ": items on object"),
        ({"type": "string", "minItems": 1}, ": minItems on string"),
        ({"type": "string", "example": 5}, ": example 5 of string"),
        ({"type": "integer", "example": True}, ": example True of integer"),
        ({"head": {"responses": {"200": {"content": {}}}}}, "head.responses.200: body of HEAD"),
    ],
)
def test_faults_are_found(node: dict[str, Any], fault: str) -> None:
    assert [str(each) for each in find(node)] == [fault]


def test_the_location_of_a_fault_is_that_of_the_key() -> None:
    (fault,) = find({"properties": {"flag": {"type": "string", "example": True}}})
    assert fault.location == ("properties", "flag", "example")
    assert fault.value is True


@pytest.mark.parametrize(("version", "faults"), [("3.0.3", ["a: description beside $ref"]), ("3.1.0", [])])
def test_keys_beside_a_reference_have_a_meaning_since_3_1(version: str, faults: list[str]) -> None:
    found = find({"openapi": version, "a": {"$ref": "#/x", "description": "y"}})

    assert [str(each) for each in found] == faults
