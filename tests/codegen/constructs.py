"""A document with every construct of OpenAPI that the build supports, each in an operation.

docs/codegen.md lists the constructs; each row names the operations of this document that contain the construct.
"""

# ruff: noqa: E501 - one construct a line

from typing import Any

STRING = {"type": "string"}
INTEGER = {"type": "integer"}


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def parameter(where: str, name: str, schema: Any, **more: Any) -> dict[str, Any]:
    return {"in": where, "name": name, "schema": schema, **({"required": True} if where == "path" else {}), **more}


def response_of(schema: Any, media_type: str = "application/json") -> dict[str, Any]:
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
    "Bare": {"allOf": [ref("Base")]},
    "Heir": {"allOf": [ref("Base"), thing(more=STRING)]},
    "Tree": thing(value=STRING, children={"type": "array", "items": ref("Tree")}),
    "Open": {**thing(a=STRING), "additionalProperties": INTEGER},
    "Secretive": {
        **thing(login_id=STRING, password_id={**STRING, "writeOnly": True}, made_id={**STRING, "readOnly": True})
    },
    "Constrained": {
        **thing(
            code={**STRING, "pattern": "^[a-z]+$", "maxLength": 2, "not": {"enum": ["zz"]}},
            size={**INTEGER, "minimum": 5, "multipleOf": 5},
            tags={"type": "array", "items": STRING, "uniqueItems": True, "maxItems": 1},
            level={**INTEGER, "default": 3, "example": 4, "externalDocs": {"url": "https://example.com"}},
        ),
        "maxProperties": 1,
        "xml": {"name": "c"},
    },
    "Everything": thing(
        when={**STRING, "format": "date-time"},
        day={**STRING, "format": "date"},
        number={"type": "number"},
        flag={"type": "boolean"},
        maybe={**STRING, "nullable": True},
        letter={**STRING, "enum": ["a", "b", "a"]},
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
    """Return method, path and operation object, by operationId."""
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
        "path_named": parameter("path", "x-y", texts, style="matrix"),
        "path_json": {
            "in": "path",
            "name": "x",
            "required": True,
            "content": {"application/json": {"schema": ref("Cat")}},
        },
        "path_nullable": parameter("path", "x", {**STRING, "nullable": True}),
        "path_dots": parameter("path", "x", objects, style="label"),
        "path_object": parameter("path", "x", objects, explode=True),
    }
    queries = {
        "query_object": parameter("query", "x", objects),
        "query_free": parameter("query", "x", {"type": "object"}),
        "query_flat": parameter("query", "x", objects, explode=False),
        "query_deep": parameter("query", "x", objects, style="deepObject"),
        "query_deep_list": parameter("query", "x", texts, style="deepObject"),
        "query_pipes": parameter("query", "x", texts, style="pipeDelimited", explode=False),
        "query_spaces": parameter("query", "x", texts, style="spaceDelimited", explode=False),
        "query_model": parameter("query", "x", ref("Cat")),
        "query_array": parameter("query", "x", texts),
        "query_commas": parameter("query", "x", texts, explode=False),
        "query_either": parameter("query", "x", {"oneOf": [STRING, texts]}, explode=False),
        "query_nulls": parameter("query", "x", {"type": "array", "items": {**STRING, "nullable": True}}, explode=False),
        "query_nested": parameter(
            "query",
            "x",
            {"type": "object", "properties": {"a": {"type": "object", "properties": {"b": texts}}}},
            style="deepObject",
        ),
        "query_reserved": parameter("query", "x", STRING, allowReserved=True),
        "query_plain": {"in": "query", "name": "x", "content": {"text/plain": {"schema": STRING}}},
        "query_json": {"in": "query", "name": "x", "content": {"application/json": {"schema": ref("Cat")}}},
        "header_array": parameter("header", "x", texts),
        "header_either": parameter("header", "x", {"oneOf": [STRING, texts]}),
        "header_object": parameter("header", "x", objects),
        "header_scalar": parameter("header", "x", {"type": "boolean"}),
        "header_json": {"in": "header", "name": "x", "content": {"application/json": {"schema": ref("Cat")}}},
        "header_fixed": parameter("header", "Accept", STRING),
        "cookie": parameter("cookie", "x", STRING),
        "cookie_array": parameter("cookie", "x", texts, explode=False),
    }
    responses = {
        "map_of_models": response_of({"type": "object", "additionalProperties": ref("Cat")}),
        "array_of_arrays": response_of({"type": "array", "items": {"type": "array", "items": INTEGER}}),
        "model_or_map": response_of({"oneOf": [ref("Cat"), {"type": "object", "additionalProperties": INTEGER}]}),
        "anythings": response_of({"type": "array", "items": {}}),
        "days": response_of(
            {
                "type": "array",
                "items": {"oneOf": [{**STRING, "format": "date-time"}, {**STRING, "format": "date"}, STRING]},
            }
        ),
        "nullable_model": response_of({"allOf": [ref("Cat")], "nullable": True}),
        "union": response_of({"oneOf": [ref("Cat"), {"type": "array", "items": ref("Dog")}]}),
        "lists": response_of({"oneOf": [{"type": "array", "items": one} for one in (ref("Cat"), STRING, ref("Dog"))]}),
        "possible": response_of({"type": "array", "items": STRING, "oneOf": [{"minItems": 1}, STRING]}),
        "any_binary": response_of({**STRING, "format": "binary"}, "*/*"),
        "list_either": response_of({**thing(results=texts), "oneOf": [ref("Cat"), ref("Dog")]}),
        "pet": response_of(ref("Pet")),
        "base": response_of(ref("Base")),
        "tree": response_of(ref("Tree")),
        "extended": response_of(ref("Extended")),
        "open": response_of(ref("Open")),
        "secretive": response_of(ref("Secretive")),
        "everything": response_of(ref("Everything")),
        "scalar": response_of(STRING),
        "constrained": response_of(ref("Constrained")),
        "text": response_of(STRING, "text/plain"),
        "binary": response_of({**STRING, "format": "binary"}, "application/octet-stream"),
    }
    form = thing(a=STRING, n=INTEGER, many=texts, file={**STRING, "format": "binary"}, meta=ref("Cat"))
    found: dict[str, tuple[str, str, dict[str, Any]]] = {
        **{name: ("get", f"/{name}/{{{one['name']}}}", get(done, one)) for name, one in paths.items()},
        **{name: ("get", f"/{name}", get(done, one)) for name, one in queries.items()},
        **{name: ("get", f"/{name}", get({"200": one})) for name, one in responses.items()},
        **{
            f"runtime_{index}": ("get", f"/r{index}", get({"200": response_of(ref(name))}))
            for index, name in enumerate(RUNTIME)
        },
        "by_default": ("get", "/by_default", get({"default": response_of(ref("Cat"))})),
        "by_status": (
            "get",
            "/by_status",
            get({"200": response_of(ref("Cat")), "202": response_of(ref("Dog")), "204": done["204"]}),
        ),
        "by_range": ("get", "/by_range", get({"2XX": response_of(ref("Cat"))})),
        "do_options": ("options", "/by_range", get(done)),
        "do_trace": ("trace", "/by_range", get(done)),
        "form": ("post", "/form", {"requestBody": body("application/x-www-form-urlencoded", form), "responses": done}),
        "open_form": (
            "post",
            "/open_form",
            {"requestBody": body("application/x-www-form-urlencoded", ref("Open")), "responses": done},
        ),
        "multipart": ("post", "/multipart", {"requestBody": body("multipart/form-data", form), "responses": done}),
        "encoded_form": (
            "post",
            "/encoded_form",
            {
                "requestBody": body(
                    "application/x-www-form-urlencoded",
                    form,
                    encoding={
                        "many": {"style": "pipeDelimited", "explode": False},
                        "meta": {"contentType": "application/json"},
                    },
                ),
                "responses": done,
            },
        ),
        "encoded_multipart": (
            "post",
            "/encoded_multipart",
            {
                "requestBody": body("multipart/form-data", form, encoding={"a": {"contentType": "text/csv"}}),
                "responses": done,
            },
        ),
        "several_bodies": (
            "post",
            "/several",
            {
                "requestBody": {
                    "required": True,
                    "content": {
                        "text/plain": {"schema": STRING},
                        "application/json; charset=utf-8": {"schema": ref("Cat")},
                    },
                },
                "responses": done,
            },
        ),
        "any_bytes": (
            "post",
            "/any_bytes",
            {"requestBody": body("*/*", {**STRING, "format": "binary"}), "responses": done},
        ),
        "either_form": (
            "post",
            "/either_form",
            {"requestBody": body("application/x-www-form-urlencoded", ref("Pet")), "responses": done},
        ),
        "nullable_form": (
            "post",
            "/nullable_form",
            {"requestBody": body("multipart/form-data", {**thing(a=STRING), "nullable": True}), "responses": done},
        ),
        "any_body": ("post", "/any", {"requestBody": body("*/*", ref("Cat")), "responses": done}),
        "array_body": ("post", "/array", {"requestBody": body("application/json", texts), "responses": done}),
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
        "with_bearer": ("get", "/with_bearer", {"security": [{"bearer": []}], "responses": done}),
        "with_scim": ("get", "/with_scim", {"security": [{"scimToken": []}], "responses": done}),
        "with_any": ("get", "/with_any", {"security": [{}, {"bearer": []}], "responses": done}),
        "with_or_without": ("get", "/with_or_without", {"security": [{}, {"key": []}], "responses": done}),
        "with_oauth": ("get", "/with_oauth", {"security": [{"oauth": ["read"]}, {"session": []}], "responses": done}),
        "with_base": ("get", "/with_base", {"servers": [{"url": "/other"}], "responses": done}),
        "with_events": (
            "post",
            "/events",
            {
                "parameters": [parameter("query", "url", STRING)],
                "responses": {
                    "201": {
                        **response_of(ref("Named")),
                        "headers": {"X-Total": {"schema": INTEGER}},
                        "links": {"self": {"operationId": "with_base"}},
                    },
                    "400": response_of(ref("Dog")),
                },
                "callbacks": {"happened": {"{$request.query.url}": {"post": {"responses": done}}}},
            },
        ),
        "redirecting": ("get", "/redirecting", get({"302": {"description": "Elsewhere."}})),
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
                "bearer": {"type": "http", "scheme": "Bearer"},
                "scimToken": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "s"},
                "oauth": {
                    "type": "oauth2",
                    "flows": {"clientCredentials": {"tokenUrl": "https://example.com/t", "scopes": {"read": "Read."}}},
                },
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


