"""A Docker Hub in memory."""

import contextlib
import os
from collections.abc import AsyncGenerator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote

from aiodockerhub_generated.errors import ArgumentError
from aiodockerhub_generated.operations import OPERATIONS
from aiodockerhub_generated.types import Operation
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send

from aiodockerhub.helpers.arguments import check_clock
from aiodockerhub.helpers.clock import Clock
from aiodockerhub.testing import access, errors, handlers
from aiodockerhub.testing.arguments import check_choice, check_range, checked
from aiodockerhub.testing.clock import ShiftedClock
from aiodockerhub.testing.faults import STATUSES, Break, Fault, body_of, check_where
from aiodockerhub.testing.handled_request import HandledRequest, Settings
from aiodockerhub.testing.rate_limit import RateLimit, RetryAfter
from aiodockerhub.testing.received_request import ReceivedRequest
from aiodockerhub.testing.recordings import Recording, Recordings, read_body, read_har
from aiodockerhub.testing.routing import HANDLERS, Routes, reply
from aiodockerhub.testing.seeding import Seeding
from aiodockerhub.testing.state import World

if TYPE_CHECKING:
    from aiodockerhub.testing.transport import FakeTransport

handlers.bind()

Found: TypeAlias = tuple[Operation, tuple[str, ...]] | list[str]
"""The operation of a route and the values in its path; or the methods of the path, where it has not the one called."""

_KEPT = 10_000
_SHORTEST_WINDOW = 0.001
_NO_SUCH_PAGE = "<!DOCTYPE html><html><head><title>404 Not Found</title></head><body>Page not found</body></html>"


