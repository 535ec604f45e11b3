"""What `aiodockerhub cleanup` reports if a full disk, a closed pipe, the rate limit or a signal ends it."""

import asyncio
import io
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from typing import Literal

import pytest
from aiodockerhub import DockerHub, Password
from aiodockerhub.cli.commands.cleanup import _delete
from aiodockerhub.cli.failures import ExitCode
from aiodockerhub.cli.output import Output
from aiodockerhub.cli.stale_tags import StaleLimit
from aiodockerhub.cli.standard_streams import ReaderGoneError
from aiodockerhub.cli.tag_deletion import TagDeletion
from aiodockerhub.testing import FakeHub

from tests.overrides.cli.conftest import PASSWORD, FullDisk, Run


@pytest.mark.usefixtures("jane")
@pytest.mark.parametrize("form", ["--jsonl", "--table"])
def test_cleanup_on_a_full_disk_tells_what_became_of_each_tag(
    fake: FakeHub, url: str, run: Run, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = fake.repository("acme/app", tags=10)
    names = {*repository.tags} - {"latest"}
    monkeypatch.setattr(sys, "stdout", FullDisk())
    done = run("cleanup", "acme/app", "--older-than", "0s", "--yes", form)
    rows = json.loads(done.err[: done.err.rindex("]") + 1])
    assert {row["name"] for row in rows} == names
    gone = {row["name"] for row in rows if row["action"] in {"deleted", "perhaps deleted"}}
    assert names - set(repository.tags) <= gone
    assert "error: No space left on device" in done.err
    assert done.code == ExitCode.FAILED


class _ClosedPipe(io.StringIO):
    """An output that raises `ReaderGoneError` after a number of writes."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.lines = lines

    def write(self, text: str, /) -> int:
        if self.lines == 0:
            raise ReaderGoneError
        self.lines -= 1
        return super().write(text)


@pytest.mark.usefixtures("jane", "url")
@pytest.mark.parametrize("lines", [0, 2])
@pytest.mark.parametrize("form", ["--jsonl", "--csv", "--json"])
def test_cleanup_whose_reader_is_gone_tells_what_became_of_each_tag(
    fake: FakeHub, run: Run, form: str, lines: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = fake.repository("acme/app", tags=30)
    names = {*repository.tags} - {"latest"}
    monkeypatch.setattr(sys, "stdout", _ClosedPipe(0 if form == "--json" else lines))
    done = run("cleanup", "acme/app", "--older-than", "0s", "--yes", form)
    rows = {row["name"]: row["action"] for row in json.loads(done.err[: done.err.rindex("]") + 1])}
    assert {*rows} == names
    gone = {name for name, action in rows.items() if action in {"deleted", "perhaps deleted"}}
    assert names - set(repository.tags) <= gone
    assert ("not tried" in rows.values()) == (form != "--json")
    assert "note: nobody reads stdout" in done.err
    assert done.code == ExitCode.FAILED


@pytest.mark.usefixtures("jane")
def test_cleanup_that_only_shows_needs_no_reader(
    fake: FakeHub, url: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.repository("acme/app", tags=3)
    monkeypatch.setattr(sys, "stdout", _ClosedPipe(0))
    assert run("cleanup", "acme/app", "--older-than", "0s", "--jsonl").code == ExitCode.SUCCESS


@pytest.mark.usefixtures("jane")
def test_cleanup_that_is_limited_tries_no_more_and_says_so(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", tags=30)
    fake.fault("repositories.delete_tag", after=5, status=429, json={}, headers={"retry-after": "3000"}, times=None)
    done = run("cleanup", "acme/app", "--older-than", "0s", "--yes", "--csv")
    assert done.code == 5
    assert "5 deleted, " in done.err
    assert " not tried of 30 tags" in done.err
    deletions = [request for request in fake.requests if request.operation == "repositories.delete_tag"]
    assert len(deletions) < 10


@pytest.mark.parametrize("form", ["jsonl", "json"])
async def test_interrupted_cleanup_tells_what_became_of_each_tag(
    fake: FakeHub, form: Literal["json", "jsonl"], capsys: pytest.CaptureFixture[str]
) -> None:
    repository = fake.repository("acme/app", tags=30)
    names = [name for name in repository.tags if name != "latest"]
    rows = {name: {"name": name, "action": ""} for name in names}
    async with DockerHub(Password("jane", PASSWORD), transport=fake.transport) as hub:
        deletion = TagDeletion(hub, ("acme", "app"), rows, StaleLimit(datetime.now(UTC)))
        task = asyncio.create_task(_delete(deletion, Output(form), "30 tags"))
        while sum(row["action"] == "deleted" for row in rows.values()) < 5:  # noqa: ASYNC110 - they tell nobody
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    shown = capsys.readouterr()
    told = json.loads(shown.out) if form == "json" else [json.loads(line) for line in shown.out.splitlines()]
    assert sorted(row["name"] for row in told) == sorted(names)
    deleted = {row["name"] for row in told if row["action"] == "deleted"}
    assert len(deleted) >= 5
    assert not deleted & set(repository.tags)
    unsure = {row["name"] for row in told if row["action"] == "perhaps deleted"}
    assert len(unsure) <= 4
    assert set(names) - set(repository.tags) <= deleted | unsure
    assert " not tried of 30 tags\n" in shown.err


@pytest.mark.slow
@pytest.mark.usefixtures("jane", "url")
@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals that can be caught")
def test_cleanup_that_is_told_to_end_tells_what_became_of_each_tag(fake: FakeHub, run: Run) -> None:
    fake.repository("acme/app", tags=30)
    words = ["cleanup", "acme/app", "--older-than", "1h", "--jsonl"]
    expected = {json.loads(line)["name"] for line in run(*words).out.splitlines()}
    fake.fault("repositories.delete_tag", times=None, after=4, delay=60)
    with subprocess.Popen(
        [sys.executable, "-m", "aiodockerhub", *words, "--yes"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline()
        process.terminate()
        rest = process.stdout.read()  # `communicate` would lose what `readline` has buffered
        err = process.stderr.read()
    rows = [json.loads(line) for line in [first, *rest.splitlines()]]
    assert {row["name"] for row in rows} == expected
    assert {row["action"] for row in rows} >= {"deleted", "not tried"}
    assert err.endswith("interrupted; nothing more is done\n")
    assert process.returncode == ExitCode.INTERRUPTED
