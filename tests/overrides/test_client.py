import asyncio
import gc
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from traceback import TracebackException
from typing import Any, cast

import httpx
import pytest
from aiodockerhub import (
    AccessToken,
    Anonymous,
    ArgumentError,
    CallOptions,
    DockerHub,
    DriftEvent,
    HubConnectionError,
    ServerError,
    UsageError,
    __version__,
    calls,
)
from aiodockerhub.auth.file_token_store import FileTokenStore
from aiodockerhub.testing.clock import ManualClock

from tests.overrides.engines import each_engine
from tests.overrides.loopback import loopback
from tests.overrides.scripted import NGINX, respond, script

GET_NGINX = calls.repositories.get("library", "nginx")


# Life


async def test_the_first_call_opens_the_client_and_aclose_ends_it() -> None:
    hub = DockerHub(Anonymous(), transport=httpx.MockTransport(script()))
    assert repr(hub).endswith("new>")
    assert (await hub.repositories.get("library", "nginx")).name == "nginx"
    assert repr(hub).endswith("open>")
    await hub.aclose()
    await hub.aclose()
    with pytest.raises(UsageError, match=r"this client is closed: create a new one, async with DockerHub\(\) as hub"):
        await hub.repositories.get("library", "nginx")


async def test_an_open_client_may_be_opened_again_and_entered_once() -> None:
    hub = DockerHub(Anonymous(), transport=httpx.MockTransport(script()))
    await hub.open()
    await hub.open()
    async with hub:
        with pytest.raises(UsageError, match="already in an `async with`"):
            await hub.__aenter__()
        await hub.repositories.get("library", "nginx")
    with pytest.raises(UsageError, match="this client is closed"):
        await hub.open()


async def test_a_view_of_a_client_that_is_not_open_may_be_entered() -> None:
    hub = DockerHub(Anonymous(), transport=httpx.MockTransport(script()))
    async with hub.with_options(strict=True) as view:
        await view.repositories.get("library", "nginx")
        await hub.repositories.get("library", "nginx")
    with pytest.raises(UsageError, match="this client is closed"):
        await hub.repositories.get("library", "nginx")


async def test_a_view_whose_first_call_opens_the_client_closes_it() -> None:
    hub = DockerHub(Anonymous(), transport=httpx.MockTransport(script()))
    view, other = hub.with_options(strict=True), hub.with_options(timeout=1)
    await view.repositories.get("library", "nginx")
    await other.aclose()
    await view.repositories.get("library", "nginx")
    await view.aclose()
    with pytest.raises(UsageError, match="this client is closed"):
        await hub.repositories.get("library", "nginx")


async def test_a_view_of_an_open_client_leaves_it_open() -> None:
    async with script().hub() as hub:
        async with hub.with_options(strict=True) as view:
            await view.repositories.get("library", "nginx")
        await view.aclose()
        await hub.repositories.get("library", "nginx")


async def test_calls_are_on_the_client() -> None:
    async with script().hub() as hub:
        response = await hub.request(hub.calls.repositories.get("library", "nginx"))
        assert response.parsed.name == "nginx"


async def test_use_after_close_says_so() -> None:
    async with script().hub() as hub:
        view = hub.with_options(timeout=1)
    for closed in (hub, view):
        with pytest.raises(UsageError, match="this client is closed"):
            await closed.repositories.get("library", "nginx")
    with pytest.raises(UsageError, match="this client is closed"):
        await hub.__aenter__()
    await hub.aclose()
    never_opened = DockerHub(Anonymous())
    await never_opened.aclose()
    with pytest.raises(UsageError, match="this client is closed"):
        await never_opened.__aenter__()


def test_use_from_another_event_loop_says_so() -> None:
    hub = DockerHub(Anonymous(), transport=httpx.MockTransport(script()))

    async def use() -> None:
        await hub.repositories.get("library", "nginx")

    with asyncio.Runner() as first, asyncio.Runner() as second:
        first.run(hub.__aenter__())
        first.run(use())
        with pytest.raises(UsageError, match="belongs to another event loop"):
            second.run(use())
        first.run(hub.aclose())


async def test_a_client_that_is_never_closed_warns() -> None:
    async def abandon() -> None:
        await DockerHub(Anonymous(), transport=httpx.MockTransport(script())).__aenter__()
        gc.collect()

    with pytest.warns(ResourceWarning, match=r"unclosed client of https://hub.docker.com"):
        await abandon()


