"""Recorded responses (HAR): reading them, and which requests they fit."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qsl, unquote, urlsplit

from aiodockerhub_generated.arguments import shortened
from aiodockerhub_generated.errors import ArgumentError
from attrs import define, field
from starlette.responses import Response

from aiodockerhub.helpers.text import MAX_LINE_LENGTH
from aiodockerhub.testing.faults import STATUSES, fits, is_valid_header

# These headers belong to one connection, or to a body whose encoding the archive does not keep. A fake sets no cookies.
_NOT_REPLAYED = frozenset({
    "connection", "content-encoding", "content-length", "keep-alive", "set-cookie", "strict-transport-security",
    "transfer-encoding", "alt-svc",
})  # fmt: skip


_INFORMATIONAL = range(100, 200)
_STATUSES_WITHOUT_BODY = frozenset({204, 304})  # although archives may have the body of a cached response


@define(eq=False)
class Recording:
    """A recorded response, and the requests for which it is played.

    Attributes:
        where: Operation id or path pattern, as for `FakeHub.fault`.
        query: Query parameters that a request must have, and no others, in any order; `None` for any parameters.
        status: HTTP status.
        headers: Response headers, without cookies and without headers of a single connection or of the encoding of the
            body.
        body: Response body without content encoding.
        hits: Number of requests for which the response was played.
    """

    where: str
    query: tuple[tuple[str, str], ...] | None
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)
    hits: int = 0

    def fits(self, operation: str | None, method: str, path: str, query: tuple[tuple[str, str], ...]) -> bool:
        """Return whether the response is for a request.

        Args:
            operation: Id of the operation; `None` if the request is for no operation.
            method: HTTP method, in upper case.
            path: Decoded path.
            query: Query parameters.
        """
        return fits(self.where, operation, method, path) and self.query in {None, tuple(sorted(query))}

    def response(self) -> Response:
        """Make the response, and count the request in `hits`."""
        self.hits += 1
        response = Response(b"" if self.status in _STATUSES_WITHOUT_BODY else self.body, status_code=self.status)
        for name, value in self.headers:
            response.headers.append(name, value)
        return response


class Recordings:
    """The recorded responses of a FakeHub, in the order in which to play them."""

    def __init__(self) -> None:
        self._recordings: list[Recording] = []

    def add(self, recordings: list[Recording]) -> None:
        """Add recordings.

        Args:
            recordings: Recordings, in the order in which to play them.
        """
        self._recordings += recordings

    def find(
        self, operation: str | None, method: str, path: str, query: tuple[tuple[str, str], ...]
    ) -> Recording | None:
        """Find the recorded response to a request.

        If several recordings match, each is played once, in order. After that, the last recording is played.

        Args:
            operation: Id of the operation; `None` if the request is for no operation.
            method: HTTP method, in upper case.
            path: Decoded path.
            query: Query parameters.

        Returns:
            The recording; `None` if no recording matches the request.
        """
        matching = [recording for recording in self._recordings if recording.fits(operation, method, path, query)]
        return next((recording for recording in matching if not recording.hits), matching[-1] if matching else None)


def read_har(path: Path) -> list[Recording]:
    """Read an HTTP archive (HAR 1.2), as browsers and proxies save it.

    Request headers are not read, because they may have credentials. Entries without a response, such as blocked
    requests, or with status 1xx are left out.

    Args:
        path: Path of the file.

    Returns:
        The recordings, in the order of the archive.

    Raises:
        ArgumentError: The file is not an HTTP archive, or has no response.
        OSError: The file cannot be read.
    """
    recordings, kind = None, ""
    try:
        recordings = _recordings_in(path)
    except (AttributeError, KeyError, OverflowError, RecursionError, TypeError, ValueError) as error:
        kind = type(error).__name__  # the message and the traceback may show credentials of the archive
    if recordings is None:
        raise ArgumentError(
            f"path: expected an HTTP archive (HAR 1.2); {shortened(str(path), MAX_LINE_LENGTH)} is not one ({kind})",
            argument="path",
        )
    if not recordings:
        raise ArgumentError(
            f"path: expected an HTTP archive with responses; {shortened(str(path), MAX_LINE_LENGTH)} has none",
            argument="path",
        )
    return recordings


def _recordings_in(path: Path) -> list[Recording]:
    """Read an archive; any error means that the file is not an archive."""
    entries = json.loads(path.read_text("utf-8-sig"))["log"]["entries"]
    return [*_recordings_of_entries(cast("list[dict[str, Any]]", entries))]


def read_body(path: Path, where: str, status: int) -> Recording:
    """Read a file with the body of one response, as `curl` writes it.

    The Content-Type is that of JSON if the body is JSON; that of HTML if the first character after white space is `<`;
    else that of plain text.

    Args:
        path: Path of the file.
        where: Operation id or path pattern of the requests that get the body.
        status: HTTP status of the response.

    Raises:
        OSError: The file cannot be read.
    """
    body = path.read_bytes()
    try:
        json.loads(body)
        media_type = "application/json"
    except (ValueError, RecursionError):
        media_type = "text/html; charset=utf-8" if body.lstrip()[:1] == b"<" else "text/plain; charset=utf-8"
    return Recording(where, None, status, (("content-type", media_type),), body)


def _recordings_of_entries(entries: list[dict[str, Any]]) -> Iterator[Recording]:
    """Yield the recordings of an archive, as `read_har` describes."""
    for entry in entries:
        request, response = entry["request"], entry["response"]
        if not response["status"]:
            continue  # a request that was blocked or cancelled
        url = urlsplit(str(request["url"]))
        content = cast("dict[str, Any]", response.get("content") or {})
        text = str(content.get("text") or "")
        body = base64.b64decode(text) if content.get("encoding") == "base64" else text.encode("utf-8", "replace")
        recorded = [
            (str(header["name"]).lower(), value.strip(" \t\r"))
            for header in response.get("headers") or ()
            for value in str(header["value"]).split("\n")  # as Chrome joins headers of the same name
        ]
        headers = [pair for pair in recorded if pair[0] not in _NOT_REPLAYED and not pair[0].startswith(":")]
        if content.get("mimeType") and not any(name == "content-type" for name, _ in headers):
            headers.append(("content-type", str(content["mimeType"])))
        if not all(is_valid_header(*pair) for pair in headers):
            raise ValueError("a header that no server can send")
        lowest, highest = STATUSES
        status = int(response["status"])
        if status in _INFORMATIONAL:
            continue  # another response followed
        if not lowest <= status <= highest:
            raise ValueError(f"status {status}")
        yield Recording(
            # Brackets and stars of a recorded path are literal characters, not parts of a pattern.
            f"{str(request['method']).upper()} {_escape_wildcards(unquote(url.path))}",
            tuple(sorted(parse_qsl(url.query, keep_blank_values=True))),
            status,
            tuple(headers),
            body,
        )


def _escape_wildcards(path: str) -> str:
    return "".join(f"[{character}]" if character in "*?[" else character for character in path)
