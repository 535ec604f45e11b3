"""Starts asyncio tasks, cancels them, and waits for their end."""

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any, TypeVar

T = TypeVar("T")


def start_task(coroutine: Coroutine[Any, Any, T], *, name: str | None = None) -> asyncio.Task[T]:
    """Start a task, which begins in the next iteration of the event loop.

    The function does not use the task factory of the program, because an eager factory would run the task before this
    function returns it.

    Args:
        coroutine: Coroutine to run.
        name: Name of the task; `None`, the default, for a name that asyncio chooses.
    """
    return asyncio.Task(coroutine, loop=asyncio.get_running_loop(), name=name)


def is_being_cancelled() -> bool:
    """Return whether something has cancelled the current task.

    Code that runs in no task is treated as cancelled.

    If a `CancelledError` arrives and this is false, the task itself was not cancelled: it awaited code that raised the
    error, for example because that code awaited another task that was cancelled.
    """
    task = asyncio.current_task()
    return task is None or task.cancelling() > 0


async def raise_pending_cancellation() -> None:
    """Raise a cancellation of the current task that asyncio has not raised.

    asyncio raises a cancellation only where the task waits. A task that cancels itself, for example in a hook, goes on
    until then. If an earlier cancellation was raised already and the task handles it, this function does nothing but
    wait for one iteration of the event loop.

    Raises:
        asyncio.CancelledError: The current task was cancelled.
    """
    if is_being_cancelled():
        await asyncio.sleep(0)


async def end_tasks(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """Cancel tasks, and wait until they have ended.

    Args:
        tasks: Tasks to cancel.

    Raises:
        asyncio.CancelledError: The caller was cancelled during the wait; raised after all tasks have ended.
    """
    ending = {*tasks}
    for task in ending:
        task.cancel()
    await wait_until_ended(ending)


async def wait_until_ended(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """Wait until cancelled tasks have ended.

    If the caller is cancelled during the wait, it still waits, and cancels the tasks again, because a task may have
    mistaken the first cancellation for one of its timeouts. A cancel scope of anyio, for example, cancels the caller in
    each iteration of the event loop.

    Args:
        tasks: Tasks that have been cancelled.

    Raises:
        asyncio.CancelledError: The caller was cancelled during the wait.
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
