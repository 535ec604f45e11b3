"""Decides whether a document is valid, and which errors are shown."""

import copy
import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol, cast

import jsonschema_rs
from openapi_spec_validator.schemas.backend.jsonschema import create_validator
from openapi_spec_validator.schemas.utils import get_schema_content

from codegen.document import nodes, unstated_rules
from codegen.document.load import JSON, Location, check_version
from codegen.document.refs import UnresolvedReferenceError, node_at, pointer, references, resolve, target
from codegen.document.unfolding import unfold
from codegen.errors import BuildError

_MAX_REASON_LENGTH = 300  # characters of the reason of a problem
_MAX_VALUE_LENGTH = 100  # characters of a value in a reason
_UNKNOWN_KEY = frozenset({"additionalProperties", "unevaluatedProperties"})
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ANY_KEY_EXCEPT_REF: dict[str, JSON] = {r"^(?!\$ref$)": {}}


class _Problem(Protocol):
    """The attributes of jsonschema's ValidationError that this module reads."""

    message: str
    absolute_path: Sequence[str | int]
    context: Sequence["_Problem"]
    validator: str
    validator_value: object
    instance: object
    schema: Mapping[str, object]
    schema_path: Sequence[str | int]


class _Validator(Protocol):
    def iter_errors(self, instance: object) -> Iterator[_Problem]: ...


def validate(document: dict[str, JSON]) -> list[str]:
    """Check that a document, usually the patched document, is valid OpenAPI.

    Args:
        document: The whole document.

    Returns:
        Harmless violations, one line each: keys that OpenAPI does not define, which the build ignores, and the lines of
            `unstated_rules.notices`, such as defaults of a wrong type.

    Raises:
        BuildError: The document is invalid, or not OpenAPI 3.0 or 3.1. The message or the details state location and
            reason of these problems, the first that applies: the first half of a surrogate pair; all references that
            lead to no node; all problems, except problems that the validation can only detect after values have the
            right type.
    """
    check_version(document)
    _check_text(document)
    check_references(document)
    version = str(document["openapi"])[:3]
    problems, notices = _meta_schema_lines(document, version)
    problems += unstated_rules.problems_of_invalid(document) if problems else unstated_rules.problems(document)
    if not problems:
        check_security(document)
        return [*notices, *unstated_rules.notices(document)]
    undeclared = _undeclared_schemes(document)
    problems += [f"{location}: the security scheme {name} is not declared" for location, name in undeclared]
    message = f"not valid OpenAPI {version}: repair it in the document or by an overlay action"
    raise BuildError(message, list(dict.fromkeys(problems)))


def unknown_keys(document: dict[str, JSON]) -> Iterator[tuple[Location, str, frozenset[str]]]:
    """Find the keys that OpenAPI does not define in their object.

    Args:
        document: The whole document, of a known version.

    Yields:
        The location of each such object, the key, and the keys that OpenAPI defines there.
    """
    version = str(document["openapi"])[:3]
    for problem in _meta_schema_problems(dict(get_schema_content(version)), document):
        if problem.validator not in _UNKNOWN_KEY:
            continue
        instance = cast("dict[str, JSON]", problem.instance)
        defined = cast("Mapping[str, JSON]", problem.schema.get("properties", {}))
        for key in instance:
            if key not in defined and repr(key) in problem.message:
                yield tuple(problem.absolute_path), key, frozenset(defined)


def _check_text(document: dict[str, JSON]) -> None:
    r"""Refuse halves of surrogate pairs, which cannot be written as UTF-8.

    Escapes of JSON such as `\ud800` produce them.
    """
    stack: list[tuple[Location, JSON]] = [((), document)]
    while stack:
        location, node = stack.pop()
        texts = node if isinstance(node, dict) else [node]
        half = next((text for text in texts if isinstance(text, str) and _SURROGATE.search(text)), None)
        if half is not None:
            label = pointer((*location, half) if isinstance(node, dict) else location)
            raise BuildError(f"{label}: half of a surrogate pair in the text {half!r:.80}")
        items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        stack += [((*location, key), child) for key, child in reversed([*items])]


