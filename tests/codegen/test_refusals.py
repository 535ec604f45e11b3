"""Every construct of OpenAPI that is refused: in one line, with its JSON pointer and its line in the file."""

# ruff: noqa: E501 - one construct a line

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from codegen.document import line_numbers, load, validate
from codegen.errors import BuildError
from codegen.plan import generator
from tests.codegen.constructs import INTEGER, STRING, parameter, ref, response_of, thing

LOOP = {"Loop": {"allOf": [ref("Loop2")]}, "Loop2": {"allOf": [ref("Loop"), thing(a=STRING)]}}
FORM = "application/x-www-form-urlencoded"
REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "nested array in a query": (
        {"/x": {"get": {"parameters": [parameter("query", "x", {"type": "array", "items": {"type": "array", "items": {}}})]}}},
        "#/paths/~1x/get/parameters/0/schema: OpenAPI defines no encoding for arrays or objects inside",
    ),
    "style of another place": (
        {"/x": {"get": {"parameters": [parameter("query", "x", STRING, style="matrix")]}}},
        "#/paths/~1x/get/parameters/0/style: 'matrix' is not one of ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject']",
    ),
    "server of another host": (
        {"/x": {"get": {"servers": [{"url": "https://other.example"}]}}},
        "#/paths/~1x/get/servers/0: another server, https://other.example",
    ),
    "form that is no object": (
        {"/x": {"post": {"requestBody": {"content": {"multipart/form-data": {"schema": STRING}}}}}},
        "#/paths/~1x/post/requestBody/content/multipart~1form-data/schema: a form that is not an object",
    ),
    "contradiction": (
        {"/x": {"get": {"responses": {"200": response_of({"allOf": [STRING, INTEGER]})}}}},
        "no value satisfies this allOf: it requires integer and string at the same time",
    ),
    "allOf of itself": (
        {"/x": {"get": {"responses": {"200": response_of(ref("Loop"))}}}},
        "#/components/schemas/Loop: an allOf that includes itself",
    ),
    "parameter not in the path": (
        {"/x": {"get": {"parameters": [parameter("path", "y", STRING)]}}},
        "#/paths/~1x/get/parameters/0: the parameter 'y' is not in the path",
    ),
    "HTTP scheme": (
        {"/x": {"get": {"security": [{"digest": []}]}}},
        "#/components/securitySchemes/digest: the HTTP scheme 'digest' is not supported",
    ),
    "nested object in a query": (
        {"/x": {"get": {"parameters": [parameter("query", "x", thing(a=thing(b=STRING)))]}}},
        "#/paths/~1x/get/parameters/0/schema: OpenAPI defines no encoding for arrays or objects inside",
    ),
    "nested object in a form": (
        {"/x": {"post": {"requestBody": {"content": {FORM: {"schema": thing(a=thing(b=thing(c=STRING)))}}}}}},
        "#/paths/~1x/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties/a: OpenAPI defines no encoding",
    ),
    "content that is XML": (
        {"/x": {"get": {"parameters": [{"in": "query", "name": "x", "content": {"application/xml": {"schema": STRING}}}]}}},
        "#/paths/~1x/get/parameters/0/content/application~1xml: a parameter with 'application/xml' is not supported",
    ),
    "JSON in a cookie": (
        {"/x": {"get": {"parameters": [{"in": "cookie", "name": "x", "content": {"application/json": {"schema": thing(a=STRING)}}}]}}},
        "#/paths/~1x/get/parameters/0/content/application~1json: JSON in a cookie is not supported",
    ),
    "exploded list in a cookie": (
        {"/x": {"get": {"parameters": [parameter("cookie", "x", {"type": "array", "items": STRING})]}}},
        "#/paths/~1x/get/parameters/0: a list or an object in a cookie with `explode`",
    ),
    "plain pipeDelimited": (
        {"/x": {"get": {"parameters": [parameter("query", "x", STRING, style="pipeDelimited")]}}},
        "#/paths/~1x/get/parameters/0: the style pipeDelimited is for lists and objects",
    ),
    "plain deepObject": (
        {"/x": {"get": {"parameters": [parameter("query", "x", INTEGER, style="deepObject")]}}},
        "#/paths/~1x/get/parameters/0: the style deepObject is for lists and objects",
    ),
    "parameter twice": (
        {"/x": {"get": {"parameters": [parameter("header", "X-A", STRING), parameter("header", "x-a", INTEGER)]}}},
        "#/paths/~1x/get/parameters/1: the parameter 'x-a' is declared twice",
    ),
    "parameter of an unknown place": (
        {"/x": {"get": {"parameters": [parameter("body", "x", STRING)]}}},
        "#/paths/~1x/get/parameters/0/in: 'body' is not one of 'path', 'query', 'header', 'cookie'",
    ),
    "headers of a part": (
        {"/x": {"post": {"requestBody": {"content": {"multipart/form-data": {
            "schema": thing(a=STRING), "encoding": {"a": {"headers": {"X-A": {"schema": STRING}}}},
        }}}}}},
        "#/paths/~1x/post/requestBody/content/multipart~1form-data/schema/properties/a: headers of a part of a form",
    ),
    "no header name": (
        {"/x": {"get": {"parameters": [{"in": "header", "name": "odd name", "required": True, "schema": STRING}]}}},
        "#/paths/~1x/get/parameters/0: 'odd name' is not a name of a header or a cookie",
    ),
    "no media type": (
        {"/x": {"post": {"requestBody": {"content": {"text\r\nX-A: b": {"schema": STRING}}}}}},
        "is not a media type",
    ),
    "another multipart": (
        {"/x": {"post": {"requestBody": {"content": {"multipart/mixed": {"schema": STRING}}}}}},
        "#/paths/~1x/post/requestBody/content/multipart~1mixed: 'multipart/mixed' is not supported",
    ),
    "another charset": (
        {"/x": {"post": {"requestBody": {"content": {"text/plain; charset=latin1": {"schema": STRING}}}}}},
        "the charset 'latin1' of a body is not supported",
    ),
    "path with a query": (
        {"/x?a=1": {"get": {}}},
        "#/paths/~1x%3Fa=1: a path has no query and no fragment",
    ),
    "path with odd braces": (
        {"/x/{id": {"get": {}}},
        "#/paths/~1x~1%7Bid: the braces of the path are not in pairs",
    ),
    "path that leads elsewhere": (
        {"/x/../y": {"get": {}}},
        "#/paths/~1x~1..~1y: the path would lead to another address",
    ),
    "operationId twice": (
        {"/x": {"get": {"operationId": "a"}, "put": {"operationId": "a"}}},
        "#/paths/~1x/put/operationId: 'a' is the operationId of",
    ),
    "server with an open variable": (
        {"/x": {"get": {"servers": [{"url": "/{version}"}]}}},
        "#/paths/~1x/get/servers/0/url: '/{version}' has a variable in its path that nothing declares",
    ),
    "server with a query": (
        {"/x": {"get": {"servers": [{"url": "/v1?key=1"}]}}},
        "#/paths/~1x/get/servers/0/url: '/v1?key=1' has a query or a fragment",
    ),
    "server that is no URL": (
        {"/x": {"get": {"servers": [{"url": "http://[::1"}]}}},
        "#/paths/~1x/get/servers/0/url: 'http://[::1' is not a URL",
    ),
    "enumerations without a common value": (
        {"/x": {"get": {"responses": {"200": response_of({"allOf": [{"enum": ["a"]}, {"enum": ["b"]}]})}}}},
        "#/paths/~1x/get/responses/200/content/application~1json/schema: no value satisfies this allOf",
    ),
    "reference to something else": (
        {"/x": {"get": {"responses": {"200": response_of({"$ref": "#/info"})}}}},
        "#/paths/~1x/get/responses/200/content/application~1json/schema: $ref: #/info does not belong there",
    ),
    "reference to nothing": (
        {"/x": {"get": {"responses": {"200": response_of(ref("Gone"))}}}},
        "#/paths/~1x/get/responses/200/content/application~1json/schema: $ref: #/components/schemas/Gone points at",
    ),
    "required body of no media type": (
        {"/x": {"post": {"requestBody": {"required": True, "content": {}}}}},
        "#/paths/~1x/post/requestBody: a required body has no media type",
    ),
    "keys beside the $ref of a path item": (
        {
            "/x": {"$ref": "#/paths/~1y", "get": {"operationId": "x", "responses": {"204": {"description": "D"}}}},
            "/y": {"put": {"operationId": "y", "responses": {"204": {"description": "D"}}}},
        },
        "#/paths/~1x: get beside a $ref: move it to the target",
    ),
    "reference by an anchor": (
        {"/x": {"get": {"responses": {"200": response_of({"$ref": "#thing"})}}}},
        "#/paths/~1x/get/responses/200/content/application~1json/schema: $ref: #thing is no JSON pointer into the document",
    ),
    "reference to another file": (
        {"/x": {"get": {"responses": {"200": response_of({"$ref": "other.yaml#/x"})}}}},
        "#/paths/~1x/get/responses/200/content/application~1json/schema: $ref: other.yaml#/x points outside of the document",
    ),
    "no operations": ({"/x": {}}, "#/paths: no operations"),
    "reference of a default response": (
        {"/x": {"get": {"responses": {"default": {"$ref": "#/components/responses/Gone"}}}}},
        "#/paths/~1x/get/responses/default: $ref: #/components/responses/Gone points at",
    ),
    "type of a part that is no media type": (
        {"/x": {"post": {"requestBody": {"content": {"multipart/form-data": {
            "schema": thing(a=STRING), "encoding": {"a": {"contentType": "text/plain\r\nX-A: b"}},
        }}}}}},
        "/encoding/a/contentType: 'text/plain\\r\\nX-A: b' is not a media type",
    ),
    "undeclared security": (
        {"/x": {"get": {"security": [{"nobody": []}]}}},
        "#/paths/~1x/get/security/0: nobody",
    ),
}  # fmt: skip

