"""What the command line and the MCP server share: results, texts, fields."""

import re
from collections.abc import Callable, Container
from typing import Any

from aiodockerhub_generated._json import NotJSONError, is_array, read_json
from aiodockerhub_generated.catalog import OperationEntry, load

_METHOD = re.compile(r"`([a-z_]+)\.([a-z_]+)`|(?<![\w.'`/-])([a-z_]+)\.([a-z_]+)(?![\w`:/(]|\.\w)")


def respell(text: str, spell: Callable[[OperationEntry], str]) -> str:
    """Replace methods such as `repositories.get` in a text by other names.

    Args:
        text: Message, note or description.
        spell: Function that returns the other name of an operation, such as its command.

    Returns:
        The text, with the new names in backticks. Cursors, which begin with the name of a method, do not change. Other
        names of this form, such as `example.com`, do not change either.
    """

    def name(match: re.Match[str]) -> str:
        resource, method_name = match[1] or match[3], match[2] or match[4]
        entry = load()[resource]["operations"].get(method_name) if resource in load() else None
        return match[0] if entry is None else f"`{spell(entry)}`"

    return _METHOD.sub(name, text)


def json_value(value: Any) -> Any:
    """Convert the result of an operation to a JSON value.

    Args:
        value: Model, JSON value, bytes, or list of these.

    Returns:
        The JSON value; for bytes, a text with the number of bytes.
    """
    if is_array(value):
        return [json_value(item) for item in value]
    if isinstance(value, bytes):
        return f"{len(value)} bytes, which are not shown"
    to_dict = getattr(value, "to_dict", None)
    return value if to_dict is None else to_dict()


def value_of(body: bytes) -> Any:
    """Read the body of a response for which there is no operation.

    Args:
        body: Body of a response.

    Returns:
        The JSON value; a text if the body is not JSON.
    """
    try:
        return read_json(body)
    except NotJSONError:
        return body.decode("utf-8", "replace")


def forgotten_fields(entry: OperationEntry, given: Container[str]) -> list[str]:
    """List the fields that a PATCH could have, if it has none of them.

    Args:
        entry: Entry of the operation in the catalog.
        given: Names of the arguments that the caller has given.

    Returns:
        The names of the arguments for the body, if the operation is a PATCH and none of them is given; otherwise an
        empty list.
    """
    fields = [argument["name"] for argument in entry["arguments"] if argument["location"] == "body"]
    return fields if entry["http_method"] == "PATCH" and not any(name in given for name in fields) else []
