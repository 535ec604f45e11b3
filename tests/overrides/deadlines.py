"""Deadlines that pass in the phase of a call that a test chooses, however busy the machine is."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiodockerhub import DockerHub, HubTimeoutError
from aiodockerhub.testing import ManualClock
from aiodockerhub.testing.clock import settle

from tests.overrides.loopback import eventually

DEADLINE = 20  # seconds; in real time it never passes


async def pass_deadline(
    hub: DockerHub, clock: ManualClock, call: Awaitable[Any], reached: Callable[[], bool]
) -> HubTimeoutError:
    """Let the deadline of a call pass as soon as the call has reached a phase.

    Args:
        hub: Client of the call.
        clock: Clock of the client.
        call: The call, whose deadline is `DEADLINE`. It is the only call under way that has a deadline.
        reached: Function that returns whether the call has reached the phase.

    Returns:
        The error of the call.
    """
    loop, task = asyncio.get_running_loop(), asyncio.ensure_future(call)
    await eventually(lambda: task.done() or reached())
    await settle()
    if not task.done():
        (interruption,) = [each for each in hub._session.shared.calls if each._timer is not None]
        assert interruption._timer is not None
        assert 0 < interruption._timer.when() - loop.time() <= DEADLINE
        clock.move(DEADLINE)
        interruption.end("deadline")
    with pytest.raises(HubTimeoutError) as caught:
        await task
    return caught.value
