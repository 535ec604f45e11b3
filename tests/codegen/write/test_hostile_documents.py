"""No text of a document becomes code: hostile text in every text and key, built, imported and type-checked."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from codegen.errors import BuildError
from tests.codegen import kit

CANARY = "__import__('pathlib').Path('canary').touch()"
HOSTILE = {
    "quotes": f'"""or {CANARY} or"""',
    "single quotes": f"'''+{CANARY}+'''",
    "backslashes": f'\\\\\\"""\n{CANARY}\n\\',
    "escapes": "\\N{DASH} \\x \\u12 \\N",
    "newlines": f"a\n{CANARY}\r{CANARY}\r\n{CANARY}\x0b{CANARY}\x0c{CANARY}\x85{CANARY}\u2028{CANARY}\u2029{CANARY}",
    "templates": "{{ 7 * 7 }}{% raw %}{# {0} {x!r} %(y)s ${z} {name} {name!r}",
    "comments": f"# type: ignore\n#\n{CANARY}",
    "controls": "nul \x00 \x1b[2J \u202e \ufeff",
    "words": "class",
    "nothing": "",
}
# What the meta-schema of OpenAPI fixes is no text of an author; a reference and a type are names of other things.
_FIXED = {
    "$ref",
    "type",
    "in",
    "style",
    "openapi",
    "format",
    "url",
    "operationId",
    "required",
    "tags",
    "name",
    "scheme",
}

DOCUMENT: dict[str, Any] = {
    "openapi": "3.0.3",
    "info": {"title": "Things", "version": "1", "description": "about"},
    "tags": [{"name": "things", "description": "about", "x-displayName": "Things"}],
    "servers": [{"url": "https://example.com/v2", "description": "about"}],
    "paths": {
        "/things/{id}": {
            "summary": "about",
            "parameters": [
                {"in": "path", "name": "id", "required": True, "schema": {"type": "string"}, "description": "about"}
            ],
            "post": {
                "operationId": "things_do",
                "summary": "about",
                "description": "about",
                "deprecated": True,
                "tags": ["things"],
                "security": [{"key": []}],
                "parameters": [
                    {
                        "in": "query",
                        "name": "q",
                        "description": "about",
                        "schema": {"type": "string", "enum": ["a", "b"]},
                    },
                    {"in": "query", "name": "o", "schema": {"type": "object"}},
                    {"in": "header", "name": "H", "schema": {"type": "string", "default": "about"}},
                    {"in": "cookie", "name": "C", "schema": {"type": "string"}},
                ],
                "requestBody": {
                    "description": "about",
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "properties": {
                                    "note": {"type": "string", "description": "about", "default": "about"},
                                    "kind": {"type": "string", "nullable": True, "enum": ["a", "b"]},
                                },
                            }
                        }
                    },
                },
                "responses": {
                    "200": {
                        "description": "about",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/thing"}}},
                    },
                    "404": {"description": "about it all"},
                },
            },
        }
    },
    "components": {
        "schemas": {
            "thing": {
                "type": "object",
                "description": "about",
                "properties": {
                    "note": {"type": "string", "description": "about", "deprecated": True},
                    "kind": {"type": "string", "enum": ["a", "b"]},
                    "inner": {"type": "object", "properties": {"x": {"type": "integer"}}},
                    "many": {"type": "array", "items": {"type": "object", "properties": {"x": {"type": "string"}}}},
                    "either": {
                        "oneOf": [{"$ref": "#/components/schemas/a"}, {"$ref": "#/components/schemas/b"}],
                        "discriminator": {"propertyName": "t"},
                    },
                },
            },
            "a": {"type": "object", "properties": {"t": {"type": "string"}}},
            "b": {"type": "object", "properties": {"t": {"type": "string"}, "u": {"type": "string"}}},
        },
        "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "K", "description": "about"}},
    },
}


