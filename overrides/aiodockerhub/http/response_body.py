"""Reads the body of a response: length, end, and maximum size."""

import asyncio
import contextlib
from collections.abc import Mapping
from typing import Protocol

from aiodockerhub_generated._masking import SecretBytes
from attrs import define

from aiodockerhub.errors import DockerHubError, TransportError
from aiodockerhub.http.decompression import BodyError, decompressor
from aiodockerhub.http.engines.protocol import EngineResponse, ForeignError
from aiodockerhub.http.headers import Headers, content_length

_PARTIAL_CONTENT = 206
_STATUSES_WITHOUT_BODY = frozenset({204, 304})
# An engine may have buffered thousands of chunks of one byte. Reading them without a sleep would block the event loop.
_CHUNKS_BETWEEN_SLEEPS = 256
_MAX_READ_ERROR_BYTES = 262_144  # of an unsuccessful response; the rest is not read


class Body:
    """The part of a body that has arrived.

    The `repr` does not show the body, which may hold a token. Pieces are joined, because an object for a piece of one
    byte takes about 40 bytes of memory.
    """

    __slots__ = ("_first", "_rest")

    def __init__(self) -> None:
        self._first: bytes = b""
        self._rest: bytearray | None = None

    def add(self, piece: bytes) -> None:
        """Add the next piece.

        Args:
            piece: Decompressed bytes.
        """
        if self._rest is not None:
            self._rest += piece
        elif self._first:
            self._rest = bytearray(self._first)
            self._rest += piece
        else:
            self._first = piece

    def content(self) -> bytes:
        """Return all pieces, joined."""
        return self._first if self._rest is None else bytes(self._rest)


class BodySink(Protocol):
    """The protocol of an object that receives the body of a success.

    The methods run as part of the call: its deadline and its cancellation apply to them.
    """

    @property
    def is_finished(self) -> bool:
        """Whether `finish` has kept the body, even if it was cancelled."""
        ...

    async def prepare(self) -> None:
        """Prepare to receive a body; called once, before the first request."""
        ...

    async def begin(self, headers: Mapping[str, str]) -> None:
        """Start a body; called before the first piece of each successful response.

        If an earlier attempt failed while its body arrived, the pieces of that body must be discarded.

        Args:
            headers: Headers of the response.
        """
        ...

    async def write(self, chunk: bytes) -> None:
        """Receive the next piece of the body.

        Args:
            chunk: Decompressed bytes, as `SecretBytes`.
        """
        ...

    async def finish(self) -> None:
        """Keep the body; called after the complete body was checked."""
        ...


@define
class UserSink:
    """Receives the body for the `BodySink` of a request, and wraps its errors.

    A `DockerHubError` that `begin` or `write` of the `BodySink` raises belongs to another call, for example one that
    the function `progress` of a download makes. As a `ForeignError` it is not taken for a failure of this exchange.
    """

    sink: BodySink

    async def begin(self, headers: Mapping[str, str]) -> None:
        """Start a body, as `BodySink.begin` does.

        Args:
            headers: Headers of the response.

        Raises:
            ForeignError: The sink raised a `DockerHubError`.
            Exception: The sink raised this exception.
        """
        try:
            return await self.sink.begin(headers)
        except DockerHubError as error:
            failure = ForeignError(error)
        raise failure  # after the handler (CONTRIBUTING, Style)

    async def write(self, chunk: bytes) -> None:
        """Receive the next piece, as `BodySink.write` does.

        Args:
            chunk: Decompressed bytes, as `SecretBytes`.

        Raises:
            ForeignError: The sink raised a `DockerHubError`.
            Exception: The sink raised this exception.
        """
        try:
            return await self.sink.write(chunk)
        except DockerHubError as error:
            failure = ForeignError(error)
        raise failure  # after the handler (CONTRIBUTING, Style)


async def read_error_start(response: EngineResponse, method: str) -> bytes:
    """Read the beginning of the body of an unsuccessful response.

    A malformed or incomplete body raises nothing, because the caller needs the status in any case: the status says that
    a write was refused, for example.

    Args:
        response: Response whose body is read.
        method: HTTP method of the request.

    Returns:
        What was read before an error, at most 256 KiB.
    """
    body = Body()
    with contextlib.suppress(BodyError, TransportError):
        await read_body(response, method, _MAX_READ_ERROR_BYTES, None, body)
    return body.content()


async def read_body(
    response: EngineResponse, method: str, limit: int | None, sink: UserSink | None, body: Body
) -> None:
    """Read a body to its end and decompress it.

    Args:
        response: Response whose body is read.
        method: HTTP method of the request.
        limit: Maximum number of decompressed bytes; `None` for no limit.
        sink: Object that receives the pieces; `None` to add them to `body`.
        body: Body to which pieces are added. After an error it contains what was before the error or the limit.

    Raises:
        BodyError: The body is malformed or incomplete; has more than `limit` bytes; is far longer than what it
            decompresses to; is only a part of the content (status 206); or has an unsupported encoding.
        TransportError: The connection broke, or a read timed out.
        ForeignError: The sink raised a `DockerHubError`.
        Exception: The sink raised this exception.
    """
    # The client never requests a part of a body, but a server may send one.
    if response.status_code == _PARTIAL_CONTENT and _is_partial_content(response.headers):
        raise BodyError("only a part of the body was sent", broken=True)
    inflater = decompressor(response.headers.get("content-encoding", ""))
    received = size = 0
    chunks = 0
    async for chunk in response:
        received += len(chunk)
        chunks += 1
        if chunks % _CHUNKS_BETWEEN_SLEEPS == 0:
            await asyncio.sleep(0)
        pieces = iter((chunk,)) if inflater is None else inflater.pieces(chunk)
        # Frames of an error would show the bytes, which may hold a token. `piece` is replaced for the same reason.
        chunk = b""  # noqa: PLW2901
        for piece in pieces:
            size += len(piece)
            if limit is not None and size > limit:
                if sink is None:
                    body.add(piece[: limit - size])
                piece = b""  # noqa: PLW2901
                raise BodyError("more than that", expected=_describe_limit(limit), exceeds_limit=True)
            if sink is None:
                body.add(piece)
                continue
            piece = SecretBytes(piece)  # noqa: PLW2901
            await sink.write(piece)
        piece = b""
    if method != "HEAD" and response.status_code not in _STATUSES_WITHOUT_BODY:
        _check_length(response.headers, received, is_open=inflater is not None and not inflater.is_complete)


def _is_partial_content(headers: Headers) -> bool:
    """Return whether headers declare partial content (RFC 9110, 15.3.7)."""
    return "content-range" in headers or headers.get("content-type", "").lower().startswith("multipart/byteranges")


def _describe_limit(limit: int) -> str:
    return f"a body of at most {limit:,} bytes (max_response_size)"


def _check_length(headers: Headers, received: int, *, is_open: bool) -> None:
    """Check that a body has its stated length and its end.

    Args:
        headers: Headers of the response.
        received: Number of bytes of the body before decompression.
        is_open: Whether the body is compressed and the end of its compressed stream is missing.

    Raises:
        BodyError: The length differs from Content-Length, or the end of the compressed stream is missing.
    """
    length = content_length(headers)
    if length is not None and length != received:
        raise BodyError(f"the body ended after {received} of {length} bytes", broken=True)
    is_framed = "content-length" in headers or "transfer-encoding" in headers
    if is_open and (received or not is_framed):  # a body of length 0 is complete
        raise BodyError("the compressed body ended early", broken=True)
