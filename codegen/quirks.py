"""Changes to the valid document that only openapi-python-client needs; nobody else sees the result."""

import copy

from codegen import nodes
from codegen.document import JSON
from codegen.naming import OperationName, class_name


def prepare(document: dict[str, JSON], names: dict[tuple[str, str], OperationName]) -> dict[str, JSON]:
    """Make the document that openapi-python-client is to read.

    - Operations get the ids by which their endpoints are found again.
    - Answers other than success go: an error is raised, never returned, and its body is read by hand.
    - Inline schemas of bodies and answers get a title, so that no class is called `...Response200` or `...Body`.
    - Enumerations lose their null: with it every one of them gives three identical classes; `nullable` says the same.

    Args:
        document: The patched, valid document; it stays as it is.
        names: Names of the operations, by path and method.

    Returns:
        A changed copy.
    """
    document = copy.deepcopy(document)
    for path, method, operation in nodes.operations(document):
        name = names[path, method]
        operation["operationId"] = name.operation_id
        responses = nodes.mapping(operation["responses"])
        operation["responses"] = {status: body for status, body in responses.items() if status.startswith("2")}
        title = class_name(name.operation_id)
        if "requestBody" in operation:
            _title(nodes.follow(document, operation["requestBody"]), f"{title}Request")
        for response in nodes.mapping(operation["responses"]).values():
            _title(nodes.follow(document, response), f"{title}Result")
    _drop_null_members(document)
    return document


def _title(holder: dict[str, JSON], title: str) -> None:
    for content in nodes.mapping(holder.get("content")).values():
        schema = nodes.mapping(nodes.mapping(content).get("schema"))
        if schema and "$ref" not in schema:
            schema.setdefault("title", title)
            if "items" in schema and "$ref" not in nodes.mapping(schema["items"]):
                nodes.mapping(schema["items"]).setdefault("title", f"{title}Item")


def _drop_null_members(node: JSON) -> None:
    if isinstance(node, dict):
        enum = node.get("enum")
        if isinstance(enum, list) and None in enum:
            node["enum"] = [value for value in enum if value is not None]
            node["nullable"] = True
        for value in node.values():
            _drop_null_members(value)
    elif isinstance(node, list):
        for value in node:
            _drop_null_members(value)
