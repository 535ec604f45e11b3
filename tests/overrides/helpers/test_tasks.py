import asyncio
import contextlib
import sys

import pytest
from aiodockerhub import DockerHub, Password, UsageError
from aiodockerhub.helpers.tasks import end_tasks, start_task, wait_until_ended

from tests.overrides.loopback import OK, loopback

eager = pytest.mark.skipif(sys.version_info < (3, 12), reason="there are no eager tasks before 3.12")


async def test_a_task_begins_after_its_caller_has_gone_on() -> None:
    steps = list[str]()

    async def work() -> str:
        steps.append("work")
        return "done"

    task = start_task(work(), name="mine")
    steps.append("caller")
    assert await task == "done"
    assert steps == ["caller", "work"]
    assert task.get_name() == "mine"


@eager
async def test_a_provider_that_asks_its_own_client_is_refused_with_eager_tasks_too() -> None:
    asyncio.get_running_loop().set_task_factory(getattr(asyncio, "eager_task_factory"))  # noqa: B009 - of 3.12

    class Circular:
        async def current(self) -> Password:
            await hub.get("/v2/secret")
            raise AssertionError

    async with loopback(lambda _: OK) as server, DockerHub(Circular(), base_url=server.url) as hub:
        with pytest.raises(UsageError, match="would wait for itself"):
            await asyncio.wait_for(hub.get("/v2/things"), 10)


async def test_ending_tasks_waits_for_them_though_the_caller_is_cancelled_again() -> None:
    begun, ended = asyncio.Event(), list[str]()

    async def slow_to_end(name: str) -> None:
        try:
            begun.set()
            await asyncio.sleep(60)
        finally:
            for _ in range(20):
                with contextlib.suppress(asyncio.CancelledError):
                    await asyncio.sleep(0)
            ended.append(name)

    tasks = [asyncio.create_task(slow_to_end(name)) for name in ("a", "b")]
    await begun.wait()
    ending = asyncio.create_task(end_tasks(tasks))
    while not ending.done():
        await asyncio.sleep(0)
        ending.cancel()
    assert sorted(ended) == ["a", "b"]
    assert ending.cancelled()
    await end_tasks(tasks)


async def test_waiting_for_a_task_that_ends_does_not_disturb_it() -> None:
    cleaned_up = False

    async def clean_up() -> None:
        nonlocal cleaned_up
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0)
            cleaned_up = True

    task = asyncio.create_task(clean_up())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.sleep(0)
    await wait_until_ended([task])
    assert cleaned_up


async def test_a_task_ends_though_a_timeout_of_its_own_ends_in_the_same_turn() -> None:
    loop, begun = asyncio.get_running_loop(), asyncio.Event()

    async def poll() -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(None) as limit:
                    limits.append(limit)
                    begun.set()
                    await asyncio.sleep(60)

    limits = list[asyncio.Timeout]()
    task = asyncio.create_task(poll())
    await begun.wait()
    limits[-1].reschedule(loop.time())
    while not task.cancelling():  # noqa: ASYNC110 - a timeout that fires tells nobody else
        await asyncio.sleep(0)
    async with asyncio.timeout(60):
        await end_tasks([task])
    assert task.cancelled()
