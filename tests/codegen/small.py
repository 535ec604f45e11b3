"""Small documents with one operation, and their plans."""

from typing import Any

from codegen.document.load import JSON
from codegen.document.validate import validate
from codegen.plan.generator import Plan, plan
from codegen.plan.operations.operation import Operation
from codegen.write.render_modules import render_modules

THING = {
    "type": "object",
    "required": ["id"],
    "properties": {"id": {"type": "integer"}, "name": {"type": "string"}},
}


def document(path: str, method: str = "get", item: dict[str, Any] | None = None, **operation: Any) -> dict[str, JSON]:
    """Make a document of one operation."""
    whole = {"operationId": "things_do", "tags": ["things"], "responses": {"204": {"description": "Done."}}} | operation
    doc: dict[str, Any] = {
        "openapi": "3.0.3",
        "info": {"title": "Things", "version": "1"},
        "tags": [{"name": "things"}],
        "paths": {path: {method: whole} | (item or {})},
        "components": {
            "schemas": {"thing": {"title": "Thing"} | THING},
            "securitySchemes": {
                "bearerAuth": {"type": "http", "scheme": "bearer"},
                "bearerSCIMAuth": {"type": "http", "scheme": "bearer"},
            },
        },
    }
    validate(doc)
    return doc


def made(doc: dict[str, JSON]) -> Plan:
    return plan(doc, doc)


def written(doc: dict[str, JSON]) -> dict[str, str]:
    return render_modules(made(doc))


def operation(doc: dict[str, JSON]) -> Operation:
    (resource,) = made(doc).resources
    return resource.operations[0]


def query(name: str, schema: dict[str, Any], **rest: Any) -> dict[str, Any]:
    return {"in": "query", "name": name, "schema": schema, **rest}


def responses_of(schema: dict[str, Any], media_type: str = "application/json") -> dict[str, Any]:
    return {"200": {"description": "OK", "content": {media_type: {"schema": schema}}}}


def body(schema: dict[str, Any]) -> dict[str, Any]:
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def page(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


REFERENCE = {"$ref": "#/components/schemas/thing"}


THINGS = {"type": "array", "items": REFERENCE}
