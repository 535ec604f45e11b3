"""Runs blocking functions in threads of this package's own.

These are daemon threads, so the process can end without waiting for them. Their stacks are large enough for JSON of the
greatest depth that the client reads.
"""

import asyncio
import contextlib
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from aiodockerhub.errors import UsageError

T = TypeVar("T")

_MOST = 32
_MOST_LOOKUPS = 256  # each may hang for half a minute
_IDLE = 2.0  # seconds after which a thread ends
_STACK = 1_048_576  # bytes
_running = threading.local()  # whether the computation of a thread is to end


async def in_thread(function: Callable[..., T], *arguments: Any, abandon_on_cancel: bool = False) -> T:
    """Run a blocking function in a thread.

    If the caller is cancelled, a function that has not begun is dropped. The caller waits for the end of one that has
    begun, to be able to clean up what the function has opened, made or written.

    Args:
        function: The function.
        *arguments: Arguments of the function. Tracebacks show them: wrap secrets with `hidden`.
        abandon_on_cancel: Whether a cancelled caller does not wait for a function that has begun; its result or error
            is lost then.

    Returns:
        The result of the function.

    Raises:
        UsageError: The process can start no thread.
        Exception: The function has raised.
    """
    begun = _begin(_pool, function, arguments)
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


async def look_up_in_thread(function: Callable[[], T]) -> T:
    """Run a lookup of a name server in a thread.

    A cancelled caller does not wait for its end, and nor does the event loop when it ends.

    Args:
        function: The lookup.

    Returns:
        The result of the lookup.

    Raises:
        UsageError: The process can start no thread.
        Exception: The lookup has raised.
    """
    return await asyncio.wrap_future(_begin(_looking_up, function, ()))


async def compute_in_thread(function: Callable[[], T]) -> T:
    """Run a computation in a thread.

    If the caller is cancelled, the computation ends at its next `check_ended`.

    Args:
        function: The computation.

    Returns:
        The result of the computation.

    Raises:
        UsageError: The process can start no thread.
    """
    ended = threading.Event()

    def compute() -> T:
        _running.ended = ended
        try:
            return function()
        finally:
            del _running.ended

    try:
        return await asyncio.wrap_future(_begin(_computing, compute, ()))
    except asyncio.CancelledError:
        ended.set()
        raise


def _begin(pool: "_Pool", function: Callable[..., T], arguments: tuple[Any, ...]) -> Future[T]:
    begun, refusal = Future[T](), ""
    try:
        pool.submit(lambda: _run(begun, function, arguments))
    except RuntimeError as error:
        refusal = str(error)
    if refusal and begun.cancel():  # else a thread that there was has taken it
        raise _no_thread(refusal)
    return begun


def check_ended() -> None:
    """End the computation of this thread if its caller was cancelled.

    Long loops call this function now and then. Outside of `compute_in_thread` it does nothing.

    Raises:
        ComputationEndedError: The caller was cancelled; `compute_in_thread` catches the error.
    """
    ended: threading.Event | None = getattr(_running, "ended", None)
    if ended is not None and ended.is_set():
        raise ComputationEndedError


class ComputationEndedError(BaseException):
    """The signal that ends a computation in a thread.

    It is not an `Exception`, so that no handler in the computation takes it for a failure.
    """


class _Pool:
    """Threads for functions that wait; an idle one ends after a while."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._waiting = SimpleQueue[Callable[[], None]]()
        self._threads = self._free = 0

    def submit(self, function: Callable[[], None]) -> None:
        """Run a function in an idle thread or a new one.

        Args:
            function: The function, which raises nothing.

        Raises:
            RuntimeError: No further thread can be started. The function stays queued for a running or later thread.
        """
        with self._lock:
            self._waiting.put(function)
            if self._waiting.qsize() <= self._free or self._threads >= self._most:
                return
            self._threads += 1
        try:
            _start(threading.Thread(target=self._serve, name="aiodockerhub", daemon=True))
        except RuntimeError:
            with self._lock:
                self._threads -= 1
                if self._threads:
                    return
            raise

    def _serve(self) -> None:
        while True:
            with self._lock:
                self._free += 1
            function: Callable[[], None] | None = None
            with contextlib.suppress(Empty):
                function = self._waiting.get(timeout=_IDLE)
            with self._lock:
                self._free -= 1
                if function is None and self._waiting.empty():
                    self._threads -= 1
                    return
            if function is not None:
                function()
                del function  # and what it holds


def _start(thread: threading.Thread) -> None:
    """Start a thread with a large stack, whatever the program's setting."""
    size = threading.stack_size()
    if 0 < size < _STACK:
        threading.stack_size(_STACK)
    try:
        thread.start()
    finally:
        threading.stack_size(size)


def _no_thread(reason: str) -> UsageError:
    return UsageError(f"no thread can be started, which files, keys and host names need: {reason}")


def _run(future: Future[T], function: Callable[..., T], arguments: tuple[Any, ...]) -> None:
    """Run a function, unless its caller has been cancelled."""
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = function(*arguments)
    except StopIteration as error:  # which no future takes
        future.set_exception(RuntimeError(f"{function!r} raised StopIteration"))
        del future, error
    except BaseException as error:  # noqa: BLE001 - raised where the caller waits
        future.set_exception(error)
        del future  # a cycle of the error, its frames and the future would live until it is collected
    else:
        future.set_result(result)


# A disk or a name server that hangs holds nothing else back.
_pool, _computing, _looking_up = _Pool(), _Pool(), _Pool(_MOST_LOOKUPS)


def _renew() -> None:
    """Forget all threads in a forked process, which has none of them."""
    global _pool, _computing, _looking_up  # noqa: PLW0603 - one of each for the process
    _pool, _computing, _looking_up = _Pool(), _Pool(), _Pool(_MOST_LOOKUPS)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew)
