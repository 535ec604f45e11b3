"""Faults: what goes wrong, on which requests, and how often."""

import asyncio
import fnmatch
import json
from collections.abc import AsyncIterator, Mapping
from difflib import get_close_matches
from typing import Any, Literal

from aiodockerhub_generated.errors import ArgumentError
from aiodockerhub_generated.operations import OPERATIONS
from attrs import define, field
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive

from aiodockerhub.testing.arguments import check_choice, check_range

STATUSES = (200, 599)
"""The least and the greatest status of a final response."""
Break = Literal["drop", "reset", "truncate"]


class BrokenConnection(Exception):  # noqa: N818 - what was ordered, not an error
    """The signal to break the connection instead of sending a whole response.

    Args:
        how: `drop` closes the connection, `reset` resets it, `truncate` closes it within the body.
        response: The response to truncate.
        keep: Number of bytes of the body to send.
    """

    def __init__(self, how: Break, response: Response, keep: int) -> None:
        super().__init__(how)
        self.how: Break = how
        self.response = response
        self.part: bytes = bytes(response.body)[:keep]
        self.expected: int = len(response.body)


class TooSlow(Exception):  # noqa: N818 - what was ordered, not an error
    """A delay longer than the caller's timeout; it is raised without a wait."""


@define(eq=False)
class Fault:
    """One fault, as `FakeHub.fault` returns it.

    Attributes:
        where: Operation id, or method and path pattern.
        times: Number of further requests that the fault hits; `None` for all.
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
        """Check the numbers."""
        check_range("times", self.times, 1)
        check_range("after", self.after, 0)
        check_range("status", self.status, *STATUSES)
        check_range("delay", self.delay, 0)
        check_range("truncate", self.keep_bytes, 0)
        check_range("drip", self.drip, 0)

    def cancel(self) -> None:
        """Hit no further request."""
        self.times = 0

    def takes(self, operation: str | None, method: str, path: str) -> bool:
        """Tell whether this fault hits a request, and count it if so."""
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
        """Wait as long as the fault says.

        Args:
            patience: Read timeout of the caller in seconds, if known (in memory only).
            receive: Next event of the connection; the request has been read, so only its end is left.

        Returns:
            Whether the caller is still connected.

        Raises:
            TooSlow: The read timeout of the caller is shorter than the wait.
        """
        slowest = max(self.delay, self.drip or 0.0)
        if patience is not None and slowest > patience:
            raise TooSlow(f"no byte within {patience} seconds")
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
        """Whether FakeHub handles the request before the fault happens."""
        return self.acted or (self.status is None and self.body is None and self.broken not in {"drop", "reset"})

    def spoil(self, response: Response | None) -> Response:
        """Make the response that is sent.

        Args:
            response: The response of FakeHub itself, if the request was handled.

        Returns:
            The response to send.

        Raises:
            BrokenConnection: The connection is to break.
        """
        if response is None or self.status is not None or self.body is not None:
            status = self.status or (200 if response is None else response.status_code)
            response = Response(self.body or b"", status_code=status, media_type=self.media_type)
        response.headers.update(self.headers)
        if self.broken is not None:
            raise BrokenConnection(self.broken, response, self.keep_bytes)
        return response if self.drip is None else self._dripping(response, self.drip)

    def _dripping(self, response: Response, pause: float) -> Response:
        return StreamingResponse(
            _drops(bytes(response.body), pause), status_code=response.status_code, headers=dict(response.headers)
        )


def fits(where: str, operation: str | None, method: str, path: str) -> bool:
    """Tell whether an operation id or a path pattern means a request.

    Args:
        where: Operation id, `*` in it allowed, or a path pattern with or without a method.
        operation: Id of the operation; `None` for a route that Hub does not have.
        method: HTTP method.
        path: Decoded path; a slash at the end makes no difference.
    """
    if "/" not in where:
        return operation is not None and fnmatch.fnmatchcase(operation, where)
    wanted, _, pattern = ("", "", where) if where.startswith(("/", "*")) else where.partition(" ")
    return wanted.upper() in {"", method} and fnmatch.fnmatchcase(path.rstrip("/"), pattern.rstrip("/"))


def check_where(where: str) -> None:
    """Check that `where` can match a request.

    Args:
        where: As for `fits`.

    Raises:
        ArgumentError: `where` is neither a path pattern nor an operation.
    """
    if "/" in where or fnmatch.filter(OPERATIONS, where):
        return
    likely = get_close_matches(where, OPERATIONS, 1)
    meant = f"; did you mean {likely[0]!r}?" if likely else ""
    raise ArgumentError(
        f"where: expected an operation such as 'repositories.get', or a path such as 'GET /v2/*'; got {where!r}{meant}",
        argument="where",
    )


def body_of(json_body: Any, text: str | None, html: str | None) -> tuple[bytes | None, str | None]:
    """Make bytes and content type of a body, given in one of three ways.

    Raises:
        ArgumentError: More than one of the three is given.
    """
    check_choice({"json": json_body is not None, "text": text is not None, "html": html is not None})
    if json_body is not None:
        return json.dumps(json_body).encode(), "application/json"
    if html is not None:
        return html.encode(), "text/html"
    return (None, None) if text is None else (text.encode(), "text/plain")


async def _drops(body: bytes, pause: float) -> AsyncIterator[bytes]:
    for start in range(0, len(body), 16):
        await asyncio.sleep(pause)
        yield body[start : start + 16]
