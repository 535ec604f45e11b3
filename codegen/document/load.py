"""Reads a published OpenAPI document into JSON values and decides whether the build can work with it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeAlias, cast

import yaml
from openapi_spec_validator import OpenAPIV30SpecValidator
from openapi_spec_validator.schemas.backend.jsonschema import create_validator
from openapi_spec_validator.schemas.utils import get_schema_content

from codegen.errors import BuildError

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"
Location: TypeAlias = tuple[str | int, ...]

_JSON_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+([eE][-+]?[0-9]+)?)?")
_YAML = "tag:yaml.org,2002:"
_TEXT_TAGS = {f"{_YAML}{name}" for name in ("str", "timestamp", "value")}
_PLAIN_TAGS = {f"{_YAML}{name}" for name in ("null", "bool", "int", "float")}
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def load(path: Path) -> dict[str, JSON]:
    """Reads an OpenAPI 3.0 document.

    Args:
        path: The YAML (or JSON) file.

    Returns:
        The document in the JSON data model: every key is text (`200:` becomes `"200"`), dates stay text.

    Raises:
        BuildError: The file is unreadable, not YAML, has duplicate keys, or is not OpenAPI 3.0.
    """
    root = compose(path)
    document = construct(root, path.name)
    if not isinstance(document, dict):
        raise BuildError(f"{path.name}:1: expected an OpenAPI document (a mapping), found {_kind(document)}")
    check_version(document, f"{path.name}{_line_of(root, 'openapi')}")
    return document


def check_version(document: Mapping[str, JSON], where: str = "the document") -> None:
    """Refuses everything but OpenAPI 3.0.

    Args:
        document: The document as read.
        where: File and line, for the message.

    Raises:
        BuildError: The `openapi` key is missing or names another version.
    """
    version = document.get("openapi")
    if isinstance(version, str) and re.fullmatch(r"3\.0\.\d+", version):
        return
    if version is None:
        found = f"swagger: {document['swagger']}" if "swagger" in document else "no `openapi` key"
    else:
        found = f"openapi: {version}"
    raise BuildError(f"{where}: only OpenAPI 3.0.x is supported, found {found}; convert the document to 3.0 first")


def validate(document: dict[str, JSON]) -> None:
    """Checks that a document (usually the patched one) is valid OpenAPI 3.0 and that its references resolve.

    Args:
        document: The whole document.

    Raises:
        BuildError: Names every place that is not as it must be, and why.
    """
    check_version(document)
    check_references(document)
    check_security(document)
    validator = OpenAPIV30SpecValidator(document)
    for errors in (_SCHEMA.iter_errors(document), validator.root_validator(validator.schema_path)):
        reasons = list(dict.fromkeys(_reason(error) for error in cast("Iterator[_Problem]", errors)))
        if reasons:  # the second check takes for granted what the first finds
            raise BuildError("not valid OpenAPI 3.0: repair it in the document or by an overlay action", reasons)


# of the two backends, the one whose errors have a context; the other is taken wherever it happens to be installed
_SCHEMA = create_validator(dict(get_schema_content("3.0")))


class _Problem(Protocol):
    """What is used of jsonschema's untyped ValidationError."""

    message: str
    absolute_path: Sequence[str | int]
    context: Sequence["_Problem"]


_LONGEST_REASON = 300


def _reason(error: _Problem) -> str:
    while error.context:  # a failing oneOf says little by itself; the deepest error inside says which key is wrong
        error = max(error.context, key=lambda inner: len(inner.absolute_path))
    reason = error.message if len(error.message) <= _LONGEST_REASON else f"{error.message[:_LONGEST_REASON]}…"
    return f"{json_path(tuple(error.absolute_path))}: {reason}"


def check_references(document: dict[str, JSON]) -> None:
    """Checks that every `$ref` points at something inside the document.

    Args:
        document: The whole document.

    Raises:
        BuildError: Names every reference that does not resolve, with its location.
    """
    unresolved: list[str] = []
    for location, reference in references(document):
        try:
            resolve(document, reference)
        except KeyError as problem:
            unresolved.append(f"{json_path(location)}: $ref: {reference} {problem.args[0]}")
    if unresolved:
        raise BuildError(
            f"{len(unresolved)} unresolved $ref: repair each in the document or by an overlay action", unresolved
        )


