"""A session retries, resends a request once after a 401, and follows redirects."""

import asyncio
import json
from typing import Any

import httpx
import pytest
from aiodockerhub import (
    AuthenticationError,
    BearerToken,
    CallOptions,
    DockerHub,
    ForbiddenError,
    HubConnectionError,
    HubTimeoutError,
    RateLimitError,
    ServerError,
    StatusError,
    UnauthorizedError,
)
from aiodockerhub.testing.clock import ManualClock, settle

from tests.overrides.engines import each_engine
from tests.overrides.login_service import make_jwt
from tests.overrides.scripted import CREATE, GET_NGINX, JANE, Script, login, respond, script


async def test_reads_are_repeated_until_they_succeed() -> None:
    service = script(respond(503), httpx.ReadTimeout("x"), respond(429, {}, retry_after="3"), respond())
    async with service.hub() as hub:
        assert (await hub.repositories.get("library", "nginx")).name == "nginx"
    assert len(service.requests) == 4
    assert 0.25 <= service.clock.slept[0] <= 0.5
    assert 3 <= service.clock.slept[2] <= 3.3


async def test_the_last_failure_is_raised_when_retries_run_out() -> None:
    service = script(respond(500), respond(502), respond(503, "down"))
    async with service.hub(max_retries=2) as hub:
        with pytest.raises(ServerError) as caught:
            await hub.repositories.get("library", "nginx")
    assert (caught.value.status_code, caught.value.attempts, caught.value.message) == (503, 3, "down")


async def test_a_write_is_not_sent_again_when_the_service_may_have_acted() -> None:
    for failure in (respond(500), respond(503, {}, retry_after="1"), httpx.ReadError("cut")):
        service = script(failure)
        async with service.hub(BearerToken(make_jwt())) as hub:
            with pytest.raises((ServerError, HubConnectionError)):
                await hub.request(CREATE)
        assert len(service.requests) == 1


async def test_a_write_is_sent_again_when_the_service_cannot_have_acted() -> None:
    service = script(httpx.ConnectError("x"), respond(429, {}), respond(201))
    async with service.hub(BearerToken(make_jwt())) as hub:
        await hub.request(CREATE)
    assert [json.loads(request.content) for request in service.requests] == [{"name": "app", "namespace": "acme"}] * 3


@pytest.mark.parametrize("refusal", [429, 401])
async def test_a_write_that_was_only_refused_has_surely_not_been_made_at_its_deadline(refusal: int) -> None:
    service = Script([])
    service.responses = [login(service.clock), respond(refusal, {}, retry_after="1")]
    late = respond(503, {}, retry_after="30")  # for the second log-in, or after the refusal
    service.responses += [respond(429, {}, retry_after="30")] if refusal == 429 else [late, login(service.clock)]
    async with service.hub(JANE) as hub:
        with pytest.raises(HubTimeoutError) as caught:
            await hub.request(CREATE, CallOptions(deadline=5))
    assert len(service.requests) == (3 if refusal == 429 else 4)
    assert not caught.value.sent
    assert caught.value.notes == ()


async def test_a_write_that_was_refused_after_a_lost_response_may_have_been_made() -> None:
    service = Script([])
    service.responses = [login(service.clock), httpx.ReadError("cut"), respond(429, {}, retry_after="30")]
    async with service.hub(JANE) as hub:
        with pytest.raises(HubTimeoutError) as caught:
            await hub.request(CREATE, CallOptions(deadline=5, idempotent=True))
    assert len(service.requests) == 3
    assert caught.value.sent


async def test_a_write_that_the_caller_calls_idempotent_is_retried_like_a_read() -> None:
    service = script(respond(503), httpx.ReadError("cut"), respond(201))
    async with service.hub(BearerToken(make_jwt())) as hub:
        response = await hub.request(CREATE, CallOptions(idempotent=True))
    assert (response.status_code, len(service.requests)) == (201, 3)
    service = script(respond(503), respond(201))
    async with service.hub(BearerToken(make_jwt())) as hub:
        with pytest.raises(ServerError):
            await hub.request(CREATE, CallOptions(max_retries=3))
    assert len(service.requests) == 1