@each_engine
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
async def test_a_client_that_is_never_closed_leaves_no_connection_open(transport: str) -> None:
    ended = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        await reader.read()
        ended.set()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        hub = DockerHub(Anonymous(), base_url=f"http://127.0.0.1:{port}", transport=transport)  # type: ignore[arg-type]
        await hub.get("/v2/x")
        assert not ended.is_set()
        del hub
        gc.collect()
        await asyncio.wait_for(ended.wait(), 60)


async def test_a_client_that_was_closed_or_never_opened_does_not_warn() -> None:
    gc.collect()  # what other tests have left may warn
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        async with script().hub() as hub:
            hub.with_options(timeout=1)
        del hub
        DockerHub(Anonymous())
        gc.collect()
    assert caught == []


async def test_closing_ends_calls_in_flight_and_they_are_not_sent_again() -> None:
    clock = ManualClock(automatic=True)
    async with loopback(held=True) as server:
        async with DockerHub(Anonymous(), base_url=server.url, clock=clock) as hub:
            task = asyncio.create_task(hub.repositories.get("library", "nginx"))
            async with asyncio.timeout(10):
                while not server.requests:  # noqa: ASYNC110 - the other end of a socket
                    await asyncio.sleep(0)
        with pytest.raises(HubConnectionError, match="this client was closed during the exchange with 127") as caught:
            await task
        assert caught.value.sent
        assert len(server.requests) == 1


# Views


async def test_a_view_shares_all_but_the_options() -> None:
    limits = {"x_ratelimit_limit": "180", "x_ratelimit_remaining": "7", "x_ratelimit_reset": "60"}
    service = script(respond(200, {**NGINX, "new": 1}, **limits))
    async with service.hub(headers={"X-One": "1"}, max_retries=0) as hub:
        view = hub.with_options(timeout=5, headers={"x-two": "2"}, max_retry_after=9)
        await view.repositories.get("library", "nginx")
        assert hub.rate_limit == view.rate_limit
        assert hub.rate_limit.remaining == 7
        assert list(hub.drift) == list(view.drift)
        async with view:
            pass
        await hub.repositories.get("library", "nginx")
    first, second = service.requests
    assert (first.headers["x-one"], first.headers["x-two"]) == ("1", "2")
    assert "x-two" not in second.headers
    assert first.extensions["timeout"]["read"] == 5
    assert second.extensions["timeout"]["read"] == 30


async def test_a_view_keeps_what_it_does_not_change() -> None:
    service = script(respond(503))
    async with service.hub(max_retries=0) as hub:
        with pytest.raises(ServerError):
            await hub.with_options(timeout=1).repositories.get("library", "nginx")
        with pytest.raises(ServerError):
            await hub.with_options(max_retries=2).repositories.get("library", "nginx")
    assert len(service.requests) == 1 + 3


def test_an_option_that_does_not_exist_is_refused() -> None:
    options: Any = {"retries": 3}
    with pytest.raises(
        TypeError, match="no such option: retries; there are deadline, headers, max_response_size, max_retries"
    ):
        DockerHub(Anonymous()).with_options(**options)


# By path


@each_engine
async def test_scheme_and_host_may_be_written_in_capitals(transport: Any) -> None:
    async with loopback() as server:
        async with DockerHub(Anonymous(), base_url=server.url.replace("http", "HTTP"), transport=transport) as hub:
            await hub.get("/v2/x")
        place = server.url.replace("127.0.0.1", "LocalHost")
        async with DockerHub(Anonymous(), base_url=f"{place}/Base/", transport=transport) as hub:
            await hub.get("/v2/x")
    assert [request.partition(" HTTP")[0] for request in server.requests] == ["GET /v2/x", "GET /Base/v2/x"]


async def test_transport_and_client_exclude_each_other() -> None:
    async with httpx.AsyncClient() as client:
        with pytest.raises(ValueError, match=r"either transport= or http_client=, not both"):
            DockerHub(Anonymous(), transport=httpx.MockTransport(script()), http_client=client)


async def test_the_base_url_comes_from_the_argument_then_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKERHUB_URL", "http://127.0.0.1:9/prefix/")
    service = script()
    async with service.hub() as hub:
        await hub.request(GET_NGINX)
    async with service.hub(base_url="https://hub.example") as hub:
        await hub.request(GET_NGINX)
    path = "/v2/namespaces/library/repositories/nginx"
    assert [str(request.url) for request in service.requests] == [
        f"http://127.0.0.1:9/prefix{path}",
        f"https://hub.example{path}",
    ]


