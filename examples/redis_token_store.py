"""Share one log-in between machines: a `TokenStore` on Redis.

pip install aiodockerhub redis

store = RedisTokenStore(redis.asyncio.Redis.from_url("redis://127.0.0.1"))
async with DockerHub(token_store=store) as hub:
...
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from redis.asyncio import Redis


class RedisTokenStore:
    """Keeps bearer tokens in Redis; whoever can read that Redis can use them until they expire.

    Args:
        redis: The connection.
        prefix: What the names of keys begin with.
        lock_timeout: Seconds after which the lock of a process that died is free again.
    """

    def __init__(self, redis: Redis, *, prefix: str = "aiodockerhub:", lock_timeout: float = 60.0) -> None:
        self._redis = redis
        self._prefix = prefix
        self._lock_timeout = lock_timeout

    @asynccontextmanager
    async def lock(self, key: str) -> AsyncGenerator[None]:
        """Let one process at a time log in."""
        async with self._redis.lock(f"{self._prefix}{key}:lock", timeout=self._lock_timeout):
            yield

    async def load(self, key: str) -> str | None:
        """Give what was saved last."""
        value = await self._redis.get(self._prefix + key)
        return value.decode() if isinstance(value, bytes) else value

    async def save(self, key: str, value: str, lifetime: float) -> None:
        """Keep a token as long as it is good for something."""
        await self._redis.set(self._prefix + key, value, ex=max(1, int(lifetime)))
