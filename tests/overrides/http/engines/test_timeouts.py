import asyncio
import heapq
from collections.abc import Callable
from itertools import count
from typing import Any, cast

import pytest
from aiodockerhub.http.engines.timeouts import Timeouts, Wait


class Timer:
    def __init__(self, when: float, callback: Callable[[], None]) -> None:
        self.at = when
        self.callback = callback
        self.cancelled = False

    def when(self) -> float:
        return self.at

    def cancel(self) -> None:
        self.cancelled = True


class Loop:
    """An event loop whose time a test advances."""

    def __init__(self) -> None:
        self.now = 100.0
        self.set_timers = 0
        self._numbers = count()
        self._timers = list[tuple[float, int, Timer]]()

    def time(self) -> float:
        return self.now

    def call_at(self, when: float, callback: Callable[[], None]) -> Timer:
        self.set_timers += 1
        timer = Timer(when, callback)
        heapq.heappush(self._timers, (when, next(self._numbers), timer))
        return timer

    def pass_time(self, seconds: float) -> None:
        end = self.now + seconds
        while self._timers and self._timers[0][0] <= end:
            when, _, timer = heapq.heappop(self._timers)
            if not timer.cancelled:
                self.now = when
                timer.callback()
        self.now = end


class Transport:
    def __init__(self) -> None:
        self.unsent = 0
        self.aborted = False

    def get_write_buffer_size(self) -> int:
        return self.unsent

    def abort(self) -> None:
        self.aborted = True


@pytest.fixture
def loop() -> Loop:
    return Loop()


@pytest.fixture
def timeouts(loop: Loop) -> Timeouts:
    return Timeouts(cast("asyncio.AbstractEventLoop", loop))


def wait_of(seconds: float | None) -> tuple[Wait, Transport]:
    transport = Transport()
    return Wait(cast("Any", transport), seconds), transport


def test_aborts_the_connection_of_a_wait_that_is_too_long_and_no_other(loop: Loop, timeouts: Timeouts) -> None:
    short, first = wait_of(5)
    longer, second = wait_of(8)
    timeouts.begin(longer)
    timeouts.begin(short)
    loop.pass_time(4.9)
    assert not first.aborted
    loop.pass_time(0.1)
    assert first.aborted
    assert short.has_timed_out
    assert not second.aborted
    loop.pass_time(3)
    assert second.aborted
    assert longer.has_timed_out


def test_a_wait_that_has_ended_is_left_alone_and_may_begin_anew(loop: Loop, timeouts: Timeouts) -> None:
    wait, transport = wait_of(5)
    for _ in range(10):
        timeouts.begin(wait)
        loop.pass_time(4)
        timeouts.end(wait)
    loop.pass_time(100)
    assert not transport.aborted
    timeouts.begin(wait)
    loop.pass_time(5)
    assert transport.aborted


def test_a_thousand_short_waits_take_two_timers(loop: Loop, timeouts: Timeouts) -> None:
    for _ in range(1_000):
        wait, _ = wait_of(30)
        timeouts.begin(wait)
        loop.pass_time(0.03)
        timeouts.end(wait)
    assert loop.set_timers <= 2


def test_an_upload_that_moves_is_given_time_and_one_that_stands_is_not(loop: Loop, timeouts: Timeouts) -> None:
    wait, transport = wait_of(5)
    transport.unsent = 1_000
    wait.note_unsent()
    timeouts.begin(wait)
    for unsent in (900, 500, 1, 0):  # the response has its own time after the last byte
        transport.unsent = unsent
        loop.pass_time(5)
        assert not transport.aborted
    loop.pass_time(5)
    assert transport.aborted


def test_a_wait_without_limit_lasts(loop: Loop, timeouts: Timeouts) -> None:
    wait, transport = wait_of(None)
    timeouts.begin(wait)
    loop.pass_time(1e9)
    assert not transport.aborted
    assert loop.set_timers == 0


def test_closed_it_aborts_nothing_later(loop: Loop, timeouts: Timeouts) -> None:
    wait, transport = wait_of(5)
    timeouts.begin(wait)
    timeouts.close()
    loop.pass_time(10)
    assert not transport.aborted
