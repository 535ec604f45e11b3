import asyncio
import time

import pytest
from aiodockerhub.helpers.clock import Clock, SystemClock
from aiodockerhub.testing.clock import ManualClock, settle


async def test_sleepers_wake_in_the_order_of_their_moments_and_not_before() -> None:
    clock = ManualClock()
    woken: list[tuple[int, float]] = []

    async def sleeper(seconds: int) -> None:
        await clock.sleep(seconds)
        woken.append((seconds, clock.monotonic()))

    tasks = [asyncio.create_task(sleeper(seconds)) for seconds in (30, 10, 20)]
    await clock.advance(25)
    assert woken == [(10, 10.0), (20, 20.0)]
    assert clock.sleeping == 1
    await clock.advance(5)
    assert woken[-1] == (30, 30.0)
    await asyncio.gather(*tasks)


async def test_advance_runs_a_sleeper_that_sleeps_again_within_the_span() -> None:
    clock = ManualClock()

    async def ticking() -> list[float]:
        ticks: list[float] = []
        for _ in range(3):
            await clock.sleep(10)
            ticks.append(clock.time())
        return ticks

    task = asyncio.create_task(ticking())
    start = clock.time()
    await clock.advance(100)
    assert await task == [start + 10, start + 20, start + 30]
    assert clock.slept == [10, 10, 10]


async def test_automatic_clock_never_waits() -> None:
    clock = ManualClock(automatic=True)
    await clock.sleep(600)
    assert clock.monotonic() == 600
    assert clock.sleeping == 0


async def test_sleepers_of_an_automatic_clock_wait_for_the_same_moment() -> None:
    clock = ManualClock(automatic=True)

    async def sleeper(turns: int) -> float:
        for _ in range(turns):
            await asyncio.sleep(0)  # something else to do first
        await clock.sleep(30)
        return clock.monotonic()

    assert await asyncio.gather(*(sleeper(turns) for turns in (0, 3, 10))) == [30, 30, 30]
    await asyncio.gather(clock.sleep(5), clock.sleep(1), sleeper(0))
    assert clock.monotonic() == 60
    assert clock.sleeping == 0


async def test_an_automatic_clock_does_not_move_for_who_has_left() -> None:
    clock = ManualClock(automatic=True)
    task = asyncio.create_task(clock.sleep(100))
    await asyncio.sleep(0)
    task.cancel()
    await clock.sleep(1)
    assert clock.monotonic() == 1


def test_an_automatic_clock_serves_one_event_loop_after_the_other() -> None:
    clock = ManualClock(automatic=True)

    async def left_behind() -> None:
        task = asyncio.create_task(clock.sleep(100))
        await asyncio.sleep(0)
        task.cancel()

    for _ in range(3):
        asyncio.run(left_behind())
        asyncio.run(clock.sleep(10))
    assert clock.monotonic() == 30


async def test_cancelled_sleeper_does_not_stop_the_clock() -> None:
    clock = ManualClock()
    task = asyncio.create_task(clock.sleep(5))
    await settle()
    task.cancel()
    await clock.advance(10)
    assert task.cancelled()
    assert "sleeping=0" in repr(clock)


async def test_sleep_of_nothing_returns_without_a_move() -> None:
    await ManualClock().sleep(0)


def test_wall_time_may_jump_while_monotonic_time_does_not() -> None:
    clock = ManualClock()
    clock.move(5)
    clock.set_time(1000.0)
    assert (clock.time(), clock.monotonic()) == (1000.0, 5.0)
    with pytest.raises(ValueError, match="from 0 to"):
        clock.move(-1)


async def test_system_clock_tells_the_real_time() -> None:
    clock: Clock = SystemClock()
    assert clock.time() == pytest.approx(time.time(), abs=5)
    assert clock.monotonic() <= time.monotonic()
    await clock.sleep(0)
