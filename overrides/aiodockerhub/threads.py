"""Runs blocking functions in threads: how many, and how they end.

The threads are daemon threads, so that the process can end without waiting for them. Their stacks are large enough for
the deepest JSON that the client decodes.
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

_MAX_THREADS = 32
_MAX_WAITING_THREADS = 256  # of the pools whose functions may hang for long: name lookups and credential helpers
_MAX_IDLE_SECONDS = 2.0  # time without work after which a thread ends
_STACK_BYTES = 1_048_576
_current = threading.local()  # attribute `ended`: the event that is set when the computation of the thread is to end


async def in_thread(
    function: Callable[..., T],
    *arguments: Any,
    abandon_on_cancel: bool = False,
    on_cancel: Callable[[], object] | None = None,
) -> T:
    """Run a blocking function in a thread.

    If the caller is cancelled before the function has begun, the function never runs. If the function has begun, the
    cancelled caller waits for its end unless `abandon_on_cancel` is true, so that the caller can clean up what the
    function has opened or written.

    Args:
        function: Function to run.
        *arguments: Arguments of the function. Tracebacks show them: wrap secrets with `hidden`.
        abandon_on_cancel: Whether a cancelled caller stops waiting for a function that has begun; the result or error
            of the function is then lost; `False` by default.
        on_cancel: Function to call if the caller is cancelled after `function` has begun, unless `abandon_on_cancel` is
            true. It must make `function` end early. With `on_cancel`, `function` runs in a separate pool, so it may
            wait for long, for example for a process; `None`, the default, for a short function.

    Returns:
        The result of the function.

    Raises:
        UsageError: The process can start no thread.
        Exception: The function raised this error. A `RuntimeError` is raised in place of `StopIteration`.
    """
    begun = _submit(_pool if on_cancel is None else _processes, function, arguments)
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
            if on_cancel is not None:
                on_cancel()
    if cancellation is not None:
        if work.done() and not work.cancelled():
            work.exception()  # otherwise asyncio reports that it was never retrieved
        raise cancellation
    return work.result()


async def look_up_in_thread(function: Callable[[], T]) -> T:
    """Look up a host name in a thread.

    Neither a cancelled caller nor the end of the event loop waits for the lookup.

    Args:
        function: Function that looks up the name.

    Returns:
        The result of the function.

    Raises:
        UsageError: The process can start no thread.
        Exception: The function raised this error.
    """
    return await asyncio.wrap_future(_submit(_lookups, function, ()))


async def wait_in_thread(function: Callable[[], T]) -> T:
    """Wait in a thread for input that may never come.

    Neither a cancelled caller nor the end of the event loop waits for the input. The threads of this function run no
    other function. Otherwise another function would wait for the input where no further thread can be started.

    Args:
        function: Function that waits.

    Returns:
        The result of the function.

    Raises:
        UsageError: The process can start no thread.
        Exception: The function raised this error.
    """
    return await asyncio.wrap_future(_submit(_inputs, function, ()))


async def compute_in_thread(function: Callable[[], T]) -> T:
    """Run a computation in a thread.

    If the caller is cancelled, the computation ends at its next `check_ended`.

    Args:
        function: Function that computes, and calls `check_ended` in its long loops.

    Returns:
        The result of the function.

    Raises:
        UsageError: The process can start no thread.
        Exception: The function raised this error.
    """
    ended = threading.Event()

    def compute() -> T:
        _current.ended = ended
        try:
            return function()
        finally:
            del _current.ended

    try:
        return await asyncio.wrap_future(_submit(_computations, compute, ()))
    except asyncio.CancelledError:
        ended.set()
        raise


def _submit(pool: "_Pool", function: Callable[..., T], arguments: tuple[Any, ...]) -> Future[T]:
    """Submit a function to a pool, and return the future of its result.

    Raises:
        UsageError: No thread of the pool is running, and none can be started.
    """
    begun, refusal = Future[T](), ""
    try:
        pool.submit(lambda: _run_for_future(begun, function, arguments))
    except RuntimeError as error:
        refusal = str(error)
    if refusal and begun.cancel():  # otherwise a thread that was running has begun the function
        raise _no_thread_error(refusal)
    return begun


def check_ended() -> None:
    """End the computation of this thread if its caller was cancelled.

    Long loops call this function at intervals. Outside of `compute_in_thread` it does nothing.

    Raises:
        ComputationEndedError: The caller was cancelled. No code waits for the computation any longer.
    """
    ended: threading.Event | None = getattr(_current, "ended", None)
    if ended is not None and ended.is_set():
        raise ComputationEndedError


class ComputationEndedError(BaseException):
    """The signal that ends a computation in a thread.

    It does not derive from `Exception`, so that no `except Exception` in the computation catches it.
    """


class _Pool:
    """A queue of functions and the threads that run them.

    A thread ends when it has been idle for 2 s (`_MAX_IDLE_SECONDS`).

    Args:
        max_threads: Maximum number of threads.
    """

    def __init__(self, max_threads: int = _MAX_THREADS) -> None:
        self._max_threads = max_threads
        self._lock = threading.Lock()
        self._waiting = SimpleQueue[Callable[[], None]]()
        # `_unbegun` is the number of functions that free threads must take. It is not `qsize()`: a thread that has just
        # taken a function is in `_free` until it has the lock, and must not be expected to take another function.
        self._unbegun = self._threads = self._free = 0

    def submit(self, function: Callable[[], None]) -> None:
        """Queue a function for an idle thread or a new thread.

        Args:
            function: Function to run, which must not raise.

        Raises:
            RuntimeError: No thread is running, and none can be started. The function stays in the queue.
        """
        with self._lock:
            self._waiting.put(function)
            self._unbegun += 1
            if self._unbegun <= self._free or self._threads >= self._max_threads:
                return
            self._threads += 1
        try:
            _start_thread(threading.Thread(target=self._serve, name="aiodockerhub", daemon=True))
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
                function = self._waiting.get(timeout=_MAX_IDLE_SECONDS)
            with self._lock:
                self._free -= 1
                self._unbegun -= function is not None
                if function is None and not self._unbegun:
                    self._threads -= 1
                    return
            if function is not None:
                function()
                del function  # otherwise its result and arguments live until the next function


def _start_thread(thread: threading.Thread) -> None:
    """Start a thread with a large stack, even if the program has set less."""
    size = threading.stack_size()
    if 0 < size < _STACK_BYTES:
        threading.stack_size(_STACK_BYTES)
    try:
        thread.start()
    finally:
        threading.stack_size(size)


def _no_thread_error(reason: str) -> UsageError:
    return UsageError(f"could not start a thread, which is needed for files, keys and host names: {reason}")


def _run_for_future(future: Future[T], function: Callable[..., T], arguments: tuple[Any, ...]) -> None:
    """Run a function, and put its result or error into a future.

    If the caller has been cancelled already, the function does not run.
    """
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = function(*arguments)
    except StopIteration as error:  # `Future.set_exception` of asyncio refuses StopIteration
        future.set_exception(RuntimeError(f"{function!r} raised StopIteration"))
        del future, error
    except BaseException as error:  # noqa: BLE001 - the caller raises the error
        future.set_exception(error)
        del future  # otherwise the error, this frame and the future form a cycle, which lives until it is collected
    else:
        future.set_result(result)


# Separate pools, so that a disk, a name server or an input that hangs does not delay computations.
_pool, _computations, _inputs = _Pool(), _Pool(), _Pool()
_lookups, _processes = _Pool(_MAX_WAITING_THREADS), _Pool(_MAX_WAITING_THREADS)


def _replace_pools() -> None:
    """Replace the pools in a forked process, where their threads do not run."""
    global _pool, _computations, _inputs, _lookups, _processes  # noqa: PLW0603 - one of each for the process
    _pool, _computations, _inputs = _Pool(), _Pool(), _Pool()
    _lookups, _processes = _Pool(_MAX_WAITING_THREADS), _Pool(_MAX_WAITING_THREADS)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_replace_pools)
