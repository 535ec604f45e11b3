"""Finds the lines of the published file that an error speaks of."""

import re
from pathlib import Path
from urllib.parse import unquote

import yaml

from codegen.document.load import JSON, compose
from codegen.errors import BuildError

_POINTER = re.compile(r"#(/[^\s#]+)")


def with_lines(problem: BuildError, file: Path, document: JSON) -> BuildError:
    """Put the line of the file before each JSON pointer of an error.

    Args:
        problem: The error.
        file: The published document.
        document: The document with the overlays, to which the pointers refer.

    Returns:
        The same error with `file:line` before each pointer, where the published document has that location.
    """
    if not any(_POINTER.search(text) for text in (problem.message, *problem.details)):
        return problem
    try:
        root = compose(file)
    except BuildError:  # JSON that is not YAML, which has tabs for one
        return problem

    def located(match: re.Match[str]) -> str:
        line = _line(root, document, match[1].rstrip(":;,."))
        return f"{file.name}:{line}: {match[0]}" if line else match[0]

    return BuildError(
        _POINTER.sub(located, problem.message), [_POINTER.sub(located, detail) for detail in problem.details]
    )


def _line(node: yaml.Node, document: JSON, path: str) -> int | None:
    """Follow a pointer as far as both documents agree; the root says nothing."""
    line: int | None = None
    for part in path[1:].split("/"):
        key = _unescaped(part)
        if isinstance(node, yaml.MappingNode) and isinstance(document, dict):
            pair = next((pair for pair in node.value if str(pair[0].value) == key), None)
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
