"""Clients anywhere keep under one rate limit through Redis."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiodockerhub import Anonymous, DockerHub, Password, RequestEvent, WalkPart
from aiodockerhub.models import Tag
from aiodockerhub.testing import FakeHub
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from examples.redis_rate_limit import RedisRateLimit
from tests.redis_server import needs_redis, redis_server

pytestmark = [pytest.mark.slow, needs_redis]
EVENT = RequestEvent(call_id="1", operation="repositories.get", method="GET", path="", url="", headers={}, attempt=1)


@pytest.fixture
async def socket(tmp_path: Path) -> AsyncIterator[str]:
    async with redis_server(tmp_path) as socket:
        yield socket


class Sleeps:
    """Records the seconds of each sleep, and the time at which it would end, without sleeping."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.moments: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.moments.append(time.time() + seconds)


async def moments_of(limits: list[RedisRateLimit], sleeps: Sleeps, requests: int) -> list[float]:
    """Let the limits admit requests in turn, and return the times at which the requests would be sent."""
    moments: list[float] = []
    for number in range(requests):
        noted = len(sleeps.moments)
        await limits[number % len(limits)](EVENT)
        moments += sleeps.moments[noted:] or [time.time()]
    return moments


@pytest.mark.parametrize("burst", [1, 3, 7])
async def test_two_clients_together_never_exceed_the_limit_in_any_window(socket: str, burst: int) -> None:
    sleeps, limit, window = Sleeps(), 8, 50.0
    async with Redis(unix_socket_path=socket) as one, Redis(unix_socket_path=socket) as other:
        limits = [
            RedisRateLimit(redis, "acme", limit=limit, window=window, burst=burst, sleep=sleeps)
            for redis in (one, other)
        ]
        moments = await moments_of(limits, sleeps, 40)
    assert moments == sorted(moments)
    assert max(sum(start <= moment < start + window - 1 for moment in moments) for start in moments) <= limit
    assert moments[burst - 1] - moments[0] < 1, "a burst goes at once"
    assert moments[-1] - moments[0] == pytest.approx((40 - burst) * window / (limit - burst), abs=1)


async def test_requests_that_come_at_the_same_time_get_different_turns(socket: str) -> None:
    sleeps = Sleeps()
    async with Redis(unix_socket_path=socket) as redis:
        limit = RedisRateLimit(redis, "acme", limit=11, window=100, burst=1, sleep=sleeps)
        await asyncio.gather(*(limit(EVENT) for _ in range(10)))
    assert sorted(sleeps.waits) == pytest.approx([10.0 * turn for turn in range(1, 10)], abs=1)


async def test_another_name_has_a_limit_of_its_own(socket: str) -> None:
    sleeps = Sleeps()
    async with Redis(unix_socket_path=socket) as redis:
        for name in ("acme", "globex"):
            await RedisRateLimit(redis, name, limit=2, burst=1, sleep=sleeps)(EVENT)
    assert sleeps.waits == []


async def test_every_request_of_a_client_waits_for_its_turn_the_log_in_too(socket: str, fake_hub: FakeHub) -> None:
    fake_hub.user("jane", password="dummy")
    fake_hub.repository("jane/app", private=True, tags=250)
    sleeps = Sleeps()
    async with Redis(unix_socket_path=socket) as redis:
        limit = RedisRateLimit(redis, "jane", limit=101, window=1000, burst=1, sleep=sleeps)
        async with DockerHub(Password("jane", "dummy"), transport=fake_hub.transport, on_request=limit) as hub:
            assert len(await hub.repositories.list_tags("jane", "app").collect()) == 250
    assert [request.operation for request in fake_hub.requests].count("authentication.create_token") == 1
    assert len(sleeps.waits) + 1 == len(fake_hub.requests) == 4


async def test_parts_that_clients_walk_under_one_limit_have_every_item_once(socket: str, fake_hub: FakeHub) -> None:
    fake_hub.repository("jane/app", tags=900)
    sleeps = Sleeps()

    async def walk(part: WalkPart[Tag]) -> list[str]:
        async with Redis(unix_socket_path=socket) as redis:
            limit = RedisRateLimit(redis, "jane", limit=101, window=1000, burst=1, sleep=sleeps)
            async with DockerHub(Anonymous(), transport=fake_hub.transport, on_request=limit) as hub:
                return [tag.name async for tag in hub.walk(part).items(prefetch=2)]

    async with DockerHub(Anonymous(), transport=fake_hub.transport) as hub:
        truth = [tag.name async for tag in hub.repositories.list_tags("jane", "app")]
        parts = await hub.repositories.list_tags("jane", "app").split(3)
    walked = [name for names in await asyncio.gather(*map(walk, parts)) for name in names]
    assert len(truth) == len(set(truth)) == 900
    assert walked == truth
    assert len(sleeps.waits) > len(parts), "the limit was in force"


async def test_without_redis_requests_go_and_the_log_says_so(
    tmp_path: Path, fake_hub: FakeHub, caplog: pytest.LogCaptureFixture
) -> None:
    fake_hub.repository("jane/app")
    once = Retry(NoBackoff(), 0)
    async with Redis(unix_socket_path=str(tmp_path / "none.sock"), retry=once) as redis:
        limit = RedisRateLimit(redis, "jane")
        async with DockerHub(Anonymous(), transport=fake_hub.transport, on_request=limit) as hub:
            assert (await hub.get("/v2/namespaces/jane/repositories/app")).status_code == 200
    assert "no shared limit for" in caplog.text


@pytest.mark.parametrize("burst", [0, 170])
def test_a_burst_that_leaves_no_pace_is_refused(burst: int) -> None:
    with pytest.raises(ValueError, match="burst must be from 1 to 169"):
        RedisRateLimit(Redis(), "acme", burst=burst)