def _meta_schema_lines(document: dict[str, JSON], version: str) -> tuple[list[str], list[str]]:
    """Validate a document with the meta-schema of its version.

    Args:
        document: The whole document.
        version: `3.0` or `3.1`.

    Returns:
        A line for each problem, and a line for each key that OpenAPI does not define, which is no problem.
    """
    schema = _meta_schema(version)
    whole, replaced = unfold(document)
    problems = _meta_schema_problems(schema, whole)
    if not problems:
        return [], []
    unknown = [problem for problem in problems if problem.validator in _UNKNOWN_KEY]
    others = [problem for problem in problems if problem.validator not in _UNKNOWN_KEY]
    if version == "3.0" and unknown:  # an unknown key hides other problems of the same object
        others = _meta_schema_problems(cast("dict[str, JSON]", _allow_unknown_keys(schema)), whole)
    in_place = {(tuple(problem.absolute_path), problem.message) for problem in problems}
    for problem in unknown:
        origin = replaced.get(tuple(problem.absolute_path))
        if origin is not None and not _is_extension(origin) and (origin, problem.message) not in in_place:
            others.append(problem)  # the key is unknown here, but allowed at the target of the reference
    notices = dict.fromkeys(f"{_problem_line(problem, replaced)}; it is not read" for problem in unknown)
    return [_problem_line(problem, replaced) for problem in others], list(notices)


@functools.cache  # because reading the file takes as long as the validation, and the report validates many documents
def _meta_schema(version: str) -> dict[str, JSON]:
    """Read the meta-schema of a version. The caller must not change it."""
    return dict(get_schema_content(version))


def _is_extension(location: Location) -> bool:
    """Return whether a location is inside an extension, a key with `x-`."""
    return any(isinstance(step, str) and step.startswith("x-") for step in location)


def _meta_schema_problems(schema: dict[str, JSON], document: dict[str, JSON]) -> list[_Problem]:
    """List the likely cause of each violation of a meta-schema."""
    if jsonschema_rs.is_valid(schema, document):  # 200 times faster than the other validator, and usually sufficient
        return []
    # The backend `jsonschema` is imported by name, because only its errors have a context. openapi-spec-validator would
    # use the backend `jsonschema-rs`, which is installed.
    validator = cast("_Validator", create_validator(schema))
    return [_likely_cause(error) for error in validator.iter_errors(document)]


def _allow_unknown_keys(schema: JSON) -> JSON:
    """Copy the meta-schema so that its objects may have unknown keys.

    The only exception is the key `$ref`: an object must not have it unless the meta-schema defines it. Otherwise a
    reference would match both variants of each `oneOf` of an object and a reference.
    """
    if isinstance(schema, list):
        return [_allow_unknown_keys(item) for item in schema]
    if not isinstance(schema, dict):
        return copy.deepcopy(schema)
    result = {key: _allow_unknown_keys(value) for key, value in schema.items()}
    if schema.get("additionalProperties") is False:
        patterns = schema.get("patternProperties")
        result["patternProperties"] = {**(patterns if isinstance(patterns, dict) else {}), **_ANY_KEY_EXCEPT_REF}
    return result


def _likely_cause(problem: _Problem) -> _Problem:
    """Find the deepest error in the most likely variants of a `oneOf`.

    A variant is unlikely if it does not allow the value of `in`. If all are unlikely, all are searched. If the deepest
    errors all concern an enumeration, the message of the returned error lists the values of all of them.

    Returns:
        The first of the deepest errors; the problem itself if it has no variants.
    """
    while problem.context:
        unlikely = {inner.schema_path[0] for inner in problem.context if list(inner.absolute_path)[-1:] == ["in"]}
        likely = [inner for inner in problem.context if inner.schema_path[0] not in unlikely] or list(problem.context)
        depth = max(len(inner.absolute_path) for inner in likely)
        deepest = [inner for inner in likely if len(inner.absolute_path) == depth]
        problem = deepest[0]
        if len(deepest) > 1 and all(inner.validator == "enum" for inner in deepest):
            problem.message = _enumeration_message(deepest)
    return problem


