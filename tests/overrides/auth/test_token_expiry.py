"""A bearer token that expires or is rejected is replaced once, whatever the clocks say."""

import asyncio
from typing import Any

import pytest
from aiodockerhub.auth import jwt
from aiodockerhub.errors import AuthenticationError, HubConnectionError
from aiodockerhub.testing.clock import ManualClock, settle
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.overrides.auth.kit import header, make_auth
from tests.overrides.login_service import LoginService


async def test_rejected_token_is_dropped_and_replaced_once_for_all_that_were_in_flight(service: LoginService) -> None:
    auth = make_auth(service)
    old = await header(auth)
    assert all(auth.drop_rejected(old) for _ in range(100))
    assert set(await asyncio.gather(*(header(auth) for _ in range(100)))) == {f"Bearer {service.issued[1]}"}
    assert auth.drop_rejected(old), "a request that was in flight with the old token is replayed with the new one"
    assert await header(auth) == f"Bearer {service.issued[1]}"
    assert service.logins == 2


async def test_tokens_that_expire_on_their_way_are_replaced_however_often_that_happens(service: LoginService) -> None:
    service.lifetime = 4.0
    auth = make_auth(service)
    for _ in range(5):
        expired = await header(auth)
        await service.clock.advance(3.7)  # in line, or while it is sent
        assert auth.drop_rejected(expired)
    fresh = await header(auth)
    assert auth.drop_rejected(fresh)
    assert not auth.drop_rejected(await header(auth)), "a new token that is refused at once, twice: it is the route"


async def test_token_rejected_during_an_early_refresh_is_not_brought_back_when_that_fails(
    service: LoginService,
) -> None:
    auth = make_auth(service)
    old = await header(auth)
    await service.clock.advance(550)
    service.gate.clear()
    service.errors = [HubConnectionError("no route to hub.docker.com")]
    assert await header(auth) == old
    auth.drop_rejected(old)
    service.gate.set()
    await settle()
    assert await header(auth) == f"Bearer {service.issued[1]}"


@pytest.mark.parametrize("skew", [-86_400.0, -90.0, 90.0, 86_400.0])
async def test_skew_between_client_and_server_does_not_matter(service: LoginService, skew: float) -> None:
    client_clock = ManualClock(service.clock.time() + skew)
    auth = make_auth(service, clock=client_clock)
    first = await header(auth)
    client_clock.move(539)
    assert await header(auth) == first
    assert service.logins == 1
    client_clock.move(2)
    assert await header(auth) == first
    await settle()
    assert service.logins == 2


async def test_jump_of_the_wall_clock_does_not_matter(service: LoginService) -> None:
    auth = make_auth(service)
    first = await header(auth)
    service.clock.set_time(0)
    assert await header(auth) == first
    assert service.logins == 1


@pytest.mark.parametrize("lifetime", [1.0, 10.0, 600.0, 86_400.0])
async def test_token_is_not_used_up_to_its_last_moment_whatever_its_life(
    service: LoginService, lifetime: float
) -> None:
    service.lifetime = lifetime
    auth = make_auth(service)
    first = await header(auth)
    await service.clock.advance(lifetime * 0.89)
    assert await header(auth) == first
    await settle()
    assert service.logins == 1
    await service.clock.advance(lifetime * 0.10998)
    assert await header(auth) != first


async def test_token_that_does_not_tell_its_life_is_trusted_for_five_minutes(service: LoginService) -> None:
    service.lifetime = None
    auth = make_auth(service)
    first = await header(auth)
    await service.clock.advance(265)
    assert await header(auth) == first
    await service.clock.advance(35)
    assert await header(auth) != first


@pytest.mark.parametrize("token", ["", None, 7, "two words", "line\nbreak", "tökens"])
async def test_response_without_a_usable_token_is_an_error_that_does_not_show_it(
    service: LoginService, token: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "issue", lambda: token)
    with pytest.raises(AuthenticationError, match="no usable 'access_token'") as caught:
        await header(make_auth(service))
    assert not token or str(token) not in str(caught.value)


class Course:
    """Events around one session; after each event, the promises of the session are checked."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.service = LoginService(self.clock)
        self.auth = make_auth(self.service)
        self.tasks: list[asyncio.Task[str]] = []
        self.cancelled: set[asyncio.Task[str]] = set()
        self.dropped: set[str] = set()
        self.current: str | None = None

    def left(self, value: str) -> float:
        return (jwt.expires(value) or 0.0) - self.clock.time()

    async def header(self) -> str:
        value = await header(self.auth)
        assert self.left(value) > 0, "an expired token was given"
        assert value not in self.dropped, "a rejected token was given"
        return value

    async def request(self) -> None:
        task = asyncio.create_task(self.header())
        self.tasks.append(task)
        await settle()
        good = self.current is not None and self.left(self.current) > 5
        assert task.done() or not good, "a request waits while there is a good token"
        if task.done() and not task.exception():
            self.current = task.result()

    async def cancel(self) -> None:
        if waiting := [task for task in self.tasks if not task.done()]:
            self.cancelled.add(waiting[0])
            waiting[0].cancel()

    async def reject(self) -> None:
        if self.current is not None and self.auth.drop_rejected(self.current):
            self.dropped.add(self.current)
            self.current = None

    async def fail(self) -> None:
        self.service.errors.append(HubConnectionError("no route to hub.docker.com"))

    async def hold(self) -> None:
        self.service.gate.clear()

    async def release(self) -> None:
        self.service.gate.set()

    async def end(self) -> None:
        self.service.gate.set()
        async with asyncio.timeout(60):
            outcomes = await asyncio.gather(*self.tasks, return_exceptions=True)
        for task, outcome in zip(self.tasks, outcomes, strict=True):
            assert isinstance(outcome, (str, HubConnectionError)) or task in self.cancelled
        assert self.service.most_at_once <= 1
        self.service.errors.clear()
        await settle()
        await self.header()


EVENTS = [Course.request, Course.request, Course.cancel, Course.reject, Course.fail, Course.hold, Course.release]


@pytest.mark.heavy
@settings(max_examples=200)
@given(st.lists(st.sampled_from(EVENTS) | st.sampled_from([1.0, 14.0, 100.0, 545.0, 600.0]), max_size=30))
def test_any_course_of_events_keeps_the_promises(events: list[Any]) -> None:
    async def follow() -> None:
        course = Course()
        for event in events:
            await (course.clock.advance(event) if isinstance(event, float) else event(course))
            await settle()
        await course.end()

    asyncio.run(follow())
