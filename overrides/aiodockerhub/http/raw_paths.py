"""Paths of raw requests: which are refused, and the calls made for them."""

import functools
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from aiodockerhub_generated.arguments import (
    LONGEST,
    SLASHES,
    check_text,
    described,
    is_ambiguous,
    is_climbing,
    shortened,
    spellings,
)
from aiodockerhub_generated.types import (
    JSON,
    OMIT,
    Call,
    DriftSink,
    NotJSONError,
    Omit,
    Operation,
    Security,
    read_json,
)

from aiodockerhub.errors import ArgumentError, ArgumentTypeError
from aiodockerhub.helpers.arguments import checked_query

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
Params = Mapping[str, str | int | float | bool | None]


def raw_call(method: str, path: str, params: Params | None = None, body: JSON | Omit = OMIT) -> Call[Any]:
    """Make a call.

    Args:
        method: HTTP method.
        path: Path on Docker Hub, such as `/v2/some/route/`.
        params: Query parameters; `None` leaves one out.
        body: JSON body.

    Returns:
        A call whose result is the JSON value of the response, the text of a body that is not JSON, or `None` for an
        empty body.

    Raises:
        ArgumentError: The path is a URL, has a query, or climbs with `..`.

    """
    check_path("path", path)
    quoted = quote(path, safe="/%:@!$&'()*+,;=~")
    operation = Operation(
        id=f"{method} {quoted}",
        method=method,
        path=quoted,
        security=Security.SCIM_BEARER if _is_scim(path) else Security.OPTIONAL_BEARER,
        personal_token=True,
        organization_token=True,
        undocumented=True,
        response="text",
    )
    query = tuple(checked_query("params", {} if params is None else params).items())
    return Call(operation=operation, path=quoted, query=query, body=body, decode=_decode)


def _is_scim(path: str) -> bool:
    """Tell whether a path takes the SCIM bearer token, by its first segments."""
    return unquote(path).casefold().startswith(_scim_prefixes())


@functools.cache
def _scim_prefixes() -> tuple[str, ...]:
    from aiodockerhub_generated.operations import OPERATIONS

    scim = [operation.path for operation in OPERATIONS.values() if operation.security is Security.SCIM_BEARER]
    return tuple({"/".join(path.split("/")[:3]) + "/" for path in scim})


def check_path(name: str, path: object) -> None:
    """Refuse a path that leaves the host, or climbs out of its folder.

    Args:
        name: Name of the argument.
        path: Value of the argument.

    Raises:
        ArgumentError: The path is a URL, has a query, or has a segment `..`: as such, percent-encoded once or more
            often, with backslashes, or with characters that only some servers take for dots and slashes.
    """
    if not isinstance(path, str):
        raise ArgumentTypeError(f"{name} must be text, as '/v2/user/'; got {described(path)}", argument=name)
    check_text(name, path, longest=LONGEST)
    shown = shortened(path)
    if not path.startswith("/") or "\\" in path or any(SLASHES.match(spelling, 1) for spelling in spellings(path)):
        problem = f"must start with one slash, as in '/v2/user/': got {shown}; other hosts are not for it"
    elif "?" in path or "#" in path:
        problem = f"must not hold a query or fragment, use params=: got {shown}"
    elif any(_CONTROL.search(spelling) for spelling in spellings(path)):
        problem = f"must not hold control characters: got {shown}"
    elif is_ambiguous(path):
        problem = f"must be UTF-8, percent-encoded once: got {shown}"
    elif climbs(path):
        problem = f"must not hold '.' or '..' segments: got {shown}"
    else:
        return
    raise ArgumentError(f"{name} {problem}", argument=name)


def climbs(path: str) -> bool:
    """Tell whether any server may read `.` or `..` segments in a path.

    Args:
        path: The path.
    """
    if is_ambiguous(path):
        return True
    return any(is_climbing(segment) for spelling in spellings(path) for segment in SLASHES.split(spelling))


def _decode(payload: str, drift: DriftSink | None) -> Any:  # noqa: ARG001 - nothing is promised
    try:
        return read_json(payload.encode()) if payload else None
    except NotJSONError:
        return payload