def _enumeration_message(problems: Sequence[_Problem]) -> str:
    allowed = dict.fromkeys(
        repr(value) for problem in problems for value in cast("list[object]", problem.validator_value)
    )
    return f"{problems[0].instance!r:.80} is not one of {', '.join(allowed)}"


def _problem_line(problem: _Problem, replaced: Mapping[Location, Location]) -> str:
    """Write the location and the reason of a problem.

    If the problem is in a copy that `unfold` made, the line names the replaced `$ref`.
    """
    location: Location = tuple(problem.absolute_path)
    text, shown = problem.message, repr(problem.instance)
    if len(shown) > _MAX_VALUE_LENGTH:
        text = text.replace(shown, f"{shown[:_MAX_VALUE_LENGTH]}…")
    reason = text if len(text) <= _MAX_REASON_LENGTH else f"{text[:_MAX_REASON_LENGTH]}…"
    for length in range(len(location), 0, -1):
        if location[:length] in replaced:  # the object there is a copy of the target of a reference
            reference = pointer(replaced[location[:length]])
            return f"{pointer(location[:length])}: $ref: {reference:.200} does not belong there: {reason}"
    return f"{pointer(location)}: {reason}"


def check_references(document: dict[str, JSON]) -> None:
    """Check that every `$ref` leads to a node of the document.

    Args:
        document: The whole document.

    Raises:
        BuildError: A reference does not resolve; the details name every such reference with its location.
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

    The meta-schema of OpenAPI 3.0 cannot state this rule. The requirements of callbacks and webhooks are not checked,
    because the build does not read them.

    Args:
        document: The whole document, whose references resolve.

    Raises:
        BuildError: A requirement names an undeclared scheme; the details name every such requirement with its location.
    """
    undeclared = [f"{location}: {name}" for location, name in _undeclared_schemes(document)]
    if undeclared:
        raise BuildError(f"{len(undeclared)} undeclared security scheme(s): name one of the declared", undeclared)


def _undeclared_schemes(document: dict[str, JSON]) -> list[tuple[str, str]]:
    """List security requirements with an undeclared scheme: pointer, name."""
    components = document.get("components")
    schemes = components.get("securitySchemes") if isinstance(components, dict) else None
    declared = schemes.keys() if isinstance(schemes, dict) else set[str]()
    return [
        (pointer((*location, "security", index)), name)
        for location, holder in _holders_of_security(document)
        for index, requirement in enumerate(_list_or_empty(holder.get("security")))
        if isinstance(requirement, dict)
        for name in requirement
        if name not in declared
    ]


def _holders_of_security(document: dict[str, JSON]) -> Iterator[tuple[Location, dict[str, JSON]]]:
    """Yield the document and the operations of `paths`, each once.

    The document may be invalid. Therefore values of a wrong type are skipped.
    """
    yield (), document
    paths = document.get("paths")
    items: dict[Location, JSON] = {}
    for path, item in paths.items() if isinstance(paths, dict) else ():
        if not path.startswith("/"):  # an extension
            continue
        reference = item.get("$ref") if isinstance(item, dict) else None
        location = target(document, reference) if isinstance(reference, str) else ("paths", path)
        items[location] = node_at(document, location)
    for location, item in items.items():
        for method, operation in item.items() if isinstance(item, dict) else ():
            if method in nodes.METHODS and isinstance(operation, dict):
                yield (*location, method), operation


def _list_or_empty(value: JSON) -> list[JSON]:
    return value if isinstance(value, list) else []
