"""List every tag of every repository of a namespace, on many processes or machines with Dask.

    pip install "aiodockerhub[testing]" distributed

    python examples/dask_inventory.py acme > tags.csv                              # worker processes on this machine
    python examples/dask_inventory.py acme --scheduler tcp://10.0.0.1:8786         # an existing cluster
    python examples/dask_inventory.py --demo                                       # 100,000 tags of a FakeHub

No credentials are sent to workers: each worker reads its credentials from its environment or docker's configuration.
"""

# Dask's package `distributed` is only partly annotated:
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

import argparse
import asyncio
import csv
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from functools import partial
from multiprocessing.connection import Connection
from typing import Any, TypeAlias, TypeVar

from aiodockerhub import DockerHub, FileTokenStore, ListChangedError, NotFoundError, calls
from aiodockerhub.models import Tag
from aiodockerhub.testing import FakeHub
from aiodockerhub_generated.types import PagedCall, WalkPart
from distributed import Client, LocalCluster, Worker, WorkerPlugin, as_completed, get_worker

T = TypeVar("T")
Row: TypeAlias = tuple[str, str, int, str]
"""Repository, tag, size in bytes, date of the last push."""
Progress: TypeAlias = Callable[[int, int, int], object]
"""Function that is called with three numbers: repositories whose tags are read, all repositories, and tags so far."""

BATCH = 10  # repositories of one task, all of which are read again if the worker of the task dies
LARGE = 1_000  # tags; if a repository has more, its list of tags is walked in parts
ATTEMPTS = 3  # maximum number of retries of a failed task, and of walks of a list that changes during each walk


def connect(tokens: str) -> DockerHub:
    """Make the client of a worker.

    Args:
        tokens: Directory in which the processes of a machine share their bearer token.

    Returns:
        The client, which is not open yet.
    """
    # All workers share a rate limit, which refuses many of their requests: retry them for a long time.
    return DockerHub(
        token_store=FileTokenStore(tokens),
        application="dask-inventory",
        pace=True,
        max_retries=20,
        retry_timeout=3600,
    )


class HubPlugin(WorkerPlugin):
    """A plugin of Dask that opens one client in the event loop of each worker process.

    Args:
        connect: Function that makes the client. Workers call it, so that it must be possible to pickle it.
    """

    name = "aiodockerhub"

    def __init__(self, connect: Callable[[], DockerHub]) -> None:
        self._connect = connect
        self.hub: DockerHub | None = None

    async def setup(self, worker: Worker) -> None:
        """Open the client. Dask also calls this method in a worker that replaces a dead worker."""
        del worker
        self.hub = self._connect()
        await self.hub.open()

    async def teardown(self, worker: Worker) -> None:
        """Close the client."""
        del worker
        if self.hub is not None:
            await self.hub.aclose()


def worker_hub() -> DockerHub:
    """Return the client of the worker that runs the current task."""
    plugin: Any = get_worker().plugins[HubPlugin.name]
    hub: DockerHub = plugin.hub
    return hub


# The tasks. They are coroutine functions, which run in the event loop of a worker. Their arguments and results are
# pickled on the way.


async def split(call: PagedCall[Any, T], parts: int) -> list[WalkPart[T]]:
    """Split the walk of a list into parts.

    Args:
        call: The call of the list.
        parts: Maximum number of parts.

    Returns:
        The parts.
    """
    return await worker_hub().walk(call).split(parts)


async def repositories_in(part: WalkPart[Any]) -> list[str] | None:
    """Walk a part of a list of repositories.

    Args:
        part: The part.

    Returns:
        Names of the repositories; `None` if the list has changed since it was split.
    """
    try:
        return [repository.name async for repository in worker_hub().walk(part)]
    except ListChangedError:
        return None


async def tags_in(part: WalkPart[Tag], repository: str) -> list[Row] | None:
    """Walk a part of the tags of a repository.

    Args:
        part: The part.
        repository: Name of the repository.

    Returns:
        A row for each tag; `None` if the list has changed since it was split.
    """
    try:
        return [_row(repository, tag) async for tag in worker_hub().walk(part)]
    except ListChangedError:
        return None


