"""Reads YAML or JSON: tags, duplicate keys, and limits of a document."""

import json
import math
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

import yaml

from codegen.errors import BuildError


class _DuplicateKeyError(BuildError):
    """A mapping of a JSON document has the same key twice."""


JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"
Location: TypeAlias = tuple[str | int, ...]
"""Keys and indices that lead from the root of the document to a node."""

_JSON_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+([eE][-+]?[0-9]+)?)?")
_SURROGATE_ESCAPE = re.compile(r"\\u[dD]([89a-fA-F][0-9a-fA-F]{2})")
_YAML = "tag:yaml.org,2002:"
_TEXT_TAGS = {f"{_YAML}{name}" for name in ("str", "timestamp", "value")}
_PLAIN_TAGS = {f"{_YAML}{name}" for name in ("null", "bool", "int", "float")}
_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

# The largest published OpenAPI documents have 12 MB and about 20 levels. The limits bound the memory of the build.
MAX_BYTES = 16 * 2**20  # of a file, and of the texts that aliases copy
MAX_DEPTH = 100  # levels of nested mappings and lists
_MAX_COPIES = 100_000  # nodes that aliases copy
_MAX_DIGITS = 300  # characters of a number
_LONG_TEXT = 100  # characters; copies of shorter texts do not count for MAX_BYTES


def load(path: Path) -> dict[str, JSON]:
    """Read an OpenAPI 3.0 or 3.1 document.

    Args:
        path: The YAML or JSON file.

    Returns:
        The document as JSON values: every key is text (`200:` becomes `"200"`), and dates stay text.

    Raises:
        BuildError: The file is unreadable, empty, not UTF-8, or neither JSON nor YAML; has more than 16 MiB, or
            mappings and lists nested more than 100 levels deep; contains what `construct` refuses, or `NaN` or
            `Infinity` in JSON; or is not OpenAPI 3.0 or 3.1.
    """
    text = _read_text(path)
    document = _load_json(text, path.name) if text.lstrip()[:1] == "{" else None
    if document is None:
        root = _compose_text(text, path.name)
        document = construct(root, path.name)
        version_line = _line_suffix(root, "openapi")
    else:
        version_line = ""
    if not isinstance(document, dict):
        raise BuildError(f"{path.name}:1: expected an OpenAPI document (a mapping), found {_describe_type(document)}")
    check_version(document, f"{path.name}{version_line}")
    return document


def check_version(document: Mapping[str, JSON], source: str = "the document") -> None:
    """Refuse every version except OpenAPI 3.0 and 3.1.

    Args:
        document: The document as JSON values.
        source: The file, and the line if it is known, for the message; `the document` by default.

    Raises:
        BuildError: The `openapi` key is missing, states another version, or is not text of the form `3.0.3`.
    """
    version = document.get("openapi")
    if isinstance(version, str) and re.fullmatch(r"3\.[01]\.\d+", version):
        return
    key = "openapi" if version is not None else "swagger"
    declared = f"{key}: {ascii(document[key]).strip(chr(39)):.20}" if key in document else "no `openapi` key"
    raise BuildError(
        f"{source}: only OpenAPI 3.0.x and 3.1.x are supported, found {declared}; convert the document to 3.0 first"
    )


def compose(path: Path) -> yaml.Node:
    """Parse a YAML file into nodes that have line numbers.

    Args:
        path: The YAML file.

    Returns:
        The root node.

    Raises:
        BuildError: The file is unreadable, empty, not UTF-8 or not YAML, has more than 16 MiB, or mappings and lists
            nested more than 100 levels deep. The message states the line and the column if they are known.
    """
    return _compose_text(_read_text(path), path.name)


def compose_lines(path: Path) -> yaml.Node:
    """Parse a YAML or JSON file like `compose`.

    In a file that begins with a brace, and therefore may be JSON, tabs and escaped surrogates are replaced by other
    characters, because YAML does not allow them.
    """
    text = _read_text(path)
    return _compose_text(_as_yaml(text) if text.lstrip()[:1] == "{" else text, path.name)


def _as_yaml(json_text: str) -> str:
    r"""Rewrite JSON, with the same lines, so that a YAML parser accepts it.

    An escaped surrogate such as `\ud83d` becomes `\ue83d`, a character of Unicode's private use area.
    """
    return _SURROGATE_ESCAPE.sub(r"\\ue\1", json_text.replace("\t", " "))


