import asyncio
import contextlib
import os
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from typing import Any

import pytest
from aiodockerhub import UsageError, threads
from aiodockerhub.threads import compute_in_thread, in_thread


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the pools of threads of the process by new pools."""
    monkeypatch.setattr(threads, "_pool", threads._Pool())  # noqa: SLF001 - there is one for the process
    monkeypatch.setattr(threads, "_computations", threads._Pool())  # noqa: SLF001 - there is one for the process


@pytest.fixture
def single(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the pool of threads by a pool of one thread, which a test can keep busy."""
    monkeypatch.setattr(threads, "_pool", threads._Pool(1))  # noqa: SLF001 - there is one for the process


async def test_a_function_runs_in_a_thread_and_gives_its_result_or_its_error() -> None:
    assert await in_thread(threading.get_ident) != threading.get_ident()
    assert await in_thread(int, "12") == 12
    with pytest.raises(ValueError, match="invalid literal"):
        await in_thread(int, "x")
    assert await in_thread(int, "12", abandon_on_cancel=True) == 12


async def test_threads_of_the_program_that_are_busy_hold_nothing_back() -> None:
    end = threading.Event()
    with ThreadPoolExecutor(1) as busy:
        asyncio.get_running_loop().set_default_executor(busy)
        busy.submit(end.wait)
        try:
            assert await asyncio.wait_for(in_thread(int, "12"), 10) == 12
        finally:
            end.set()


@pytest.mark.usefixtures("single")
async def test_functions_that_can_be_ended_hold_no_other_back() -> None:
    end = threading.Event()
    waiting = [asyncio.create_task(in_thread(end.wait, on_cancel=end.set)) for _ in range(40)]
    async with asyncio.timeout(10):
        assert await in_thread(int, "12") == 12
        for task in waiting:
            task.cancel()
        await asyncio.wait(waiting)
    assert all(task.cancelled() for task in waiting)


@pytest.mark.parametrize("abandon", [False, True])
@pytest.mark.usefixtures("single")
async def test_a_cancelled_caller_drops_a_function_that_has_not_begun(abandon: bool) -> None:
    end, calls = threading.Event(), list[int]()
    busy = asyncio.create_task(in_thread(end.wait))
    waiting = asyncio.create_task(in_thread(calls.append, 1, abandon_on_cancel=abandon))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.wait([waiting], timeout=10)
    assert waiting.cancelled()
    end.set()
    await busy
    await in_thread(int)  # after it in the same thread
    assert calls == []


@pytest.mark.parametrize("error", [None, OSError("full")])
async def test_a_cancelled_caller_waits_for_the_end_of_a_function_that_has_begun(error: OSError | None) -> None:
    begun, end, ended = threading.Event(), threading.Event(), list[int]()

    def work() -> None:
        begun.set()
        end.wait()
        ended.append(1)
        if error is not None:
            raise error

    task = asyncio.create_task(in_thread(work))
    await asyncio.sleep(0)
    begun.wait()
    for _ in range(2):
        task.cancel()
        await asyncio.sleep(0)
    assert not task.done()
    end.set()
    await asyncio.wait([task])
    assert task.cancelled()
    assert ended == [1]


async def test_a_function_can_be_left_to_itself() -> None:
    begun, end = threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        end.wait()

    task = asyncio.create_task(in_thread(work, abandon_on_cancel=True))
    await asyncio.sleep(0)
    begun.wait()
    task.cancel()
    await asyncio.wait([task], timeout=10)
    assert task.cancelled()
    end.set()


