"""Operations of the catalog, for the command line and the MCP server."""

import re
from collections.abc import Callable, Container

from aiodockerhub_generated.catalog import OperationEntry, load

_METHOD = re.compile(r"`([a-z_]+)\.([a-z_]+)`|(?<![\w.'`/-])([a-z_]+)\.([a-z_]+)(?![\w`:/(]|\.\w)")


def respelled(text: str, spell: Callable[[OperationEntry], str]) -> str:
    """Write another name in place of methods such as `repositories.get`.

    Args:
        text: A message, a note or a description.
        spell: Gives the name of an operation.

    Returns:
        The text, with the names between backticks. Cursors, which begin like a method, stay as they are.
    """

    def name(match: re.Match[str]) -> str:
        resource, method_name = match[1] or match[3], match[2] or match[4]
        entry = load()[resource]["operations"].get(method_name) if resource in load() else None
        return match[0] if entry is None else f"`{spell(entry)}`"

    return _METHOD.sub(name, text)


def forgotten_fields(entry: OperationEntry, given: Container[str]) -> list[str]:
    """List the fields of a change that changes nothing, for one was forgotten.

    Args:
        entry: The operation.
        given: Names of the arguments that are given.

    Returns:
        Names of the body's arguments, if it is a PATCH with such and none is given; otherwise nothing.
    """
    fields = [argument["name"] for argument in entry["arguments"] if argument["location"] == "body"]
    return fields if entry["http_method"] == "PATCH" and not any(name in given for name in fields) else []
