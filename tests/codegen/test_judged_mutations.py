"""A yardstick from outside: after a random change Docker's document gives a right client, or is refused with the place.

What is right, openapi-core and jsonschema say: judge.py shares no code with the build step. `JUDGED=200` tries as many
changes, `JUDGED_FIRST=200` begins with another one (`--log-cli-level=INFO` shows the figures); docs/codegen.md has those
of such a run.
"""

# ruff: noqa: E501 - one change a line

import copy
import json
import logging
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from codegen.errors import BuildError
from codegen.write.build import DOCUMENT, Layout
from tests.codegen import kit

ROOT = Path(__file__).parents[2]
COUNT = int(os.environ.get("JUDGED", "8"))
FIRST = int(os.environ.get("JUDGED_FIRST", "0"))
Schema = dict[str, Any]

STRING: Schema = {"type": "string"}
SCHEMAS: list[Schema] = [
    STRING,
    {"type": "integer"},
    {"type": "number"},
    {"type": "boolean"},
    {"type": "string", "format": "date-time"},
    {"type": "string", "format": "date"},
    {"type": "string", "enum": ["one", "two", "class", "None"]},
    {"type": "integer", "enum": [1, 2]},
    {"type": "string", "nullable": True},
    {},
    {"type": "object"},
    {"type": "object", "additionalProperties": STRING},
    {"type": "array", "items": STRING},
    {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}},
    {"type": "object", "properties": {"from": STRING, "self": {"type": "integer"}}, "required": ["from"]},
    {"type": "object", "properties": {"a": STRING}, "additionalProperties": {"type": "integer"}},
    {"oneOf": [STRING, {"type": "integer"}]},
    {"oneOf": [{"$ref": "#/components/schemas/error"}, {"type": "array", "items": STRING}]},
    {"allOf": [{"$ref": "#/components/schemas/error"}], "properties": {"more": {"type": "boolean"}}},
    {"allOf": [{"$ref": "#/components/schemas/error"}], "nullable": True},
    {"$ref": "#/components/schemas/error"},
    {"type": "string", "maxLength": 3, "minLength": 1, "default": "abc"},
    {"not": {"type": "string"}},
]
NAMES = [
    "class",
    "self",
    "list",
    "Model",
    "page",
    "größe",
    "two words",
    "a-b",
    "A.B",
    "date",
    "1st",
    "call",
    "options",
    "x" * 90,
]
PARAMETERS: list[Schema] = [
    {"in": "query", "name": "added", "schema": {"type": "array", "items": STRING}},
    {"in": "query", "name": "added", "schema": {"type": "array", "items": STRING}, "explode": False},
    {
        "in": "query",
        "name": "added",
        "schema": {"type": "array", "items": STRING},
        "style": "pipeDelimited",
        "explode": False,
    },
    {
        "in": "query",
        "name": "added",
        "schema": {"type": "object", "properties": {"a": STRING, "b": {"type": "integer"}}},
        "style": "deepObject",
        "explode": True,
    },
    {"in": "query", "name": "added", "required": True, "schema": {"type": "boolean"}},
    {"in": "query", "name": "added", "content": {"application/json": {"schema": {"type": "array", "items": STRING}}}},
    {"in": "header", "name": "X-Added", "schema": {"type": "integer"}},
    {"in": "header", "name": "X-Added", "schema": {"type": "array", "items": STRING}},
    {"in": "cookie", "name": "added", "schema": STRING},
]
JUNK: list[Any] = [None, True, 0, "x", [], {}, "#/nowhere", {"$ref": "#/components/schemas/gone"}, {"type": "nonsense"}]
METHODS = {"get", "post", "put", "patch", "delete", "head"}