def texts(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the locations of all texts that the author of a document is free to write."""
    if isinstance(node, dict):
        for key, value in node.items():
            fixed = isinstance(value, str | bool) or (isinstance(value, list) and value and isinstance(value[0], str))
            if key not in _FIXED or not fixed:
                yield from texts(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from texts(value, (*path, index))
    elif isinstance(node, str):
        yield path


def put(document: Any, path: tuple[Any, ...], text: str) -> None:
    for step in path[:-1]:
        document = document[step]
    document[path[-1]] = text


def with_names(text: str, number: int) -> dict[str, Any]:
    """Copy the document with hostile names of tag, operation, parameters, fields, schemas and security scheme."""
    document = copy.deepcopy(DOCUMENT)
    item = document["paths"].pop("/things/{id}")
    operation = item["post"]
    operation["operationId"] = f"{text}do"
    document["tags"][0]["name"] = operation["tags"][0] = f"{text}tag"
    document["tags"][0].pop("x-displayName")
    item["parameters"][0]["name"] = f"{text.replace('{', '').replace('}', '')}id" if number else "id"
    document["paths"]["/things/{" + item["parameters"][0]["name"] + "}"] = item
    for parameter in operation["parameters"][:2]:  # headers and cookies have names of their own, see below
        parameter["name"] = f"{text}{parameter['name']}"
    operation["security"] = [{f"{text}key": []}]
    schemes = document["components"]["securitySchemes"]
    schemes[f"{text}key"] = schemes.pop("key")
    body = operation["requestBody"]["content"]["application/json"]["schema"]
    for schema in (body, document["components"]["schemas"]["thing"], document["components"]["schemas"]["a"]):
        schema["properties"] = {f"{text}{name}": value for name, value in schema["properties"].items()}
        schema["title"] = f"{text}title"
    return document


def build_and_import(document: dict[str, Any], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Build, which imports every module in a new process, where hostile code would write a file into this folder."""
    monkeypatch.chdir(folder)
    kit.build(document, folder)


@pytest.mark.slow
@pytest.mark.parametrize("kind", HOSTILE)
def test_text_stays_text(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = copy.deepcopy(DOCUMENT)
    places = list(texts(document))
    assert len(places) > 25
    for path in places:
        put(document, path, HOSTILE[kind])
    enumerations = [["a", HOSTILE[kind]], ["b", HOSTILE[kind]]]
    document["components"]["schemas"]["thing"]["properties"]["kind"]["enum"] = enumerations[0]
    build_and_import(document, tmp_path, monkeypatch)
    assert not list(tmp_path.rglob("canary"))
    if kind in {"quotes", "newlines"}:
        kit.mypy(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("kind", HOSTILE)
def test_names_stay_names(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_and_import(with_names(HOSTILE[kind], len(kind)), tmp_path, monkeypatch)
    assert not list(tmp_path.rglob("canary"))
    if kind in {"quotes", "templates"}:
        kit.mypy(tmp_path)


@pytest.mark.parametrize("where", ["header", "cookie"])
def test_names_that_no_header_has_are_refused(where: str, tmp_path: Path) -> None:
    document = copy.deepcopy(DOCUMENT)
    parameters = document["paths"]["/things/{id}"]["post"]["parameters"]
    parameters.append({"in": where, "name": "a\r\nb: c", "required": True, "schema": {"type": "string"}})
    with pytest.raises(
        BuildError, match=r"#/paths/~1things~1%7Bid%7D/post/parameters/4: .* is not a name of a header or"
    ):
        kit.build(document, tmp_path)


@pytest.mark.heavy
@pytest.mark.parametrize("where", ["header", "cookie"])
def test_optional_parameters_that_no_client_can_send_are_left_out_and_told(where: str, tmp_path: Path) -> None:
    document = copy.deepcopy(DOCUMENT)
    document["paths"]["/things/{id}"]["post"]["parameters"].append(
        {"in": where, "name": "odd name", "schema": {"type": "string"}}
    )
    notices = kit.build(document, tmp_path)
    left_out = "'odd name' is not a name of a header or a cookie, and is left out"
    assert f"#/paths/~1things~1%7Bid%7D/post/parameters/4: {left_out}" in notices
    assert "odd_name" not in "".join(file.read_text() for file in tmp_path.rglob("*.py"))