async def tags_of(repositories: list[str], namespace: str) -> list[list[Row] | None]:
    """Walk the tags of a batch of repositories.

    Args:
        repositories: Names of the repositories.
        namespace: User or organization.

    Returns:
        The rows of each repository, one for each tag; `None` for a repository with more than `LARGE` tags, whose parts
        several workers should walk.
    """
    hub = worker_hub()
    return await hub.gather(_tags_of(hub, namespace, name) for name in repositories)


async def _tags_of(hub: DockerHub, namespace: str, repository: str) -> list[Row] | None:
    tags = hub.repositories.list_tags(namespace, repository, page_size=100)
    try:
        page = await tags
        if (page.total or 0) > LARGE:
            return None
        rest = await tags.resume(page.cursor).collect() if page.has_next else []
    except NotFoundError:
        return []  # deleted since it was listed
    # A push during the walk moves the last tag of a page to the next page, so that the walk returns the tag twice.
    return list({tag.name: _row(repository, tag) for tag in [*page.items, *rest]}.values())


def _row(repository: str, tag: Tag) -> Row:
    pushed = tag.tag_last_pushed
    return repository, tag.name, tag.full_size or 0, "" if pushed is None else pushed.isoformat()


# The program that gives the tasks to workers.


async def walk(
    client: Client,
    call: PagedCall[Any, Any],
    task: Callable[..., Coroutine[Any, Any, list[T] | None]],
    parts: int,
    **arguments: Any,
) -> list[T]:
    """Walk a list on several workers. If the list changes during the walk, walk it again.

    Args:
        client: Client of the Dask cluster.
        call: The call of the list.
        task: Coroutine function that walks a part and returns its items; `None` if the list has changed.
        parts: Maximum number of parts.
        **arguments: Arguments of the task in addition to the part.

    Returns:
        The items of all parts, in the order of the list.

    Raises:
        ListChangedError: The list changed during each of `ATTEMPTS` walks.
        DockerHubError: A call of a task failed in each of its attempts.
    """
    for _ in range(ATTEMPTS):
        cut = await client.submit(split, call, parts, pure=False, retries=ATTEMPTS)
        under_way: Any = client.gather(client.map(task, cut, pure=False, retries=ATTEMPTS, **arguments))
        walked: list[list[T] | None] = await under_way
        results = [result for result in walked if result is not None]
        if len(results) == len(walked):
            return [item for result in results for item in result]
    raise ListChangedError(f"{call.operation.id} changed during each of {ATTEMPTS} walks: {call.path}")


async def take_inventory(client: Client, namespace: str, on_progress: Progress | None = None) -> list[Row]:
    """List all tags of all repositories of a namespace.

    If a worker dies, Dask gives its task to another worker. The results of a task are complete, and are used once.

    Args:
        client: Client of a Dask cluster whose workers have a `HubPlugin`.
        namespace: User or organization.
        on_progress: Function that is called after every batch and every large repository; `None` to report nothing.

    Returns:
        A row for each tag, sorted.

    Raises:
        ListChangedError: A list changed during each of `ATTEMPTS` walks.
        DockerHubError: A call of a task failed in each of its attempts.
        KilledWorker: Several workers died while they ran the same task.
    """
    names = await walk(client, calls.repositories.list(namespace), repositories_in, parts=8)
    batches = [names[start : start + BATCH] for start in range(0, len(names), BATCH)]
    rows: list[Row] = []
    large: list[str] = []
    done = 0

    def add(repository: str, tags: list[Row] | None) -> None:
        nonlocal done
        if tags is None:
            large.append(repository)
            return
        done += 1
        rows.extend(tags)

    futures = client.map(tags_of, batches, namespace=namespace, pure=False, retries=ATTEMPTS)
    batch_of = dict(zip(futures, batches, strict=True))
    del futures  # a worker drops a result if the program has no future for it
    async for future in as_completed(list(batch_of)):
        for repository, tags in zip(batch_of.pop(future), await future, strict=True):
            add(repository, tags)
        if on_progress is not None:
            on_progress(done, len(names), len(rows))
    for repository in large:
        list_tags = calls.repositories.list_tags(namespace, repository)
        add(repository, await walk(client, list_tags, tags_in, parts=16, repository=repository))
        if on_progress is not None:
            on_progress(done, len(names), len(rows))
    return sorted(rows)


