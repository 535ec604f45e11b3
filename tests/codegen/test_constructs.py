"""One document with every construct of OpenAPI that is generated: types, bytes on the wire, and decoded results.

docs/codegen.md lists the constructs; each row names the operations of this document that hold it.
"""

# ruff: noqa: E501 - one construct a line

import json
from pathlib import Path
from typing import Any

import pytest

from codegen.errors import BuildError
from tests.codegen import kit

STRING = {"type": "string"}
INTEGER = {"type": "integer"}


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def parameter(where: str, name: str, schema: Any, **more: Any) -> dict[str, Any]:
    return {"in": where, "name": name, "schema": schema, **({"required": True} if where == "path" else {}), **more}


def answered(schema: Any, media_type: str = "application/json") -> dict[str, Any]:
    return {"description": "OK", "content": {media_type: {"schema": schema}}}


def thing(**properties: Any) -> dict[str, Any]:
    required = [key for key in properties if key.endswith("_id")]
    return {"type": "object", "properties": properties, **({"required": required} if required else {})}


SCHEMAS: dict[str, Any] = {
    "Cat": thing(kind=STRING, lives=INTEGER),
    "Dog": thing(kind=STRING, tail=STRING),
    "Named": thing(name=STRING),
    "Extended": {"allOf": [ref("Named")], "properties": {"extra": INTEGER}, "required": ["extra"]},
    "Pet": {
        "oneOf": [ref("Cat"), ref("Dog")],
        "discriminator": {"propertyName": "kind", "mapping": {"c": "#/components/schemas/Cat", "d": "Dog"}},
    },
    "Base": {**thing(type=STRING), "discriminator": {"propertyName": "type"}},
    "Heir": {"allOf": [ref("Base"), thing(more=STRING)]},
    "Tree": thing(value=STRING, children={"type": "array", "items": ref("Tree")}),
    "Open": {**thing(a=STRING), "additionalProperties": INTEGER},
    "Secretive": {
        **thing(login_id=STRING, password_id={**STRING, "writeOnly": True}, made_id={**STRING, "readOnly": True})
    },
    "Everything": thing(
        when={**STRING, "format": "date-time"},
        day={**STRING, "format": "date"},
        number={"type": "number"},
        flag={"type": "boolean"},
        maybe={**STRING, "nullable": True},
        letter={**STRING, "enum": ["a", "b"]},
        digit={**INTEGER, "enum": [1, 2]},
        any={},
        map={"type": "object", "additionalProperties": ref("Cat")},
        matrix={"type": "array", "items": {"type": "array", "items": INTEGER}},
        inline=thing(x=INTEGER),
        either={"anyOf": [STRING, INTEGER]},
        pet=ref("Pet"),
        list={"type": "array", "items": STRING},
        date=STRING,
        self=STRING,
        **{"class": STRING, "mixedCase": STRING, "mixed_case": STRING, "+1": INTEGER, "-1": INTEGER},
    ),
    **{name: thing(a=STRING) for name in ("Model", "Any", "Sequence", "Call", "Literal", "Things", "things")},
}
RUNTIME = ("Model", "Any", "Sequence", "Call", "Literal", "Things", "things")