def check_security(document: dict[str, JSON]) -> None:
    """Checks that every security requirement names a declared scheme, which no validator of OpenAPI 3.0 does.

    Args:
        document: The whole document.

    Raises:
        BuildError: Names every requirement of an undeclared scheme, with its location.
    """
    components = document.get("components")
    schemes = components.get("securitySchemes") if isinstance(components, dict) else None
    declared = schemes.keys() if isinstance(schemes, dict) else set[str]()
    undeclared = [
        f"{json_path((*location, 'security', index))}: {name}"
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


def references(document: JSON) -> Iterator[tuple[Location, str]]:
    """Yields the location and text of every `$ref`, in the order of the document; examples hold none."""
    stack: list[tuple[Location, JSON]] = [((), document)]
    while stack:
        location, node = stack.pop()
        if isinstance(node, list):
            stack.extend(((*location, index), item) for index, item in reversed(list(enumerate(node))))
        elif isinstance(node, dict):
            reference = node.get("$ref")
            named = bool(location) and location[-1] == "properties"  # a property may well be called "example"
            if isinstance(reference, str) and not named:
                yield location, reference
            stack.extend(
                ((*location, key), value)
                for key, value in reversed(node.items())
                if named or (key not in {"example", "examples", "default", "enum"} and not key.startswith("x-"))
            )


def resolve(document: dict[str, JSON], reference: str) -> JSON:
    """Follows a local reference, through further references, to what it means.

    Args:
        document: The whole document.
        reference: For example `#/components/schemas/tag`.

    Returns:
        The node at the end of the chain.

    Raises:
        KeyError: With the reason, when there is nothing at that place.
    """
    seen: list[str] = []
    while True:
        if reference in seen:
            raise KeyError("refers to itself")
        seen.append(reference)
        if not reference.startswith("#/"):
            raise KeyError("points outside of the document, which is not supported")
        node: JSON = document
        for part in reference[2:].split("/"):
            key = part.replace("~1", "/").replace("~0", "~")
            if isinstance(node, dict) and key in node:
                node = node[key]
            elif isinstance(node, list) and key.isdigit() and int(key) < len(node):
                node = node[int(key)]
            else:
                raise KeyError("points at nothing")
        further = node.get("$ref") if isinstance(node, dict) else None
        if not isinstance(further, str):
            return node
        reference = further


def json_path(location: Sequence[str | int]) -> str:
    """Writes a location as a JSONPath that an overlay action can use as its target.

    Args:
        location: Keys and indices from the root.

    Returns:
        For example `$.paths['/v2/orgs/{org}'].get.parameters[0]`.
    """
    steps = ["$"]
    for part in location:
        if isinstance(part, str) and _PLAIN_NAME.fullmatch(part):
            steps.append(f".{part}")
        else:
            quoted = part if isinstance(part, int) else "'" + part.replace("\\", "\\\\").replace("'", "\\'") + "'"
            steps.append(f"[{quoted}]")
    return "".join(steps)


def compose(path: Path) -> yaml.Node:
    """Parses a YAML file into nodes that know their lines.

    Args:
        path: The file.

    Raises:
        BuildError: The file cannot be read or is not YAML; the message has line and column.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise BuildError(f"{path.name}: cannot be read: {problem}") from problem
    try:
        root: yaml.Node | None = _LOADER(text).get_single_node()
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        place = f"{path.name}:{mark.line + 1}:{mark.column + 1}" if mark else path.name
        context = f" ({problem.context})" if problem.context else ""
        raise BuildError(f"{place}: not YAML: {problem.problem}{context}") from problem
    except yaml.reader.ReaderError as problem:  # counts in bytes
        line = text.encode()[: problem.position].count(b"\n") + 1
        raise BuildError(f"{path.name}:{line}: not YAML: {problem.reason}") from problem
    if root is None:
        raise BuildError(f"{path.name}: the file is empty")
    return root


def construct(node: yaml.Node, name: str) -> JSON:
    """Turns YAML nodes into JSON values.

    A plain scalar is null, true, false or a number only where YAML 1.1, YAML 1.2 and JSON agree on it. Everything else
    that YAML 1.1 has opinions on (dates, `yes`, `0755`, `1:30`, `1_000`) stays the text that its author sees. Keys are
    always text. An alias becomes a copy, so that a change at one place does not show at another.

    Args:
        node: What `compose` returned, or a part of it.
        name: File name for messages.

    Raises:
        BuildError: Duplicate keys, keys that are not scalars, recursive aliases, tags that JSON has no value for.
    """
    return _Constructor(name).value(node)


class _Constructor:
    def __init__(self, name: str) -> None:
        self._name = name
        self._open: set[int] = set()  # mappings and sequences under construction: an alias to one is recursive

    def value(self, node: yaml.Node) -> JSON:
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if id(node) in self._open:
            raise self._refuse(node, "an alias to a node inside itself is not supported")
        self._open.add(id(node))
        try:
            if isinstance(node, yaml.MappingNode) and node.tag == f"{_YAML}map":
                return self._mapping(node)
            if isinstance(node, yaml.SequenceNode) and node.tag == f"{_YAML}seq":
                return [self.value(item) for item in node.value]
        finally:
            self._open.discard(id(node))
        raise self._refuse(node, f"the tag {node.tag} has no meaning in JSON")

    def _mapping(self, node: yaml.MappingNode) -> dict[str, JSON]:
        result: dict[str, JSON] = {}
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise self._refuse(key_node, "a key must be plain text")
            if key_node.tag == f"{_YAML}merge":
                raise self._refuse(key_node, "merge keys (<<) are not supported: write the keys out")
            key = str(key_node.value)
            if key in result:
                raise self._refuse(key_node, f"duplicate key {key!r}, first on line {lines[key]}")
            lines[key] = key_node.start_mark.line + 1
            result[key] = self.value(value_node)
        return result

    def _scalar(self, node: yaml.ScalarNode) -> JSON:
        text = str(node.value)
        if node.tag in _TEXT_TAGS:
            return text
        if node.tag not in _PLAIN_TAGS:
            raise self._refuse(node, f"the tag {node.tag} has no meaning in JSON")
        if node.tag == f"{_YAML}null":
            return None
        if text.lower() in {"true", "false"}:
            return text.lower() == "true"
        if _JSON_NUMBER.fullmatch(text):
            return float(text) if "." in text else int(text)
        return text

    def _refuse(self, node: yaml.Node, reason: str) -> BuildError:
        return BuildError(f"{self._name}:{node.start_mark.line + 1}:{node.start_mark.column + 1}: {reason}")


def _line_of(root: yaml.Node, key: str) -> str:
    if isinstance(root, yaml.MappingNode):
        for key_node, _ in root.value:
            if isinstance(key_node, yaml.ScalarNode) and key_node.value == key:
                return f":{key_node.start_mark.line + 1}"
    return ""


def _kind(value: JSON) -> str:
    return "a list" if isinstance(value, list) else f"the value {value!r}"
