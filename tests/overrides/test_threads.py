import asyncio
import gc
import threading
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from aiodockerhub import UsageError
from aiodockerhub.threads import in_thread


@pytest.fixture
def single(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One thread for the functions of a test, so that it can be kept busy."""
    executors = list[ThreadPoolExecutor]()

    def make(**_: object) -> ThreadPoolExecutor:
        executors.append(ThreadPoolExecutor(1))
        return executors[-1]

    monkeypatch.setattr("aiodockerhub.threads.ThreadPoolExecutor", make)
    yield
    for executor in executors:
        executor.shutdown()


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


async def test_without_a_thread_to_be_had_the_function_is_dropped_with_an_error_of_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    starts, calls = threading.Thread.start, list[int]()

    def start(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", start)
    with pytest.raises(UsageError, match=r"no thread can be started, .*: can't start new thread") as caught:
        await in_thread(calls.append, 1)
    assert caught.value.__context__ is None
    monkeypatch.setattr(threading.Thread, "start", starts)
    await in_thread(calls.append, 2)
    assert calls == [2]


async def test_a_function_that_another_thread_has_taken_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    class Short(ThreadPoolExecutor):
        def submit(self, function: Any, /, *arguments: Any, **_: Any) -> Any:
            function(*arguments)
            raise RuntimeError("can't start new thread")

    monkeypatch.setattr("aiodockerhub.threads.ThreadPoolExecutor", lambda **_: Short(1))
    assert await in_thread(int, "12") == 12


def test_threads_end_with_their_event_loop() -> None:
    async def names() -> "weakref.ref[threading.Thread]":
        return weakref.ref(await in_thread(threading.current_thread))

    thread = asyncio.run(names())
    gc.collect()
    if (left := thread()) is not None:
        left.join(10)
        assert not left.is_alive()
