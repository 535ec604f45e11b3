"""An inventory on Dask's worker processes is whole, whatever becomes of a worker."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import AsyncIterator, Collection
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import pytest
from aiodockerhub import calls
from aiodockerhub.testing import FakeHub
from distributed import Client, LocalCluster
from starlette.types import Receive, Scope, Send

from examples import dask_inventory

pytestmark = pytest.mark.slow
WORKERS = 2
LIMIT = 60  # requests in a second


def plugin(folder: Path) -> dask_inventory.HubPlugin:
    return dask_inventory.HubPlugin(partial(dask_inventory.connect, str(folder)))


class MurderousHub(FakeHub):
    """Kills the worker that sends a request for tags after 30 such requests, while the worker runs a task."""

    workers: Collection[int] = ()
    killed: int | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        walked = sum(request.operation == "repositories.list_tags" for request in self.requests)
        if self.workers and self.killed is None and walked >= 30 and scope["path"].endswith("/tags"):
            self.killed = sender(scope["client"][1], self.workers)
            os.kill(self.killed, signal.SIGKILL)
        await super().__call__(scope, receive, send)


def sender(port: int, processes: Collection[int]) -> int:
    """Return the process that opened the connection from a port."""
    [process] = [
        process
        for process in processes
        if port
        in {connection.laddr.port for connection in psutil.Process(process).net_connections() if connection.laddr}
    ]
    return process


@pytest.fixture
async def fake(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[MurderousHub]:
    """Sixty repositories with 3,000 tags, one so large that it is walked in parts, behind a rate limit."""
    fake = MurderousHub()
    fake.user("jane")
    for number in range(59):
        fake.repository(f"jane/app-{number:02}", tags=30 + number % 2)
    fake.repository("jane/large", tags=1_201)
    async with fake.serve() as url:
        monkeypatch.setenv("DOCKERHUB_URL", url)
        monkeypatch.setenv("DOCKERHUB_USERNAME", "jane")
        monkeypatch.setenv("DOCKERHUB_TOKEN", fake.personal_token("jane"))
        yield fake


async def test_nothing_is_missing_and_nothing_comes_twice_though_a_worker_is_killed(
    fake: MurderousHub, tmp_path: Path
) -> None:
    fake.rate_limit(LIMIT, window=1)
    progress: list[tuple[int, int, int]] = []
    cluster: Any
    async with dask_inventory.local_cluster(WORKERS) as cluster, Client(cluster, asynchronous=True) as client:
        await client.register_plugin(plugin(tmp_path))
        fake.workers = (await client.run(os.getpid)).values()
        rows = await dask_inventory.take_inventory(client, "jane", lambda *figures: progress.append(figures))

    assert fake.killed is not None
    assert len(set(fake.workers) - {os.getpid()}) == WORKERS
    truth = [(path[1], tag) for path, repository in fake.world.repositories.items() for tag in repository.tags]
    assert len(truth) == 3_000
    assert [row[:2] for row in rows] == sorted(truth)
    assert progress[-1] == (60, 60, 3_000)
    sent = Counter(request.operation for request in fake.requests)
    assert sent["authentication.create_token"] == 1, "all processes share one log-in"
    assert len(fake.requests) > LIMIT, "the limit was met"


async def test_a_list_that_changes_after_it_was_split_is_walked_anew(
    fake: MurderousHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = LocalCluster(n_workers=1, processes=False, dashboard_address="127.0.0.1:0", asynchronous=True)
    async with inside as cluster, Client(cluster, asynchronous=True) as client:
        await client.register_plugin(plugin(tmp_path))
        hand_out, splits = client.map, 0

        def hand_out_after_a_push(*arguments: Any, **options: Any) -> Any:
            nonlocal splits
            splits += 1
            if splits == 1:
                fake.tag("jane/large", "new")
            return hand_out(*arguments, **options)

        monkeypatch.setattr(client, "map", hand_out_after_a_push)
        list_tags = calls.repositories.list_tags("jane", "large")
        rows = await dask_inventory.walk(client, list_tags, dask_inventory.tags_in, parts=4, repository="large")
    assert splits == 2
    assert sorted(row[1] for row in rows) == sorted(fake.world.repositories["jane", "large"].tags)
