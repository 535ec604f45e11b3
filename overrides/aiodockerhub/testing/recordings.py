"""Recorded responses of the real service, to play in a fake Hub."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qsl, unquote, urlsplit

from aiodockerhub_generated.errors import ArgumentError
from attrs import define, field
from starlette.responses import Response

from aiodockerhub.testing.faults import fits

# Of one connection, or of a body that is stored without its encoding; a fake sets no cookies.
_NOT_REPLAYED = frozenset({
    "connection", "content-encoding", "content-length", "keep-alive", "set-cookie", "strict-transport-security",
    "transfer-encoding", "alt-svc",
})  # fmt: skip


@define(eq=False)
class Recording:
    """One recorded response, and the requests that it is for.

    Attributes:
        where: Operation id or path pattern, as for `FakeHub.fault`.
        query: Query parameters that a request must have too, in any order; `None` for any.
        status: HTTP status.
        headers: Response headers, without those of a single connection.
        body: The body, decoded.
        hits: Number of requests to which it was sent.
    """

    where: str
    query: tuple[tuple[str, str], ...] | None
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)
    hits: int = 0

    def fits(self, operation: str | None, method: str, path: str, query: tuple[tuple[str, str], ...]) -> bool:
        """Tell whether this is the response to a request.

        Args:
            operation: Id of the operation, if the route has one.
            method: HTTP method.
            path: Decoded path.
            query: Query parameters.
        """
        return fits(self.where, operation, method, path) and self.query in {None, tuple(sorted(query))}

    def response(self) -> Response:
        """Make the response, and count it."""
        self.hits += 1
        response = Response(self.body, status_code=self.status)
        for name, value in self.headers:
            response.headers.append(name, value)
        return response


class Recordings:
    """Everything that was recorded, in the order of the recording."""

    def __init__(self) -> None:
        self._recordings: list[Recording] = []

    def add(self, recordings: list[Recording]) -> None:
        """Add recordings.

        Args:
            recordings: The recordings, in the order in which to play them.
        """
        self._recordings += recordings

    def find(
        self, operation: str | None, method: str, path: str, query: tuple[tuple[str, str], ...]
    ) -> Recording | None:
        """Find the recorded response to a request.

        Of several for the same request, each is played once, in order, and the last one from then on.

        Args:
            operation: Id of the operation, if the route has one.
            method: HTTP method.
            path: Decoded path.
            query: Query parameters.
        """
        fitting = [each for each in self._recordings if each.fits(operation, method, path, query)]
        return next((each for each in fitting if not each.hits), fitting[-1] if fitting else None)


def read_har(path: Path) -> list[Recording]:
    """Read an HTTP archive, as browsers and proxies save it (HAR 1.2).

    Request headers are not read, so that no credentials are kept.

    Args:
        path: The file.

    Raises:
        ArgumentError: The file is not an HTTP archive, or has no response.
    """
    recordings, kind = None, ""
    try:
        recordings = _recordings_in(path)
    except (AttributeError, KeyError, OverflowError, RecursionError, TypeError, ValueError) as error:
        kind = type(error).__name__  # and no more: what it says, and its frames, may hold credentials of the archive
    if recordings is None:
        raise ArgumentError(f"path: expected an HTTP archive (HAR 1.2); {path} is not one ({kind})", argument="path")
    if not recordings:
        raise ArgumentError(f"path: expected an HTTP archive with responses; {path} has none", argument="path")
    return recordings


def _recordings_in(path: Path) -> list[Recording]:
    entries = json.loads(path.read_text("utf-8-sig"))["log"]["entries"]
    return [*_of_entries(cast("list[dict[str, Any]]", entries))]


def read_body(path: Path, where: str, status: int) -> Recording:
    """Read a file that holds the body of one response.

    Args:
        path: The file, as `curl` wrote it.
        where: The requests that it is for.
        status: HTTP status.
    """
    body = path.read_bytes()
    try:
        json.loads(body)
        media_type = "application/json"
    except (ValueError, RecursionError):
        media_type = "text/html; charset=utf-8" if body.lstrip()[:1] == b"<" else "text/plain; charset=utf-8"
    return Recording(where, None, status, (("content-type", media_type),), body)


def _of_entries(entries: list[dict[str, Any]]) -> Iterator[Recording]:
    for entry in entries:
        request, response = entry["request"], entry["response"]
        if not response["status"]:
            continue  # a request that was blocked or cancelled
        url = urlsplit(str(request["url"]))
        content = cast("dict[str, Any]", response.get("content") or {})
        text = str(content.get("text") or "")
        body = base64.b64decode(text) if content.get("encoding") == "base64" else text.encode("utf-8", "replace")
        headers = [(str(each["name"]).lower(), str(each["value"])) for each in response.get("headers") or ()]
        kept = [pair for pair in headers if pair[0] not in _NOT_REPLAYED and not pair[0].startswith(":")]
        if content.get("mimeType") and not any(name == "content-type" for name, _ in kept):
            kept.append(("content-type", str(content["mimeType"])))
        for pair in kept:
            "".join(pair).encode("latin-1")  # as HTTP has them
        status = int(response["status"])
        if status not in range(100, 600):
            raise ValueError(f"status {status}")
        yield Recording(
            # Brackets and stars of a recorded path mean themselves.
            f"{str(request['method']).upper()} {_literal(unquote(url.path))}",
            tuple(sorted(parse_qsl(url.query, keep_blank_values=True))),
            status,
            tuple(kept),
            body,
        )


def _literal(path: str) -> str:
    return "".join(f"[{character}]" if character in "*?[" else character for character in path)
