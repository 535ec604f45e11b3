"""Runs blocking functions in threads of this package's own."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from aiodockerhub.errors import UsageError

T = TypeVar("T")

# Not the event loop's default executor, whose threads a program may keep busy. One for each loop, so that a forked
# process, whose loop is a new one, does not wait for threads that only its parent has.
_executors: WeakKeyDictionary[asyncio.AbstractEventLoop, ThreadPoolExecutor] = WeakKeyDictionary()


async def in_thread(function: Callable[..., T], *arguments: Any, abandon_on_cancel: bool = False) -> T:
    """Run a blocking function in a thread.

    A cancelled caller drops a function that has not begun. It waits for the end of one that has, so that it can clean
    up what the function opened, made or wrote.

    Args:
        function: The function.
        *arguments: Its arguments. Frames of an error show them: no bare secrets.
        abandon_on_cancel: Whether a cancelled caller leaves the function to itself instead.

    Returns:
        Its result.

    Raises:
        UsageError: The process can start no thread.
    """
    begun = _submitted(function, arguments)
    work = asyncio.wrap_future(begun)
    if abandon_on_cancel:
        return await work
    cancellation: asyncio.CancelledError | None = None
    while not work.done():
        try:
            await asyncio.wait([work])
        except asyncio.CancelledError as error:
            cancellation = error
            if begun.cancel():
                break
    if cancellation is not None:
        if work.done() and not work.cancelled():
            work.exception()  # retrieved, so that asyncio does not report it
        raise cancellation
    return work.result()


def _submitted(function: Callable[..., T], arguments: tuple[Any, ...]) -> Future[T]:
    loop = asyncio.get_running_loop()
    executor = _executors.get(loop)
    if executor is None:
        executor = _executors[loop] = ThreadPoolExecutor(thread_name_prefix="aiodockerhub")
    future = Future[T]()
    try:
        executor.submit(_run, future, function, arguments)
    except RuntimeError as error:
        if not future.cancel():
            return future  # no further thread could be started, but one that there was has taken it
        reason = str(error)
    else:
        return future
    raise UsageError(f"no thread can be started, which files and keys need: {reason}")


def _run(future: Future[T], function: Callable[..., T], arguments: tuple[Any, ...]) -> None:
    """Run a function, unless its caller has been cancelled.

    The future is not the executor's own: an executor that could start no thread keeps the work, and gives no future
    with which to cancel it.
    """
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = function(*arguments)
    except BaseException as error:  # noqa: BLE001 - raised where the caller waits
        future.set_exception(error)
        del future  # a cycle of the error, its frames and the future would live until it is collected
    else:
        future.set_result(result)
