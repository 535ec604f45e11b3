"""A Redis server for tests, on a Unix socket. `needs_redis` marks tests that are skipped without Redis."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

needs_redis = pytest.mark.skipif(
    shutil.which("redis-server") is None, reason="needs redis-server (apt-get install redis-server)"
)


@contextlib.asynccontextmanager
async def redis_server(folder: Path) -> AsyncIterator[str]:
    """Run Redis until the block ends. The test is skipped without the package `redis`.

    Args:
        folder: Folder of the socket.

    Yields:
        The path of the socket.

    Raises:
        TimeoutError: The server does not respond within 20 seconds.
    """
    redis = pytest.importorskip("redis.asyncio")
    socket = str(folder / "redis.sock")
    command = ["redis-server", "--port", "0", "--unixsocket", socket, "--save", "", "--dir", str(folder)]
    server = await asyncio.create_subprocess_exec(*command, stdout=subprocess.DEVNULL)
    try:
        async with asyncio.timeout(20), redis.Redis(unix_socket_path=socket) as connection:
            while not await _responds(connection):  # noqa: ASYNC110 - it sets no event
                await asyncio.sleep(0.01)
        yield socket
    finally:
        server.terminate()
        await server.wait()


async def _responds(connection: Any) -> bool:
    try:
        return bool(await connection.ping())
    except OSError:
        return False
    except Exception as error:
        if type(error).__name__ in {"ConnectionError", "BusyLoadingError"}:
            return False
        raise