def operations() -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Method, path and operation by operationId."""
    done = {"204": {"description": "Done."}}
    objects = {"type": "object", "additionalProperties": STRING}
    texts = {"type": "array", "items": STRING}

    def body(media_type: str, schema: Any, **more: Any) -> dict[str, Any]:
        return {"required": True, "content": {media_type: {"schema": schema, **more}}}

    def get(responses: dict[str, Any], *parameters: Any) -> dict[str, Any]:
        return {"parameters": list(parameters), "responses": responses}

    paths = {
        "path_number": parameter("path", "x", {"type": "number"}),
        "path_boolean": parameter("path", "x", {"type": "boolean"}),
        "path_date": parameter("path", "x", {**STRING, "format": "date"}),
        "path_enum": parameter("path", "x", {**INTEGER, "enum": [1, 2]}),
        "path_array": parameter("path", "x", texts),
        "path_either": parameter("path", "x", {"oneOf": [INTEGER, STRING]}),
        "path_any": parameter("path", "x", {}),
        "path_label": parameter("path", "x", texts, style="label", explode=True),
        "path_matrix": parameter("path", "x", texts, style="matrix", explode=True),
        "path_object": parameter("path", "x", objects, explode=True),
    }
    queries = {
        "query_object": parameter("query", "x", objects),
        "query_free": parameter("query", "x", {"type": "object"}),
        "query_flat": parameter("query", "x", objects, explode=False),
        "query_deep": parameter("query", "x", objects, style="deepObject"),
        "query_pipes": parameter("query", "x", texts, style="pipeDelimited", explode=False),
        "query_spaces": parameter("query", "x", texts, style="spaceDelimited", explode=False),
        "query_model": parameter("query", "x", ref("Cat")),
        "query_json": {"in": "query", "name": "x", "content": {"application/json": {"schema": ref("Cat")}}},
        "header_array": parameter("header", "x", texts),
        "header_object": parameter("header", "x", objects),
        "cookie": parameter("cookie", "x", STRING),
    }
    responses = {
        "map_of_models": answered({"type": "object", "additionalProperties": ref("Cat")}),
        "array_of_arrays": answered({"type": "array", "items": {"type": "array", "items": INTEGER}}),
        "nullable_model": answered({"allOf": [ref("Cat")], "nullable": True}),
        "union": answered({"oneOf": [ref("Cat"), {"type": "array", "items": ref("Dog")}]}),
        "pet": answered(ref("Pet")),
        "base": answered(ref("Base")),
        "tree": answered(ref("Tree")),
        "extended": answered(ref("Extended")),
        "open": answered(ref("Open")),
        "secretive": answered(ref("Secretive")),
        "everything": answered(ref("Everything")),
        "scalar": answered(STRING),
        "text": answered(STRING, "text/plain"),
        "binary": answered({**STRING, "format": "binary"}, "application/octet-stream"),
    }
    form = thing(a=STRING, n=INTEGER, many=texts, file={**STRING, "format": "binary"}, meta=ref("Cat"))
    found: dict[str, tuple[str, str, dict[str, Any]]] = {
        **{name: ("get", f"/{name}/{{x}}", get(done, one)) for name, one in paths.items()},
        **{name: ("get", f"/{name}", get(done, one)) for name, one in queries.items()},
        **{name: ("get", f"/{name}", get({"200": one})) for name, one in responses.items()},
        **{
            f"runtime_{index}": ("get", f"/r{index}", get({"200": answered(ref(name))}))
            for index, name in enumerate(RUNTIME)
        },
        "by_default": ("get", "/by_default", get({"default": answered(ref("Cat"))})),
        "by_status": (
            "get",
            "/by_status",
            get({"200": answered(ref("Cat")), "202": answered(ref("Dog")), "204": done["204"]}),
        ),
        "by_range": ("get", "/by_range", get({"2XX": answered(ref("Cat"))})),
        "do_options": ("options", "/by_range", get(done)),
        "do_trace": ("trace", "/by_range", get(done)),
        "form": ("post", "/form", {"requestBody": body("application/x-www-form-urlencoded", form), "responses": done}),
        "multipart": ("post", "/multipart", {"requestBody": body("multipart/form-data", form), "responses": done}),
        "plain_body": ("post", "/plain", {"requestBody": body("text/plain", STRING), "responses": done}),
        "raw_body": ("post", "/raw", {"requestBody": body("application/zip", {}), "responses": done}),
        "open_body": ("post", "/open", {"requestBody": body("application/json", ref("Open")), "responses": done}),
        "union_body": ("post", "/union", {"requestBody": body("application/json", ref("Pet")), "responses": done}),
        "calls_body": (
            "post",
            "/calls",
            {"requestBody": body("application/json", thing(calls=STRING)), "responses": done},
        ),
        "secretive_body": (
            "post",
            "/s",
            {"requestBody": body("application/json", ref("Secretive")), "responses": done},
        ),
        "with_key": ("get", "/with_key", {"security": [{"key": [], "basic": []}], "responses": done}),
        "with_base": ("get", "/with_base", {"servers": [{"url": "/other"}], "responses": done}),
    }
    return found


def document() -> dict[str, Any]:
    paths: dict[str, Any] = {"/referred": {"$ref": "#/components/x-items/referred"}}
    for name, (method, path, operation) in operations().items():
        paths.setdefault(path, {})[method] = {"operationId": name, "tags": ["things"], **operation}
    return {
        "openapi": "3.0.3",
        "info": {"title": "Things", "version": "1"},
        "servers": [{"url": "https://example.com/{base}", "variables": {"base": {"default": "v9"}}}],
        "paths": paths,
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {
                "key": {"type": "apiKey", "in": "query", "name": "k"},
                "basic": {"type": "http", "scheme": "basic"},
            },
            "x-items": {
                "referred": {
                    "get": {
                        "operationId": "referred",
                        "tags": ["things"],
                        "responses": {"204": {"description": "Done."}},
                    }
                }
            },
        },
    }


WIRE = """
import datetime, json, sys
from aiodockerhub_generated import credentials, models
from aiodockerhub_generated.calls import things as calls
from aiodockerhub_generated.operations import OPERATIONS

