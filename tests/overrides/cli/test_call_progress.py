"""Whether an interrupted change may have been made."""

import asyncio
from typing import Any

import httpx
import pytest
from aiodockerhub import BearerToken, CallOptions, DockerHub
from aiodockerhub.cli.call_progress import CallProgress
from aiodockerhub.testing import ManualClock

from tests.overrides.login_service import make_jwt


class Credentials:
    """A provider that may hang, as a credential helper does."""

    def __init__(self, *, hangs: bool) -> None:
        self.hangs = hangs
        self.reached = asyncio.Event()

    async def current(self) -> BearerToken:
        if self.hangs:
            self.reached.set()
            await asyncio.Event().wait()
        return BearerToken(make_jwt(exp=4_102_444_800))


@pytest.mark.parametrize(
    ("hanging", "statuses", "may_be_done"),
    [
        ("credentials", [], False),
        ("exchange", [], True),
        ("exchange", [429], True),
        ("wait", [429], False),
        ("wait", [503], True),
    ],
)
async def test_cancelled_change_may_be_done_if_an_attempt_was_sent_and_not_refused(
    hanging: str, statuses: list[int], *, may_be_done: bool
) -> None:
    credentials, clock = Credentials(hangs=hanging == "credentials"), ManualClock(automatic=hanging != "wait")
    progress = CallProgress("repositories.delete")

    async def respond(request: httpx.Request) -> httpx.Response:
        if statuses:
            return httpx.Response(statuses.pop(0), json={})
        credentials.reached.set()
        await asyncio.Event().wait()
        raise AssertionError

    hooks: Any = progress.hooks()
    transport = httpx.MockTransport(respond)
    async with DockerHub(credentials, transport=transport, clock=clock, **hooks) as hub:
        task = asyncio.create_task(hub.repositories.delete("acme", "app", options=CallOptions(idempotent=True)))
        if hanging == "wait":
            while not clock.sleeping:  # noqa: ASYNC110 - the clock has no event
                await asyncio.sleep(0)
        else:
            await credentials.reached.wait()
        task.cancel()
        await asyncio.wait([task])
    assert progress.may_be_done == may_be_done
