"""A small document, edited copies, and the changes that the report finds between their clients."""

import json
from functools import cache
from typing import Any

from codegen.report import comparison, wording
from codegen.report.changes import Change
from codegen.report.client import Client
from codegen.report.examine import generate
from codegen.report.read_client import read

# Documents are nested JSON whose shape the tests know: their types would be noise.
Document = dict[str, Any]
STRING = {"type": "string"}


def base() -> Document:
    """Return a new document with two operations, a model and a request body."""
    document: Document = json.loads(json.dumps(BASE))  # which, unlike a deep copy, keeps nothing shared
    return document


THING = {"$ref": "#/components/schemas/thing"}
BASE: Document = {
    "openapi": "3.0.3",
    "info": {"title": "Things", "version": "1"},
    "servers": [{"url": "https://things.example"}],
    "security": [{"bearer": []}],
    "tags": [{"name": "things", "x-displayName": "Things", "description": "All about things."}],
    "paths": {
        "/v2/things/{name}": {
            "parameters": [{"in": "path", "name": "name", "required": True, "schema": STRING}],
            "get": {
                "tags": ["things"],
                "operationId": "things_get",
                "summary": "Read a thing",
                "parameters": [{"in": "query", "name": "view", "schema": {"type": "string", "enum": ["a", "b"]}}],
                "responses": {
                    "200": {"description": "OK", "content": {"application/json": {"schema": THING}}},
                    "404": {"description": "Gone"},
                },
            },
            "put": {
                "tags": ["things"],
                "operationId": "things_replace",
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/new"}}}},
                "responses": {"204": {"description": "Done"}},
            },
        }
    },
    "components": {
        "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        "schemas": {
            "thing": {
                "title": "Thing",
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": STRING,
                    "size": {"type": "integer"},
                    "kind": {"type": "string", "enum": ["x", "y"]},
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/part"}},
                },
            },
            "part": {
                "title": "Part",
                "type": "object",
                "properties": {"of": {"$ref": "#/components/schemas/thing"}, "weight": {"type": "number"}},
            },
            "new": {
                "type": "object",
                "required": ["label"],
                "properties": {
                    "label": STRING,
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/part"}},
                },
            },
        },
    },
}


def edited(*edits: tuple[str, Any]) -> Document:
    """Return the base document after edits.

    Args:
        *edits: Keys that lead to a value, separated by spaces, and the new value; `None` deletes the key.
    """
    new = base()
    for path, value in edits:
        *steps, last = (
            path.replace("THING", "paths /v2/things/{name}").replace("SCHEMA", "components schemas").split(" ")
        )
        node: Any = new
        for step in steps:
            node = node[int(step)] if isinstance(node, list) else node[step]
        key = int(last) if isinstance(node, list) else last
        if value is None:
            del node[key]
        else:
            node[key] = value
    return new


def client(document: Document) -> Client:
    return read(generate(document, document).texts)


@cache
def of_base() -> Client:
    return client(base())


def compare(old: Document, new: Document) -> list[Change]:
    before = of_base() if old == BASE else client(old)
    return comparison.compare(before, client(new), old, new)


def changes(*edits: tuple[str, Any]) -> list[Change]:
    return compare(base(), edited(*edits))


def told(*edits: tuple[str, Any]) -> list[tuple[str, str, str, str, str]]:
    """Return the changes of the base document, without those of commands, which test_commands.py checks."""
    return [
        (change.level.name, " ".join(change.names), change.what, change.before, change.after)
        for change in changes(*edits)
        if change.what != wording.COMMAND_LINE
    ]
