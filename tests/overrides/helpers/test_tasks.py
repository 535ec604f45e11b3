import asyncio
import sys

import pytest
from aiodockerhub import DockerHub, Password, UsageError
from aiodockerhub.helpers.tasks import start_task

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
        with pytest.raises(UsageError, match="cannot wait for itself"):
            await asyncio.wait_for(hub.get("/v2/things"), 10)