class FakeHub(Seeding):
    """A Docker Hub in memory, with all operations and with state.

    It behaves as the real service does, as far as that is known. A FakeHub is an ASGI application; use it through
    `transport`, or `serve` it on loopback.

    Args:
        clock: Clock to use; real time by default. `fake.clock.advance(seconds)` puts it forward in both cases.
        seed: Seed of the identifiers; the same seed gives the same ones.
        settings: Switches of behaviour where the service varies or is unknown; see `Settings`.

    Attributes:
        clock: The clock by which tokens expire and dates are written.
        requests: The requests received, oldest first; at least the last 10,000.
        settings: The settings, which may be changed at any time.
        world: The whole state, also parts that no request returns.
    """

    @checked
    def __init__(self, *, clock: Clock | None = None, seed: int = 0, settings: Settings | None = None) -> None:
        if clock is not None:
            check_clock(clock)
        self.clock: ShiftedClock = ShiftedClock(clock)
        self.settings: Settings = Settings() if settings is None else settings
        self.requests: list[ReceivedRequest] = []
        self._faults: list[Fault] = []
        self._recordings = Recordings()
        self._rate_limit = RateLimit()
        self._routes = Routes(OPERATIONS.values())
        super().__init__(World(self.clock, seed))

    @cached_property
    def transport(self) -> "FakeTransport":
        """An httpx transport to this Hub, without sockets.

        `DockerHub(transport=fake.transport)`
        """
        from aiodockerhub.testing.transport import FakeTransport

        return FakeTransport(self)

    @checked
    @contextlib.asynccontextmanager
    async def serve(self, port: int = 0) -> AsyncGenerator[str]:
        """Serve on 127.0.0.1 in the running event loop while the context is open.

        Args:
            port: Port to listen on; 0 for any that is free.

        Yields:
            The base URL.

        Raises:
            ArgumentError: There is no such port.
            OSError: The port cannot be listened on.
        """
        from aiodockerhub.testing.server import served

        check_range("port", port, 0, 65535)
        async with served(self, port) as url:
            yield url

    @checked
    def rate_limit(self, limit: int, *, window: float = 60.0, retry_after: RetryAfter = "seconds") -> None:
        """Limit requests.

        Each caller has a count of its own; all counts start at 0.

        Args:
            limit: Requests in a window, from 0; Hub allows 180 a minute.
            window: Seconds, from 0.001.
            retry_after: Form of the header, `seconds`, `epoch`, `date` or `none`; Hub has sent the first two.

        Raises:
            ArgumentError: A number is out of range.
        """
        check_range("limit", limit, 0)
        check_range("window", window, _SHORTEST_WINDOW)
        self._rate_limit = RateLimit(limit, window, retry_after)

    @checked
    def fault(
        self,
        where: str,
        *,
        times: int | None = 1,
        after: int = 0,
        status: int | None = None,
        headers: Mapping[str, str] | None = None,
        json: Any = None,
        text: str | None = None,
        html: str | None = None,
        delay: float = 0.0,
        drop: bool = False,
        reset: bool = False,
        truncate: int | None = None,
        drip: float | None = None,
        redirect: str | None = None,
        acted: bool = False,
    ) -> Fault:
        """Add a fault.

        Of several faults that match a request, the first one added hits it, and the others wait.

        Args:
            where: Operation id, `*` in it allowed (`repositories.*`), or a path pattern with or without a method
                (`GET /v2/namespaces/acme/*`).
            times: How many requests to hit, from 1; `None` for all.
            after: Number of matching requests that pass before the first hit.
            status: Respond with this status, 200 to 599, and an empty body unless one is given.
            headers: Add these headers, to the real response if no status and no body is given.
            json: Respond with this JSON.
            text: Respond with this plain text.
            html: Respond with this HTML.
            delay: Wait so many seconds first. In memory, a caller whose read timeout is shorter gets the timeout at
                once.
            drop: Close the connection without a response.
            reset: Reset the connection.
            truncate: Close the connection after so many bytes of the body.
            drip: Send the body in drops of 16 bytes with so many seconds before each.
            redirect: Respond with 302 (or `status`) with this Location.
            acted: Carry out the request before the fault happens, as when only the response is lost.

        Returns:
            The fault, whose `hits` counts requests, and whose `cancel` ends it.

        Raises:
            ArgumentError: There is no such operation, a number is out of range, or the arguments name no fault or
                several.
        """
        check_where(where)
        body, media_type = body_of(json, text, html)
        more = {} if redirect is None else {"location": redirect}
        breaks: dict[Break, bool] = {"drop": drop, "reset": reset, "truncate": truncate is not None}
        check_choice({"redirect": redirect is not None, "drop": drop, "reset": reset})
        check_choice(breaks)
        if (
            body is None
            and not (headers or delay or any(breaks.values()))
            and (status, drip, redirect) == (None, None, None)
        ):
            raise ArgumentError("a fault needs something that goes wrong, such as status=503, drop=True or delay=5")
        fault = Fault(
            where,
            times,
            after,
            status=302 if redirect is not None and status is None else status,
            headers={**(headers or {}), **more},
            body=body,
            media_type=media_type,
            delay=delay,
            broken=next((kind for kind, wanted in breaks.items() if wanted), None),
            keep_bytes=truncate or 0,
            drip=drip,
            acted=acted,
        )
        self._faults.append(fault)
        return fault

    @checked
    def replay(self, path: str | os.PathLike[str], where: str | None = None, *, status: int = 200) -> list[Recording]:
        """Play recorded responses of the real service, in place of the fake's.

            fake.replay("hub.docker.com.har")                      # saved by a browser's network tools, or by a proxy
            fake.replay("nginx.json", "repositories.get")          # a body, saved by curl

        A response of an archive is played for requests with the same method, path and query. Where it has several for
        the same request, each is played once, in order, and the last one from then on. FakeHub handles all other
        requests. Faults apply to recordings as well.

        Args:
            path: HTTP archive (HAR 1.2), or file with the body of one response.
            where: The requests to respond to with that body, as for `fault`; left out for an archive.
            status: HTTP status of the response with that body.

        Returns:
            The recordings, whose `hits` tell which were played.

        Raises:
            ArgumentError: The file is not an archive, or there is no such operation or status.
            OSError: The file cannot be read.
        """
        check_range("status", status, *STATUSES)
        if where is None:
            recordings = read_har(Path(path))
        else:
            check_where(where)
            recordings = [read_body(Path(path), where, status)]
        self._recordings.add(recordings)
        return recordings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Respond to a request (ASGI)."""
        path: str = scope["path"]
        # Starlette takes a URL out of the decoded path, in which `tags/a#b` would be the tag `a`.
        request = Request({**scope, "path": quote(path)}, receive)
        body = await request.body()
        route = self._routes.find(request.method, path)
        received = self._receive(request, path, body, route)
        fault = next((fault for fault in self._faults if fault.takes(received.operation, received.method, path)), None)
        response = self._respond(request, body, route, received) if fault is None or fault.acted else None
        if fault is not None:
            if not await fault.wait(scope.get("state", {}).get("patience"), receive):
                return  # the caller has left
            if response is None and fault.needs_response:
                response = self._respond(request, body, route, received)
            response = fault.spoil(response)
        if response is None:
            raise AssertionError  # a fault makes a response of nothing
        received.status = response.status_code
        await response(scope, receive, send)

    def _receive(self, request: Request, path: str, body: bytes, route: Found) -> ReceivedRequest:
        received = ReceivedRequest(
            request.method,
            str(request.url),
            path,
            dict(request.query_params),
            route[0].id if isinstance(route, tuple) else None,
            request.headers,
            body,
        )
        self.requests.append(received)
        if len(self.requests) > 2 * _KEPT:
            del self.requests[:-_KEPT]
        return received

    def _respond(self, request: Request, body: bytes, route: Found, received: ReceivedRequest) -> Response:
        query = tuple(request.query_params.multi_items())
        recording = self._recordings.find(received.operation, received.method, received.path, query)
        if recording is not None:
            return recording.response()
        if isinstance(route, list):
            return _no_operation(route)
        operation, values = route
        headers: dict[str, str] = {}
        try:
            response = self._handle(request, body, operation, values, headers)
        except errors.Refusal as refusal:
            response = reply(refusal.body, refusal.status, refusal.media_type)
            headers |= refusal.headers
        response.headers.update(headers)
        return response

    def _handle(
        self, request: Request, body: bytes, operation: Operation, values: tuple[str, ...], headers: dict[str, str]
    ) -> Response:
        client = request.client.host if request.client else "127.0.0.1"
        authorization = request.headers.get("authorization")
        try:
            caller = access.caller_of(self.world, operation, authorization)
        except errors.Refusal:
            headers |= self._rate_limit.spend(client, self.clock.time())
            raise
        headers |= self._rate_limit.spend(caller.name or client, self.clock.time())
        call = HandledRequest(
            self.world,
            self.settings,
            operation,
            caller,
            request.url,
            request.query_params,
            request.headers,
            body,
            client,
        )
        return HANDLERS[operation.id](call, *values)


def _no_operation(allowed: list[str]) -> Response:
    if allowed:
        body = {"detail": "Method not allowed."}
        response = reply(body, 405)
        response.headers["allow"] = ", ".join(allowed)
        return response
    return HTMLResponse(_NO_SUCH_PAGE, status_code=404)
