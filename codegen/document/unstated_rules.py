"""Checks the rules of OpenAPI that its meta-schema does not state."""

import re
from collections.abc import Callable, Iterator, Mapping

from codegen.document import nodes
from codegen.document.load import JSON, Location
from codegen.document.refs import pointer
from codegen.document.walk import objects

_DATA_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}

_KEYWORDS: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("properties", "patternProperties", "$defs", "dependentSchemas", "discriminator"), (dict,)),
    **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems", "enum", "required"), (list,)),
    **dict.fromkeys(("items", "additionalProperties", "not", "if", "then", "else", "contains"), (dict, bool)),
    **dict.fromkeys(("$ref", "$schema", "format", "title", "description", "contentMediaType"), (str,)),
    **dict.fromkeys(("deprecated", "readOnly", "writeOnly"), (bool,)),
    "type": (str, list),
}
"""Types that the values of keywords may have, for the keywords that the build reads."""
_TYPE_NAMES: dict[type, str] = {dict: "a mapping", list: "a list", str: "text", bool: "true or false"}
_DIALECTS = frozenset(
    {"https://spec.openapis.org/oas/3.1/dialect/base", "https://json-schema.org/draft/2020-12/schema"}
)


def problems(document: dict[str, JSON]) -> Iterator[str]:
    """Check the rules without which the build cannot make a correct client.

    Args:
        document: A document that its meta-schema allows.

    Yields:
        A line for each violation, with its location.
    """
    for rule in _rules(document):
        yield from rule(document)


def problems_of_invalid(document: dict[str, JSON]) -> list[str]:
    """Check the rules of `problems` in a document that is not valid.

    Args:
        document: A document that its meta-schema does not allow, but whose references resolve.

    Returns:
        A line for each violation, with its location. A rule that raises an exception, because a value has a wrong type,
            has no lines.
    """
    lines: list[str] = []
    for rule in _rules(document):
        try:
            lines += list(rule(document))
        except Exception:  # noqa: BLE001, S112, PERF203 - the meta-schema names the value over which the rule stumbles
            continue
    return lines


def _rules(document: dict[str, JSON]) -> Iterator[Callable[[dict[str, JSON]], Iterator[str]]]:
    """Yield the functions that check the rules."""
    yield from (_siblings_of_references, _empty_bodies, _path_problems, _parameter_problems, _operation_id_problems)
    if str(document["openapi"]).startswith("3.1"):  # its meta-schema does not check schemas
        yield _malformed_schemas


def notices(document: dict[str, JSON]) -> Iterator[str]:
    """Check the rules whose violation does no harm.

    Args:
        document: A document that its meta-schema allows.

    Yields:
        A line for each violation, with its location.
    """
    yield from _equal_paths(document)
    yield from _default_problems(document)
    yield from _other_dialects(document)
    yield from _neither_sent_nor_received(document)


def _malformed_schemas(document: dict[str, JSON]) -> Iterator[str]:
    """List keywords of `_KEYWORDS` whose values have a wrong type."""
    for location, node, is_schema in objects(document):
        for key, value in node.items() if is_schema else ():
            types = _KEYWORDS.get(key)
            if types and not isinstance(value, types):
                expected = " or ".join(_TYPE_NAMES[kind] for kind in types)
                yield f"{pointer((*location, key))}: expected {expected}, found {value!r:.80}"


def _other_dialects(document: dict[str, JSON]) -> Iterator[str]:
    """List other dialects, of schemas or of the document.

    The build reads their schemas as those of OpenAPI.
    """
    declared: dict[Location, JSON] = {("jsonSchemaDialect",): document.get("jsonSchemaDialect")}
    declared |= {
        (*location, "$schema"): node.get("$schema") for location, node, is_schema in objects(document) if is_schema
    }
    for location, dialect in declared.items():
        if isinstance(dialect, str) and dialect.rstrip("#") not in _DIALECTS:
            yield f"{pointer(location)}: unknown dialect {dialect!r:.80}: its schemas are read as those of OpenAPI"


def _neither_sent_nor_received(document: dict[str, JSON]) -> Iterator[str]:
    """List schemas that are both `readOnly` and `writeOnly`."""
    for location, node, is_schema in objects(document):
        if is_schema and node.get("readOnly") is True and node.get("writeOnly") is True:
            yield f"{pointer(location)}: both readOnly and writeOnly: it is no argument, and a response may lack it"


def _parameter_problems(document: dict[str, JSON]) -> Iterator[str]:
    """List duplicate parameters, and all faults of parameters of paths.

    A parameter of a path is faulty if it is missing, optional, or not in the path. A path is faulty if it has a
    parameter twice.
    """
    yield from _repeated_parameters(document)
    for path, method, _ in nodes.operations(document):
        operation_pointer = pointer(nodes.operation_location(document, path, method))
        declared = nodes.located_parameters(document, path, method)
        in_path = {
            nodes.text(parameter["name"]): location for location, parameter in declared if parameter["in"] == "path"
        }
        template = re.findall(r"\{([^{}]*)\}", path)
        for name in dict.fromkeys(template):
            if name not in in_path:
                yield f"{operation_pointer}: the path has {{{name}}}, which no parameter declares"
            if template.count(name) > 1:
                yield f"{operation_pointer}: the path has {{{name}}} twice"
        for name, location in in_path.items():
            if name not in template:
                yield f"{pointer(location)}: the parameter {name!r:.80} is not in the path"
        for location, parameter in declared:
            if parameter["in"] == "path" and parameter.get("required") is not True:
                yield f"{pointer(location)}: a parameter of the path must be `required: true`"


