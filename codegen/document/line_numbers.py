"""Finds the lines in the published file for the locations in an error."""

import re
from pathlib import Path
from typing import TypeAlias
from urllib.parse import unquote

import yaml

from codegen.document.load import JSON, compose_lines
from codegen.errors import BuildError

_Pair: TypeAlias = tuple[yaml.Node, yaml.Node]
_POINTER = re.compile(r"#(/[^\s#]+)")
_MOST = 100


def with_lines(problem: BuildError, file: Path, document: JSON) -> BuildError:
    """Put the line of the file before each JSON pointer of an error.

    Args:
        problem: The error.
        file: The published document.
        document: The document with the overlays, to which the pointers refer.

    Returns:
        The error with `file:line` before each pointer whose location is in the published document, and with a limited
        number of details.
    """
    if not any(_POINTER.search(text) for text in (problem.message, *problem.details)):
        return problem
    try:
        root = compose_lines(file)
    except BuildError:  # JSON that is not YAML
        return problem

    pairs: dict[int, dict[str, _Pair]] = {}

    def located(match: re.Match[str]) -> str:
        line = _line(root, document, match[1].rstrip(":;,."), pairs)
        return f"{file.name}:{line}: {match[0]}" if line else match[0]

    details = [_POINTER.sub(located, detail) for detail in problem.details[:_MOST]]
    if len(problem.details) > _MOST:
        details.append(f"and {len(problem.details) - _MOST:,} more")
    return BuildError(_POINTER.sub(located, problem.message), details)


def _line(node: yaml.Node, document: JSON, path: str, pairs: dict[int, dict[str, _Pair]]) -> int | None:
    """Find the line of a pointer, or of its last part in both documents.

    `pairs` caches the keys of each mapping on the way, as many pointers may lead through large ones.

    Returns:
        The line; `None` if only the root is in both documents.
    """
    line: int | None = None
    for part in path[1:].split("/"):
        key = _unescaped(part)
        if isinstance(node, yaml.MappingNode) and isinstance(document, dict):
            if id(node) not in pairs:
                pairs[id(node)] = {str(pair[0].value): pair for pair in reversed(node.value)}
            pair = pairs[id(node)].get(key)
            child = document.get(key)
            if pair is None:
                break
            line, node, document = pair[0].start_mark.line + 1, pair[1], child
        elif isinstance(node, yaml.SequenceNode) and isinstance(document, list) and key.isdigit():
            if len(node.value) != len(document) or int(key) >= len(document):  # an overlay has moved the items
                break
            node, document = node.value[int(key)], document[int(key)]
            line = node.start_mark.line + 1
        else:
            break
    return line


def _unescaped(part: str) -> str:
    return unquote(part).replace("~1", "/").replace("~0", "~")