def show(call):
    body = call.body
    if hasattr(body, "data"):
        body = [body.media_type, body.data.decode("latin-1")]
    return [call.path, list(call.query), list(call.headers), body if isinstance(body, list | dict) else None]

cat = models.Cat(kind="c", lives=9)
made = {
    "path_number": calls.path_number(1.5), "path_boolean": calls.path_boolean(True),
    "path_date": calls.path_date(datetime.date(2026, 1, 2)), "path_enum": calls.path_enum(2),
    "path_array": calls.path_array(["a", "b c"]), "path_either": calls.path_either(7), "path_any": calls.path_any("x"),
    "path_label": calls.path_label(["a", "b"]), "path_matrix": calls.path_matrix(["a", "b"]),
    "path_object": calls.path_object({"a": "1", "b": "2"}),
    "query_object": calls.query_object(x={"a": "1", "b": "2"}), "query_free": calls.query_free(x={"a": 1}),
    "query_flat": calls.query_flat(x={"a": "1", "b": "2"}), "query_deep": calls.query_deep(x={"a": "1"}),
    "query_pipes": calls.query_pipes(x=["a", "b"]), "query_spaces": calls.query_spaces(x=["a", "b"]),
    "query_model": calls.query_model(x=cat), "query_json": calls.query_json(x=cat),
    "header_array": calls.header_array(x=["a", "b"]), "header_object": calls.header_object(x={"a": "1"}),
    "cookie": calls.cookie(x="1"), "with_base": calls.with_base(), "referred": calls.referred(),
    "form": calls.form(a="x y", n=1, many=["p", "q"]),
    "multipart": calls.multipart(a="x", file=b"\\x00\\xff", meta=cat),
    "plain_body": calls.plain_body(body="text"), "raw_body": calls.raw_body(body=b"PK"),
    "open_body": calls.open_body(a="1", additional_properties={"b": 2}),
    "union_body": calls.union_body(body=cat), "calls_body": calls.calls_body(calls_="c"),
    "secretive_body": calls.secretive_body(login_id="a", password_id="b"),
}
options = credentials.options(OPERATIONS["things.with_key"], {"key": "K", "basic": "me:pw"})
print(json.dumps({name: show(call) for name, call in made.items()} | {"with_key": [dict(options.query), dict(options.headers)]}))
"""

EXPECTED: dict[str, Any] = {
    "path_number": ["/v9/path_number/1.5", [], [], None],
    "path_boolean": ["/v9/path_boolean/true", [], [], None],
    "path_date": ["/v9/path_date/2026-01-02", [], [], None],
    "path_enum": ["/v9/path_enum/2", [], [], None],
    "path_array": ["/v9/path_array/a,b%20c", [], [], None],
    "path_either": ["/v9/path_either/7", [], [], None],
    "path_any": ["/v9/path_any/x", [], [], None],
    "path_label": ["/v9/path_label/.a.b", [], [], None],
    "path_matrix": ["/v9/path_matrix/;x=a;x=b", [], [], None],
    "path_object": ["/v9/path_object/a=1,b=2", [], [], None],
    "query_object": ["/v9/query_object", [["a", "1"], ["b", "2"]], [], None],
    "query_free": ["/v9/query_free", [["a", "1"]], [], None],
    "query_flat": ["/v9/query_flat", [["x", "a,1,b,2"]], [], None],
    "query_deep": ["/v9/query_deep", [["x[a]", "1"]], [], None],
    "query_pipes": ["/v9/query_pipes", [["x", "a|b"]], [], None],
    "query_spaces": ["/v9/query_spaces", [["x", "a b"]], [], None],
    "query_model": ["/v9/query_model", [["kind", "c"], ["lives", "9"]], [], None],
    "query_json": ["/v9/query_json", [["x", '{"kind":"c","lives":9}']], [], None],
    "header_array": ["/v9/header_array", [], [["x", "a,b"]], None],
    "header_object": ["/v9/header_object", [], [["x", "a,1"]], None],
    "cookie": ["/v9/cookie", [], [["cookie", "x=1"]], None],
    "with_base": ["/other/with_base", [], [], None],
    "referred": ["/v9/referred", [], [], None],
    "form": ["/v9/form", [], [], ["application/x-www-form-urlencoded", "a=x+y&n=1&many=p&many=q"]],
    "plain_body": ["/v9/plain", [], [], ["text/plain", "text"]],
    "raw_body": ["/v9/raw", [], [], ["application/zip", "PK"]],
    "open_body": ["/v9/open", [], [], {"b": 2, "a": "1"}],
    "union_body": ["/v9/union", [], [], {"kind": "c", "lives": 9}],
    "calls_body": ["/v9/calls", [], [], {"calls": "c"}],
    "secretive_body": ["/v9/s", [], [], {"login_id": "a", "password_id": "b"}],
    "with_key": [{"k": "K"}, {"Authorization": "Basic bWU6cHc="}],
}

DECODE = """
import json, pickle, sys
from aiodockerhub_generated import models
from aiodockerhub_generated.calls import things as calls

