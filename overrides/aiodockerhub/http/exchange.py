"""One exchange: sends a request and reads its response within limits."""

import asyncio
import contextlib
from collections.abc import Mapping
from typing import Protocol

from aiodockerhub_generated._redaction import SecretBytes
from attrs import define, field

from aiodockerhub.errors import DecodeError, DockerHubError, HubConnectionError
from aiodockerhub.helpers.statuses import SUCCESSES
from aiodockerhub.http.decompression import BodyError, decompressor
from aiodockerhub.http.engines import library_logs
from aiodockerhub.http.engines.protocol import Engine, EngineResponse, ForeignError
from aiodockerhub.http.headers import Headers, content_length

_PARTIAL = 206
_WITHOUT_BODY = frozenset({204, 304})
_STATUSES = range(100, 1000)  # three digits (RFC 9110, section 15), which HTTP/2 does not see to
_CHUNKS_IN_A_TURN = 256  # of the event loop: an engine may have thousands at hand, of a byte each
_MOST_ERROR_BODY = 262_144  # bytes of an unsuccessful response that are read


class _Body:
    """A body as it arrives, without a `repr`, as it may hold a token.

    Small pieces are joined, for a piece of one byte takes forty in memory.
    """

    __slots__ = ("_first", "_rest")

    def __init__(self) -> None:
        self._first: bytes = b""
        self._rest: bytearray | None = None

    def add(self, piece: bytes) -> None:
        if self._rest is not None:
            self._rest += piece
        elif self._first:
            self._rest = bytearray(self._first)
            self._rest += piece
        else:
            self._first = piece

    def whole(self) -> bytes:
        return self._first if self._rest is None else bytes(self._rest)


class BodySink(Protocol):
    """The protocol of what receives the body of a success piece by piece.

    Its methods are part of the call: they end at its deadline, and are cancelled with it.
    """

    async def prepare(self) -> None:
        """Prepare for a body, before the request is sent."""
        ...

    async def begin(self, headers: Mapping[str, str]) -> None:
        """Begin a body, and drop the pieces of an earlier, failed attempt.

        Args:
            headers: Headers of the response.
        """
        ...

    async def write(self, chunk: bytes) -> None:
        """Take the next piece.

        Args:
            chunk: Decompressed bytes, as `SecretBytes`.
        """
        ...

    async def finish(self) -> None:
        """Keep the body, which is complete and valid."""
        ...


@define  # not frozen, which would double the time of making one
class Request:
    """A request as an engine sends it, and how its response is to be read.

    Attributes:
        operation: Id of the operation, for errors.
        method: HTTP method.
        url: Absolute URL.
        headers: Request headers.
        content: Request body.
        timeout: Seconds for each of connecting, every write and every read; `None` for no limit.
        max_response_size: Greatest number of decompressed bytes; `None` for no limit.
        sink: Receives the body of a 2xx response; `None` to collect it in memory.
    """

    operation: str
    method: str
    url: str = field(repr=False)  # may hold a key
    headers: Mapping[str, str]
    content: bytes | None = field(repr=False)  # may hold a password
    timeout: float | None
    max_response_size: int | None
    sink: BodySink | None


@define
class _UserSink:
    """A sink of the user's, whose errors are wrapped as `ForeignError`."""

    sink: BodySink

    async def begin(self, headers: Mapping[str, str]) -> None:
        try:
            return await self.sink.begin(headers)
        except DockerHubError as error:
            failure = ForeignError(error)
        raise failure  # here and not above, so that it has no context

    async def write(self, chunk: bytes) -> None:
        try:
            return await self.sink.write(chunk)
        except DockerHubError as error:
            failure = ForeignError(error)
        raise failure


@define
class Response:
    """A response with its body read: status, headers and body."""

    status_code: int
    headers: Headers = field(repr=False)  # may hold cookies
    body: bytes = field(repr=False)  # may hold a token