def _read_text(path: Path) -> str:
    """Read a file of UTF-8 of at most `MAX_BYTES` (16 MiB)."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise BuildError(f"{path.name}: {size:,} bytes; documents of up to {MAX_BYTES:,} bytes are supported")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as problem:
        line = problem.object[: problem.start].count(b"\n") + 1
        raise BuildError(f"{path.name}:{line}: cannot be read: it is not UTF-8") from problem
    except OSError as problem:
        raise BuildError(f"{path.name}: cannot be read: {problem}") from problem


def _compose_text(text: str, name: str) -> yaml.Node:

    try:
        _check_depth(text, name)
        root: yaml.Node | None = _LOADER(text).get_single_node()
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        position = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else name
        context = f" ({problem.context})" if problem.context else ""
        raise BuildError(f"{position}: not YAML: {problem.problem}{context}") from problem
    except yaml.reader.ReaderError as problem:  # its position is in bytes
        line = text.encode()[: problem.position].count(b"\n") + 1
        raise BuildError(f"{name}:{line}: not YAML: {problem.reason}") from problem
    if root is None:
        raise BuildError(f"{name}: the file is empty")
    return root


def _check_depth(text: str, name: str) -> None:
    """Refuse deep nesting before the document is composed.

    The check reads the events of the parser one by one, because composing a deep document recurses in C, which may
    crash.
    """
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise BuildError(f"{name}:{line}: nested more than {MAX_DEPTH} levels deep")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _load_json(text: str, name: str) -> JSON:
    """Parse JSON text.

    Returns:
        The value; `None` if the text is not JSON, and therefore may be YAML that begins with a brace.

    Raises:
        BuildError: The text is JSON, but with a key twice, `NaN`, `Infinity`, too long a number, or too many levels.
    """

    def number(digits: str) -> int | float:
        return _parse_number(digits, name)

    def constant(word: str) -> JSON:
        match = re.search(rf"[:,\[\s]{re.escape(word)}\b", text)
        line = text.count("\n", 0, match.start() + 1) + 1 if match else 1
        raise BuildError(f"{name}:{line}: {word} is not a number of JSON")

    def mapping(pairs: Iterable[tuple[str, JSON]]) -> dict[str, JSON]:
        result: dict[str, JSON] = {}
        for key, value in pairs:
            if key in result:
                raise _DuplicateKeyError(f"{name}: duplicate key {key!r:.80}")
            result[key] = value
        return result

    try:
        document: JSON = json.loads(
            text, object_pairs_hook=mapping, parse_int=number, parse_float=number, parse_constant=constant
        )
    except json.JSONDecodeError:
        return None
    except _DuplicateKeyError:
        construct(_compose_text(_as_yaml(text), name), name)  # raises the error with the line, which only YAML has
        raise
    except RecursionError:
        raise _depth_error(text, name) from None
    if _is_too_deep(document):
        raise _depth_error(text, name)
    return document


def _depth_error(text: str, name: str) -> BuildError:
    """Make the error for JSON that is too deep, with its line if possible."""
    try:
        _compose_text(_as_yaml(text), name)
    except BuildError as error:
        return error
    return BuildError(f"{name}: nested more than {MAX_DEPTH} levels deep")


def _is_too_deep(document: JSON) -> bool:
    level = [document]
    for _ in range(MAX_DEPTH + 1):
        containers = [node for node in level if isinstance(node, list | dict)]
        if not containers:
            return False
        level = [child for node in containers for child in (node.values() if isinstance(node, dict) else node)]
    return True


def _parse_number(digits: str, position: str) -> int | float:
    if len(digits) > _MAX_DIGITS:
        raise BuildError(f"{position}: a number of {len(digits):,} characters; up to {_MAX_DIGITS} are supported")
    value = int(digits) if digits.lstrip("-").isdigit() else float(digits)
    if not math.isfinite(value):
        raise BuildError(f"{position}: the number {digits} is out of the range of numbers")
    return value


def construct(node: yaml.Node, name: str) -> JSON:
    """Convert YAML nodes to JSON values.

    A scalar without quotes becomes null, true or false if it is that in YAML 1.1 and YAML 1.2 (`~`, `null`, `True`). It
    becomes a number if it is a number in YAML 1.1 and JSON. All other scalars that YAML 1.1 converts (dates, `yes`,
    `0755`, `1:30`, `1_000`) stay text. Every key becomes text. Every alias becomes a copy, so that a change at one
    location does not appear at another.

    Args:
        node: A node that `compose` returned, or a node inside it.
        name: File name for messages.

    Returns:
        The JSON value of the node.

    Raises:
        BuildError: A key is duplicate, `<<` or not a scalar; an alias is recursive; aliases copy more than 100,000
            nodes, or more than 16 MiB in texts of 100 characters or more; a number has more than 300 characters, or is
            too large for a `float`; or a tag has no counterpart in JSON.
    """
    return _Constructor(name).convert(node)


class _Constructor:
    """Converts the nodes of one file, and counts what aliases copy."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._open: set[int] = set()  # mappings and sequences under construction: an alias to one is recursive
        self._constructed: set[int] = set()
        self._copies = 0
        self._copied_text = 0

    def convert(self, node: yaml.Node) -> JSON:

        if isinstance(node, yaml.ScalarNode):
            self._count_text(node)
            return self._convert_scalar(node)
        if id(node) in self._open:
            raise self._error_at(node, "an alias to a node inside itself is not supported")
        if id(node) in self._constructed:
            self._copies += 1 + len(node.value)
            if self._copies > _MAX_COPIES:
                raise self._error_at(node, f"aliases that copy more than {_MAX_COPIES:,} nodes are not supported")
        self._constructed.add(id(node))
        self._open.add(id(node))
        try:
            if isinstance(node, yaml.MappingNode) and node.tag == f"{_YAML}map":
                return self._convert_mapping(node)
            if isinstance(node, yaml.SequenceNode) and node.tag == f"{_YAML}seq":
                return [self.convert(item) for item in node.value]
        finally:
            self._open.discard(id(node))
        raise self._error_at(node, f"the tag {node.tag} has no meaning in JSON")

    def _count_text(self, node: yaml.ScalarNode) -> None:
        """Count the characters of a long text that an alias copies."""
        if len(node.value) < _LONG_TEXT:
            return
        if id(node) in self._constructed:
            self._copied_text += len(node.value)
            if self._copied_text > MAX_BYTES:
                raise self._error_at(node, f"aliases that copy more than {MAX_BYTES:,} characters are not supported")
        self._constructed.add(id(node))

    def _convert_mapping(self, node: yaml.MappingNode) -> dict[str, JSON]:
        result: dict[str, JSON] = {}
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise self._error_at(key_node, "a key must be plain text")
            if key_node.tag == f"{_YAML}merge":
                raise self._error_at(key_node, "merge keys (<<) are not supported: write the keys out")
            key = str(key_node.value)
            if key in result:
                raise self._error_at(key_node, f"duplicate key {key!r:.80}, first on line {lines[key]}")
            lines[key] = key_node.start_mark.line + 1
            result[key] = self.convert(value_node)
        return result

    def _convert_scalar(self, node: yaml.ScalarNode) -> JSON:
        text = str(node.value)
        if node.tag in _TEXT_TAGS:
            return text
        if node.tag not in _PLAIN_TAGS:
            raise self._error_at(node, f"the tag {node.tag} has no meaning in JSON")
        if node.tag == f"{_YAML}null":
            return None
        if text.lower() in {"true", "false"}:
            return text.lower() == "true"
        if _JSON_NUMBER.fullmatch(text):
            return _parse_number(text, self._line_and_column(node))
        return text

    def _error_at(self, node: yaml.Node, reason: str) -> BuildError:
        return BuildError(f"{self._line_and_column(node)}: {reason}")

    def _line_and_column(self, node: yaml.Node) -> str:
        return f"{self._name}:{node.start_mark.line + 1}:{node.start_mark.column + 1}"


def _line_suffix(root: yaml.Node, key: str) -> str:
    """Return `:LINE` of a key of the root; empty if the root lacks it."""
    if isinstance(root, yaml.MappingNode):
        for key_node, _ in root.value:
            if isinstance(key_node, yaml.ScalarNode) and key_node.value == key:
                return f":{key_node.start_mark.line + 1}"
    return ""


def _describe_type(value: JSON) -> str:
    return "a list" if isinstance(value, list) else f"the value {value!r:.80}"