drifts = []
def decode(name, value, status=200):
    call = pickle.loads(pickle.dumps(getattr(calls, name)()))
    result = call.decoder(status)(value if isinstance(value, bytes) else json.dumps(value).encode(), drifts.append)
    return result

def name(value):
    return type(value).__name__

shown = {
    "map_of_models": name(decode("map_of_models", {"a": {"kind": "c"}})["a"]),
    "array_of_arrays": decode("array_of_arrays", [[1], [2, 3]]),
    "nullable_model": [name(decode("nullable_model", None)), name(decode("nullable_model", {"kind": "x"}))],
    "union": [name(decode("union", {"kind": "x"})), name(decode("union", [{"tail": "y"}])[0])],
    "pet": [name(decode("pet", {"kind": "c"})), name(decode("pet", {"kind": "d"}))],
    "base": [name(decode("base", {"type": "Heir", "more": "x"})), name(decode("base", {"type": "Base"}))],
    "tree": decode("tree", {"value": "a", "children": [{"value": "b"}]}).children[0].value,
    "extended": [decode("extended", {"name": "a", "extra": 1}).extra, decode("extended", {"name": "a", "extra": 1}).name],
    "open": decode("open", {"a": "1", "b": 2}).additional_properties,
    "secretive": decode("secretive", {"login_id": "a", "made_id": "b"}).login_id,
    "scalar": decode("scalar", "x"),
    "binary": decode("binary", b"PK").decode(),
    "by_default": name(decode("by_default", {"kind": "x"})),
    "by_status": [name(decode("by_status", {"kind": "x"})), name(decode("by_status", {"tail": "x"}, 202)), name(decode("by_status", b"null", 204))],
    "by_range": name(decode("by_range", {"kind": "x"}, 201)),
}
source = {
    "when": "2026-01-02T03:04:05Z", "day": "2026-01-02", "number": 1.5, "flag": True, "maybe": None, "letter": "a",
    "digit": 2, "any": [1, {"x": None}], "map": {"k": {"kind": "c"}}, "matrix": [[1]], "inline": {"x": 1}, "either": 3,
    "pet": {"kind": "d", "tail": "t"}, "list": ["a"], "date": "d", "self": "s", "class": "c", "mixedCase": "m",
    "mixed_case": "n", "+1": 1, "-1": 2,
}
everything = decode("everything", source)
shown["everything"] = everything.to_dict() == source
shown["names"] = [everything.date_, everything.self_, everything.list_, everything.class_, everything.mixed_case, everything.plus_1]
shown["drift"] = [f"{drift.kind} {drift.path}" for drift in drifts]
print(json.dumps(shown))
"""

DECODED: dict[str, Any] = {
    "map_of_models": "Cat",
    "array_of_arrays": [[1], [2, 3]],
    "nullable_model": ["NoneType", "Cat"],
    "union": ["Cat", "Dog"],
    "pet": ["Cat", "Dog"],
    "base": ["Heir", "Base"],
    "tree": "b",
    "extended": [1, "a"],
    "open": {"b": 2},
    "secretive": "a",
    "scalar": "x",
    "binary": "PK",
    "by_default": "Cat",
    "by_status": ["Cat", "Dog", "NoneType"],
    "by_range": "Cat",
    "everything": True,
    "names": ["d", "s", ["a"], "c", "n", 1],
    "drift": [],
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("constructs")
    kit.build(document(), folder)
    return folder


@pytest.mark.slow
def test_requests_are_right_on_the_wire(built: Path) -> None:
    shown = json.loads(kit.run(built, WIRE))
    path, _, _, (media_type, data) = shown.pop("multipart")
    assert shown == EXPECTED
    boundary = media_type.partition("boundary=")[2]
    assert path == "/v9/multipart"
    assert data.split(f"--{boundary}") == [
        "",
        '\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n',
        (
            '\r\nContent-Disposition: form-data; name="file"; filename="file"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n\x00\xff\r\n"
        ),
        (
            '\r\nContent-Disposition: form-data; name="meta"\r\nContent-Type: application/json\r\n\r\n'
            '{"kind":"c","lives":9}\r\n'
        ),
        "--\r\n",
    ]


@pytest.mark.slow
def test_responses_are_decoded_without_drift(built: Path) -> None:
    assert json.loads(kit.run(built, DECODE)) == DECODED


@pytest.mark.slow
def test_all_is_typed(built: Path) -> None:
    kit.mypy(built)


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "nested array in a query": (
        {"/x": {"get": {"parameters": [parameter("query", "x", {"type": "array", "items": {"type": "array", "items": {}}})]}}},
        "#/paths/~1x/get/parameters/0/schema: an array or object of arrays or objects in a parameter",
    ),
    "style of another place": (
        {"/x": {"get": {"parameters": [parameter("query", "x", STRING, style="matrix")]}}},
        "#/paths/~1x/get/parameters/0/in: 'query' is not one of ['path']",
    ),
    "server of another host": (
        {"/x": {"get": {"servers": [{"url": "https://other.example"}]}}},
        "#/paths/~1x/get/servers/0: a server of its own, https://other.example",
    ),
    "form that is no object": (
        {"/x": {"post": {"requestBody": {"content": {"multipart/form-data": {"schema": STRING}}}}}},
        "#/paths/~1x/post/requestBody/content/multipart~1form-data/schema: a form that is no object",
    ),
    "contradiction": (
        {"/x": {"get": {"responses": {"200": answered({"allOf": [STRING, INTEGER]})}}}},
        "an allOf that no value satisfies: it asks for integer and string at once",
    ),
    "allOf of itself": (
        {"/x": {"get": {"responses": {"200": answered(ref("Loop"))}}}},
        "#/components/schemas/Loop2: an allOf that leads to itself",
    ),
    "parameter not in the path": (
        {"/x": {"get": {"parameters": [parameter("path", "y", STRING)]}}},
        "#/paths/~1x/get/parameters/0: the parameter 'y' is not in the path",
    ),
    "HTTP scheme": (
        {"/x": {"get": {"security": [{"digest": []}]}}},
        "#/components/securitySchemes/digest: the HTTP scheme 'digest' is not supported",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_supported_is_refused_with_its_place(case: str, tmp_path: Path) -> None:
    paths, reason = REFUSED[case]
    for item in paths.values():
        for operation in item.values():
            operation.setdefault("responses", {"204": {"description": "Done."}})
    whole = {
        "openapi": "3.0.3",
        "info": {"title": "Things", "version": "1"},
        "servers": [{"url": "https://example.com"}],
        "paths": paths,
        "components": {
            "schemas": {"Loop": {"allOf": [ref("Loop2")]}, "Loop2": {"allOf": [ref("Loop"), thing(a=STRING)]}},
            "securitySchemes": {"digest": {"type": "http", "scheme": "digest"}},
        },
    }
    with pytest.raises(BuildError) as caught:
        kit.build(whole, tmp_path)
    assert reason in str(caught.value)
    assert "new.json:1: #/" in str(caught.value)
