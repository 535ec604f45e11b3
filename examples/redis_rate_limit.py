"""Keep many processes and machines under one rate limit: an `on_request` hook that waits for its turn in Redis.

pip install aiodockerhub redis

limit = RedisRateLimit(redis.asyncio.Redis.from_url("redis://127.0.0.1"), "acme")
async with DockerHub(on_request=limit) as hub:
...
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from aiodockerhub import RequestEvent
from redis.asyncio import Redis
from redis.exceptions import RedisError

_log = logging.getLogger(__name__)

# The generic cell rate algorithm (GCRA, ITU-T I.371): a single number, the time at which the next request is due if all
# keep to an even pace. A request may come up to `burst - 1` intervals early; for more it is told how long to wait. Its
# place is taken at once, so nobody overtakes. Redis runs a script as a whole, and only the clock of Redis counts.
_TAKE_PLACE = """
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local interval, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local due = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now)
redis.call('SET', KEYS[1], string.format('%.6f', due + interval), 'PX', math.ceil((due + interval - now) * 1000) + 1)
return string.format('%.6f', math.max(0, due - (burst - 1) * interval - now))
"""


class RedisRateLimit:
    """Waits until one more request keeps within the limit that all who use the same name share.

    The wait comes before a connection is taken, and counts for the deadline of its call. If Redis fails, the request
    goes all the same and the log says so: then only Docker Hub's own refusals (429) hold it back.

    Args:
        redis: The connection.
        name: Who shares the limit: those with the same account, or the same address if they are anonymous.
        limit: Requests that Docker Hub allows in a window. Leave some for other programs of the account.
        window: Seconds.
        burst: How many may go at once after a pause. The more, the slower the pace in between, so that no window,
            wherever it begins, has more than `limit`.
        sleep: Waits some seconds; for tests.

    Raises:
        ValueError: `burst` is not between 1 and `limit - 1`.
    """

    def __init__(
        self,
        redis: Redis,
        name: str,
        *,
        limit: int = 170,
        window: float = 60.0,
        burst: int = 10,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        if not 1 <= burst < limit:
            raise ValueError(f"burst must be from 1 to {limit - 1}, below the limit; got {burst}")
        self._key = f"aiodockerhub:limit:{name}"
        self._interval = window / (limit - burst)
        self._burst = burst
        self._take_place = redis.register_script(_TAKE_PLACE)
        self._sleep = sleep

    async def __call__(self, event: RequestEvent) -> None:
        """Wait for the turn of a request."""
        try:
            wait = float(await self._take_place(keys=[self._key], args=[self._interval, self._burst]))
        except RedisError as error:
            _log.warning("no shared limit for %s: %s", event.operation, error)
            return
        if wait > 0:
            await self._sleep(wait)
