"""Decides which paths `hub.get(path)` and the like refuse."""

import functools
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from aiodockerhub_generated._masking import mask_text, sealed
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
_QUERY = re.compile(r"([?#]|%(?:25)*(?:3f|23)).+(?=['\"]$|…$)", re.IGNORECASE)
Params = Mapping[str, str | int | float | bool | None]


def make_raw_call(method: str, path: str, params: Params | None = None, body: JSON | Omit = OMIT) -> Call[Any]:
    """Make a call for any path.

    Args:
        method: HTTP method.
        path: Path on Docker Hub, such as `/v2/some/route/`.
        params: Query parameters by name; a parameter with the value `None` is left out. `None`, the default, means no
            parameters.
        body: JSON body; `OMIT`, the default, to send none.

    Returns:
        The call, whose operation has the path with secrets masked. The result of the call is the JSON value of the
        response, the text of a body that is not JSON, or `None` if the body is empty.

    Raises:
        ArgumentError: `check_path` rejects the path, or `checked_query` rejects the query parameters.
        ArgumentTypeError: The path or a query parameter has a wrong type.
    """
    path = sealed(path)
    check_path("path", path)
    quoted = sealed(quote(path, safe="/%:@!$&'()*+,;=~"))
    # Logs, errors and events show the operation. Some paths have a secret, such as that of a build trigger.
    shown_path = mask_text(quoted)
    operation = Operation(
        id=f"{method} {shown_path}",
        method=method,
        path=shown_path,
        security=Security.SCIM_BEARER if _is_scim(path) else Security.OPTIONAL_BEARER,
        personal_token=True,
        organization_token=True,
        undocumented=True,
        response="text",
    )
    query = tuple(checked_query("params", {} if params is None else params).items())
    return Call(operation=operation, path=quoted, query=query, body=body, decode=_decode_text)


def _is_scim(path: str) -> bool:
    """Return whether a path begins as the paths of SCIM operations do.

    Calls of such a path get the credentials of SCIM operations.
    """
    return unquote(path).casefold().startswith(_scim_prefixes())


@functools.cache
def _scim_prefixes() -> tuple[str, ...]:
    from aiodockerhub_generated.operations import OPERATIONS

    scim = [operation.path for operation in OPERATIONS.values() if operation.security is Security.SCIM_BEARER]
    return tuple({"/".join(path.split("/")[:3]) + "/" for path in scim})


def check_path(name: str, path: object) -> None:
    """Check that servers cannot read a path as another route or host.

    Args:
        name: Name of the argument, for the message.
        path: Value of the argument.

    Raises:
        ArgumentError: The path does not start with a single slash, is not UTF-8, is percent-encoded 16 times or more,
            or has a query, a fragment, control characters, a segment `.` or `..`, half of a surrogate pair, or more
            than 16,384 characters. Percent-encoded characters, backslashes and characters that some servers read as
            dots or slashes are also recognized.
        ArgumentTypeError: The value is not text.
    """
    if not isinstance(path, str):
        raise ArgumentTypeError(f"{name} must be text, such as '/v2/user/'; got {described(path)}", argument=name)
    check_text(name, path, longest=LONGEST)
    path = sealed(path)  # it may hold a secret, as `/v2/user/?token=...`
    shown = _without_query(shortened(path))
    if not path.startswith("/") or "\\" in path or any(SLASHES.match(spelling, 1) for spelling in spellings(path)):
        problem = f"must start with one slash, as in '/v2/user/', and cannot name another host: got {shown}"
    elif "?" in path or "#" in path:
        problem = f"must not hold a query or fragment, use params=: got {shown}"
    elif any(_CONTROL.search(spelling) for spelling in spellings(path)):
        problem = f"must not hold control characters: got {shown}"
    elif is_ambiguous(path):
        problem = f"must be UTF-8, percent-encoded once: got {shown}"
    elif has_dot_segments(path):
        problem = f"must not hold '.' or '..' segments: got {shown}"
    else:
        return
    raise ArgumentError(f"{name} {problem}", argument=name)


def _without_query(shown: str) -> str:
    """Cut a refused path after `?` or `#`, because secrets may follow."""
    return _QUERY.sub(r"\1…", shown, count=1)


def has_dot_segments(path: str) -> bool:
    """Return whether a server may read a segment of a path as `.` or `..`.

    Args:
        path: Path, which may be percent-encoded.

    Returns:
        True if a segment is, or decodes to, a dot segment, or if servers may decode the path in different ways.
    """
    if is_ambiguous(path):
        return True
    return any(is_climbing(segment) for spelling in spellings(path) for segment in SLASHES.split(spelling))


def _decode_text(payload: str, drift: DriftSink | None) -> Any:  # noqa: ARG001 - there is no schema to differ from
    try:
        return read_json(payload.encode()) if payload else None
    except NotJSONError:
        return payload
