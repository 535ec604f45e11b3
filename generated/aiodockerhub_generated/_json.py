"""Reads JSON: NaN, encodings, maximum depth; names of JSON types."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeGuard

from .errors import ArgumentError, ArgumentTypeError

_TYPE_NAMES: dict[type, str] = {
    type(None): "null",
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
}

NESTED = frozenset({dict, list})
"""The types of arrays and objects."""

MAX_DEPTH = 100
"""Maximum levels of nested arrays and objects. RFC 8259, section 9, permits such a limit. Docker Hub's responses have
about ten levels."""


class NotJSONError(ArgumentError):
    """A body is not JSON, is nested too deeply, or has too long an integer.

    The limits are 100 levels of arrays and objects, and 4,300 digits.
    """


class WrongTypeError(ArgumentTypeError):
    """A JSON value has an undocumented type where decoding cannot be lenient.

    The value is a whole response, the list of a page's items, or an item that must be a model. Without this error, any
    JSON would be decoded to an empty model or an empty list. The error is also raised for a response with more than
    50,000 schema mismatches, and by `from_dict` for a key that is not text.

    Attributes:
        path: JSONPath of the value in the response, `$` for the whole response.
        expected: The documented type, such as `object`, or words for the expectation.
        received: JSON type of the received value, or words for what was received. Not the value, which may be a secret.
    """

    def __init__(self, path: str, expected: str, received: str) -> None:
        super().__init__(f"expected {expected} at {path}, got {received}")
        self.path = path
        self.expected = expected
        self.received = received


def read_json(data: bytes) -> Any:
    """Read a JSON document.

    msgspec reads the document if possible. The standard library reads documents that msgspec refuses: with `NaN`,
    halves of surrogate pairs, UTF-16, or a byte order mark.

    Args:
        data: The document, usually in UTF-8.

    Returns:
        The JSON value.

    Raises:
        NotJSONError: The document is not JSON, is nested more than 100 levels deep, or contains an integer of more than
            4,300 digits (Python's default limit).
    """
    import msgspec  # here, because the import takes 3 ms and not every program decodes JSON

    reason = ""
    value: Any = None
    try:
        value = msgspec.json.decode(data)
    except (msgspec.DecodeError, ValueError, RecursionError):
        try:
            value = json.loads(data)
        except (ValueError, RecursionError) as error:
            reason = str(error)
    if not reason and is_too_deep(value):
        reason = f"nested more than {MAX_DEPTH} levels deep"
    if reason:
        value = None  # so that the error's traceback does not keep the document and its secrets
        raise NotJSONError(f"expected JSON: {reason}")
    return value


def is_too_deep(value: object, limit: int = MAX_DEPTH) -> bool:
    """Return whether a value has more levels than a limit.

    Each array or object is a level, even if it is empty.

    Args:
        value: JSON value.
        limit: Maximum number of levels; 100 (`MAX_DEPTH`) by default.
    """
    return any(islice(nested_levels(value), limit, None))


def nested_levels(value: object) -> Iterator[list[Any]]:
    """Yield the arrays and objects of each level.

    An array or object is yielded once for a level, although a value that was read from YAML may have it at many places.
    For a value that contains itself, the levels have no end.
    """
    level = [value] if type(value) in NESTED else []
    while level:
        yield level
        inner = (each for outer in level for each in _inner_values(outer) if type(each) in NESTED)
        level = [*{id(each): each for each in inner}.values()]


def _inner_values(value: object) -> Iterable[object]:
    """Return the values of an object or array; nothing for other values."""
    if is_object(value):
        return value.values()
    return value if is_array(value) else ()


def type_name(value: object) -> str:
    """Return the JSON Schema name of a value's type, such as `array`.

    For a value that JSON does not have, return words for its type.
    """
    return _TYPE_NAMES.get(type(value)) or f"a value of type {type(value).__name__}"


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Return whether a JSON value is an object."""
    return type(value) is dict


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Return whether a JSON value is an array."""
    return type(value) is list
