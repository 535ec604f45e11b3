"""Starts tasks that begin after their caller has gone on, and ends tasks."""

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any, TypeVar

T = TypeVar("T")


def start_task(coroutine: Coroutine[Any, Any, T], *, name: str | None = None) -> asyncio.Task[T]:
    """Start a task, which begins at the next turn of the event loop.

    The task factory of the program is not used: an eager factory would run the task before its caller holds it.

    Args:
        coroutine: The coroutine to run.
        name: Name of the task.
    """
    return asyncio.Task(coroutine, loop=asyncio.get_running_loop(), name=name)


async def end_tasks(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """Cancel tasks, and wait until they have ended.

    Args:
        tasks: The tasks.

    Raises:
        asyncio.CancelledError: The caller was cancelled meanwhile.
    """
    ending = {*tasks}
    for task in ending:
        task.cancel()
    await wait_until_ended(ending)


async def wait_until_ended(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """Wait until cancelled tasks have ended.

    A caller that is cancelled meanwhile, as a scope of anyio does in each turn of the loop, waits all the same, and the
    tasks are cancelled again: one of them may have taken the cancellation for that of a timeout of its own.

    Args:
        tasks: The tasks.

    Raises:
        asyncio.CancelledError: The caller was cancelled meanwhile.
    """
    left, cancelled = {*tasks}, None
    while left := {task for task in left if not task.done()}:
        try:
            await asyncio.wait(left)
        except asyncio.CancelledError as error:
            cancelled = error
            for task in left:
                task.cancel()
    if cancelled is not None:
        raise cancelled
