"""Writes catalog.json: schemas of arguments, columns, effects."""

import json
import re
from collections.abc import Callable, Iterable, Mapping

from codegen.document import merged_schemas, nodes
from codegen.document.load import JSON
from codegen.errors import BuildError
from codegen.plan import docstrings
from codegen.plan.operations.operation import Argument, Operation, Resource
from codegen.support._secret_names import is_secret

_EFFECTS = {"GET": "reads", "HEAD": "reads", "POST": "adds", "PUT": "changes", "PATCH": "changes", "DELETE": "destroys"}
_IDEMPOTENT = {"GET", "HEAD", "PUT", "DELETE"}  # RFC 9110, section 9.2.2
_BYTES = re.compile(r"(^|_)size$")
_TIMES = {"date", "date-time"}
_SCALARS = {"string": "text", "integer": "integer", "number": "number", "boolean": "boolean"}
# Keys of a schema that state the allowed values. `nullable` is not among them: it becomes a type (JSON Schema 2020-12).
_KEYWORDS = (
    *("type", "format", "enum", "default", "required"),
    *("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "pattern"),
    *("minProperties", "maxProperties", "multipleOf", "uniqueItems"),
)
_EXCLUSIVE = (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum"))
_LOCATIONS = {"header": "headers", "cookie": "cookies"}
_NAMES = ("name", "username", "slug", "uuid", "id")  # fields that identify a row of a table, the preferred first
MAX_COLUMNS = 7  # of a table without `x-columns`
_MAX_DEPTH = 5  # levels inside a schema that the catalog shows
_LONG_FIELDS = {"description", "full_description"}  # too long for a column


def render(resources: Iterable[Resource], document: dict[str, JSON], notice: Callable[[str], None]) -> str:
    """Write the catalog of the generated client.

    Args:
        resources: The operations, grouped by resource.
        document: The patched document.
        notice: Function that is called with each notice, which is a line of text.

    Returns:
        JSON text.

    Raises:
        BuildError: An `x-effect` in the document has a value that is not allowed.
    """
    catalog = {
        resource.name: {
            "name": resource.name,
            "title": resource.title,
            "description": resource.description,
            "operations": {
                operation.method_name: _operation_entry(operation, document, notice)
                for operation in resource.operations
            },
        }
        for resource in resources
    }
    return json.dumps(catalog, indent=1, ensure_ascii=False) + "\n"


def _operation_entry(operation: Operation, document: dict[str, JSON], notice: Callable[[str], None]) -> dict[str, JSON]:
    """Write the entry of an operation, as `OperationEntry` describes it."""
    node = nodes.mapping(nodes.path_item(document, operation.path)[operation.method.lower()])
    schemas = _argument_schemas(operation, node, document)
    result = _result_schema(operation, node, document)
    properties = merged_schemas.object_properties(document, result)
    fields = {name: _kind_of_field(name, value) for name, value in properties.items()}
    secrets: list[JSON] = [name for name, kind in fields.items() if kind == "text" and is_secret(name)]
    return {
        "id": operation.id,
        "resource": operation.name.resource,
        "method_name": operation.method_name,
        "http_method": operation.method,
        "path": operation.path,
        "summary": operation.summary,
        "description": operation.description,
        "credentials": docstrings.credentials(operation),
        "deprecated": operation.deprecation,
        "undocumented": operation.undocumented,
        "arguments": [
            _argument_entry(
                argument,
                schemas.get((argument.location, argument.json_name)),
                document,
                log_in=operation.is_anonymous,
            )
            for argument in operation.arguments.all
        ],
        "response": operation.response.kind,
        "returns": operation.return_type,
        "paging": _paging_entry(operation),
        "effect": _effect(operation, node),
        "idempotent": node.get("x-idempotent", operation.method in _IDEMPOTENT) is True,
        "fields": {**fields},
        "columns": _table_columns(operation, fields, merged_schemas.merge(document, result).get("x-columns"), notice),
        "secrets": secrets,
        "scopes": operation.scopes,
    }


def _argument_entry(argument: Argument, schema: JSON, document: dict[str, JSON], *, log_in: bool) -> dict[str, JSON]:
    """Write the entry of an argument, as `ArgumentEntry` describes it."""
    return {
        "name": argument.name,
        "json_name": argument.json_name,
        "location": argument.location,
        "required": argument.required,
        "secret": is_secret(argument.name, log_in=log_in)
        and merged_schemas.merge(document, schema).get("type") == "string",
        "schema": _json_schema(schema, document),
        "help": argument.text,
    }


def _argument_schemas(
    operation: Operation, node: Mapping[str, JSON], document: dict[str, JSON]
) -> dict[tuple[str, str], JSON]:
    """Find the schema of every argument, by its location and JSON name.

    The schema of a parameter with `content` is `None`, and further fields have no entry. Fields are those of the body's
    first media type in the order of `nodes.contents`.
    """
    schemas: dict[tuple[str, str], JSON] = {}
    for parameter in nodes.parameters(document, operation.path, operation.method.lower()):
        location = nodes.text(parameter["in"])
        schemas[_LOCATIONS.get(location, location), nodes.text(parameter["name"])] = parameter.get("schema")
    if "requestBody" in node:
        schema = next(iter(nodes.contents(nodes.follow(document, node["requestBody"])).values()), None)
        schemas["whole body", "body"] = schema
        schemas |= {("body", name): value for name, value in merged_schemas.object_properties(document, schema).items()}
    return schemas


def _json_schema(schema: JSON, document: dict[str, JSON], depth: int = 0) -> dict[str, JSON]:
    """Translate a schema into JSON Schema without references.

    More than five levels inside the schema, the result allows anything, because a schema may contain itself.
    """
    if depth > _MAX_DEPTH:
        return {}
    flat = merged_schemas.merge(document, schema)
    translated: dict[str, JSON] = {key: flat[key] for key in _KEYWORDS if key in flat}
    if flat.get("nullable") is True and isinstance(flat.get("type"), str):
        translated["type"] = [flat["type"], "null"]
    for bound, exclusive in _EXCLUSIVE:  # in OpenAPI 3.0, `exclusiveMinimum: true` excludes the `minimum`
        if flat.get(exclusive) is True and bound in translated:
            translated[exclusive] = translated.pop(bound)
        elif exclusive in flat and not isinstance(flat[exclusive], bool):
            translated[exclusive] = flat[exclusive]
    if "enum" in flat:
        translated["enum"] = [value for value in nodes.sequence(flat["enum"]) if value is not None]
    if "description" in flat:
        translated["description"] = " ".join(nodes.text(flat["description"]).split())
    if "items" in flat:
        translated["items"] = _json_schema(flat["items"], document, depth + 1)
    properties = merged_schemas.object_properties(document, schema)
    if properties:
        translated["properties"] = {
            name: _json_schema(value, document, depth + 1) for name, value in properties.items()
        }
    for key in ("oneOf", "anyOf"):
        if key in flat:
            translated["anyOf"] = [_json_schema(member, document, depth + 1) for member in nodes.sequence(flat[key])]
    return translated


def _result_schema(operation: Operation, node: Mapping[str, JSON], document: dict[str, JSON]) -> JSON:
    """Return the schema of the result, or of an item of a list or array.

    The result is `None` if the response is not JSON, or the document states no schema.
    """
    if operation.response.kind != "json":
        return None
    success = next(
        (
            schema
            for status, response in sorted(nodes.mapping(node.get("responses")).items())
            if status.startswith("2")
            for schema in nodes.contents(nodes.follow(document, response)).values()
        ),
        None,
    )
    if operation.paging is None:
        flat = merged_schemas.merge(document, success)
        return flat["items"] if flat.get("type") == "array" and "items" in flat else success
    key = operation.paging.settings["items"]
    holder: JSON = success if key is None else dict(merged_schemas.object_properties(document, success)).get(str(key))
    return merged_schemas.merge(document, holder).get("items")


def _kind_of_field(name: str, schema: Mapping[str, JSON]) -> str:
    """Return the kind of a field, as `support.catalog.Kind` lists them.

    An integer is a number of bytes if its name is `size` or ends with `_size`.
    """
    if schema.get("format") in _TIMES:
        return "time"
    kind = _SCALARS.get(nodes.text(schema.get("type")), "json")
    return "bytes" if kind == "integer" and _BYTES.search(name) else kind


def _paging_entry(operation: Operation) -> dict[str, JSON] | None:
    """Write the paging of a list, as `PagingEntry` describes it."""
    if operation.paging is None:
        return None
    settings = operation.paging.settings
    names = {
        argument.json_name: argument.name for argument in operation.arguments.keyword if argument.location == "query"
    }
    return {
        "page": names.get(str(settings.get("page", "page"))),
        "size": names.get(str(settings.get("size", "page_size"))),
        "max_size": settings.get("max_size"),
        "by_items": settings.get("style") in {"scim", "offset"},
    }


def _effect(operation: Operation, node: Mapping[str, JSON]) -> str:
    """Return the `x-effect` of an operation, or the effect of its HTTP method.

    Raises:
        BuildError: The `x-effect` has a value that is not allowed.
    """
    effect = nodes.text(node.get("x-effect", _EFFECTS.get(operation.method, "reads")))
    if effect not in _EFFECTS.values():
        effects = ", ".join(dict.fromkeys(_EFFECTS.values()))
        raise BuildError(f"{operation.id}: x-effect must be one of {effects}; got {effect!r}")
    return effect


def _table_columns(
    operation: Operation, fields: Mapping[str, str], hint: JSON, notice: Callable[[str], None]
) -> list[JSON]:
    """Choose the columns of a table.

    The columns are the fields of `x-columns` (`hint`); a field that no item has is left out, with a notice. If no
    column is left, or the document has no `x-columns`, they are the first of `default_columns`. An operation that is
    not a list has no columns.
    """
    if operation.paging is None:
        return []
    for column in nodes.sequence(hint):
        if column not in fields:
            notice(f"{operation.id}: x-columns names {column}, which no item has: correct effects_and_columns.yaml")
    chosen = [column for column in nodes.sequence(hint) if column in fields]
    if chosen:
        return chosen
    return [*default_columns(fields)[:MAX_COLUMNS]]


def default_columns(fields: Mapping[str, str]) -> list[str]:
    """List the fields that may be columns of a table without `x-columns`.

    Args:
        fields: The kinds of the fields of an item, by JSON name.

    Returns:
        The fields that are neither JSON, a secret nor a description; the field that identifies a row comes first. The
        first `MAX_COLUMNS` are the columns.
    """
    plain = [
        name for name, kind in fields.items() if kind != "json" and not is_secret(name) and name not in _LONG_FIELDS
    ]
    first = next((name for name in _NAMES if name in plain), None)
    return plain if first is None else [first, *(name for name in plain if name != first)]
