"""Calls for routes by their path, for what no resource method covers."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from aiodockerhub_generated.types import (
    JSON,
    UNSET,
    Call,
    DriftSink,
    NotJSONError,
    Operation,
    Security,
    Unset,
    read_json,
)

Params = Mapping[str, str | int | bool | None]


def raw_call(method: str, path: str, params: Params | None = None, body: JSON | Unset = UNSET) -> Call[Any]:
    """Make a call.

    Args:
        method: HTTP method.
        path: Path on Docker Hub, such as `/v2/some/route/`.
        params: Query parameters; `None` leaves one out.
        body: JSON body.

    Returns:
        A call whose answer is the JSON value, the text where the body is none, or `None` for an empty body.

    Raises:
        ValueError: The path is a URL, holds a query, or climbs with `..`.
    """
    _check(path)
    operation = Operation(
        id=f"{method} {path}",
        method=method,
        path=path,
        security=Security.OPTIONAL_BEARER,
        personal_token=True,
        organization_token=True,
        undocumented=True,
        response="text",
    )
    query = tuple((name, _text(value)) for name, value in (params or {}).items() if value is not None)
    return Call(operation=operation, path=quote(path, safe="/%:@!$&'()*+,;=~"), query=query, body=body, decode=_decode)


def _check(path: str) -> None:
    if not path.startswith("/") or path.startswith("//") or "\\" in path:
        raise ValueError(f"path must start with one slash, as in '/v2/user/': got {path!r}; other hosts are not for it")
    if "?" in path or "#" in path:
        raise ValueError(f"path must not hold a query or fragment, use params=: got {path!r}")
    if any(unquote(segment) in {".", ".."} for segment in path.split("/")):
        raise ValueError(f"path must not hold '.' or '..' segments: got {path!r}")


def _text(value: str | int | bool) -> str:  # noqa: FBT001 - a query parameter
    return str(value).lower() if isinstance(value, bool) else str(value)


def _decode(payload: str, drift: DriftSink | None) -> Any:  # noqa: ARG001 - nothing is promised
    try:
        return read_json(payload.encode()) if payload else None
    except NotJSONError:
        return payload
