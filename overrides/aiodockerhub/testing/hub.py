"""`FakeHub`: its constructor, the handling of requests, and kept requests."""

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
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send

from aiodockerhub.helpers.arguments import check_clock
from aiodockerhub.helpers.clock import Clock
from aiodockerhub.testing import access, errors, handlers
from aiodockerhub.testing.arguments import check_arguments, check_choice, check_range
from aiodockerhub.testing.clock import ShiftedClock
from aiodockerhub.testing.faults import STATUSES, Break, Fault, body_of, check_where
from aiodockerhub.testing.handled_request import HandledRequest
from aiodockerhub.testing.rate_limit import RateLimit, RetryAfter
from aiodockerhub.testing.received_request import ReceivedRequest
from aiodockerhub.testing.recordings import Recording, Recordings, read_body, read_har
from aiodockerhub.testing.routing import HANDLERS, Routes, json_response
from aiodockerhub.testing.seeding import Seeding
from aiodockerhub.testing.settings import Settings
from aiodockerhub.testing.state import World

if TYPE_CHECKING:
    from aiodockerhub.testing.transport import FakeTransport

handlers.bind()

RouteMatch: TypeAlias = tuple[Operation, tuple[str, ...]] | list[str]
"""The operation of a request, and the values of its path parameters.

If no operation has this method and path, it is the list of the methods that the path has, which may be empty.
"""

_MIN_KEPT_REQUESTS = 10_000
_NO_SUCH_ROUTE_HTML = "<!DOCTYPE html><html><head><title>404 Not Found</title></head><body>Page not found</body></html>"


