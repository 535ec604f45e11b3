"""JSON as bytes: by orjson where the `[speed]` extra is installed, as the standard library understands JSON."""

import json
from collections.abc import Callable
from typing import Any

_fast: Callable[[bytes], Any] | None
try:
    from orjson import loads as _fast
except ImportError:
    _fast = None


def loads(data: bytes) -> Any:
    """Read a JSON document.

    What orjson refuses and the standard library takes (`NaN`, halves of surrogate pairs, UTF-16, a byte order mark) is
    read by the standard library. Only integers beyond 64 bits differ: orjson makes floats of them.

    Args:
        data: The document, in UTF-8 as a rule.

    Returns:
        The JSON value.

    Raises:
        ValueError: It is no JSON.
        RecursionError: It is nested too deeply.
    """
    if _fast is not None:
        try:
            return _fast(data)
        except ValueError:
            pass
    return json.loads(data)


def dumps(value: Any) -> bytes:
    """Write a JSON document, for which the standard library is fast enough: bodies of requests are small.

    Args:
        value: The JSON value.

    Returns:
        The document, in ASCII and without blanks.

    Raises:
        ValueError: A number is `NaN` or infinite, for which JSON has no spelling (orjson would write null).
        TypeError: A value is of a kind that JSON does not have.
    """
    return json.dumps(value, separators=(",", ":"), allow_nan=False).encode()
