"""The transport for httpx to a FakeHub: faults as exceptions of httpx."""

from collections.abc import AsyncIterator

import httpx
from starlette.types import ASGIApp, Receive, Scope, Send

from aiodockerhub.testing.faults import BrokenConnection, TooSlow


class FakeTransport(httpx.AsyncBaseTransport):
    """A transport for httpx that passes requests to an ASGI application.

    Broken connections become exceptions of httpx. Requests to any host reach the application; `FakeHub.requests` has
    their URLs.

    Args:
        app: ASGI application.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Pass a request to the application, and return its response.

        Args:
            request: Request of httpx.

        Returns:
            The response. If a fault truncates the body, reading it raises `httpx.RemoteProtocolError`.

        Raises:
            httpx.RemoteProtocolError: A fault dropped the connection.
            httpx.ReadError: A fault reset the connection.
            httpx.ReadTimeout: The delay or a pause of a fault is longer than the read timeout. Raised immediately.
        """
        patience = request.extensions.get("timeout", {}).get("read")

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            scope["state"] = {"patience": patience}
            await self._app(scope, receive, send)

        try:
            return await httpx.ASGITransport(app).handle_async_request(request)
        except TooSlow as slow:
            raise httpx.ReadTimeout(str(slow), request=request) from None
        except BrokenConnection as broken:
            if broken.how == "drop":
                text = "Server disconnected without sending a response."
                raise httpx.RemoteProtocolError(text, request=request) from None
            if broken.how == "reset":
                raise httpx.ReadError("Connection reset by peer", request=request) from None
            stream = _CutOff(broken.part, broken.expected, request)
            return httpx.Response(broken.response.status_code, headers=broken.response.raw_headers, stream=stream)


class _CutOff(httpx.AsyncByteStream):
    """The first bytes of a body, and then the error of a closed connection."""

    def __init__(self, part: bytes, expected: int, request: httpx.Request) -> None:
        self._part = part
        self._expected = expected
        self._request = request

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if self._part:
            yield self._part
        raise httpx.RemoteProtocolError(
            "peer closed connection without sending complete message body "
            f"(received {len(self._part)} bytes, expected {self._expected})",
            request=self._request,
        )
