"""Downloads that are cancelled, or whose deadline passes, leave no file and no task."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from aiodockerhub import (
    Anonymous,
    CallOptions,
    DockerHub,
    DockerHubError,
    HubTimeoutError,
)
from aiodockerhub.testing import ManualClock
from aiodockerhub.testing.clock import settle
from aiodockerhub.threads import _Pool, in_thread

from tests.overrides.deadlines import DEADLINE, pass_deadline
from tests.overrides.downloaded import CSV, head, names
from tests.overrides.engines import each_engine
from tests.overrides.loopback import eventually, loopback


async def test_a_cancelled_download_leaves_nothing_behind(tmp_path: Path) -> None:
    started = asyncio.Event()
    async with loopback(lambda _: head(CSV) + CSV[:1000]) as server, DockerHub(Anonymous(), base_url=server.url) as hub:
        task = asyncio.create_task(hub.download("/v2/x", tmp_path / "x", progress=lambda *_: started.set()))
        await started.wait()
        [part] = names(tmp_path)
        assert part.endswith(".part")
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert names(tmp_path) == []


@each_engine
async def test_a_download_cancelled_at_whatever_it_was_at_leaves_no_file_and_no_descriptor(
    transport: Any, tmp_path: Path
) -> None:
    async with loopback(lambda _: head(CSV) + CSV) as server:  # noqa: SIM117 - one line would be too long
        async with DockerHub(Anonymous(), base_url=server.url, transport=transport) as hub:
            await hub.download("/v2/x", tmp_path / "x")  # makes a thread
            (tmp_path / "x").unlink()
            before, tasks = descriptors(tmp_path), asyncio.all_tasks()
            for turns in range(40):
                task = asyncio.create_task(hub.download("/v2/x", tmp_path / "x"))
                for _ in range(turns):
                    await asyncio.sleep(0)
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
                assert set(names(tmp_path)) <= {"x"}
                assert descriptors(tmp_path) == before
            assert not {task for task in asyncio.all_tasks() - tasks if "Loopback" not in repr(task)}


@pytest.mark.parametrize("ends", ["deadline", "closed", "cancelled"])
async def test_a_download_that_is_ended_while_its_file_is_put_in_place_tells_the_truth(
    ends: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, goes_on, replace = threading.Event(), threading.Event(), Path.replace

    def slow_replace(self: Path, target: Path) -> Path:
        begun.set()
        assert goes_on.wait(60)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", slow_replace)
    file = tmp_path / "x"
    file.write_bytes(b"old")
    async with (
        asyncio.timeout(60),
        loopback(lambda _: head(CSV) + CSV) as server,
        DockerHub(Anonymous(), base_url=server.url) as hub,
    ):
        task = asyncio.create_task(hub.download("/v2/x", file, options=CallOptions(deadline=DEADLINE)))
        await eventually(begun.is_set)
        (interruption,) = hub._session.shared.calls
        if ends == "deadline":
            interruption.end("deadline")
        closing = asyncio.create_task(hub.aclose()) if ends == "closed" else None
        if ends == "cancelled":
            task.cancel()
        await settle()
        assert not task.done()
        goes_on.set()
        if ends == "cancelled":
            with pytest.raises(asyncio.CancelledError):
                await task
        else:
            assert (await task).parsed == file
        if closing is not None:
            await closing
    assert file.read_bytes() == CSV
    assert names(tmp_path) == ["x"]


async def test_a_download_whose_file_cannot_be_put_in_place_at_its_deadline_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, goes_on = threading.Event(), threading.Event()

    def fail(self: Path, target: Path) -> Path:
        begun.set()
        assert goes_on.wait(60)
        raise OSError(28, "no space")

    monkeypatch.setattr(Path, "replace", fail)
    (tmp_path / "x").write_bytes(b"old")
    async with (
        asyncio.timeout(60),
        loopback(lambda _: head(CSV) + CSV) as server,
        DockerHub(Anonymous(), base_url=server.url) as hub,
    ):
        task = asyncio.create_task(hub.download("/v2/x", tmp_path / "x", options=CallOptions(deadline=DEADLINE)))
        await eventually(begun.is_set)
        (interruption,) = hub._session.shared.calls
        interruption.end("deadline")
        await settle()
        goes_on.set()
        with pytest.raises(HubTimeoutError, match="deadline of 20 s"):
            await task
    assert (tmp_path / "x").read_bytes() == b"old"
    assert names(tmp_path) == ["x"]


def descriptors(folder: Path) -> list[str]:
    """Return the paths of the open files of this process in a folder."""
    links = [str(link.readlink()) for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    return [link for link in links if link.startswith(str(folder))]


@contextlib.asynccontextmanager
async def busy_threads(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Callable[[], None]]:
    """Yield a function that keeps the only thread of the package busy until the end of the block."""
    end, tasks = threading.Event(), list[asyncio.Task[bool]]()

    def begin() -> None:
        tasks.append(asyncio.create_task(in_thread(end.wait)))

    monkeypatch.setattr("aiodockerhub.threads._pool", _Pool(1))
    try:
        yield begin
    finally:
        end.set()
        await asyncio.gather(*tasks)


@pytest.mark.parametrize("when", ["before", "during"])
@pytest.mark.parametrize("ends", ["deadline", "cancelled", "closed"])
async def test_a_download_that_waits_for_a_thread_ends_when_it_is_to_and_leaves_nothing(
    when: str, ends: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = asyncio.Event()

    def progress(received: int, total: int | None) -> None:
        if not waits.is_set():
            occupy()
            waits.set()

    expected = {"deadline": HubTimeoutError, "cancelled": asyncio.CancelledError, "closed": DockerHubError}[ends]
    clock = ManualClock()
    async with (
        asyncio.timeout(60),
        busy_threads(monkeypatch) as occupy,
        loopback(lambda _: head(CSV) + CSV) as server,
        DockerHub(Anonymous(), base_url=server.url, concurrency=1, clock=clock) as hub,
    ):
        if when == "before":
            occupy()
            waits.set()
        options = CallOptions(deadline=DEADLINE if ends == "deadline" else None)
        task = asyncio.create_task(hub.download("/v2/x", tmp_path / "x", progress=progress, options=options))
        if ends == "deadline":
            error = await pass_deadline(hub, clock, task, waits.is_set)
            # An engine that hands out the whole body at once has ended the attempt when its chunk is written.
            phases = ["for the file"] if when == "before" else ["in 1 attempt", "for the file"]
            assert str(error).startswith(tuple(f"deadline of 20 s passed: 20.0 s {phase}" for phase in phases))
        await waits.wait()
        await settle()
        if ends == "cancelled":
            task.cancel()
        if ends == "closed":
            await hub.aclose()
        with pytest.raises(expected):
            await task
        if ends != "closed":
            await hub.get("/v2/y")  # its place is free
        assert names(tmp_path) == []
        assert len(server.requests) == (when == "during") + (ends != "closed")
