"""Any single change of the document changes the client if and only if the report says that it does."""

import copy
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from codegen.document import validate
from codegen.errors import BuildError
from codegen.report import comparison
from codegen.report.client import Client
from codegen.report.examine import generate
from codegen.report.read_client import read
from tests.codegen.report.small_client import base

Location = tuple[str | int, ...]
_TEXTS = ("Other words.", "a", "integer", "string", "date-time", "Deprecated.", "1.0")
_VALUES: tuple[Any, ...] = (
    *_TEXTS,
    True,
    False,
    0,
    7,
    None,
    [],
    ["a"],
    ["name"],
    {"type": "string"},
    {"nullable": True},
)
_KEYS = (
    "description", "deprecated", "nullable", "default", "maxLength", "minLength", "maximum", "enum", "format",
    "example",
    "readOnly", "writeOnly", "title", "security", "x-personal-token", "x-python-name", "x-secret", "x-displayName",
)  # fmt: skip


def document() -> dict[str, Any]:
    """Make the base document with further kinds of parts, so that there is more to change."""
    doc = base()
    doc["components"]["schemas"]["more"] = {
        "title": "More",
        "allOf": [{"$ref": "#/components/schemas/part"}],
        "description": "A part with more.",
    }
    item = {
        "get": {
            "tags": ["things"],
            "operationId": "things_list",
            "description": 'All of them. <span class="oat"></span>',
            "parameters": [
                {
                    "in": "query",
                    "name": "page_size",
                    "description": "Size.",
                    "schema": {"type": "integer", "maximum": 100},
                },
                {"in": "header", "name": "X-Trace", "schema": {"type": "string"}},
            ],
            "responses": {
                "200": {
                    "description": "OK",
                    "content": {
                        "application/json": {
                            "schema": {
                                "title": "ThingPage",
                                "type": "object",
                                "properties": {
                                    "count": {"type": "integer"},
                                    "results": {"type": "array", "items": {"$ref": "#/components/schemas/more"}},
                                },
                            }
                        }
                    },
                }
            },
        }
    }
    doc["paths"]["/v2/things"] = item
    return doc


DOCUMENT = document()


def places(node: Any, location: Location = ()) -> Iterator[Location]:
    yield location
    if isinstance(node, dict | list):
        for key, value in node.items() if isinstance(node, dict) else enumerate(node):
            yield from places(value, (*location, key))


PLACES = list(places(DOCUMENT))


@cache
def present() -> tuple[dict[str, str], Client]:
    texts = dict(generate(DOCUMENT, DOCUMENT).texts)
    return texts, read(texts)


def changed(location: Location, key: str, value: Any, *, add: bool) -> dict[str, Any]:
    """Copy the document with one value replaced, or removed if `value` is `None`, or one key added to a mapping."""
    new = copy.deepcopy(DOCUMENT)
    if add:
        location = (*location, key)
    *steps, last = location
    node: Any = new
    for step in steps:
        node = node[step]
    if value is None:
        del node[last]
    else:
        node[last] = value
    return new


# Shrinking would take longer than reading the change.
@pytest.mark.slow
@settings(max_examples=40, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.sampled_from(PLACES[1:]), st.sampled_from(_KEYS), st.sampled_from(_VALUES), st.booleans())
def test_the_client_changes_if_and_only_if_the_report_says_so(
    location: Location, key: str, value: Any, add: bool
) -> None:
    try:
        new = changed(location, key, value, add=add)
        assume(new != DOCUMENT)
        validate.validate(new)
        texts = dict(generate(new, new).texts)
    except (BuildError, KeyError, TypeError):
        assume(False)
        return
    before, old = present()
    found = comparison.compare(old, read(texts), DOCUMENT, new)

    assert bool(found) == (texts != before), [name for name in texts if texts[name] != before.get(name)]
