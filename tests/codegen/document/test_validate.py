"""Validity: the meta-schema of OpenAPI, references, security, parameters, defaults; every reason has a JSON pointer."""

from typing import Any

import pytest

from codegen.document.load import JSON
from codegen.document.validate import validate
from codegen.errors import BuildError

MINIMAL: dict[str, JSON] = {"openapi": "3.0.3", "info": {"title": "Hub", "version": "1"}, "paths": {}}


def test_every_dangling_reference_is_named_with_its_place() -> None:
    doc: dict[str, JSON] = {
        **MINIMAL,
        "paths": {"/v2/{id}": {"get": {"responses": {"200": {"$ref": "#/components/responses/gone"}}}}},
        "components": {
            "schemas": {
                "self": {"$ref": "#/components/schemas/self"},
                "list": {"allOf": [{"type": "object"}, {"$ref": "#/components/schemas/list/allOf/5"}]},
                "other": {"items": {"$ref": "o.yaml#/x"}},
                "fine": {"properties": {"$ref": {"type": "string"}, "example": {"$ref": "#/components/schemas/no"}}},
                "shown": {"example": {"$ref": "#/anything"}, "x-note": {"$ref": "#/anything"}},
                "slash~": {"$ref": "#/paths/~1v2~1{id}"},
                "tilde": {"$ref": "#/components/schemas/slash~0"},
                "item": {"$ref": "#/components/schemas/list/allOf/0"},
            }
        },
    }

    with pytest.raises(BuildError) as caught:
        validate(doc)

    assert str(caught.value).splitlines() == [
        "5 unresolved $ref: repair each in the document or by an overlay action",
        "  #/paths/~1v2~1%7Bid%7D/get/responses/200: $ref: #/components/responses/gone points at nothing",
        "  #/components/schemas/self: $ref: #/components/schemas/self refers to itself",
        "  #/components/schemas/list/allOf/1: $ref: #/components/schemas/list/allOf/5 points at nothing",
        "  #/components/schemas/other/items: $ref: o.yaml#/x points outside of the document, which is not supported",
        "  #/components/schemas/fine/properties/example: $ref: #/components/schemas/no points at nothing",
    ]


def test_undeclared_security_schemes_are_named_with_their_places() -> None:
    operation: JSON = {"responses": {"204": {"description": "Gone."}}, "security": [{"BearerAuth": []}, {}]}
    declared: JSON = {"securitySchemes": {"bearerAuth": {"type": "http", "scheme": "bearer"}}}
    with pytest.raises(BuildError) as caught:
        validate({**MINIMAL, "paths": {"/v2/tags": {"delete": operation}}, "components": declared})
    assert caught.value.details == ("#/paths/~1v2~1tags/delete/security/0: BearerAuth",)


def test_undeclared_security_schemes_are_found_behind_the_reference_of_a_path() -> None:
    operation: JSON = {"responses": {"204": {"description": "Gone."}}, "security": [{"BearerAuth": []}]}
    shared: JSON = {"pathItems": {"Tags": {"delete": operation}}}
    paths: JSON = {path: {"$ref": "#/components/pathItems/Tags"} for path in ("/v2/tags", "/v3/tags")}
    with pytest.raises(BuildError) as caught:
        validate({**MINIMAL, "openapi": "3.1.0", "paths": paths, "components": shared})
    assert caught.value.details == ("#/components/pathItems/Tags/delete/security/0: BearerAuth",)


def test_security_inside_extensions_is_not_checked() -> None:
    requirement: JSON = {"security": [{"BearerAuth": []}]}
    paths: JSON = {"x-gateway": {"get": requirement}, "/v2/tags": {"x-gateway": requirement}}
    assert validate({**MINIMAL, "paths": paths}) == []


def test_invalid_documents_get_readable_reasons() -> None:
    responses: JSON = {"200": {}, "404": {"description": 4}}
    doc: dict[str, JSON] = {**MINIMAL, "paths": {"/v2/id": {"get": {"responses": responses}}}}

    with pytest.raises(BuildError) as caught:
        validate(doc)

    assert str(caught.value).splitlines() == [
        "not valid OpenAPI 3.0: repair it in the document or by an overlay action",
        "  #/paths/~1v2~1id/get/responses/200: 'description' is a required property",
        "  #/paths/~1v2~1id/get/responses/404/description: 4 is not of type 'string'",
    ]


def test_undeclared_path_parameters_are_named() -> None:
    doc: dict[str, JSON] = {**MINIMAL, "paths": {"/v2/{id}": {"get": {"responses": {"200": {"description": "Ok."}}}}}}

    with pytest.raises(BuildError) as caught:
        validate(doc)

    assert caught.value.details == ("#/paths/~1v2~1%7Bid%7D/get: the path has {id}, which no parameter declares",)


def test_problems_of_all_kinds_are_named_at_once() -> None:
    get: JSON = {"responses": {"200": {"description": "Ok."}}, "security": [{"Token": []}]}
    schema: JSON = {"properties": {"name": {"type": "string", "required": True}}}
    doc: dict[str, JSON] = {**MINIMAL, "paths": {"/v2/{id}": {"get": get}}, "components": {"schemas": {"a": schema}}}

    with pytest.raises(BuildError) as caught:
        validate(doc)

    assert str(caught.value).splitlines() == [
        "not valid OpenAPI 3.0: repair it in the document or by an overlay action",
        "  #/components/schemas/a/properties/name/required: True is not of type 'array'",
        "  #/paths/~1v2~1%7Bid%7D/get: the path has {id}, which no parameter declares",
        "  #/paths/~1v2~1%7Bid%7D/get/security/0: the security scheme Token is not declared",
    ]


def test_a_rule_that_stumbles_over_an_invalid_value_hides_no_other_problem() -> None:
    get: JSON = {"responses": {"200": {"description": "Ok."}}, "parameters": [5]}
    paths: JSON = {"/v2/{id}": {"get": get}, "/v2//a?b": {"get": {"responses": {"200": {"description": "Ok."}}}}}

    with pytest.raises(BuildError) as caught:
        validate({**MINIMAL, "paths": paths})

    assert caught.value.details[0].startswith("#/paths/~1v2~1%7Bid%7D/get/parameters/0: 5 is not")
    assert "a path has no query and no fragment" in caught.value.details[1]


def test_long_reasons_are_cut() -> None:
    doc: dict[str, JSON] = {**MINIMAL, "info": {"title": "Hub", "version": ["x" * 1000]}}

    with pytest.raises(BuildError) as caught:
        validate(doc)

    (reason,) = caught.value.details
    assert reason.startswith("#/info/version: ['xxx")
    assert reason.endswith("xx… is not of type 'string'")
    assert len(reason) < 400


def test_a_valid_document_passes() -> None:
    validate(MINIMAL)


@pytest.mark.parametrize("own", [{}, {"properties": {"b": {"type": "string"}}}])
def test_a_reference_beside_a_reference_is_no_obstacle(own: dict[str, Any]) -> None:
    def operation(name: str, schema: dict[str, Any]) -> dict[str, Any]:
        content = {"application/json": {"schema": schema}}
        return {"get": {"operationId": name, "responses": {"200": {"description": "d", "content": content}}}}

    def reference(path: str) -> dict[str, Any]:
        return {"$ref": f"#/paths/~1{path}/get/responses/200/content/application~1json/schema"}

    document: dict[str, JSON] = {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {
            "/x": operation("x", {"type": "object", **own}),
            "/y": operation("y", {**reference("x"), "properties": {"a": reference("z")}}),
            "/z": operation("z", {"type": "string"}),
        },
    }

    assert validate(document) == []