def document_3_1() -> dict[str, Any]:
    """Make a document with the constructs that OpenAPI 3.1 added, all in one response."""
    new = thing(
        maybe={"type": ["string", "null"]},
        either={"type": ["string", "integer"]},
        kind={"const": "new"},
        anything=True,
        named={**ref("Named"), "properties": {"extra": INTEGER}},
        chained=ref("Chained"),
        nullable_twice={"allOf": [{"type": ["string", "null"]}, {"type": ["string", "null"], "maxLength": 2}]},
        pair={"type": "array", "prefixItems": [STRING, INTEGER]},
        guarded={**STRING, "if": {"minLength": 3}, "then": {"pattern": "^a"}, "contentMediaType": "text/plain"},
        never=False,
        nothing={"type": "null"},
        nothings={"type": "array", "items": {"enum": [None]}},
        loose={"allOf": [True, STRING], "anyOf": [True, False]},
        bag={"type": "object", "patternProperties": {"^a": STRING}, "unevaluatedProperties": False},
    )
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1", "summary": "About things"},
        "paths": {
            "/new": {"get": {"operationId": "new", "tags": ["things"], "responses": {"200": response_of(ref("New"))}}}
        },
        "webhooks": {"made": {"post": {"responses": {"204": {"description": "Done."}}}}},
        "components": {
            "schemas": {
                "New": new,
                "Named": SCHEMAS["Named"],
                "Chained": {**ref("Link"), "properties": {"last": INTEGER}},
                "Link": {**ref("Named"), "allOf": [thing(middle=INTEGER)]},
            }
        },
    }
