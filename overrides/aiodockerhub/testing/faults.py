"""Faults: errors that a FakeHub causes on certain requests."""

import asyncio
import fnmatch
import json
import re
from collections.abc import AsyncIterator, Mapping
from difflib import get_close_matches
from typing import Any, Literal

from aiodockerhub_generated.arguments import shortened
from aiodockerhub_generated.errors import ArgumentError
from aiodockerhub_generated.operations import OPERATIONS
from attrs import define, field
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive

from aiodockerhub.testing.arguments import check_attributes, check_choice, check_range

STATUSES = (200, 599)
"""The lowest and the highest status of a final response."""
Break = Literal["drop", "reset", "truncate"]
_BYTES_PER_DROP = 16
_BODILESS = frozenset({204, 304})
_REDIRECTS = range(300, 400)
_FRAMING = frozenset({"content-length", "transfer-encoding"})
# RFC 9110, sections 5.1 and 5.5, as h11 reads them.
_HEADER_NAME = re.compile(r"[-!#$%&'*+.^_`|~0-9A-Za-z]+")
_HEADER_VALUE = re.compile(r"(?:[\x01-\x08\x0e-\x1f!-\xff]+(?:[ \t]+[\x01-\x08\x0e-\x1f!-\xff]+)*)?")


class BrokenConnection(Exception):  # noqa: N818 - the test has ordered it
    """The signal to break the connection instead of sending a whole response.

    Args:
        how: Way to break the connection: `drop` closes it, `reset` resets it, `truncate` closes it within the body.
        response: Response whose body `truncate` cuts; the other ways send nothing.
        keep: Number of bytes of the body that `truncate` sends.
    """

    def __init__(self, how: Break, response: Response, keep: int) -> None:
        super().__init__(how)
        self.how: Break = how
        self.response = response
        self.part: bytes = bytes(response.body)[:keep]
        self.expected: int = len(response.body)


class TooSlow(Exception):  # noqa: N818 - the test has ordered it
    """The delay or a pause of a fault exceeds the caller's read timeout.

    It is raised immediately, without the wait.
    """


