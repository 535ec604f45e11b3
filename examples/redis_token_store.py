"""Share bearer tokens between machines, by a `TokenStore` in Redis.

Install the packages with `pip install aiodockerhub redis`, and pass the store to each client:

    store = RedisTokenStore(redis.asyncio.Redis.from_url("redis://127.0.0.1"))
    async with DockerHub(token_store=store) as hub:
        ...
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from redis.asyncio import Redis


class RedisTokenStore:
    """Stores bearer tokens in Redis. Everybody who can read Redis can use a token until it expires.

    Args:
        redis: Client of Redis.
        prefix: Beginning of all keys in Redis.
        lock_timeout: Seconds after which Redis releases a lock, even if the process that took the lock has died.
    """

    def __init__(self, redis: Redis, *, prefix: str = "aiodockerhub:", lock_timeout: float = 60.0) -> None:
        self._redis = redis
        self._prefix = prefix
        self._lock_timeout = lock_timeout

    @asynccontextmanager
    async def lock(self, key: str) -> AsyncGenerator[None]:
        """Hold a lock until the block ends, so that one process at a time logs in.

        Args:
            key: Key of the token.
        """
        async with self._redis.lock(f"{self._prefix}{key}:lock", timeout=self._lock_timeout):
            yield

    async def load(self, key: str) -> str | None:
        """Return the text that was last saved under a key; `None` if there is none or it has expired."""
        value = await self._redis.get(self._prefix + key)
        return value.decode() if isinstance(value, bytes) else value

    async def save(self, key: str, value: str, lifetime: float) -> None:
        """Save the text of a token.

        Args:
            key: Key of the token.
            value: The text.
            lifetime: Seconds after which Redis deletes the text, rounded down, but at least 1.
        """
        await self._redis.set(self._prefix + key, value, ex=max(1, int(lifetime)))
