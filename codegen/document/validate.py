"""Validates a document: OpenAPI, references, parameters, security."""

import copy
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol, cast

from openapi_spec_validator.schemas.backend.jsonschema import create_validator
from openapi_spec_validator.schemas.utils import get_schema_content

from codegen.document import nodes
from codegen.document.load import JSON, Location, check_version
from codegen.document.refs import UnresolvedReferenceError, pointer, references, resolve
from codegen.errors import BuildError

_LONGEST_REASON = 300
_UNKNOWN_KEY = frozenset({"additionalProperties", "unevaluatedProperties"})
_ANY_KEY_BUT_REF: dict[str, JSON] = {r"^(?!\$ref$)": {}}
_DATA_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}


class _Problem(Protocol):
    """What is used of jsonschema's untyped ValidationError."""

    message: str
    absolute_path: Sequence[str | int]
    context: Sequence["_Problem"]
    validator: str


class _Validator(Protocol):
    def iter_errors(self, instance: object) -> Iterator[_Problem]: ...


def validate(document: dict[str, JSON]) -> list[str]:
    """Check that a document (usually the patched one) is valid OpenAPI.

    Args:
        document: The whole document.

    Returns:
        What is wrong and does no harm, one line each: keys that OpenAPI does not know, which are not read, and defaults
        of the wrong type, which are for readers only.

    Raises:
        BuildError: Names every location that is not as it must be, and why.
    """
    check_version(document)
    check_references(document)
    check_security(document)
    version = str(document["openapi"])[:3]
    notices = _check_schema(document, version)
    _refuse(version, [*_parameter_problems(document), *_operation_id_problems(document)])
    return [*notices, *_default_problems(document)]


def _check_schema(document: dict[str, JSON], version: str) -> list[str]:
    schema = dict(get_schema_content(version))
    problems = _problems(schema, document)
    if not problems:
        return []
    unknown = [problem for problem in problems if problem.validator in _UNKNOWN_KEY]
    others = [problem for problem in problems if problem.validator not in _UNKNOWN_KEY]
    if version == "3.0" and unknown:  # an unknown key hides what else is wrong behind it
        others = _problems(cast("dict[str, JSON]", _lenient(schema)), document)
    _refuse(version, [_reason(problem) for problem in others])
    return [f"{_reason(problem)}; it is not read" for problem in unknown]


def _problems(schema: dict[str, JSON], document: dict[str, JSON]) -> list[_Problem]:
    # of the two backends, the one whose errors have a context; the other is taken wherever it happens to be installed
    validator = cast("_Validator", create_validator(schema))
    return [_deepest(error) for error in validator.iter_errors(document)]


def _lenient(schema: JSON) -> JSON:
    """Let every object of a schema have further keys, except references.

    A reference with other keys must not pass for its target.
    """
    if isinstance(schema, list):
        return [_lenient(item) for item in schema]
    if not isinstance(schema, dict):
        return copy.deepcopy(schema)
    result = {key: _lenient(value) for key, value in schema.items()}
    if schema.get("additionalProperties") is False:
        patterns = schema.get("patternProperties")
        result["patternProperties"] = {**(patterns if isinstance(patterns, dict) else {}), **_ANY_KEY_BUT_REF}
    return result


def _deepest(problem: _Problem) -> _Problem:
    while problem.context:  # a failing oneOf says little by itself; the deepest error inside says which key is wrong
        problem = max(problem.context, key=lambda inner: len(inner.absolute_path))
    return problem


def _reason(problem: _Problem) -> str:
    text = problem.message
    reason = text if len(text) <= _LONGEST_REASON else f"{text[:_LONGEST_REASON]}…"
    return f"{pointer(tuple(problem.absolute_path))}: {reason}"


def _refuse(version: str, problems: Iterable[str]) -> None:
    reasons = list(dict.fromkeys(problems))
    if reasons:
        raise BuildError(f"not valid OpenAPI {version}: repair it in the document or by an overlay action", reasons)


def check_references(document: dict[str, JSON]) -> None:
    """Check that every `$ref` points at something inside the document.

    Args:
        document: The whole document.

    Raises:
        BuildError: Names every reference that does not resolve, with its location.
    """
    unresolved: list[str] = []
    for location, reference in references(document):
        try:
            resolve(document, reference)
        except UnresolvedReferenceError as problem:
            unresolved.append(f"{pointer(location)}: {problem.message}")
    if unresolved:
        raise BuildError(
            f"{len(unresolved)} unresolved $ref: repair each in the document or by an overlay action", unresolved
        )


