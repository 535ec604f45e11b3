"""The patched document is one that mock servers and viewers can work with."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.overrides.overlay.faults import faults

DOCUMENT: dict[str, Any] = json.loads((Path(__file__).parents[3] / "generated" / "openapi.json").read_text("utf-8"))


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in DOCUMENT["paths"].items():
        for method in item.keys() & {"get", "head", "post", "put", "patch", "delete"}:
            yield f"{method.upper()} {path}", item[method]


def test_nothing_stands_where_it_means_nothing_and_examples_fit() -> None:
    assert list(faults(DOCUMENT)) == []


@pytest.mark.parametrize(
    ("node", "fault"),
    [
        ({"a": {"$ref": "#/x", "description": "y"}}, "a: description beside $ref"),
        ({"type": "object", "items": {"type": "string"}}, ": items on object"),
        ({"type": "string", "minItems": 1}, ": minItems on string"),
        ({"type": "string", "example": 5}, ": example 5 of string"),
        ({"head": {"responses": {"200": {"content": {}}}}}, "head.responses.200: body of HEAD"),
    ],
)
def test_faults_are_found(node: dict[str, Any], fault: str) -> None:
    assert list(faults(node)) == [fault]


def test_every_tag_is_in_a_group() -> None:
    grouped = {tag for group in DOCUMENT["x-tagGroups"] for tag in group["tags"]}
    used = {tag for _, operation in operations() for tag in operation["tags"]}
    assert used <= grouped
    assert {tag["name"] for tag in DOCUMENT["tags"]} <= grouped
