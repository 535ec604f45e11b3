"""Runs blocking functions in threads, without leaving any behind."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


async def in_thread(function: Callable[..., T], *arguments: Any) -> T:
    """Run a blocking function in a thread.

    A cancelled caller waits for its end as well.

    So what it opened, made or wrote can be cleaned up by whoever called it.

    Args:
        function: The function.
        *arguments: Its arguments.

    Returns:
        Its result.
    """
    work = asyncio.get_running_loop().run_in_executor(None, function, *arguments)
    cancellation: asyncio.CancelledError | None = None
    while not work.done():
        try:
            await asyncio.wait([work])
        except asyncio.CancelledError as error:
            cancellation = error
    if cancellation is not None:
        work.exception()  # retrieved, so that asyncio does not report it
        raise cancellation
    return work.result()
