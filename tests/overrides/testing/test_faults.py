"""Every fault is the same to a caller in memory and over a socket."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from aiodockerhub.errors import ArgumentError
from aiodockerhub.testing import FakeHub
from aiodockerhub.testing.faults import fits

APP = "/v2/namespaces/acme/repositories/app"


@pytest.fixture(params=["memory", "socket"])
async def either(request: pytest.FixtureRequest, fake: FakeHub) -> AsyncIterator[httpx.AsyncClient]:
    async with contextlib.AsyncExitStack() as stack:
        if request.param == "memory":
            client = httpx.AsyncClient(transport=fake.transport, base_url="https://hub.docker.com")
        else:
            client = httpx.AsyncClient(base_url=await stack.enter_async_context(fake.serve()), trust_env=False)
        yield await stack.enter_async_context(client)


async def test_a_status_with_headers_and_json_hits_once(fake: FakeHub, either: httpx.AsyncClient) -> None:
    body = {"detail": "Rate limit exceeded", "error": False}
    fault = fake.fault("repositories.get", status=429, headers={"Retry-After": "7"}, json=body)
    hit = await either.get(APP)
    assert (hit.status_code, hit.headers["retry-after"], hit.json()) == (429, "7", body)
    assert (await either.get(APP)).status_code == 200
    assert fault.hits == 1
    assert [request.status for request in fake.requests] == [429, 200]


@pytest.mark.parametrize("where", ["repositories.git", "tags.*", "GET", ""])
def test_a_fault_that_could_never_hit_is_refused(fake: FakeHub, where: str) -> None:
    with pytest.raises(ValueError, match=r"^where: expected an operation such as 'repositories.get'"):
        fake.fault(where, drop=True)


async def test_bodies_of_the_edge(fake: FakeHub, either: httpx.AsyncClient) -> None:
    fake.fault("repositories.get", status=403, text="error code: 1010")
    fake.fault("repositories.get", status=403, html="<title>Just a moment...</title>")
    fake.fault("repositories.get", status=520)
    text, html, empty = [await either.get(APP) for _ in range(3)]
    assert (text.text, text.headers["content-type"]) == ("error code: 1010", "text/plain; charset=utf-8")
    assert html.headers["content-type"] == "text/html; charset=utf-8"
    assert (empty.status_code, empty.content) == (520, b"")


async def test_a_dropped_connection(fake: FakeHub, either: httpx.AsyncClient) -> None:
    fake.fault("repositories.get", drop=True)
    with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
        await either.get(APP)
    assert (await either.get(APP)).status_code == 200
    assert [request.status for request in fake.requests] == [None, 200]


async def test_a_reset_connection(fake: FakeHub, either: httpx.AsyncClient) -> None:
    fake.fault("repositories.get", reset=True)
    with pytest.raises(httpx.ReadError):
        await either.get(APP)
    assert (await either.get(APP)).status_code == 200


@pytest.mark.parametrize("size", [0, 10])
async def test_a_truncated_body(fake: FakeHub, either: httpx.AsyncClient, size: int) -> None:
    fake.fault("repositories.get", truncate=size)
    with pytest.raises(httpx.RemoteProtocolError, match="without sending complete message body"):
        await either.get(APP)
    assert (await either.get(APP)).status_code == 200


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("GET", {"truncate": 10**6}),
        ("GET", {"truncate": 4, "status": 500, "text": "four"}),
        ("GET", {"truncate": 0, "status": 500}),
        ("GET", {"truncate": 1, "status": 204}),
        ("HEAD", {"truncate": 1}),
    ],
)
async def test_a_body_that_is_not_longer_than_where_it_is_cut_is_sent_whole(
    fake: FakeHub, either: httpx.AsyncClient, method: str, fault: dict[str, Any]
) -> None:
    whole = await either.request(method, APP)
    fake.fault("repositories.*", **fault)
    response = await either.request(method, APP)
    if "status" not in fault:
        assert response.content == whole.content
    else:
        assert (response.status_code, response.content) == (fault["status"], fault.get("text", "").encode())


async def test_a_body_that_drips_arrives(fake: FakeHub, either: httpx.AsyncClient) -> None:
    whole = await either.get(APP)
    fake.fault("repositories.get", drip=0.0001)
    assert (await either.get(APP)).json() == whole.json()


async def test_a_short_delay_is_waited_for(fake: FakeHub, either: httpx.AsyncClient) -> None:
    fake.fault("repositories.get", delay=0.02)
    before = time.monotonic()
    assert (await either.get(APP)).status_code == 200
    # Timers of asyncio may be early by the resolution of this clock, which is 16 ms on Windows.
    assert time.monotonic() - before >= 0.02 - time.get_clock_info("monotonic").resolution


@pytest.mark.parametrize("slowness", ["delay", "drip"])
async def test_a_delay_beyond_the_timeout_of_the_caller(
    fake: FakeHub, either: httpx.AsyncClient, slowness: str
) -> None:
    if slowness == "delay":
        fake.fault("repositories.get", delay=0.2)
    else:
        fake.fault("repositories.get", drip=0.2)
    with pytest.raises(httpx.ReadTimeout):
        await either.get(APP, timeout=httpx.Timeout(10, read=0.02))


async def test_in_memory_a_timeout_takes_no_time(fake: FakeHub, http: httpx.AsyncClient) -> None:
    fake.fault("repositories.get", delay=3600)
    with pytest.raises(httpx.ReadTimeout):
        await http.get(APP, timeout=30)


async def test_a_redirect_to_another_origin(fake: FakeHub, either: httpx.AsyncClient) -> None:
    fake.fault("repositories.get", redirect="https://elsewhere.example/", status=307)
    fake.fault("repositories.get", redirect="https://elsewhere.example/")
    first, second = await either.get(APP), await either.get(APP)
    assert (first.status_code, first.headers["location"]) == (307, "https://elsewhere.example/")
    assert second.status_code == 302


async def test_headers_can_be_added_to_the_real_response(fake: FakeHub, either: httpx.AsyncClient) -> None:
    fake.fault("repositories.get", headers={"X-Request-Id": "1"})
    response = await either.get(APP)
    assert (response.status_code, response.headers["x-request-id"]) == (200, "1")
    assert response.json()["name"] == "app"


async def test_a_body_can_be_replaced_under_the_real_status(fake: FakeHub, either: httpx.AsyncClient) -> None:
    fake.fault("repositories.get", json=[])
    response = await either.get(APP)
    assert (response.status_code, response.json()) == (200, [])


@pytest.mark.parametrize(("acted", "there"), [(True, 200), (False, 404)])
async def test_a_response_can_get_lost_after_the_deed_or_before(
    fake: FakeHub, either: httpx.AsyncClient, acted: bool, there: int
) -> None:
    login = await either.post("/v2/auth/token", json={"identifier": "jane", "secret": "password"})
    jane = {"Authorization": f"Bearer {login.json()['access_token']}"}
    fake.fault("repositories.create", drop=True, acted=acted)
    body = {"name": "new", "namespace": "acme"}
    with pytest.raises(httpx.RemoteProtocolError):
        await either.post("/v2/namespaces/acme/repositories", headers=jane, json=body)
    assert (await either.get("/v2/namespaces/acme/repositories/new")).status_code == there


async def test_a_fault_hits_what_it_is_meant_for(fake: FakeHub, http: httpx.AsyncClient) -> None:
    async def statuses(where: str) -> list[int]:
        fault = fake.fault(where, status=503, times=None)
        responses = [
            await http.get(APP),
            await http.head(APP),
            await http.get(f"{APP}/tags"),
            await http.get("/v2/none"),
            await http.get("/v2/orgs/acme/"),
        ]
        fault.cancel()
        return [response.status_code for response in responses]

    assert await statuses("repositories.get") == [503, 200, 200, 404, 200]
    assert await statuses("repositories.*") == [503, 503, 503, 404, 200]
    assert await statuses("*") == [503, 503, 503, 404, 503]
    assert await statuses(APP) == [503, 503, 200, 404, 200]
    assert await statuses(f"GET {APP}*") == [503, 200, 503, 404, 200]
    assert await statuses("/v2/*") == [503, 503, 503, 503, 503]


async def test_faults_wait_for_each_other_and_can_let_requests_pass(fake: FakeHub, http: httpx.AsyncClient) -> None:
    fake.fault("repositories.get", status=500, times=2, after=1)
    fake.fault("repositories.get", status=502)
    statuses = [(await http.get(APP)).status_code for _ in range(5)]
    assert statuses == [502, 500, 500, 200, 200]


async def test_requests_are_kept_with_what_was_asked(fake: FakeHub, http: httpx.AsyncClient) -> None:
    body = {"identifier": "jane", "secret": "password"}
    await http.post("/v2/auth/token?x=1", json=body, headers={"User-Agent": "test"})
    request = fake.requests[0]
    assert (request.method, request.path, request.query) == ("POST", "/v2/auth/token", {"x": "1"})
    assert request.url == "https://hub.docker.com/v2/auth/token?x=1"
    assert (request.operation, request.status) == ("authentication.create_token", 200)
    assert (request.json, request.headers["user-agent"]) == (body, "test")
    assert "password" not in repr(request)
    await http.get("/v2/none")
    assert (fake.requests[1].operation, fake.requests[1].json) == (None, None)


async def test_old_requests_are_forgotten_in_the_end(
    fake: FakeHub, http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aiodockerhub.testing.hub._MIN_KEPT_REQUESTS", 2)
    for number in range(5):
        await http.get("/v2/none", params={"number": number})
    assert [request.query["number"] for request in fake.requests] == ["3", "4"]


async def leave_waiting(fake: FakeHub, client: httpx.AsyncClient, method: str, headers: dict[str, str]) -> None:
    """Send a request, and cancel it while FakeHub holds its response back."""
    waiting = asyncio.create_task(client.request(method, APP, headers=headers, timeout=60))
    async with asyncio.timeout(60):
        while not any(request.path == APP for request in fake.requests):  # noqa: ASYNC110 - no event tells
            await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting


@pytest.mark.parametrize("broken", [{}, {"reset": True}, {"drop": True}, {"truncate": 5}, {"status": 503}])
async def test_a_client_that_leaves_during_a_delay_leaves_no_trace(
    fake: FakeHub, caplog: pytest.LogCaptureFixture, broken: dict[str, Any]
) -> None:
    fake.fault("repositories.get", delay=60, **broken)
    async with fake.serve() as url:
        async with httpx.AsyncClient(base_url=url, trust_env=False) as client:
            await leave_waiting(fake, client, "GET", {})
        while len(asyncio.all_tasks()) > 2:  # noqa: ASYNC110 - the server's own and this one
            await asyncio.sleep(0)
    assert caplog.records == []
    assert [request.status for request in fake.requests] == [None]


async def test_serving_ends_at_once_though_a_response_is_held_back(
    fake: FakeHub, caplog: pytest.LogCaptureFixture
) -> None:
    fake.fault("repositories.get", delay=60)
    async with asyncio.timeout(30), httpx.AsyncClient(trust_env=False) as client:
        async with fake.serve() as url:
            waiting = asyncio.create_task(client.get(url + APP))
            while not fake.requests:  # noqa: ASYNC110 - no event tells
                await asyncio.sleep(0)
        with pytest.raises(httpx.RemoteProtocolError):
            await waiting
    assert caplog.records == []


@pytest.mark.parametrize("acted", [False, True])
async def test_whether_a_write_is_done_for_a_client_that_left_is_said_by_acted(fake: FakeHub, acted: bool) -> None:
    fake.fault("repositories.*", delay=60, acted=acted)
    async with fake.serve() as url, httpx.AsyncClient(base_url=url, trust_env=False) as client:
        token = await client.post("/v2/auth/token", json={"identifier": "jane", "secret": "password"})
        headers = {"Authorization": f"Bearer {token.json()['access_token']}"}
        await leave_waiting(fake, client, "DELETE", headers)
    assert (("acme", "app") in fake.world.repositories) is not acted


async def test_acting_before_things_go_wrong_happens_once(fake: FakeHub, either: httpx.AsyncClient) -> None:
    body = {"identifier": "jane", "secret": "wrong"}
    fake.fault("authentication.create_token", acted=True, delay=0.001, headers={"x-late": "1"})
    assert (await either.post("/v2/auth/token", json=body)).headers["x-late"] == "1"
    assert len(fake.world.failed_logins["jane"]) == 1


def test_paths_of_faults_may_end_in_a_slash_and_hold_spaces(fake: FakeHub) -> None:
    assert fits("GET /v2/a b/", None, "GET", "/v2/a b")
    assert fits("/v2/a b", None, "PUT", "/v2/a b/")
    assert fits("*/v2/x", None, "PUT", "/v2/x")
    assert not fits("get /v2/a", None, "PUT", "/v2/a")


@pytest.mark.parametrize("method", ["HEAD", "DELETE"])
async def test_a_response_without_a_body_does_not_drip(fake: FakeHub, either: httpx.AsyncClient, method: str) -> None:
    fake.fault(f"{method} {APP}", drip=3600, status=204 if method == "DELETE" else 200)
    timeout = httpx.Timeout(10, read=5)
    assert (await either.request(method, APP, timeout=timeout)).is_success
    assert (await either.get(APP, timeout=timeout)).json()["name"] == "app"


@pytest.mark.parametrize("value", [object(), {1, 2}, b"x", float("nan"), {"at": datetime(2026, 1, 1, tzinfo=UTC)}])
def test_what_json_cannot_express_is_no_body(fake: FakeHub, value: object) -> None:
    with pytest.raises(ArgumentError, match="json: expected a JSON value"):
        fake.fault("repositories.get", json=value)


@pytest.mark.parametrize("body", [{"json": {}}, {"text": "x"}, {"html": "x"}])
@pytest.mark.parametrize("status", [204, 304])
def test_a_status_without_a_body_has_none(fake: FakeHub, status: int, body: dict[str, Any]) -> None:
    with pytest.raises(ArgumentError, match=f"a response with status {status} has no body"):
        fake.fault("repositories.get", status=status, **body)


@pytest.mark.parametrize("status", [200, 299, 400])
def test_a_redirect_has_a_status_of_redirects(fake: FakeHub, status: int) -> None:
    with pytest.raises(ArgumentError, match=f"a redirect has a status of 300 to 399, got {status}"):
        fake.fault("repositories.get", status=status, redirect="/elsewhere")


@pytest.mark.parametrize("how", ["drop", "reset"])
@pytest.mark.parametrize(
    "of_response", [{"status": 500}, {"json": {}}, {"text": ""}, {"html": ""}, {"headers": {}}, {"drip": 1.0}]
)
def test_a_connection_that_breaks_has_no_response(fake: FakeHub, how: str, of_response: dict[str, Any]) -> None:
    with pytest.raises(ArgumentError, match="choose one"):
        fake.fault("repositories.get", drop=how == "drop", reset=how == "reset", **of_response)
    with pytest.raises(ArgumentError, match="choose one"):
        fake.fault("repositories.get", truncate=1, drip=1.0)