async def test_the_user_agent_names_library_python_and_program() -> None:
    service = script()
    async with service.hub(application="shop-sync/1.2") as hub:
        await hub.request(GET_NGINX)
    version = ".".join(map(str, sys.version_info[:3]))
    assert service.requests[0].headers["user-agent"] == f"aiodockerhub/{__version__} python/{version} shop-sync/1.2"


async def test_headers_replace_ours_whatever_their_case() -> None:
    service = script()
    async with service.hub(headers={"User-Agent": "mine"}) as hub:
        await hub.request(GET_NGINX, CallOptions(headers={"ACCEPT-encoding": "identity"}))
    [request] = service.requests
    assert request.headers.get_list("user-agent") == ["mine"]
    assert request.headers.get_list("accept-encoding") == ["identity"]


def test_what_a_traceback_shows_of_a_client_whose_arguments_were_refused_is_no_error() -> None:
    with pytest.raises(ArgumentError) as caught:
        DockerHub(base_url="ftp://hub.example")
    lines = TracebackException.from_exception(caught.value, capture_locals=True).format()
    assert any("self = <DockerHub, not made>" in line for line in lines)


@pytest.mark.parametrize(
    "refuse",
    [
        lambda: DockerHub(cast("Any", "dckr_pat_dummy-value-4711")),
        lambda: DockerHub(cast("Any", ("jane", "dummy-value-4711"))),
        lambda: DockerHub(cast("Any", {"username": "jane", "password": "dummy-value-4711"})),
        lambda: DockerHub(scim_token="dummy-value-4711 x"),
        lambda: DockerHub(token_store=cast("Any", "redis://jane:dummy-value-4711@host")),
        lambda: FileTokenStore(cast("Any", 5)),
        lambda: ManualClock(cast("Any", None)),
    ],
)
def test_a_traceback_with_variables_can_be_shown_of_every_refused_constructor(refuse: Callable[[], object]) -> None:
    with pytest.raises(ArgumentError) as caught:
        refuse()
    own_lines = [
        frame
        for frame in TracebackException.from_exception(caught.value, capture_locals=True).stack
        if "tests" not in Path(frame.filename).parts
    ]
    assert own_lines
    assert "dummy-value-4711" not in "".join(str(frame.locals) for frame in own_lines)


async def test_repr_tells_url_credentials_and_state_but_no_secret() -> None:
    hub = DockerHub(AccessToken("jane", "dckr_pat_example"), transport=httpx.MockTransport(script()))
    assert repr(hub) == "<DockerHub https://hub.docker.com with AccessToken(user='jane', pat='***'), new>"
    async with hub:
        assert repr(hub).endswith("open>")
        assert repr(hub.with_options(timeout=1)).endswith("open, view>")
    assert repr(hub).endswith("closed>")


async def test_new_drift_is_told() -> None:
    told = list[DriftEvent]()
    async with script(respond(200, {**NGINX, "pull_count": None})).hub(on_drift=told.append) as hub:
        for _ in range(3):
            await hub.repositories.get("library", "nginx")
    assert [(event.operation, event.drift.path) for event in told] == [("repositories.get", "$.pull_count")]


def test_all_public_names_are_there_and_loaded_on_demand() -> None:
    code = """
import sys, aiodockerhub
assert "httpx" not in sys.modules and "attrs" not in sys.modules, "importing the package loads next to nothing"
for name in aiodockerhub.__all__:
    assert getattr(aiodockerhub, name) is not None, name
assert set(aiodockerhub.__all__) <= set(dir(aiodockerhub))
assert set(aiodockerhub._WHERE) | aiodockerhub._SUBMODULES | {"__version__"} == set(aiodockerhub.__all__)
try:
    aiodockerhub.nothing
except AttributeError as error:
    assert str(error) == "module 'aiodockerhub' has no attribute 'nothing'"
"""
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": ":".join(sys.path)})


async def test_two_clients_in_one_process_do_not_disturb_each_other() -> None:
    one, two = script(respond(200, {**NGINX, "name": "one"})), script(respond(200, {**NGINX, "name": "two"}))
    async with one.hub() as first, two.hub() as second:
        names = await asyncio.gather(*(hub.repositories.get("library", "x") for hub in (first, second, first)))
    assert [repository.name for repository in names] == ["one", "two", "one"]


async def test_a_clock_of_the_tests_is_all_the_time_there_is() -> None:
    service = script(respond(503), respond())
    service.clock = ManualClock(automatic=True)
    async with service.hub() as hub:
        response = await hub.request(GET_NGINX)
    assert response.elapsed == service.clock.monotonic()