def nodes(document: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the locations of all nodes except the root."""
    for key, value in document.items() if isinstance(document, dict) else enumerate(document):
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from nodes(value, (*path, key))


def at(document: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        document = document[step]
    return document


class Change:
    """One random change of a document."""

    def __init__(self, document: Any, chance: random.Random) -> None:
        self.document = document
        self.chance = chance
        self.everywhere = [
            path for path in nodes(document) if not any(str(step) in {"example", "examples"} for step in path)
        ]
        self.kinds: list[Callable[[], object]] = [
            self.schema, self.schema, self.keyword, self.keyword, self.name, self.required, self.parameter, self.style,
            self.response, self.security, self.remove, self.junk, self.copy, self.identity, self.body, self.moved,
        ]  # fmt: skip

    def pick(self, holds: Callable[[tuple[Any, ...], Any], bool]) -> tuple[Any, Any]:
        found = [path for path in self.everywhere if holds(path, at(self.document, path))]
        path = self.chance.choice(found)
        return at(self.document, path[:-1]), path[-1]

    def operation(self) -> Any:
        holder, key = self.pick(lambda path, _: len(path) == 3 and path[0] == "paths" and path[2] in METHODS)
        return holder[key]

    def schema(self) -> None:
        holder, key = self.pick(lambda path, _: path[-1] in {"schema", "items"} or path[-2:-1] == ("properties",))
        holder[key] = copy.deepcopy(self.chance.choice(SCHEMAS))

    def keyword(self) -> None:
        holder, key = self.pick(lambda path, node: path[-2:-1] == ("properties",) and "$ref" not in node)
        further: list[Schema] = [
            {"nullable": True}, {"readOnly": True}, {"writeOnly": True}, {"deprecated": True}, {"enum": ["one"]},
            {"format": "date-time"}, {"format": "byte"}, {"default": "x"}, {"description": '"""\\N{x}'}, {"pattern": "^a"},
            {"type": "integer"}, {"type": "string"}, {"x-odd": {"$ref": "#/nowhere"}}, {"title": "Tag"}, {"minimum": 9},
        ]  # fmt: skip
        holder[key] |= self.chance.choice(further)

    def name(self) -> None:
        holder, key = self.pick(lambda path, _: path[-2:-1] == ("properties",))
        holder[self.chance.choice(NAMES)] = holder.pop(key)

    def required(self) -> None:
        holder, key = self.pick(lambda _, node: isinstance(node, dict) and isinstance(node.get("properties"), dict))
        about = holder[key]
        if "required" in about and self.chance.random() < 0.5:
            del about["required"]
        else:
            about["required"] = self.chance.sample(sorted(about["properties"]), 1) if about["properties"] else ["gone"]

    def parameter(self) -> None:
        self.operation().setdefault("parameters", []).append(copy.deepcopy(self.chance.choice(PARAMETERS)))

    def style(self) -> None:
        holder, key = self.pick(lambda _, node: isinstance(node, dict) and {"in", "name"} <= node.keys())
        styles = ["simple", "form", "label", "matrix", "spaceDelimited", "pipeDelimited", "deepObject"]
        holder[key] |= {"style": self.chance.choice(styles), "explode": self.chance.random() < 0.5}

    def response(self) -> None:
        responses = self.operation()["responses"]
        status = self.chance.choice(["200", "201", "202", "204", "2XX", "default", "404"])
        content = {"application/json": {"schema": copy.deepcopy(self.chance.choice(SCHEMAS))}}
        media_type = self.chance.choice(
            ["application/json", "application/json", "text/plain", "application/vnd.a+json", "*/*"]
        )
        responses[status] = {"description": "Added.", "content": {media_type: content["application/json"]}}
        if self.chance.random() < 0.3:
            for other in [other for other in responses if other != status]:
                del responses[other]

    def security(self) -> None:
        self.document["components"]["securitySchemes"] |= {
            "key": {"type": "apiKey", "in": self.chance.choice(["query", "header", "cookie"]), "name": "X-Key"},
            "basic": {"type": "http", "scheme": "basic"},
        }
        wanted: list[Any] = [
            [{"key": []}],
            [{"key": [], "basic": []}],
            [{"basic": []}, {"key": []}],
            [],
            [{}, {"bearerAuth": []}],
        ]
        self.operation()["security"] = self.chance.choice(wanted)

    def remove(self) -> None:
        holder, key = self.pick(lambda path, _: True)
        del holder[key]

    def junk(self) -> None:
        holder, key = self.pick(lambda path, _: True)
        holder[key] = copy.deepcopy(self.chance.choice(JUNK))

    def copy(self) -> None:
        holder, key = self.pick(lambda path, node: isinstance(node, dict))
        source, other = self.pick(
            lambda path, node: isinstance(node, dict) and path[-2:-1] in {("properties",), ("schemas",)}
        )
        holder[key] = copy.deepcopy(source[other])

    def identity(self) -> None:
        operation = self.operation()
        odd = self.chance.choice(["import", "", "Réposit ories", "list", "__init__", "tags_list"])
        if self.chance.random() < 0.5:
            operation["operationId"] = odd
        else:
            operation["tags"] = [odd]

    def body(self) -> None:
        schema = copy.deepcopy(self.chance.choice(SCHEMAS))
        self.operation()["requestBody"] = {
            "required": self.chance.random() < 0.5,
            "content": {"application/json": {"schema": schema}},
        }

    def moved(self) -> None:
        paths = self.document["paths"]
        path = self.chance.choice(sorted(paths))
        paths[self.chance.choice([f"{path}/more", f"/v9{path}", path.replace("/v2", "/v2/{extra}"), f"{path}?a=1"])] = (
            paths.pop(path)
        )


def changed(number: int) -> tuple[str, Any]:
    """Return the kind of the change with a number, and the patched document after that change."""
    document = json.loads((Layout().generated / DOCUMENT).read_text("utf-8"))
    chance = random.Random(number)
    change = Change(document, chance)
    kind = change.kinds[number % len(change.kinds)]
    kind()
    return kind.__name__, document


@pytest.mark.slow(seconds=30)
def test_changed_documents_give_right_clients_or_refusals(tmp_path: Path) -> None:
    built: dict[str, str] = {}
    refused: dict[str, str] = {}
    for number in range(FIRST, FIRST + COUNT):
        kind, document = changed(number)
        name = f"{number} {kind}"
        folder = tmp_path / str(number)
        try:
            kit.build(document, folder)
        except BuildError as problem:
            refused[name] = str(problem)
        else:
            built[name] = str(folder / "out")
    for name, reason in refused.items():
        assert "at fault" not in reason, f"{name}: {reason}"
        assert re.search(r"#(/|:)", reason), f"{name} is refused without a place: {reason}"
    done = subprocess.run(
        [sys.executable, "-m", "tests.codegen.judge", *built.values()],
        capture_output=True, text=True, check=False, cwd=ROOT, timeout=3000,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    verdicts = dict(zip(built, json.loads(done.stdout), strict=True))
    counted = {key: sum(one[key] for one in verdicts.values()) for key in ("operations", "requests", "responses")}
    logging.getLogger(__name__).info("%d built, %d refused, %s", len(built), len(refused), counted)
    assert {name: verdict["complaints"] for name, verdict in verdicts.items() if verdict["complaints"]} == {}
    assert built
    assert all(verdict["requests"] > 50 and verdict["responses"] > 50 for verdict in verdicts.values())