def local_cluster(workers: int) -> LocalCluster:
    """Make a cluster of processes on this machine.

    Args:
        workers: Number of processes.

    Returns:
        The cluster, which `async with` starts and stops.
    """
    return LocalCluster(
        n_workers=workers,
        threads_per_worker=2,  # maximum number of tasks at a time, each of which sends up to ten requests at a time
        host="127.0.0.1",
        scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},
        asynchronous=True,
    )


async def main() -> int:
    """Read the arguments and write the rows to standard output."""
    parser = argparse.ArgumentParser(description="List every tag of every repository of a namespace.")
    parser.add_argument("namespace", nargs="?")
    parser.add_argument("--workers", type=int, default=3, help="processes on this machine")
    parser.add_argument("--scheduler", help="address of a running Dask scheduler, instead")
    parser.add_argument("--tokens", default="~/.cache/aiodockerhub", help="where the workers share their log-in")
    parser.add_argument("--demo", action="store_true", help="against a FakeHub, with figures")
    chosen = parser.parse_args()
    if (chosen.namespace is None) != chosen.demo:
        parser.error("name either a namespace or --demo")
    if chosen.workers < 1:
        parser.error("--workers must be 1 or more")
    async with AsyncExitStack() as stack:
        if chosen.demo:
            chosen.tokens = stack.enter_context(tempfile.TemporaryDirectory())
            demo = stack.enter_context(DemoHub())
        else:
            demo = None
        where = chosen.scheduler or await stack.enter_async_context(local_cluster(chosen.workers))
        client = await stack.enter_async_context(Client(where, asynchronous=True))
        await client.register_plugin(HubPlugin(partial(connect, chosen.tokens)))
        began = time.monotonic()
        rows = await take_inventory(client, chosen.namespace or "jane", _show)
        took = time.monotonic() - began
        print(file=sys.stderr)
        if demo is not None:
            print(f"{len({row[:2] for row in rows}):,} different tags in {len(rows):,} rows, {took:.0f} s")
            print(f"requests: {demo.counts()}")
            print("peak memory in MiB: workers", *(await client.run(_peak)).values(), "- this process", _peak())
        else:
            csv.writer(sys.stdout).writerows(rows)
    return 0


def _show(done: int, repositories: int, tags: int) -> None:
    print(f"\r{done:,} of {repositories:,} repositories, {tags:,} tags", end="", file=sys.stderr)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


class DemoHub:
    """A FakeHub in a separate process, whose rate limit is ten times that of Docker Hub: 180 requests in 6 seconds."""

    def __enter__(self) -> "DemoHub":
        context = multiprocessing.get_context("spawn")
        self._pipe, end = context.Pipe()
        self._process = context.Process(target=_serve_demo, args=(end,))
        self._process.start()
        os.environ.update(self._pipe.recv())
        return self

    def __exit__(self, *error: object) -> None:
        self._pipe.send("stop")
        self._process.join()

    def counts(self) -> dict[str, int]:
        """Return the number of requests so far: all, log-ins, and requests refused by the rate limit."""
        self._pipe.send("count")
        counts: dict[str, int] = self._pipe.recv()
        return counts


def _serve_demo(pipe: Connection) -> None:
    fake = FakeHub()
    fake.user("jane")
    for number in range(2_000):
        tags = 48 + (number <= 1_048) if number else 3_000  # 100,000 in all
        fake.repository(f"jane/app-{number:04}", tags=tags)
    fake.rate_limit(180, window=6)

    async def serve() -> None:
        async with fake.serve() as url:
            secret = fake.personal_token("jane")
            pipe.send({"DOCKERHUB_URL": url, "DOCKERHUB_USERNAME": "jane", "DOCKERHUB_TOKEN": secret})
            while await asyncio.to_thread(pipe.recv) == "count":
                pipe.send(
                    {
                        "all": len(fake.requests),
                        "log-ins": sum(request.path == "/v2/auth/token" for request in fake.requests),
                        "refused by the rate limit": sum(request.status == 429 for request in fake.requests),
                    }
                )

    asyncio.run(serve())


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
