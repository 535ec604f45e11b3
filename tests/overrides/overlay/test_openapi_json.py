"""The patched document is one that mock servers and viewers can work with."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from codegen.document.faults import find

DOCUMENT: dict[str, Any] = json.loads((Path(__file__).parents[3] / "generated" / "openapi.json").read_text("utf-8"))


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in DOCUMENT["paths"].items():
        for method in item.keys() & {"get", "head", "post", "put", "patch", "delete"}:
            yield f"{method.upper()} {path}", item[method]


def test_nothing_stands_where_it_means_nothing_and_examples_fit() -> None:
    assert [str(fault) for fault in find(DOCUMENT)] == []


def test_every_tag_is_in_a_group() -> None:
    grouped = {tag for group in DOCUMENT["x-tagGroups"] for tag in group["tags"]}
    used = {tag for _, operation in operations() for tag in operation["tags"]}
    assert used <= grouped
    assert {tag["name"] for tag in DOCUMENT["tags"]} <= grouped