REFUSED_IN_3_1: dict[str, tuple[dict[str, Any], str]] = {
    "mutual TLS": (
        {"/x": {"get": {"security": [{"tls": []}]}}},
        "#/components/securitySchemes/tls: security of the type 'mutualTLS' is not supported",
    ),
    "$dynamicRef": (
        {"/x": {"get": {"responses": {"200": response_of({"$dynamicRef": "#node"})}}}},
        "#/paths/~1x/get/responses/200/content/application~1json/schema: $dynamicRef is not supported",
    ),
    "keyword of another type": (
        {"/x": {"get": {"responses": {"200": response_of({"anyOf": {"3": STRING}})}}}},
        "#/paths/~1x/get/responses/200/content/application~1json/schema/anyOf: expected a list, found",
    ),
    "schema that is false": (
        {"/x": {"get": {"responses": {"200": response_of({"type": "array", "items": False})}}}},
        "#/paths/~1x/get/responses/200/content/application~1json/schema/items: a schema that allows no value at all",
    ),
}
ALL = {**REFUSED, **REFUSED_IN_3_1}


def refusal(document: dict[str, Any], folder: Path) -> str:
    """Write a document as YAML, and return the error of the build, or `built`."""
    file = folder / "new.yaml"
    file.write_text(yaml.safe_dump(document, sort_keys=False, width=10_000), encoding="utf-8")
    read = load.load(file)
    try:
        validate.validate(read)
        generator.plan(read, read)
    except BuildError as problem:
        return str(line_numbers.with_lines(problem, file, read))
    return "built"