async def test_a_wait_beyond_the_limit_is_left_to_the_caller() -> None:
    service = script(respond(429, {"detail": "Rate limit exceeded", "error": False}, retry_after="3600"))
    async with service.hub() as hub:
        with pytest.raises(RateLimitError, match="Rate limit exceeded; try again at") as caught:
            await hub.repositories.get("library", "nginx")
    assert service.clock.slept == []
    assert caught.value.retry_at is not None
    assert caught.value.retry_at.timestamp() == service.clock.time() + 3600


@pytest.mark.parametrize("status", [500, 502, 504, 520])
async def test_read_that_is_not_retried_because_of_a_long_wait_says_when_to_try_again(status: int) -> None:
    service = script(respond(status, retry_after="3600"))
    async with service.hub() as hub:
        with pytest.raises(ServerError, match="; try again at") as caught:
            await hub.repositories.get("library", "nginx")
    assert service.clock.slept == []
    assert caught.value.retry_at is not None
    assert caught.value.retry_at.timestamp() == service.clock.time() + 3600


async def test_waiting_for_its_turn_costs_a_call_nothing_of_its_budget() -> None:
    full: Any = {"x_ratelimit_limit": "180", "x_ratelimit_remaining": "0", "x_ratelimit_reset": "300"}
    service = script(respond(**full), respond(503), respond())
    async with service.hub(pace=True, retry_timeout=30, max_retry_after=300) as hub:
        await hub.request(GET_NGINX)
        response = await hub.request(GET_NGINX)
    assert response.attempts == 2
    assert response.elapsed > 300


async def test_cancelling_stops_the_wait_at_once() -> None:
    service = script(respond(503))
    service.clock = ManualClock()
    async with service.hub() as hub:
        task = asyncio.create_task(hub.repositories.get("library", "nginx"))
        await settle()
        assert service.clock.sleeping == 1
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert len(service.requests) == 1


async def test_a_401_is_replayed_once_with_a_new_token() -> None:
    service = Script([])
    tokens = [make_jwt(jti=str(number)) for number in range(3)]
    service.responses = [
        respond(200, {"access_token": tokens[0]}),
        respond(401, {"detail": "unauthorized"}),
        respond(200, {"access_token": tokens[1]}),
        respond(),
    ]
    async with service.hub(JANE) as hub:
        response = await hub.request(GET_NGINX)
    assert response.attempts == 2
    assert [request.headers.get("authorization") for request in service.requests] == [
        None,
        f"Bearer {tokens[0]}",
        None,
        f"Bearer {tokens[1]}",
    ]
    assert service.clock.slept == []


async def test_a_second_401_is_an_error() -> None:
    service = script(lambda request: login(service.clock) if "auth" in request.url.path else respond(401, {}))
    async with service.hub(JANE) as hub:
        with pytest.raises(UnauthorizedError):
            await hub.repositories.get("library", "nginx")
    assert len(service.requests) == 4


async def test_a_request_is_replayed_once_only_however_long_it_takes() -> None:
    def serve(request: httpx.Request) -> httpx.Response:
        if "auth" in request.url.path:
            return login(service.clock)
        service.clock.move(60)  # so that a new token would be worth another try
        return respond(401, {})

    service = script(serve)
    async with service.hub(JANE) as hub:
        with pytest.raises(UnauthorizedError) as caught:
            await hub.repositories.get("library", "nginx")
    assert caught.value.attempts == 2


async def test_an_error_of_the_log_in_is_about_the_log_in() -> None:
    service = script(lambda request: login(service.clock), respond(401, {}), respond(403, {"message": "blocked"}))
    async with service.hub(JANE) as hub:
        with pytest.raises(AuthenticationError, match="refused the log-in with a personal access token") as caught:
            await hub.repositories.get("library", "nginx")
    cause = caught.value.__cause__
    assert isinstance(cause, ForbiddenError)
    assert (cause.request_method, cause.request_url) == ("POST", "https://hub.docker.com/v2/auth/token")
    assert cause.attempts == 1