async def exchange(engine: Engine, request: Request) -> Response:
    """Send one request and read its response.

    Args:
        engine: The engine.
        request: The request.

    Returns:
        The response. The body of one that is not 2xx ends after 256 KiB, or where it broke off.

    Raises:
        TransportError: There was no response, or it broke on its way.
        DecodeError: A 2xx body is longer than allowed, compressed with an unsupported encoding, or does not shrink by
            compression.
        ForeignError: The sink, or the user's transport, raised a `DockerHubError`, which says nothing of this exchange.
    """
    logged = library_logs.begin_exchange()
    try:
        return await _exchange(engine, request)
    finally:
        library_logs.end_exchange(logged)


async def _exchange(engine: Engine, request: Request) -> Response:
    response = await engine.send(request.method, request.url, request.headers, request.content, request.timeout)
    try:
        if response.status_code not in _STATUSES:
            reason = f"the response has {response.status_code} for a status"
            raise HubConnectionError(f"could not finish the exchange with {engine.host}: {reason}", host=engine.host)
        if response.status_code in SUCCESSES:
            body = await _success(engine.host, response, request)
        else:
            body = await _start_of_error(response, request)
    finally:
        await response.aclose()
    return Response(response.status_code, response.headers, body)


async def _success(host: str, response: EngineResponse, request: Request) -> bytes:
    body = _Body()
    sink = None if request.sink is None else _UserSink(request.sink)
    try:
        if sink is not None:
            await sink.begin(response.headers)
        await _read(response, request.method, request.max_response_size, sink, body)
    except BodyError as error:
        failure = error
    else:
        return body.whole()
    if failure.broken:
        raise HubConnectionError(f"could not finish the exchange with {host}: {failure}", host=host)
    raise DecodeError(request.operation, "$", failure.expected, str(failure))


async def _start_of_error(response: EngineResponse, request: Request) -> bytes:
    """Read the beginning of the body of an unsuccessful response.

    A body that breaks off raises nothing: the status is what counts.
    """
    body = _Body()
    with contextlib.suppress(BodyError):
        await _read(response, request.method, _MOST_ERROR_BODY, None, body)
    return body.whole()


async def _read(response: EngineResponse, method: str, limit: int | None, sink: _UserSink | None, body: _Body) -> None:
    """Read a decompressed body to its end, into the sink or into memory.

    Pieces read before an error stay in `body`.
    """
    if response.status_code == _PARTIAL and _is_part(response.headers):  # though nobody has asked for one
        raise BodyError("only a part of the body was sent", broken=True)
    inflater = decompressor(response.headers.get("content-encoding", ""))
    received = size = 0
    chunks = 0
    async for chunk in response:
        received += len(chunk)
        chunks += 1
        if chunks % _CHUNKS_IN_A_TURN == 0:
            await asyncio.sleep(0)
        pieces = iter((chunk,)) if inflater is None else inflater.pieces(chunk)
        chunk = b""  # noqa: PLW2901 - so that frames of an error show nothing of it; likewise below
        for piece in pieces:
            size += len(piece)
            if limit is not None and size > limit:
                piece = b""  # noqa: PLW2901
                raise BodyError("more than that", expected=_most(limit))
            if sink is None:
                body.add(piece)
                continue
            piece = SecretBytes(piece)  # noqa: PLW2901
            await sink.write(piece)
        piece = b""
    if method != "HEAD" and response.status_code not in _WITHOUT_BODY:
        _check_whole(response.headers, received, is_open=inflater is not None and not inflater.is_complete)


def _is_part(headers: Headers) -> bool:
    """Tell whether headers declare partial content (RFC 9110, 15.3.7)."""
    return "content-range" in headers or headers.get("content-type", "").lower().startswith("multipart/byteranges")


def _most(limit: int) -> str:
    return f"a body of at most {limit:,} bytes (max_response_size)"


def _check_whole(headers: Headers, received: int, *, is_open: bool) -> None:
    """Refuse a body that ends early.

    Args:
        headers: Headers of the response.
        received: Bytes received, compressed.
        is_open: Whether the body is compressed, and its compressed stream has not ended.

    Raises:
        BodyError: The body ends early.
    """
    length = content_length(headers)
    if length is not None and length != received:
        raise BodyError(f"the body ended after {received} of {length} bytes", broken=True)
    is_framed = "content-length" in headers or "transfer-encoding" in headers
    if is_open and (received or not is_framed):  # an empty body is whole if its framing says so
        raise BodyError("the compressed body ended early", broken=True)
