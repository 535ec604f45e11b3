"""Changes the patched document so that openapi-python-client reads it.

The benchmarks of decoding compare this client with a client that openapi-python-client generates by itself.
"""

import copy
from collections import Counter

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.errors import BuildError
from codegen.plan.identifiers import class_name
from codegen.plan.operation_names import OperationName


def prepare(document: dict[str, JSON], names: dict[tuple[str, str], OperationName]) -> dict[str, JSON]:
    """Make the document of the client that this client is compared with.

    - Each operationId becomes the name of the operation as one identifier, such as `repositories_list_tags`.
    - Responses other than successes are removed, because this client raises errors and does not return them.
    - Inline schemas of bodies and responses get a title, so that no class is called `...Response200` or `...Body`.
    - Of several media types of a body or response, only the first of `nodes.contents` stays.
    - Schemas that would share a class name get titles.
    - Null is added to the values of nullable enumerations, because openapi-python-client ignores `nullable` there.

    Args:
        document: The patched document, which is valid and is not changed.
        names: Names of the operations, by path and method.

    Returns:
        A changed copy.

    Raises:
        BuildError: A body has no JSON media type, or a response has neither JSON nor text.
    """
    document = copy.deepcopy(document)
    _part_twins(document)
    for path, method, operation in nodes.operations(document):
        name = names[path, method]
        operation["operationId"] = name.operation_id
        responses = nodes.mapping(operation["responses"])
        operation["responses"] = {status: body for status, body in responses.items() if status.startswith("2")}
        label = f"{method.upper()} {path}"
        if "requestBody" in operation:
            body = nodes.follow(document, operation["requestBody"])
            _keep_one(body, f"{label}: a body")
            _title(body, request_class(name))
        for status, response in nodes.mapping(operation["responses"]).items():
            described = nodes.follow(document, response)
            if method != "head":  # responses to HEAD have no body (RFC 9110, section 9.3.2)
                _keep_one(described, f"{label}: a response ({status})", text=True)
            _title(described, result_class(name))
    _list_null(document)
    return document


def _part_twins(document: dict[str, JSON]) -> None:
    """Give different titles, such as `Error2`, to schemas of one class name."""
    counts = Counter[str]()
    for key, node in nodes.mapping(nodes.mapping(document.get("components")).get("schemas")).items():
        schema = nodes.mapping(node)
        if {"properties", "allOf"} & schema.keys():
            name = class_name(nodes.text(schema.get("title")) or key)
            counts[name] += 1
            if counts[name] > 1:
                schema["title"] = f"{name}{counts[name]}"


def request_class(name: OperationName) -> str:
    """Name the class of a body that has no name in the document."""
    return f"{class_name(name.operation_id)}Request"


def result_class(name: OperationName) -> str:
    """Name the class of a response that has no name in the document."""
    return f"{class_name(name.operation_id)}Result"


def _keep_one(holder: dict[str, JSON], what: str, *, text: bool = False) -> None:
    kinds = nodes.contents(holder)
    if not kinds:
        return
    kept = next(iter(kinds))
    if not nodes.is_json(kept) and not (text and kept.startswith("text/")):
        supported = "JSON and text are" if text else "JSON is"
        raise BuildError(
            f"{what} of the kind {' or '.join(kinds)} is not supported, {supported}; mend it in the overlay"
        )
    holder["content"] = {kept: nodes.mapping(holder["content"])[kept]}


def _title(holder: dict[str, JSON], title: str) -> None:
    for content in nodes.mapping(holder.get("content")).values():
        schema = nodes.mapping(nodes.mapping(content).get("schema"))
        if schema and "$ref" not in schema:
            schema.setdefault("title", title)
            if "items" in schema and "$ref" not in nodes.mapping(schema["items"]):
                nodes.mapping(schema["items"]).setdefault("title", f"{title}Item")


def _list_null(node: JSON) -> None:
    if isinstance(node, dict):
        enum = node.get("enum")
        if isinstance(enum, list) and node.get("nullable") is True and None not in enum:
            enum.append(None)
        for value in node.values():
            _list_null(value)
    elif isinstance(node, list):
        for value in node:
            _list_null(value)