@define(eq=False)
class Fault:
    """A fault. `FakeHub.fault` adds it, and explains its arguments.

    Attributes:
        where: Operation id, or a path pattern with or without a method.
        times: Number of further requests that the fault hits; `None` for all.
        after: Number of further matching requests to pass before the first hit.
        status: Status of the response; `None` for the status of FakeHub's own response, or for 200 if there is no such
            response because `body` replaces it.
        headers: Headers to add to the response. They replace headers of the same name.
        body: Body of the response; `None` for the body of FakeHub's own response, or for no body if `status` is given.
            It is left out if `status` is `None` and FakeHub's own response has status 204 or 304.
        media_type: Media type of `body`; `None` for none.
        delay: Seconds to wait before the response.
        broken: Way to break the connection; `None` to keep it.
        keep_bytes: Number of bytes of the body to send before the connection breaks, if `broken` is `truncate`.
        drip: Seconds before each 16 bytes of the body; `None` to send the body without pauses.
        acted: Whether FakeHub carries out the request although it does not send its own response.
        hits: Number of requests that the fault has hit.
    """

    where: str
    times: int | None = 1
    after: int = 0
    status: int | None = None
    headers: Mapping[str, str] = field(factory=dict[str, str])
    body: bytes | None = field(default=None, repr=False)
    media_type: str | None = None
    delay: float = 0.0
    broken: Break | None = None
    keep_bytes: int = 0
    drip: float | None = None
    acted: bool = False
    hits: int = 0

    def __attrs_post_init__(self) -> None:
        """Check the numbers, the status and the headers.

        Raises:
            ArgumentTypeError: An attribute has a wrong type.
            ArgumentError: A number is out of range, the status contradicts the body or the redirect, or no server can
                send the headers.
        """
        check_attributes(self)
        check_range("times", self.times, 1)
        check_range("after", self.after, 0)
        check_range("status", self.status, *STATUSES)
        check_range("delay", self.delay, 0)
        check_range("truncate", self.keep_bytes, 0)
        check_range("drip", self.drip, 0)
        _check_status(self.status, has_body=self.body is not None, is_redirect="location" in self.headers)
        _check_headers(self.headers)

    def cancel(self) -> None:
        """End the fault: it hits no further request."""
        self.times = 0

    def takes(self, operation: str | None, method: str, path: str) -> bool:
        """Return whether this fault hits a request, and count a matching request.

        As long as `after` is not 0, a matching request reduces `after` and is not hit. After that, a matching request
        is hit, increases `hits`, and reduces `times` unless `times` is `None`. If `times` is 0, no request matches.

        Args:
            operation: Id of the operation; `None` if the request is for no operation.
            method: HTTP method, in upper case.
            path: Decoded path.
        """
        if self.times == 0 or not fits(self.where, operation, method, path):
            return False
        if self.after > 0:
            self.after -= 1
            return False
        self.hits += 1
        if self.times is not None:
            self.times -= 1
        return True

    async def wait(self, patience: float | None, receive: Receive) -> bool:
        """Wait for the seconds of `delay`.

        Args:
            patience: Read timeout of the caller in seconds; `None` if it is unknown, as on a socket.
            receive: ASGI function that waits for the next event of the connection. This event is the end of the
                connection, because the request has been read.

        Returns:
            Whether the caller is still connected.

        Raises:
            TooSlow: The read timeout of the caller is shorter than `delay`.
        """
        _check_patience(self.delay, patience)
        if not self.delay:
            return True
        leaving = asyncio.ensure_future(receive())
        try:
            left, _ = await asyncio.wait({leaving}, timeout=self.delay)
        finally:
            leaving.cancel()
        return not left

    @property
    def needs_response(self) -> bool:
        """Whether FakeHub must handle the request for this fault.

        FakeHub must handle the request if the request takes effect (`acted`), or if FakeHub's own response is sent,
        whole or cut.
        """
        return self.acted or (self.status is None and self.body is None and self.broken not in {"drop", "reset"})

    def spoil(self, response: Response | None, method: str = "GET", patience: float | None = None) -> Response:
        """Make the response to send.

        Args:
            response: Response of FakeHub itself; `None` if FakeHub has not handled the request.
            method: HTTP method of the request; `GET` by default.
            patience: Read timeout of the caller in seconds; `None`, the default, if it is unknown, as on a socket.

        Returns:
            The response with the changes of the fault. A response without a body is sent without the pauses of `drip`.

        Raises:
            BrokenConnection: The fault breaks the connection; `truncate` does so only if it cuts the body.
            TooSlow: The read timeout of the caller is shorter than `drip`.
        """
        if response is None or self.status is not None or self.body is not None:
            status = self.status or (200 if response is None else response.status_code)
            body = b"" if status in _BODILESS else self.body or b""
            response = Response(body, status_code=status, media_type=self.media_type)
        response.headers.update(self.headers)
        is_whole = method == "HEAD" or len(response.body) <= self.keep_bytes
        if self.broken is not None and not (self.broken == "truncate" and is_whole):
            raise BrokenConnection(self.broken, response, self.keep_bytes)
        if self.drip is None or method == "HEAD" or not response.body:
            return response
        _check_patience(self.drip, patience)
        return self._drip(response, self.drip)

    def _drip(self, response: Response, pause: float) -> Response:
        return StreamingResponse(
            _send_slowly(bytes(response.body), pause), status_code=response.status_code, headers=dict(response.headers)
        )


def fits(where: str, operation: str | None, method: str, path: str) -> bool:
    """Return whether an operation id or a path pattern matches a request.

    Args:
        where: Operation id, or a path pattern with or without a method in any case. The id or the path may contain the
            wildcards of `fnmatch`, the method may not. A text without a slash is an operation id.
        operation: Id of the operation; `None` if the request is for no operation.
        method: HTTP method, in upper case.
        path: Decoded path. A slash at its end, or at the end of the pattern, is ignored.
    """
    if "/" not in where:
        return operation is not None and fnmatch.fnmatchcase(operation, where)
    expected_method, _, pattern = ("", "", where) if where.startswith(("/", "*")) else where.partition(" ")
    return expected_method.upper() in {"", method} and fnmatch.fnmatchcase(path.rstrip("/"), pattern.rstrip("/"))


