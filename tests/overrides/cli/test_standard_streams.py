"""Standard output and error: nothing of a result is lost on its way to them."""

import io
import json
import os
import select
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from aiodockerhub.__main__ import main
from aiodockerhub.testing import FakeHub

from tests.overrides.cli.test_process import environment


@pytest.mark.heavy
@pytest.mark.usefixtures("jane", "app")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_stream_that_is_closed_is_an_empty_one_and_stdout_takes_nothing(closed: str) -> None:
    words = "repositories delete acme app" if closed == "<&-" else "repositories get acme app --query name"
    done = subprocess.run(
        ["/bin/sh", "-c", f'"$0" -m aiodockerhub {words} {closed}', sys.executable],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    assert done.returncode == {"<&-": 2, "2>&-": 0}.get(closed, 1)
    assert done.stdout == ("app\n" if closed == "2>&-" else "")
    told = {"<&-": "error: ", ">&-": "error: Bad file descriptor"}
    assert done.stderr.startswith(told.get(closed, ""))
    assert "Traceback" not in done.stderr


@pytest.mark.heavy
@pytest.mark.usefixtures("jane", "url")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_disk_that_becomes_full_within_a_result_loses_no_secret(unbuffered: str, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    program = (
        "import resource, sys; from aiodockerhub.__main__ import main; "
        f"resource.setrlimit(resource.RLIMIT_FSIZE, (40, {resource.RLIM_INFINITY})); sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", program, "org-access-tokens", "create", "acme", "--label", "ci", "--json"]
    with (tmp_path / "disk").open("wb") as disk:
        done = subprocess.run(
            command,
            stdout=disk,
            stderr=subprocess.PIPE,
            check=False,
            env=environment(PYTHONUNBUFFERED=unbuffered, PYTHONDONTWRITEBYTECODE="1"),
        )
    written, _, told = done.stderr.partition(b"error: ")
    assert (tmp_path / "disk").stat().st_size == 40
    assert json.loads(written)["token"].startswith("dckr_oat_")
    assert b"stdout cannot be written, so the result" in told
    assert done.returncode == 1


@pytest.mark.usefixtures("jane")
@pytest.mark.parametrize("unbuffered", [True, False])
def test_reader_that_is_slow_gets_everything_of_a_pipe_that_does_not_block(
    unbuffered: bool, fake: FakeHub, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.repository("acme/app", tags=500)
    reader, writer = os.pipe()
    received = bytearray()
    os.set_blocking(writer, False)
    raw = io.FileIO(writer, "wb")
    buffer: Any = raw if unbuffered else io.BufferedWriter(raw)  # as Python opens it
    stdout = io.TextIOWrapper(buffer, "utf-8", write_through=unbuffered)
    monkeypatch.setattr(sys, "stdout", stdout)
    monkeypatch.setattr(sys, "__stdout__", stdout)
    monkeypatch.setattr(select, "select", lambda *_: received.extend(os.read(reader, 65_536)))
    assert main(["repositories", "list-tags", "acme", "app", "--jsonl"]) == 0
    stdout.close()
    with os.fdopen(reader, "rb") as rest:
        received += rest.read()
    assert len(received) > 65_536
    assert len({json.loads(line)["name"] for line in received.splitlines()}) == 500


@pytest.mark.usefixtures("jane")
@pytest.mark.parametrize("unbuffered", [True, False])
@pytest.mark.parametrize("first", [b"", b"first half, \xc3"])
def test_writer_that_pauses_in_a_pipe_that_does_not_block_is_read_to_the_end(
    unbuffered: bool, first: bytes, app: FakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    os.write(writer, first)
    raw = io.FileIO(reader, "rb")
    buffer: Any = raw if unbuffered else io.BufferedReader(raw)
    stdin = io.TextIOWrapper(buffer, "utf-8")
    monkeypatch.setattr(sys, "stdin", stdin)
    monkeypatch.setattr(sys, "__stdin__", stdin)

    def go_on(*_: object) -> None:
        os.write(writer, b"\xa9 second half" if first else b"\xc3\xa9")
        os.close(writer)

    monkeypatch.setattr(select, "select", go_on)
    assert main(["repositories", "update", "acme", "app", "--full-description", "-"]) == 0
    stdin.close()
    sent = [json.loads(request.body) for request in app.requests if request.method == "PATCH"]
    assert sent == [{"full_description": "first half, é second half" if first else "é"}]