@pytest.mark.usefixtures("fresh")
async def test_without_a_thread_to_be_had_the_function_is_dropped_with_an_error_of_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    starts, calls = threading.Thread.start, list[int]()

    def start(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", start)
    with pytest.raises(UsageError, match=r"could not start a thread, .*: can't start new thread"):
        await in_thread(calls.append, 1)
    with pytest.raises(UsageError, match=r"could not start a thread, .*: can't start new thread") as caught:
        await compute_in_thread(lambda: calls.append(1))
    assert caught.value.__context__ is None
    monkeypatch.setattr(threading.Thread, "start", starts)
    await in_thread(calls.append, 2)
    assert calls == [2]


@pytest.mark.usefixtures("fresh")
async def test_a_function_that_another_thread_can_take_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    end = threading.Event()
    busy = asyncio.create_task(in_thread(end.wait))
    await asyncio.sleep(0)

    def start(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", start)
    waiting = asyncio.create_task(in_thread(int, "12"))
    await asyncio.sleep(0)
    end.set()
    assert await waiting == 12
    await busy


class IdleQueue(SimpleQueue[Any]):
    """A queue of a pool whose threads have been idle for long enough when it gives `None`, not after some time.

    Attributes:
        calls: One for each time that a thread has become idle.
    """

    def __init__(self) -> None:
        self.calls = threading.Semaphore(0)

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        assert timeout
        self.calls.release()
        function = super().get(block)
        if function is None:
            raise Empty
        return function


def test_event_loops_share_threads_which_end_when_they_are_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    queue, pool = IdleQueue(), threads._Pool()  # noqa: SLF001 - there is one for the process
    monkeypatch.setattr(pool, "_waiting", queue)
    monkeypatch.setattr(threads, "_pool", pool)
    used = set[threading.Thread]()
    for number in range(5):
        used.add(asyncio.run(in_thread(threading.current_thread)))
        for _ in range(2 if number == 0 else 1):  # the first time before the first function
            assert queue.calls.acquire(timeout=10)
    assert len(used) == 1
    [thread] = used
    assert thread.daemon
    for _ in range(2):
        queue.put(None)
        thread.join(10)
        assert not thread.is_alive()
        thread = asyncio.run(in_thread(threading.current_thread))
    queue.put(None)


class SlowQueue(SimpleQueue[Any]):
    """A queue whose threads are stopped for a moment when they have taken a function.

    Attributes:
        taken: Set when a thread has taken a function.
        resumed: Lets this thread go on.
    """

    def __init__(self) -> None:
        self.taken, self.resumed = threading.Event(), threading.Event()

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        function = super().get(block, timeout)
        self.taken.set()
        self.resumed.wait(10)
        return function


async def test_a_function_waits_for_no_thread_that_has_just_taken_another(monkeypatch: pytest.MonkeyPatch) -> None:
    queue, pool, end = SlowQueue(), threads._Pool(), threading.Event()  # noqa: SLF001 - there is one for the process
    monkeypatch.setattr(pool, "_waiting", queue)
    monkeypatch.setattr(threads, "_pool", pool)
    queue.resumed.set()
    await in_thread(int)
    while not pool._free:  # noqa: ASYNC110, SLF001 - until the thread is free again
        await asyncio.sleep(0)
    queue.taken.clear()
    queue.resumed.clear()
    busy = asyncio.create_task(in_thread(end.wait))
    await asyncio.sleep(0)
    assert queue.taken.wait(10)
    other = asyncio.create_task(in_thread(int, "12"))
    await asyncio.sleep(0)
    queue.resumed.set()
    try:
        assert await asyncio.wait_for(asyncio.shield(other), 10) == 12
    finally:
        end.set()
        await asyncio.gather(busy, other)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks here")
def test_a_forked_process_has_threads_of_its_own() -> None:
    assert asyncio.run(in_thread(int, "12")) == 12
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # other threads are about, which is the point
        child = os.fork()
    if not child:
        os._exit(asyncio.run(in_thread(int, "42")))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 42


async def test_a_stop_iteration_is_an_error_that_a_task_can_raise() -> None:
    with pytest.raises(RuntimeError, match="raised StopIteration"):
        await asyncio.wait_for(in_thread(next, iter(())), 10)
    with pytest.raises(RuntimeError, match="raised StopIteration"):
        await asyncio.wait_for(compute_in_thread(lambda: next(iter(()))), 10)


async def test_a_computation_gives_its_result_or_its_error() -> None:
    assert await compute_in_thread(threading.get_ident) != threading.get_ident()
    with pytest.raises(ValueError, match="invalid literal"):
        await compute_in_thread(lambda: int("x"))


async def test_a_computation_ends_with_its_caller() -> None:
    begun, ended = threading.Event(), threading.Event()

    def compute() -> None:
        begun.set()
        try:
            while True:
                with contextlib.suppress(Exception):
                    threads.check_ended()
        finally:
            ended.set()

    task = asyncio.create_task(compute_in_thread(compute))
    await asyncio.sleep(0)
    begun.wait(10)
    task.cancel()
    await asyncio.wait([task], timeout=10)
    assert task.cancelled()
    assert ended.wait(10)
    assert await compute_in_thread(threading.get_ident), "what that thread does next is not ended"
    threads.check_ended()


@pytest.mark.usefixtures("fresh")
async def test_stacks_are_large_enough_where_the_program_makes_them_small() -> None:
    def deep(levels: int) -> int:
        return levels and 1 + deep(levels - 1)

    before = threading.stack_size(131_072)
    try:
        assert await compute_in_thread(lambda: deep(400)) == 400
        assert threading.stack_size() == 131_072
    finally:
        threading.stack_size(before)