def check_where(where: str) -> None:
    """Check that `where` is a path pattern, or matches an operation id.

    Args:
        where: Operation id or path pattern, as for `fits`.

    Raises:
        ArgumentError: `where` has no slash, and matches no operation id.
    """
    if "/" in where or fnmatch.filter(OPERATIONS, where):
        return
    likely = get_close_matches(where, OPERATIONS, 1)
    suggestion = f"; did you mean '{likely[0]}'?" if likely else ""
    raise ArgumentError(
        f"where: expected an operation such as 'repositories.get', or a path such as 'GET /v2/*'; got "
        f"{shortened(where)}{suggestion}",
        argument="where",
    )


def body_of(json_body: Any, text: str | None, html: str | None) -> tuple[bytes | None, str | None]:
    """Make the body of a response from JSON, plain text or HTML.

    Args:
        json_body: Body as a JSON value; `None` for none.
        text: Body as plain text; `None` for none.
        html: Body as HTML; `None` for none.

    Returns:
        The bytes and the media type of the body; `None` for both if no body is given.

    Raises:
        ArgumentError: More than one body is given, or JSON cannot express `json_body`.
    """
    check_choice({"json": json_body is not None, "text": text is not None, "html": html is not None})
    if json_body is not None:
        try:
            return json.dumps(json_body, allow_nan=False).encode(), "application/json"
        except (TypeError, ValueError, RecursionError) as error:
            reason = str(error)
        # after the handler (CONTRIBUTING, Style)
        raise ArgumentError(f"json: expected a JSON value: {reason}", argument="json")
    if html is not None:
        return html.encode(), "text/html"
    return (None, None) if text is None else (text.encode(), "text/plain")


def _check_status(status: int | None, *, has_body: bool, is_redirect: bool) -> None:
    """Check that a status goes with the rest of a response.

    Raises:
        ArgumentError: There is a body, but responses with this status have none (RFC 9110, sections 15.3.5 and 15.4.5).
            Or there is a redirect, but responses with this status are no redirects.
    """
    if has_body and status in _BODILESS:
        raise ArgumentError(f"status: a response with status {status} has no body", argument="status")
    if is_redirect and status is not None and status not in _REDIRECTS:
        raise ArgumentError(f"status: a redirect has a status of 300 to 399, got {status}", argument="status")


def is_valid_header(name: str, value: str) -> bool:
    """Return whether a server can send a header.

    Args:
        name: Name of the header.
        value: Value of the header.
    """
    return bool(_HEADER_NAME.fullmatch(name) and _HEADER_VALUE.fullmatch(value))


def _check_headers(headers: Mapping[str, str]) -> None:
    """Check that a server can send headers.

    Raises:
        ArgumentError: A name or a value is not allowed in HTTP. Or a header states the length of the body: only a
            client of a socket would notice a wrong length.
    """
    for name, value in headers.items():
        argument = "redirect" if name == "location" else "headers"
        if name.lower() in _FRAMING:
            raise ArgumentError(f"headers: the body decides {name}; cut the body by `truncate`", argument="headers")
        if not is_valid_header(name, value):
            raise ArgumentError(f"{argument}: no server can send {shortened(f'{name}: {value}')}", argument=argument)


def _check_patience(pause: float, patience: float | None) -> None:
    """Check that a caller waits long enough for the next byte.

    Raises:
        TooSlow: The read timeout of the caller is shorter than the pause.
    """
    if patience is not None and pause > patience:
        raise TooSlow(f"no byte within {patience} seconds")


async def _send_slowly(body: bytes, pause: float) -> AsyncIterator[bytes]:
    for start in range(0, len(body), _BYTES_PER_DROP):
        await asyncio.sleep(pause)
        yield body[start : start + _BYTES_PER_DROP]
