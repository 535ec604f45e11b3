"""Adds line numbers of the published file to the locations in an error."""

import re
from pathlib import Path
from typing import TypeAlias
from urllib.parse import unquote

import yaml

from codegen.document.load import JSON, compose_lines
from codegen.errors import BuildError

_Pair: TypeAlias = tuple[yaml.Node, yaml.Node]
_POINTER = re.compile(r"#(/[^\s#]+)")
_MAX_DETAILS = 100  # of an error


def with_lines(problem: BuildError, file: Path, document: JSON) -> BuildError:
    """Put the line of the file before each JSON pointer in an error.

    Args:
        problem: The error.
        file: The published document.
        document: The patched document, to which the pointers refer.

    Returns:
        An error with `file:line` before each pointer. The line is that of the last step of the pointer that exists in
        the published document; a pointer whose first step does not exist gets no line. Details after the first 100 are
        replaced by one detail that states their number. If the error has no pointer, or `compose_lines` cannot read the
        file, the error itself is returned, with all details.
    """
    if not any(_POINTER.search(text) for text in (problem.message, *problem.details)):
        return problem
    try:
        root = compose_lines(file)
    except BuildError:  # some JSON is not YAML
        return problem

    pairs: dict[int, dict[str, _Pair]] = {}

    def located(match: re.Match[str]) -> str:
        line = _line_of_pointer(root, document, match[1].rstrip(":;,."), pairs)
        return f"{file.name}:{line}: {match[0]}" if line else match[0]

    details = [_POINTER.sub(located, detail) for detail in problem.details[:_MAX_DETAILS]]
    if len(problem.details) > _MAX_DETAILS:
        details.append(f"and {len(problem.details) - _MAX_DETAILS:,} more")
    return BuildError(_POINTER.sub(located, problem.message), details)


def _line_of_pointer(node: yaml.Node, document: JSON, path: str, pairs: dict[int, dict[str, _Pair]]) -> int | None:
    """Find the line of a JSON pointer in the published document.

    Args:
        node: Root of the published document, with line numbers.
        document: The patched document.
        path: The pointer without `#`.
        pairs: Cache of the keys of each mapping on the way, because many pointers may lead through large mappings.

    Returns:
        The line of the last step of the pointer that exists in the published document; `None` if the first step does
        not exist. If a step is an index, and the overlay has changed the length of the list, the line is that of the
        list.
    """
    line: int | None = None
    for part in path[1:].split("/"):
        key = _decode_step(part)
        if isinstance(node, yaml.MappingNode) and isinstance(document, dict):
            if id(node) not in pairs:
                pairs[id(node)] = {str(pair[0].value): pair for pair in reversed(node.value)}
            pair = pairs[id(node)].get(key)
            child = document.get(key)
            if pair is None:
                break
            line, node, document = pair[0].start_mark.line + 1, pair[1], child
        elif isinstance(node, yaml.SequenceNode) and isinstance(document, list) and key.isdigit():
            if len(node.value) != len(document) or int(key) >= len(document):
                break  # an overlay has changed the list, so that the index may mean another item
            node, document = node.value[int(key)], document[int(key)]
            line = node.start_mark.line + 1
        else:
            break
    return line


def _decode_step(part: str) -> str:
    """Decode a part of a JSON pointer in a URI fragment."""
    return unquote(part).replace("~1", "/").replace("~0", "~")
