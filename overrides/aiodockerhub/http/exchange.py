"""Sends one request, and decides whether its response is usable."""

from collections.abc import Coroutine, Mapping
from typing import Any

from attrs import define, field

from aiodockerhub.errors import DecodeError, HubConnectionError
from aiodockerhub.helpers.statuses import SUCCESSES
from aiodockerhub.http.decompression import BodyError
from aiodockerhub.http.engines import library_logs
from aiodockerhub.http.engines.protocol import Engine, EngineResponse
from aiodockerhub.http.headers import Headers
from aiodockerhub.http.response_body import Body, BodySink, UserSink, read_body, read_error_start

_VALID_STATUSES = range(100, 1000)  # three digits (RFC 9110, section 15); libraries for HTTP/2 do not check this


@define  # not frozen, because creating a frozen instance takes twice as long
class Request:
    """A request to send, with the limits for its response.

    Attributes:
        operation: Id of the operation, for errors.
        method: HTTP method.
        url: Absolute URL.
        headers: Headers of the request, with names in lower case.
        content: Body of the request; `None` if it has none.
        timeout: Limit in seconds for connecting, for each write and for each read; `None` for no limit.
        max_response_size: Maximum number of bytes of the decompressed body of a 2xx response; `None` for no limit. Of
            any other response, the first 256 KiB are read.
        sink: Object that receives the body of a 2xx response; `None` to collect the body in memory.
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
class Response:
    """A response whose body was read.

    Attributes:
        status_code: HTTP status.
        headers: Headers of the response.
        body: Decompressed body. Of a 2xx response, the body is complete, or empty if a sink has received it. Of any
            other response, it has at most 256 KiB, ends at the first error in it, and is empty if its encoding is not
            supported.
        account: Account whose bearer token the request had, as a text of `account_of`; `None` if unknown, or if the
            request had no such token.
    """

    status_code: int
    headers: Headers = field(repr=False)  # may hold cookies
    body: bytes = field(repr=False)  # may hold a token
    account: str | None = None


def exchange(engine: Engine, request: Request) -> Coroutine[Any, Any, Response]:
    """Send one request and read its response.

    Args:
        engine: Engine that sends the request.
        request: Request to send.

    Returns:
        The response. If its status is not 2xx, its body may be incomplete: only the first 256 KiB are read, and an
        error in the body ends the body.

    Raises:
        TransportError: There was no response, or its status is not an HTTP status. Or the body of a 2xx response is
            incomplete, malformed, or only a part (status 206).
        DecodeError: The body of a 2xx response is longer than `max_response_size`, has an unsupported encoding, or is
            much longer compressed than decompressed. The `body` of the error is what could be decompressed before,
            unmasked; it is empty if the request has a sink.
        ForeignError: The sink or a transport of the user raised a `DockerHubError`, which belongs to another exchange.
        UsageError: The process can start no thread to look up the host, or the user has closed the `http_client`.
        Exception: The sink or a transport of the user raised this exception.
    """
    return _send_and_read_unlogged(engine, request) if engine.logs_headers else _send_and_read(engine, request)


async def _send_and_read_unlogged(engine: Engine, request: Request) -> Response:
    logged = library_logs.begin_exchange()
    try:
        return await _send_and_read(engine, request)
    finally:
        library_logs.end_exchange(logged)


async def _send_and_read(engine: Engine, request: Request) -> Response:
    response = await engine.send(request.method, request.url, request.headers, request.content, request.timeout)
    try:
        if response.status_code not in _VALID_STATUSES:
            reason = f"{response.status_code} is not an HTTP status"
            raise HubConnectionError(f"could not finish the exchange with {engine.host}: {reason}", host=engine.host)
        if response.status_code in SUCCESSES:
            body = await _read_success(engine.host, response, request)
        else:
            body = await read_error_start(response, request.method)
    finally:
        await response.aclose()
    return Response(response.status_code, response.headers, body)


async def _read_success(host: str, response: EngineResponse, request: Request) -> bytes:
    """Read the complete body of a 2xx response.

    Returns:
        The body; empty if the request has a sink.
    """
    body = Body()
    sink = None if request.sink is None else UserSink(request.sink)
    try:
        if sink is not None:
            await sink.begin(response.headers)
        await read_body(response, request.method, request.max_response_size, sink, body)
    except BodyError as error:
        failure = error
    else:
        return body.content()
    if failure.broken:
        raise HubConnectionError(f"could not finish the exchange with {host}: {failure}", host=host)
    refusal = DecodeError(
        request.operation,
        "$",
        failure.expected,
        str(failure),
        status_code=response.status_code,
        body=body.content(),  # `error_attributes.add_request` masks it, or drops it for a read
    )
    refusal.exceeds_limit = failure.exceeds_limit
    raise refusal
