"""Misspelled keys, at any kind of object, and the keys that they stand for."""

import copy
from typing import Any

import pytest

from codegen.document import misspelled_keys

BASE: dict[str, Any] = {
    "openapi": "3.0.3",
    "info": {"title": "Hub", "version": "1"},
    "paths": {
        "/a": {
            "get": {
                "parameters": [{"in": "query", "name": "b", "schema": {"type": "string"}}],
                "responses": {"200": {"description": "OK"}},
            }
        }
    },
    "components": {"schemas": {"thing": {"type": "object", "properties": {"name": {"type": "string"}}}}},
}
OPERATION = ("paths", "/a", "get")
PARAMETER = (*OPERATION, "parameters", 0)
THING = ("components", "schemas", "thing")


def found(owner: tuple[str | int, ...], **keys: Any) -> list[tuple[tuple[str | int, ...], str]]:
    document = copy.deepcopy(BASE)
    node: Any = document
    for step in owner:
        node = node[step]
    node |= keys
    return list(misspelled_keys.find(document))


@pytest.mark.parametrize(
    ("owner", "key", "value", "meant"),
    [
        (THING, "requried", ["name"], "required"),
        ((*THING, "properties", "name"), "nulable", True, "nullable"),
        ((*THING, "properties", "name"), "minlength", 3, "minLength"),
        (PARAMETER, "requird", True, "required"),
        (OPERATION, "sumary", "Read", "summary"),
        ((*OPERATION, "responses", "200"), "contnet", {}, "content"),
        (("info",), "licence", {"name": "MIT"}, "license"),
    ],
)
def test_a_misspelled_key_stands_for_the_key_it_looks_like(
    owner: tuple[str | int, ...], key: str, value: Any, meant: str
) -> None:
    assert found(owner, **{key: value}) == [((*owner, key), meant)]


@pytest.mark.parametrize(
    "key",
    ["x-requried", "examples", "const", "patternProperties", "expires_at", "tag", "requirements"],
)
def test_a_key_with_a_meaning_elsewhere_or_of_other_letters_is_not_misspelled(key: str) -> None:
    assert found(THING, **{key: []}) == []


def test_without_a_place_for_the_value_no_key_is_meant() -> None:
    assert found(THING, requried=True) == [((*THING, "requried"), "")]
    assert found(THING, requried=["name"], required=["name"]) == [((*THING, "requried"), "")]


def test_an_object_of_3_1_is_checked_too() -> None:
    document = {**copy.deepcopy(BASE), "openapi": "3.1.0"}
    document["paths"]["/a"]["get"]["sumary"] = "Read"

    assert list(misspelled_keys.find(document)) == [((*OPERATION, "sumary"), "summary")]


def test_a_part_of_a_document_is_not_checked() -> None:
    assert list(misspelled_keys.find({"requried": ["name"]})) == []