class FakeHub(Seeding):
    """A Docker Hub in memory, with all operations and with state.

    A FakeHub behaves like Docker Hub, as far as Docker Hub's behaviour is known. It is an ASGI application: use its
    `transport`, or `serve` it on loopback.

        fake = FakeHub()
        fake.repository("acme/app", tags=3)
        async with DockerHub(transport=fake.transport) as hub: ...

    Args:
        clock: Clock to use; `None`, the default, for real time. `fake.clock.advance(seconds)` puts either clock
            forward.
        seed: Seed of the identifiers, by default 0: a FakeHub with the same seed makes the same identifiers.
        settings: Settings where Docker Hub's behaviour varies or is unknown; `None`, the default, for `Settings()`.

    Raises:
        ArgumentTypeError: An argument has a wrong type, as for every method of a FakeHub.

    Attributes:
        clock: Clock for the expiry of tokens and for dates in responses.
        requests: Requests received, oldest first; at least the last 10,000.
        settings: Settings, which may be changed at any time.
        world: Whole state, including parts that no response has.
    """

    @check_arguments
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
        """A transport for httpx that calls this FakeHub without sockets.

        Use it as `DockerHub(transport=fake.transport)`.
        """
        from aiodockerhub.testing.transport import FakeTransport

        return FakeTransport(self)

    @check_arguments
    @contextlib.asynccontextmanager
    async def serve(self, port: int = 0) -> AsyncGenerator[str]:
        """Serve on 127.0.0.1 in the running event loop while the context is open.

        Args:
            port: Port to listen on, up to 65535; 0, the default, for any free port.

        Yields:
            The base URL.

        Raises:
            ArgumentError: The port is out of range.
            OSError: The port is in use, or the process may not listen on it.
        """
        from aiodockerhub.testing.server import serve

        check_range("port", port, 0, 65535)
        async with serve(self, port) as url:
            yield url

    @check_arguments
    def rate_limit(self, limit: int, *, window: float = 60.0, retry_after: RetryAfter = "seconds") -> None:
        """Limit the rate of requests.

        Requests are counted separately for each account, and for each IP address of callers without valid credentials.
        This call sets all counts to 0. Requests that FakeHub does not handle, because they are for no operation or a
        fault or a recording supplies the response, do not count, and get no headers of the rate limit.

        Args:
            limit: Number of requests in a window, at least 0; Docker Hub allows 180 per minute.
            window: Length of a window in seconds, at least 0.001 and at most 1,000 years; 60 by default.
            retry_after: Form of the Retry-After header: `seconds`, the default, as documented; `epoch`, as sent in
                2025; `date`; or `none` for no header.

        Raises:
            ArgumentError: An argument has a wrong type, such as `limit=1.5`, or is out of range.
        """
        self._rate_limit = RateLimit(limit, window, retry_after)

    @check_arguments
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
        """Add a fault: something that goes wrong on certain requests.

        If several faults match a request, the fault that was added first hits it, unless its `after` lets the request
        pass. A request that is hit counts neither for the `times` nor for the `after` of faults that were added later.

        Args:
            where: Requests to hit: an operation id, which may contain `*` (`repositories.*`), or a path pattern with or
                without a method (`GET /v2/namespaces/acme/*`).
            times: Number of requests to hit, at least 1; `None` for all. By default one request is hit.
            after: Number of matching requests to pass before the first hit; 0 by default.
            status: Status of the response, 200 to 599; the body is then empty unless it is given. `None`, the default,
                for the status of FakeHub's own response; for 200 if a body is given without `acted`.
            headers: Headers to add to the response, or to replace those of the same name, except those that state the
                length of the body; none by default. Without a status and a body, FakeHub's own response gets them.
            json: Body of the response, as a JSON value; none by default.
            text: Body of the response, as plain text; none by default.
            html: Body of the response, as HTML; none by default. Give at most one of `json`, `text` and `html`.
            delay: Seconds to wait before the response; 0 by default. In memory, a caller with a shorter read timeout
                gets the timeout immediately.
            drop: Whether to close the connection without a response; `False` by default.
            reset: Like `drop`, but a reset; `False` by default. Both exclude arguments about the response.
            truncate: Number of bytes of the body after which to close the connection; `None`, the default, to send all.
                A body that is not longer, such as the empty body of status 204, is sent whole.
            drip: Seconds to wait before each 16 bytes of the body; `None`, the default, for no pauses. A response
                without a body, such as one to a HEAD request, has no pauses.
            redirect: Value of the Location header; the status is then 302, unless it is given. `None`, the default,
                for no redirect.
            acted: Whether FakeHub carries out the request first, as if only the response were lost; `False` by default.

        Returns:
            The fault. Its `hits` is the number of requests that it has hit; its `cancel` ends it.

        Raises:
            ArgumentError: `where` is no path pattern and matches no operation id, a number is out of range, `json` is
                no JSON value, no server can send the headers, or the arguments name no fault or contradict each other.
        """
        check_where(where)
        body, media_type = body_of(json, text, html)
        more = {} if redirect is None else {"location": redirect}
        breaks: dict[Break, bool] = {"drop": drop, "reset": reset, "truncate": truncate is not None}
        check_choice(breaks)
        of_response = {"status": status, "headers": headers, "drip": drip, "redirect": redirect}
        for name, value in {**of_response, "json": json, "text": text, "html": html}.items():
            check_choice({name: value is not None, "drop": drop, "reset": reset})
        check_choice({"truncate": truncate is not None, "drip": drip is not None})
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

    @check_arguments
    def replay(self, path: str | os.PathLike[str], where: str | None = None, *, status: int = 200) -> list[Recording]:
        """Play recorded responses of Docker Hub instead of FakeHub's responses.

            fake.replay("hub.docker.com.har")                      # saved by a browser's network tools, or by a proxy
            fake.replay("nginx.json", "repositories.get")          # a body, saved by curl

        A response of an archive is played for requests with the same method, path and query. If an archive has several
        responses to the same request, each is played once, in order, and then the last response again and again.
        FakeHub handles all other requests. Faults also apply to recordings.

        Args:
            path: Path of an HTTP archive (HAR 1.2), or of a file with the body of one response.
            where: Requests that get this body, as for `fault`; `None`, the default, for an archive.
            status: HTTP status of the response with this body, 200 to 599, by default 200. The responses of an archive
                have their own.

        Returns:
            The recordings. The `hits` of each is the number of requests for which it was played.

        Raises:
            ArgumentError: The file is not an archive with responses, `where` is no path pattern and matches no
                operation id, or the status is out of range.
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
        # Starlette makes the URL from the decoded path, so that `tags/a#b` would become the tag `a`.
        request = Request({**scope, "path": quote(path)}, receive)
        try:
            body = await request.body()
        except ClientDisconnect:
            return
        route = self._routes.find(request.method, path)
        received = self._keep_request(request, path, body, route)
        fault = next((fault for fault in self._faults if fault.takes(received.operation, received.method, path)), None)
        response = self._respond(request, body, route, received) if fault is None or fault.acted else None
        if fault is not None:
            patience: float | None = scope.get("state", {}).get("patience")
            if not await fault.wait(patience, receive):
                return  # the caller has disconnected
            if response is None and fault.needs_response:
                response = self._respond(request, body, route, received)
            response = fault.spoil(response, received.method, patience)
        if response is None:
            raise AssertionError  # unreachable: without a fault, the request was handled
        received.status = response.status_code
        await response(scope, receive, send)

    def _keep_request(self, request: Request, path: str, body: bytes, route: RouteMatch) -> ReceivedRequest:
        """Keep a request in `requests`, and drop old requests."""
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
        if len(self.requests) > 2 * _MIN_KEPT_REQUESTS:
            del self.requests[:-_MIN_KEPT_REQUESTS]
        return received

    def _respond(self, request: Request, body: bytes, route: RouteMatch, received: ReceivedRequest) -> Response:
        """Make the response without a fault: a recording, or FakeHub's own."""
        query = tuple(request.query_params.multi_items())
        recording = self._recordings.find(received.operation, received.method, received.path, query)
        if recording is not None:
            return recording.response()
        if isinstance(route, list):
            return _no_such_route(route)
        operation, values = route
        headers: dict[str, str] = {}
        try:
            response = self._handle(request, body, operation, values, headers)
        except errors.Refusal as refusal:
            response = json_response(refusal.body, refusal.status, refusal.media_type)
            headers |= refusal.headers
        response.headers.update(headers)
        return response

    def _handle(
        self, request: Request, body: bytes, operation: Operation, values: tuple[str, ...], headers: dict[str, str]
    ) -> Response:
        """Handle a request; add the headers of the rate limit to `headers`."""
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


def _no_such_route(allowed: list[str]) -> Response:
    if allowed:
        response = json_response({"detail": "Method not allowed."}, 405)
        response.headers["allow"] = ", ".join(allowed)
        return response
    return HTMLResponse(_NO_SUCH_ROUTE_HTML, status_code=404)
