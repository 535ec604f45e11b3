"""Keep the requests of many processes and machines within one rate limit, by an `on_request` hook and Redis.

Install the packages with `pip install aiodockerhub redis`, and pass the hook to each client:

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

# The generic cell rate algorithm (GCRA, ITU-T I.371). Redis stores a single number: the time at which the next request
# is due if requests come at a constant rate. The script returns the seconds that a request must wait: 0 if the request
# comes at most `burst - 1` intervals before that time. The script also moves that time by an interval, so that a later
# request cannot overtake one that waits. Redis runs the script atomically, and uses its own clock only.
_TAKE_PLACE = """
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local interval, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local due = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now)
redis.call('SET', KEYS[1], string.format('%.6f', due + interval), 'PX', math.ceil((due + interval - now) * 1000) + 1)
return string.format('%.6f', math.max(0, due - (burst - 1) * interval - now))
"""


class RedisRateLimit:
    """A hook that delays requests, so that all clients with the same `name` together keep a rate limit.

    A request waits before it takes a connection, and the wait is part of the deadline of its call. If Redis fails, the
    hook logs a warning, and the request is sent without a wait. Then only Docker Hub limits the rate, with status 429.

    Args:
        redis: Client of Redis.
        name: Name of the limit. Use one name for each account, or for each IP address if clients are anonymous, because
            Docker Hub has a separate rate limit for each.
        limit: Maximum number of requests in a window; 170 by default. Choose fewer than Docker Hub allows if other
            programs use the same account.
        window: Seconds of the window, for which `limit` applies; 60 by default.
        burst: Maximum number of requests without a wait after a pause; 10 by default. A larger burst makes the rate
            between bursts lower, so that no window has more than `limit` requests, whenever it begins.
        sleep: Coroutine function that waits for a number of seconds. Tests replace it.

    Raises:
        ValueError: `burst` is not from 1 to `limit - 1`.
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
        """Wait until a request may be sent."""
        try:
            wait = float(await self._take_place(keys=[self._key], args=[self._interval, self._burst]))
        except RedisError as error:
            _log.warning("no shared limit for %s: %s", event.operation, error)
            return
        if wait > 0:
            await self._sleep(wait)