@pytest.mark.parametrize("case", ALL)
def test_what_is_not_supported_is_refused_with_its_place(case: str, tmp_path: Path) -> None:
    paths, reason = ALL[case]
    for item in paths.values():
        for operation in filter(lambda each: isinstance(each, dict), item.values()):
            operation.setdefault("responses", {"204": {"description": "Done."}})
    message = refusal(
        {
            "openapi": "3.1.0" if case in REFUSED_IN_3_1 else "3.0.3",
            "info": {"title": "Things", "version": "1"},
            "servers": [{"url": "https://example.com"}],
            "paths": paths,
            "components": {
                "schemas": LOOP if "Loop" in str(paths) else {},
                "securitySchemes": {
                    "digest": {"type": "http", "scheme": "digest"},
                    **({"tls": {"type": "mutualTLS"}} if case in REFUSED_IN_3_1 else {}),
                },
            },
        },
        tmp_path,
    )
    assert reason in re.sub(r"new\.yaml:\d+: ", "", message)
    line = re.search(r"new\.yaml:(\d+): #/", message)
    assert line
    assert int(line[1]) > len(("openapi", "info", "title", "version", "servers"))


NOTICED: dict[str, tuple[dict[str, Any], str]] = {
    "tags alike": (
        {"/x": {"get": {"operationId": "a", "tags": ["Access Tokens"]}}, "/y": {"get": {"operationId": "b", "tags": ["access-tokens"]}}},
        "#/tags: 'Access Tokens' and 'access-tokens' are one resource, access_tokens",
    ),
    "paths alike": (
        {
            "/x/{a}": {"get": {"operationId": "a", "parameters": [parameter("path", "a", STRING)]}},
            "/x/{b}": {"get": {"operationId": "b", "parameters": [parameter("path", "b", STRING)]}},
        },
        "#/paths/~1x~1%7Bb%7D/get: the same address as #/paths/~1x~1%7Ba%7D/get",
    ),
    "mapping to no variant": (
        {"/x": {"get": {"operationId": "a", "responses": {"200": response_of({
            "oneOf": [ref("One")], "discriminator": {"propertyName": "a", "mapping": {"k": "Two"}},
        })}}}},
        "/schema/discriminator/mapping/k: 'Two' is none of the variants",
    ),
    "default of another type": (
        {"/x": {"get": {"operationId": "a", "parameters": [parameter("query", "q", {**INTEGER, "default": "many"})]}}},
        "#/paths/~1x/get/parameters/0/schema/default: 'many' is not of type 'integer'",
    ),
    "default outside of the enumeration": (
        {"/x": {"get": {"operationId": "a", "parameters": [parameter("query", "q", {**STRING, "enum": ["a"], "default": "b"})]}}},
        "#/paths/~1x/get/parameters/0/schema/default: 'b' is none of the values of the enumeration",
    ),
    "value of two meanings": (
        {f"/{a}": {"get": {"operationId": a, "responses": {"200": response_of({
            "oneOf": [ref("One"), ref("Row1")], "discriminator": {"propertyName": "a", "mapping": {"k": a, "l": b}},
        })}}} for a, b in (("One", "Row1"), ("Row1", "One"))},
        "#/components/schemas/One: a 'k' means different schemas in different unions; it is not read",
    ),
    "unknown key": (
        {"/x": {"get": {"operationId": "a", "sumary": "S"}}},
        "#/paths/~1x/get: 'sumary' does not match any of the regexes: '^x-'; it is not read",
    ),
    "type that contains itself": (
        {"/x": {"get": {"operationId": "a", "responses": {"200": response_of(ref("Row"))}}}},
        "#/components/schemas/Row: this schema contains itself; inside, it is read as any JSON",
    ),
    "fields of one name in Python": (
        {"/x": {"get": {"operationId": "a", "responses": {"200": response_of(ref("Twins"))}}}},
        "#/components/schemas/Twins/properties/a-b: the attribute is called a_b_2",
    ),
    "union with an impossible member": (
        {"/x": {"get": {"operationId": "a", "responses": {"200": response_of({"type": "array", "oneOf": [{"items": STRING}, STRING]})}}}},
        "/schema/oneOf/1: no value satisfies both this and its siblings; it is left out",
    ),
    "encoding of JSON": (
        {"/x": {"post": {"operationId": "a", "requestBody": {"content": {"application/json": {"schema": thing(a=STRING), "encoding": {"a": {}}}}}}}},
        "#/paths/~1x/post/requestBody/content/application~1json/encoding/a: only forms have an encoding; it is not read",
    ),
    "encoding of an unknown field": (
        {"/x": {"post": {"operationId": "a", "requestBody": {"content": {FORM: {"schema": thing(a=STRING), "encoding": {"b": {}}}}}}}},
        "/encoding/b: the form has no such field; it is not read",
    ),
    "style of a part": (
        {"/x": {"post": {"operationId": "a", "requestBody": {"content": {"multipart/form-data": {"schema": thing(a=STRING), "encoding": {"a": {"style": "form"}}}}}}}},
        "/encoding/a: style of a part of a multipart form is not read",
    ),
    "XML in a part": (
        {"/x": {"post": {"operationId": "a", "requestBody": {"content": {"multipart/form-data": {
            "schema": thing(a=ref("One"), b=STRING), "encoding": {name: {"contentType": "application/xml"} for name in "ab"},
        }}}}}},
        "/encoding/a/contentType: objects are sent as JSON; it is not read",
    ),
    "XML in a form": (
        {"/x": {"post": {"operationId": "a", "requestBody": {"content": {FORM: {"schema": thing(a=STRING), "encoding": {"a": {"contentType": "application/xml"}}}}}}}},
        "/encoding/a/contentType: a field of a form is JSON or plain text; it is not read",
    ),
    "deepObject of a list": (
        {"/x": {"get": {"operationId": "a", "parameters": [parameter("query", "a", {"type": "array", "items": STRING}, style="deepObject")]}}},
        "#/paths/~1x/get/parameters/0: OpenAPI does not define how deepObject encodes lists and deeper values: the client sends x[0]=1 and x[a][b]=1",
    ),
    "deepObject with a list": (
        {"/x": {"get": {"operationId": "a", "parameters": [parameter("query", "a", thing(b={"type": "array", "items": STRING}), style="deepObject")]}}},
        "#/paths/~1x/get/parameters/0: OpenAPI does not define how deepObject encodes lists and deeper values",
    ),
    "deepObject of a list in a form": (
        {"/x": {"post": {"operationId": "a", "requestBody": {"content": {FORM: {"schema": thing(a={"type": "array", "items": STRING}), "encoding": {"a": {"style": "deepObject"}}}}}}}},
        "/encoding/a: OpenAPI does not define how deepObject encodes lists and deeper values",
    ),
    "read-only and write-only": (
        {"/x": {"get": {"operationId": "a", "responses": {"200": response_of(thing(a={**STRING, "readOnly": True, "writeOnly": True}))}}}},
        "/schema/properties/a: both readOnly and writeOnly: it is no argument, and a response may lack it",
    ),
    "another dialect": (
        {"/x": {"get": {"operationId": "a", "responses": {"200": response_of({**STRING, "$schema": "http://json-schema.org/draft-04/schema#"})}}}},
        "/schema/$schema: unknown dialect 'http://json-schema.org/draft-04/schema#'",
    ),
    "bearer or another": (
        {"/x": {"get": {"operationId": "a", "security": [{"bearer": []}, {"key": []}]}}},
        "#/paths/~1x/get/security: the bearer token is sent, and 'key' cannot be used in its place",
    ),
    "SCIM bearer or another bearer": (
        {"/x": {"get": {"operationId": "a", "security": [{"bearerSCIM": []}, {"bearer": []}]}}},
        "#/paths/~1x/get/security: the SCIM bearer token is sent, and 'bearer' cannot be used in its place",
    ),
    "keys beside a $ref": (
        {"/x": {"get": {"operationId": "a", "responses": {"200": response_of({**ref("One"), "nullable": True})}}}},
        "/schema: beside a $ref, OpenAPI 3.0 ignores nullable",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", NOTICED)
def test_what_is_generated_otherwise_than_written_is_told(case: str) -> None:
    paths, notice = NOTICED[case]
    for item in paths.values():
        for operation in item.values():
            operation.setdefault("responses", {"204": {"description": "Done."}})
    document: dict[str, Any] = {
        "openapi": "3.0.3",
        "info": {"title": "Things", "version": "1"},
        "paths": paths,
        "components": {
            "schemas": {
                "One": thing(a=STRING),
                "Row1": thing(a=STRING, b=STRING),
                "Row": {"type": "array", "items": ref("Row")},
                "Twins": thing(**{"a-b": STRING, "a_b": STRING}),
            },
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "key": {"type": "apiKey", "in": "query", "name": "k"},
                "bearerSCIM": {"type": "http", "scheme": "bearer"},
            },
        },
    }
    notices = [*validate.validate(document), *generator.plan(document, document).notices]
    assert any(notice in line for line in notices), notices