def _repeated_parameters(document: dict[str, JSON]) -> Iterator[str]:
    """List parameters of any kind that one list declares twice."""
    holders: dict[Location, dict[str, JSON]] = {}
    for path, method, operation in nodes.operations(document):
        holders[nodes.path_item_location(document, path)] = nodes.path_item(document, path)
        holders[nodes.operation_location(document, path, method)] = operation
    for location, holder in holders.items():
        first: dict[tuple[str, str], int] = {}
        for index, node in enumerate(nodes.sequence(holder.get("parameters"))):
            key = nodes.parameter_key(nodes.follow(document, node))
            if first.setdefault(key, index) != index:
                yield f"{pointer((*location, 'parameters', index))}: the parameter {key[1]!r:.80} is declared twice"


def _empty_bodies(document: dict[str, JSON]) -> Iterator[str]:
    """List required bodies without a media type, which cannot be sent."""
    for path, method, operation in nodes.operations(document):
        body = nodes.follow(document, operation.get("requestBody"))
        if body.get("required") is True and not body.get("content"):
            location = (*nodes.operation_location(document, path, method), "requestBody")
            yield f"{pointer(location)}: a required body has no media type, so it cannot be sent"


def _siblings_of_references(document: dict[str, JSON]) -> Iterator[str]:
    """List methods, parameters and servers beside the `$ref` of a path item."""
    components = nodes.mapping(document.get("components"))
    holders = {("paths",): document.get("paths"), ("components", "pathItems"): components.get("pathItems")}
    for location, holder in holders.items():
        for path, item in nodes.mapping(holder).items():
            sibling_keys = (
                sorted({*nodes.METHODS, "parameters", "servers"} & item.keys()) if isinstance(item, dict) else []
            )
            if sibling_keys and isinstance(item, dict) and "$ref" in item:
                yield f"{pointer((*location, path))}: {', '.join(sibling_keys)} beside a $ref: move it to the target"


def _path_problems(document: dict[str, JSON]) -> Iterator[str]:
    """List paths with a query, a fragment, unbalanced braces, or dot segments.

    A path that begins with two slashes is also listed, because a URL with this beginning names another host.
    """
    for path in dict.fromkeys(path for path, _, _ in nodes.operations(document)):
        location, plain = pointer(("paths", path)), re.sub(r"\{[^{}]*\}", "x", path)
        if "{" in plain or "}" in plain:
            yield f"{location}: the braces of the path are not in pairs"
        if "?" in plain or "#" in plain:
            yield f"{location}: a path has no query and no fragment: declare parameters of the query instead"
        if {".", ".."} & set(plain.split("/")) or plain.startswith("//"):
            yield f"{location}: the path would lead to another address"


def _equal_paths(document: dict[str, JSON]) -> Iterator[str]:
    """List operations whose paths differ only in the names of parameters."""
    first: dict[tuple[str, str], str] = {}
    for path, method, _ in nodes.operations(document):
        other = first.setdefault((method, re.sub(r"\{[^{}]*\}", "{}", path)), path)
        if other != path:
            location = pointer(nodes.operation_location(document, path, method))
            yield f"{location}: the same address as {pointer(('paths', other, method))}"


def _operation_id_problems(document: dict[str, JSON]) -> Iterator[str]:
    """List operationIds that two operations share."""
    first: dict[str, str] = {}
    for path, method, operation in nodes.operations(document):
        name, location = operation.get("operationId"), pointer(nodes.operation_location(document, path, method))
        if isinstance(name, str) and first.setdefault(name, location) != location:
            yield f"{location}/operationId: {name!r:.80} is the operationId of {first[name]}, too"


def _default_problems(document: dict[str, JSON]) -> Iterator[str]:
    """List defaults that their schema does not allow.

    Only the type and the values of an enumeration are checked. Patterns are not checked, because matching some of them
    takes exponential time.
    """
    stack: list[tuple[Location, JSON]] = [((), document)]
    while stack:
        location, node = stack.pop()
        if isinstance(node, list):
            stack.extend(((*location, index), item) for index, item in enumerate(node))
        elif isinstance(node, dict):
            if location[-1:] != ("properties",) and "default" in node:
                yield from _default_problem(node, f"{pointer(location)}/default: {node['default']!r:.80}")
            skipped = {"example", "examples", "default", "enum"} if location[-1:] != ("properties",) else set[str]()
            stack.extend(((*location, key), value) for key, value in node.items() if key not in skipped)


def _default_problem(schema: Mapping[str, JSON], what: str) -> Iterator[str]:
    values = schema.get("enum")
    if not _default_fits(schema):
        yield f"{what} is not of type {schema['type']!r}"
    elif isinstance(values, list) and schema["default"] not in values and schema["default"] is not None:
        yield f"{what} is none of the values of the enumeration"


def _default_fits(schema: Mapping[str, JSON]) -> bool:
    default, names = schema["default"], schema.get("type")
    types = [name for name in (names if isinstance(names, list) else [names]) if isinstance(name, str)]
    if not types or not all(name in _DATA_TYPES for name in types) or (default is None and schema.get("nullable")):
        return True
    if isinstance(default, bool):
        return "boolean" in types
    return any(isinstance(default, _DATA_TYPES[name]) for name in types) or (
        isinstance(default, float) and default.is_integer() and "integer" in types
    )
