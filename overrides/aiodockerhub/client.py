"""The client, `DockerHub`: arguments, options, opening and closing."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias, TypeVar, Unpack, overload

# Not from `types`, which loads the decoders: a program may import this module for its names only.
from aiodockerhub_generated._calls import Call, CallOptions, PagedCall, Sender
from aiodockerhub_generated._masking import hidden, sealed
from aiodockerhub_generated._pages import Page
from aiodockerhub_generated.resources import Resources

from aiodockerhub import calls as _calls
from aiodockerhub.errors import UsageError
from aiodockerhub.http import defaults
from aiodockerhub.http.raw_requests import RawRequests
from aiodockerhub.pagination.gather import Gathering

# `DockerHub()` imports the other modules, because a program may import this one early, or for its names only.
if TYPE_CHECKING:
    import httpx
    import httpx2

    from aiodockerhub.auth.credentials import Credentials
    from aiodockerhub.auth.token_store import TokenStore
    from aiodockerhub.helpers.clock import Clock
    from aiodockerhub.http.downloads import Progress
    from aiodockerhub.http.engines.protocol import Engine
    from aiodockerhub.http.events import ApiResponse
    from aiodockerhub.http.hooks import AttemptHook, CallEndHook, CallStartHook, RequestHook, ResponseHook
    from aiodockerhub.http.options import SettingsChanges
    from aiodockerhub.http.rate_limit import RateLimit
    from aiodockerhub.responses.drift_log import DriftEvent, DriftLog

__all__ = ["DockerHub"]

T = TypeVar("T")
Transport: TypeAlias = Literal["aiohttp", "httpx", "httpx2"]


class DockerHub(Resources, Gathering, RawRequests):
    """The client of the Docker Hub API.

        async with DockerHub() as hub:
            async for repository in hub.repositories.list("library"):
                print(repository.name, repository.pull_count)

    Each resource is an attribute: `hub.repositories`, `hub.org_access_tokens` and so on; `api.md` lists all methods.
    One client serves any number of tasks of one event loop. Where `async with` does not fit, for example in a notebook,
    `await hub.open()` or the first call opens the client, and `await hub.aclose()` closes it.

    Attributes:
        calls: The operations as values for `request`: `hub.calls.repositories.get("library", "nginx")`.

    Args:
        credentials: Credentials for the log-in, see `aiodockerhub.auth.credentials`. By default the client reads them
            from the environment or docker's configuration; if there are none, its requests are anonymous.
        scim_token: Bearer token for the operations of SCIM; the client sends it with no other operation.
        named_credentials: Secrets by the names of security schemes, for operations whose docstring names such schemes:
            `{"apiKey": "...", "basicAuth": "name:password"}`.
        token_store: Store through which processes with the same credentials share a bearer token, such as
            `FileTokenStore("~/.cache/aiodockerhub")`; by default each client logs in separately.
        base_url: URL of the API; by default the environment variable `DOCKERHUB_URL`, else `https://hub.docker.com`.
        timeout: Seconds for each connect, each write and each read of a request, by default 30; `None` for no limit.
        deadline: Seconds for a whole call, including the wait in line (see `concurrency`), the log-in, all attempts and
            the waits between them; then the call raises `HubTimeoutError`. `None`, the default, for no limit.
        max_response_size: Maximum number of bytes of the decompressed body of a 2xx response, by default 64 MiB; `None`
            for no limit. For `download`, only the limit in its `options` is used.
        max_retries: Maximum number of retries of a request, by default 3; 0 for none. A write is retried only if the
            server cannot have acted on it, or with `CallOptions(idempotent=True)`.
        max_retry_after: Maximum wait in seconds that Docker Hub may request before a retry, by default 60; if it
            requests more, the call fails. The wait is lengthened by up to 10 % at random, to spread the retries.
        retry_timeout: Seconds from the start of the first attempt after which no retry is planned, by default 120.
        concurrency: Maximum number of exchanges at a time, not counting log-ins; further requests wait in line. By
            default the number at which the transport was fastest when measured: 100 for aiohttp, 50 for any other.
        pace: Whether to spread requests evenly over the window of the rate limit.
        application: Name and version of your program for the User-Agent header, such as `shop-sync/1.2`. Cloudflare,
            the proxy in front of Docker Hub, is known to block the default User-Agent headers of HTTP libraries.
        headers: Headers to add to every request.
        transport: `"httpx"`, the default, `"httpx2"` (extra `[httpx2]`), or `"aiohttp"` (extra `[aiohttp]`), which is
            the fastest; or your own transport for httpx or httpx2, which the client never closes.
        http_client: Your own `AsyncClient` of httpx or httpx2, which sends the requests; the client never closes it.
        http2: Whether to offer HTTP/2; requires the `[http2]` extra.
        trust_env: Whether to use proxies and certificates from environment variables, such as `HTTPS_PROXY`.
        strict: Whether a response that differs from Docker's OpenAPI document raises `DecodeError`. If false, the
            client decodes what it can, and records the difference in `drift`.
        on_drift: Plain function, called with each new schema mismatch, a `DriftEvent`.
        on_call_start: Plain function, called with a `CallStartEvent` when a call begins.
        on_call_end: Plain function, called with a `CallEndEvent` when a call has returned, raised or been cancelled.
        on_request: Function or coroutine function, called with a `RequestEvent` before every attempt; may add headers.
        on_response: Function or coroutine function, called with a `ResponseEvent` for every readable response.
        on_attempt: Function or coroutine function, called with an `AttemptEvent` after a response or transport error.
        clock: Clock to use instead of real time, such as `aiodockerhub.testing.ManualClock`.

    Raises:
        ArgumentError: An argument is invalid; `error.argument` names it unless arguments contradict each other.
    """

    calls = _calls

    def __init__(
        self,
        credentials: "Credentials | None" = None,
        *,
        scim_token: str | None = None,
        named_credentials: Mapping[str, str] | None = None,
        token_store: "TokenStore | None" = None,
        base_url: str | None = None,
        timeout: float | None = defaults.TIMEOUT,
        deadline: float | None = None,
        max_response_size: int | None = defaults.MAX_RESPONSE_SIZE,
        max_retries: int = defaults.MAX_RETRIES,
        max_retry_after: float = defaults.MAX_RETRY_AFTER,
        retry_timeout: float = defaults.RETRY_TIMEOUT,
        concurrency: int | None = None,
        pace: bool = False,
        application: str | None = None,
        headers: Mapping[str, str] | None = None,
        transport: "httpx.AsyncBaseTransport | httpx2.AsyncBaseTransport | Transport | None" = None,
        http_client: "httpx.AsyncClient | httpx2.AsyncClient | None" = None,
        http2: bool = False,
        trust_env: bool = True,
        strict: bool = False,
        on_drift: "Callable[[DriftEvent], object] | None" = None,
        on_call_start: "CallStartHook | None" = None,
        on_call_end: "CallEndHook | None" = None,
        on_request: "RequestHook | None" = None,
        on_response: "ResponseHook | None" = None,
        on_attempt: "AttemptHook | None" = None,
        clock: "Clock | None" = None,
    ) -> None:
        from aiodockerhub.auth.token_cache import TokenCache
        from aiodockerhub.helpers.arguments import (
            check_clock,
            check_flag,
            check_number,
            check_plain_function,
            checked_headers,
        )
        from aiodockerhub.helpers.clock import SystemClock
        from aiodockerhub.http.base_url import default_url, secure_url
        from aiodockerhub.http.engines.choice import check_transport
        from aiodockerhub.http.headers import default_headers, merge_headers
        from aiodockerhub.http.lifecycle import ClientState
        from aiodockerhub.http.options import Settings
        from aiodockerhub.http.retries import RetryPolicy
        from aiodockerhub.http.session import Session
        from aiodockerhub.responses.drift_log import DriftLog

        credentials = credentials if hasattr(credentials, "current") else sealed(credentials)  # may be a token
        scim_token, headers, named_credentials = hidden(scim_token), sealed(headers), sealed(named_credentials)
        base_url, token_store = sealed(base_url), sealed(token_store)  # may be URLs with passwords
        transport, http_client = sealed(transport), sealed(http_client)
        url = secure_url(base_url or default_url())
        check_number("concurrency", concurrency, whole=True, positive=True, optional=True)
        check_transport(transport, http_client, http2=http2)
        check_plain_function("on_drift", on_drift)
        check_flag("http2", http2)
        check_flag("trust_env", trust_env)

        def connect() -> "Engine":
            from aiodockerhub.http.engines.choice import make_engine

            return make_engine(url, transport=transport, http_client=http_client, http2=http2, trust_env=trust_env)

        time = SystemClock() if clock is None else clock
        check_clock(time)

        async def send(call: Call[T]) -> T:
            return await session.send_log_in_request(call)  # `session` is made below, because it requires `auth`

        auth = TokenCache(credentials, send=send, clock=time, scim_token=scim_token, store=token_store, base_url=url)
        settings = Settings(
            timeout=timeout,
            deadline=deadline,
            max_response_size=max_response_size,
            retry=RetryPolicy(max_retries=max_retries, max_retry_after=max_retry_after, retry_timeout=retry_timeout),
            headers=merge_headers(default_headers(application), checked_headers({} if headers is None else headers)),
            named_credentials={} if named_credentials is None else named_credentials,
            strict=strict,
            pace=pace,
            on_call_start=on_call_start,
            on_call_end=on_call_end,
            on_request=on_request,
            on_response=on_response,
            on_attempt=on_attempt,
        )
        shared = ClientState(
            url,
            clock=time,
            auth=auth,
            connect=connect,
            places=concurrency or defaults.concurrency(transport),
            drift=DriftLog(on_drift),
        )
        session = Session(shared, settings)
        self._session: Session = session
        self._is_view = self._is_entered = False

    def __repr__(self) -> str:
        if not hasattr(self, "_session"):  # in the traceback of a refused argument
            return "<DockerHub, not made>"
        shared = self._session.shared
        return f"<DockerHub {shared.base_url} {shared.auth!r}, {shared.state}{', view' if self._is_view else ''}>"

    @property
    def _sender(self) -> Sender:
        return self._session

    async def __aenter__(self) -> Self:
        if self._is_entered:
            raise UsageError(
                "this client is already in an `async with`, whose end closes it: use the client without a second one"
            )
        await self.open()
        self._is_entered = True
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._is_entered = False
        await self.aclose()

    async def open(self) -> None:
        """Open the client for the running event loop, without sending a request.

        Without `open`, the first call of an operation opens the client.

        Raises:
            ArgumentError: The proxy or the certificates of the environment cannot be used.
            MissingExtraError: `transport` or `http2` needs an extra that is not installed.
            HubConnectionError: A module cannot be imported, usually because the process has no file descriptor left.
            UsageError: The client is closed, or belongs to another event loop.
        """
        self._session.shared.require_engine(self._session)

    async def aclose(self) -> None:
        """Close the client and its connections.

        Calls that are waiting raise `UsageError`, and calls during an exchange `HubConnectionError`. A log-in is
        cancelled, and awaited for at most 1 s. `aclose` may be called again. A client made by `with_options` closes the
        shared connections only if it opened them, by `open`, `async with` or a call.

        Raises:
            UsageError: The client belongs to another event loop.
        """
        shared = self._session.shared
        if not self._is_view or shared.is_opened_by(self._session):
            await shared.aclose()

    def with_options(self, **changes: "Unpack[SettingsChanges]") -> Self:
        """Make a client with other options.

        The new client, a view, shares connections, bearer token, rate limit and drift with this client.

            patient = hub.with_options(timeout=120, max_retries=10)

        Args:
            **changes: New values of `timeout`, `deadline`, `max_response_size`, `max_retries`, `max_retry_after`,
                `retry_timeout`, `headers`, `named_credentials`, `strict`, `pace`, `on_call_start`, `on_call_end`,
                `on_request`, `on_response`, `on_attempt`. `headers` are added to the headers of this client and replace
                headers of the same name; all other values replace the values of this client.

        Raises:
            ArgumentTypeError: A name is not an option of `with_options`.
            ArgumentError: A value is invalid; `error.argument` names it.
        """
        changes = sealed(changes)
        view = object.__new__(type(self))
        view._session = self._session.with_options(changes)
        view._is_view = True
        view._is_entered = False
        return view

    @property
    def rate_limit(self) -> "RateLimit":
        """The rate limit that was received last; false only if no calls are left."""
        return self._session.shared.limiter.value

    @property
    def drift(self) -> "DriftLog":
        """The log of schema mismatches and unknown scopes; at most 1,000."""
        return self._session.shared.drift

    @overload
    async def request(self, call: PagedCall[Any, T], options: CallOptions | None = None) -> "ApiResponse[Page[T]]": ...
    @overload
    async def request(self, call: Call[T], options: CallOptions | None = None) -> "ApiResponse[T]": ...
    async def request(self, call: Call[Any], options: CallOptions | None = None) -> "ApiResponse[Any]":
        """Send a call, and return its response with status, headers and timing.

            response = await hub.request(calls.repositories.get("library", "nginx"))

        Args:
            call: Call to send, made by a function of `aiodockerhub.calls`.
            options: Options of this call, which replace or extend the options of the client; none by default.

        Returns:
            The response. Its `parsed` is the result of the resource method; for a list, the one `Page` that the
            arguments of the call select.

        Raises:
            DockerHubError: See `aiodockerhub.errors`. Exceptions of your hooks and other functions are also raised.
        """
        call = sealed(call) if isinstance(call, str) else call  # a path, which is refused and may hold a secret
        if isinstance(call, PagedCall):
            from aiodockerhub.pagination.pager import request_page

            # isinstance does not narrow the type arguments
            paged: PagedCall[Any, Any] = call  # pyright: ignore[reportUnknownVariableType]
            return await request_page(self._session, paged, options)
        return await self._session.request(call, options)

    async def download(
        self,
        call: Call[Any] | str,
        destination: "str | os.PathLike[str]",
        *,
        progress: "Progress | None" = None,
        options: CallOptions | None = None,
    ) -> "ApiResponse[Path]":
        """Stream a response to a file, which appears only when it is complete.

            await hub.download(calls.orgs.export_members("acme"), "members.csv")

        Args:
            call: Call to send, or the path of a GET request.
            destination: Path of the file, which only its owner may read. An existing file, or the target of a
                symbolic link, is replaced when the whole body has arrived.
            progress: Function or coroutine function, called as `progress(received, total)` after each chunk; none by
                default. Both numbers are bytes; `total` is `None` if the response states no length or is compressed.
            options: Options of this call, which replace or extend the options of the client; none by default.

        Returns:
            The response. Its `parsed` is the absolute path of the file, and its body is empty.

        Raises:
            ArgumentError: `destination` exists and is not a regular file, or an argument is invalid.
            OSError: The file cannot be written; the download is not retried.
            DockerHubError: See `aiodockerhub.errors`. Exceptions of your hooks and other functions are also raised.
        """
        from aiodockerhub.http.downloads import download
        from aiodockerhub.http.raw_paths import make_raw_call

        if isinstance(call, str):
            call = make_raw_call("GET", call := sealed(call))  # sealed here too, because the path may hold a secret
        return await download(self._session, call, destination, progress=progress, options=options)