async def test_a_log_in_that_fails_is_not_begun_again_by_the_call_that_waits_for_it() -> None:
    """However little time has passed on the monotonic clock, which begins at the boot of the machine."""
    service = script(*[httpx.ConnectError("no route")] * 20)
    assert service.clock.monotonic() == 0
    async with service.hub(JANE, max_retries=2) as hub:
        with pytest.raises(HubConnectionError):
            await hub.repositories.get("library", "nginx")
    assert [request.url.path for request in service.requests] == ["/v2/auth/token"] * 3


async def test_an_anonymous_401_is_not_replayed() -> None:
    service = script(respond(401, {"message": "unauthorized", "errinfo": {}}))
    async with service.hub() as hub:
        with pytest.raises(UnauthorizedError):
            await hub.repositories.get("library", "nginx")
    assert len(service.requests) == 1


async def test_a_log_in_is_repeated_as_a_read_is() -> None:
    service = script(
        respond(500, {"detail": "Failed to generate login session.", "error": True}),
        lambda request: login(service.clock),
        respond(),
    )
    async with service.hub(JANE) as hub:
        await hub.repositories.get("library", "nginx")
    assert len(service.requests) == 3


async def test_a_read_follows_a_redirect_within_the_origin() -> None:
    service = script(respond(308, b"", location="/v2/orgs/library?x=1"), respond(200, {"orgname": "library"}))
    async with service.hub(BearerToken(make_jwt())) as hub:
        response = await hub.get("/v2/users/library")
    assert service.paths == ["/v2/users/library", "/v2/orgs/library?x=1"]
    assert response.parsed == {"orgname": "library"}
    assert "authorization" in service.requests[1].headers


@pytest.mark.parametrize(
    "location",
    ["https://evil.example/v2/", "//evil.example/", "http://hub.docker.com/v2/", "https://hub.docker.com:8443/"],
)
async def test_another_origin_is_never_followed(location: str) -> None:
    service = script(respond(302, b"", location=location))
    async with service.hub(BearerToken(make_jwt())) as hub:
        with pytest.raises(StatusError, match="is not followed: credentials are not sent to another origin") as caught:
            await hub.get("/v2/x")
    assert len(service.requests) == 1
    assert caught.value.status_code == 302


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
async def test_writes_are_not_redirected(method: str) -> None:
    service = script(respond(301, b"", location="/v2/repositories/acme/app/"))
    async with service.hub(BearerToken(make_jwt())) as hub:
        with pytest.raises(StatusError, match=f"is not followed: it redirects {method.upper()}"):
            await getattr(hub, method)("/v2/repositories/acme/app")
    assert len(service.requests) == 1


async def test_a_redirect_without_a_target_and_circles_are_errors() -> None:
    async with script(respond(302, b"")).hub() as hub:
        with pytest.raises(StatusError, match="it names no location"):
            await hub.get("/v2/x")
    circle = script(respond(302, b"", location="/v2/x"))
    async with circle.hub() as hub:
        with pytest.raises(StatusError, match="too many redirects in a row"):
            await hub.get("/v2/x")
    assert len(circle.requests) == 6


@each_engine
@pytest.mark.parametrize("first", ["dropped", "503", "429"])
async def test_the_last_error_says_whether_any_attempt_may_have_been_carried_out(transport: str, first: str) -> None:
    servers = list[asyncio.Server]()

    async def act_and_leave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        servers[0].close()
        if first != "dropped":
            writer.write(f"HTTP/1.1 {first} x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        writer.close()

    servers.append(await asyncio.start_server(act_and_leave, "127.0.0.1", 0))
    url = f"http://127.0.0.1:{servers[0].sockets[0].getsockname()[1]}"
    clock: Any = ManualClock(automatic=True)
    async with DockerHub(BearerToken("a.b.c"), base_url=url, transport=transport, max_retries=2, clock=clock) as hub:  # type: ignore[arg-type]
        with pytest.raises(HubConnectionError, match="could not connect") as caught:
            await hub.delete("/v2/x", options=CallOptions(idempotent=True))
    assert caught.value.attempts == 3
    assert caught.value.sent is (first != "429")