def check_security(document: dict[str, JSON]) -> None:
    """Check that every security requirement names a declared scheme.

    No validator of OpenAPI 3.0 does.

    Args:
        document: The whole document.

    Raises:
        BuildError: Names every requirement of an undeclared scheme, with its location.
    """
    components = document.get("components")
    schemes = components.get("securitySchemes") if isinstance(components, dict) else None
    declared = schemes.keys() if isinstance(schemes, dict) else set[str]()
    undeclared = [
        f"{pointer((*location, 'security', index))}: {name}"
        for location, holder in _holders_of_security(document)
        for index, requirement in enumerate(_list(holder.get("security")))
        if isinstance(requirement, dict)
        for name in requirement
        if name not in declared
    ]
    if undeclared:
        raise BuildError(f"{len(undeclared)} undeclared security scheme(s): name one of the declared", undeclared)


def _holders_of_security(document: dict[str, JSON]) -> Iterator[tuple[Location, dict[str, JSON]]]:
    yield (), document
    paths = document.get("paths")
    for path, item in paths.items() if isinstance(paths, dict) else ():
        for method, operation in item.items() if isinstance(item, dict) else ():
            if isinstance(operation, dict):
                yield ("paths", path, method), operation


def _list(value: JSON) -> list[JSON]:
    return value if isinstance(value, list) else []


def _parameter_problems(document: dict[str, JSON]) -> Iterator[str]:
    """List missing, optional and duplicate parameters of paths."""
    for path, method, _ in nodes.operations(document):
        place = pointer(nodes.operation_location(document, path, method))
        declared = nodes.located_parameters(document, path, method)
        in_path = {
            nodes.text(parameter["name"]): location for location, parameter in declared if parameter["in"] == "path"
        }
        template = re.findall(r"\{([^{}]*)\}", path)
        for name in dict.fromkeys(template):
            if name not in in_path:
                yield f"{place}: the path has {{{name}}}, and no parameter declares it"
            if template.count(name) > 1:
                yield f"{place}: the path has {{{name}}} twice"
        for name, location in in_path.items():
            if name not in template:
                yield f"{pointer(location)}: the parameter {name!r:.80} is not in the path"
        for location, parameter in declared:
            if parameter["in"] == "path" and parameter.get("required") is not True:
                yield f"{pointer(location)}: a parameter of the path must be `required: true`"


def _operation_id_problems(document: dict[str, JSON]) -> Iterator[str]:
    first: dict[str, str] = {}
    for path, method, operation in nodes.operations(document):
        name, place = operation.get("operationId"), pointer(nodes.operation_location(document, path, method))
        if isinstance(name, str) and first.setdefault(name, place) != place:
            yield f"{place}/operationId: {name!r:.80} is the operationId of {first[name]}, too"


def _default_problems(document: dict[str, JSON]) -> Iterator[str]:
    """List defaults of another type than their schema.

    Patterns are left alone, as some take exponential time.
    """
    stack: list[tuple[Location, JSON]] = [((), document)]
    while stack:
        location, node = stack.pop()
        if isinstance(node, list):
            stack.extend(((*location, index), item) for index, item in enumerate(node))
        elif isinstance(node, dict):
            if location[-1:] != ("properties",) and "default" in node and not _fits(node):
                yield f"{pointer(location)}/default: {node['default']!r:.80} is not of type {node['type']!r}"
            skipped = {"example", "examples", "default", "enum"} if location[-1:] != ("properties",) else set[str]()
            stack.extend(((*location, key), value) for key, value in node.items() if key not in skipped)


def _fits(schema: Mapping[str, JSON]) -> bool:
    default, names = schema["default"], schema.get("type")
    types = [name for name in (names if isinstance(names, list) else [names]) if isinstance(name, str)]
    if not types or not all(name in _DATA_TYPES for name in types) or (default is None and schema.get("nullable")):
        return True
    if isinstance(default, bool):
        return "boolean" in types
    return any(isinstance(default, _DATA_TYPES[name]) for name in types) or (
        isinstance(default, float) and default.is_integer() and "integer" in types
    )
