"""Standard output and error: nothing of a result is lost on its way to them."""

import contextlib
import io
import itertools
import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from aiodockerhub.__main__ import main
from aiodockerhub.cli.standard_streams import UnreadError, _WaitingFile, limit_waits, prepare_streams
from aiodockerhub.helpers.clock import SystemClock
from aiodockerhub.testing import FakeHub

from tests.overrides.cli.conftest import Run
from tests.overrides.cli.full_pipe import FullPipe
from tests.overrides.cli.test_process import environment

posix = pytest.mark.skipif(os.name == "nt", reason="Windows cannot tell whether a write to a pipe would wait")


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


@posix
def test_write_without_reader_waits_until_a_second_after_a_signal_and_works_again_if_it_is_read(
    full_pipe: FullPipe,
) -> None:
    file = _WaitingFile(full_pipe.writer, "wb")
    full_pipe.on_wait = lambda: limit_waits() if full_pipe.now > 60 else None
    with pytest.raises(UnreadError):
        file.write(b"row\n")
    assert 61 <= full_pipe.now < 62
    full_pipe.on_wait = lambda: pytest.fail("the second write waits, too")
    with pytest.raises(UnreadError):
        file.write(b"row\n")
    os.read(full_pipe.reader, 65_536)
    assert file.write(b"row\n") == 4


@posix
def test_reader_that_reads_something_in_each_second_gets_everything_after_a_signal(full_pipe: FullPipe) -> None:
    received = bytearray()
    waits = itertools.count(1)

    def read() -> None:
        limit_waits()
        if next(waits) % 8 == 0:
            received.extend(os.read(full_pipe.reader, 8_192))

    full_pipe.on_wait = read
    file = io.BufferedWriter(_WaitingFile(full_pipe.writer, "wb"))
    file.write(b"x" * 100_000)
    file.flush()
    while received.count(b"x") < 100_000:
        received.extend(os.read(full_pipe.reader, 65_536))
    assert full_pipe.now > 5


@posix
@pytest.mark.usefixtures("jane", "url")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
@pytest.mark.parametrize("form", ["--jsonl", "--json", "--table"])
def test_signal_ends_a_change_whose_output_nobody_reads_and_its_result_is_on_stderr(
    name: str,
    form: str,
    *,
    full_pipe: FullPipe,
    fake: FakeHub,
    capsys: pytest.CaptureFixture[str],
) -> None:
    number = getattr(signal, name)
    default = signal.default_int_handler if name == "SIGINT" else signal.SIG_DFL
    before = signal.signal(number, default)  # ignored under nohup, or in a shell's background job
    fake.repository("acme/app", tags=3)
    stdout = full_pipe.open_as("stdout")
    signals_sent = list[float]()

    def send() -> None:
        if not signals_sent:
            signals_sent.append(full_pipe.now)
            signal.raise_signal(number)

    full_pipe.on_wait = send
    try:
        code = main(["cleanup", "acme/app", "--older-than", "1s", "--yes", form])
    finally:
        signal.signal(number, before)
    sys.stdout.flush()  # as at the exit of Python, where the rest goes to the null device
    stdout.close()
    stderr = capsys.readouterr().err
    rows, _, rest = stderr.partition("\n]\n")
    assert code == 130
    assert len(json.loads(f"{rows}]")) == 2  # without `latest`
    assert rest.endswith("interrupted; nothing more is done\n")
    assert full_pipe.now - signals_sent[0] < 2


@contextlib.contextmanager
def broken_stderr(fault: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Replace standard error, as Python has opened it, by a file that takes nothing.

    A test calls this function itself, because pytest replaces the stream after the fixtures.
    """
    if fault == "reader gone":
        reader, descriptor = os.pipe()
        os.close(reader)
    elif fault == "read-only":
        descriptor = os.open(os.devnull, os.O_RDONLY)
    elif Path("/dev/full").exists():
        descriptor = os.open("/dev/full", os.O_WRONLY)
    else:
        pytest.skip("the system has no such device")
    stderr = io.TextIOWrapper(io.BufferedWriter(io.FileIO(descriptor, "wb")), "utf-8", line_buffering=True)
    if fault == "full disk":
        with contextlib.suppress(OSError):
            stderr.write("a warning of Python\n")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", stderr)
        patch.setattr(sys, "__stderr__", stderr)
        yield
    with contextlib.suppress(OSError):
        stderr.close()


@posix
@pytest.mark.usefixtures("jane")
@pytest.mark.parametrize("fault", ["reader gone", "read-only", "full disk"])
@pytest.mark.parametrize("verbose", [[], ["--verbose"]])
def test_stderr_that_takes_nothing_ends_no_call_and_loses_no_result(
    verbose: list[str], fault: str, *, fake: FakeHub, url: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def sleep(_clock: object, seconds: float) -> None:
        waits.append(seconds)

    waits = list[float]()
    monkeypatch.setattr(SystemClock, "sleep", sleep)
    for _ in range(2):
        fake.fault("access_tokens.create", status=429, headers={"Retry-After": "30"})
    repository = fake.repository("acme/app", tags=3)
    with broken_stderr(fault, monkeypatch):
        create = ("access-tokens", "create", "--token-label", "ci", "--scopes", "repo:read", "--query", "token")
        done = run(*create, *verbose)
        assert (done.code, len(waits), done.out[:9]) == (0, 2, "dckr_pat_")
        done = run("authentication", "login", "--username", "jane", "--password", "env:DOCKERHUB_PASSWORD", *verbose)
        assert (done.code, "token" in done.out) == (0, True)  # although a note says that the operation is deprecated
        done = run("cleanup", "acme/app", "--older-than", "0s", "--yes", "--jsonl", *verbose)
        assert (done.code, len(done.out.splitlines()), len(repository.tags)) == (0, 2, 1)
        assert run("repositories", "get", "acme", "nope", *verbose).code == 4
        assert run("repositories", "delete", "acme", "nope", *verbose).code == 2


@posix
def test_line_that_nobody_reads_on_stderr_after_a_signal_is_lost(full_pipe: FullPipe) -> None:
    with full_pipe.open_as("stderr"):
        prepare_streams()
        click.echo("a note", err=True)
        assert 1 <= full_pipe.now < 2
        full_pipe.on_wait = lambda: pytest.fail("the second write waits, too")
        click.echo("a note", err=True)
        os.set_blocking(full_pipe.reader, False)
        with contextlib.suppress(BlockingIOError):
            while True:
                os.read(full_pipe.reader, 65_536)
        click.echo("a note", err=True)
        assert os.read(full_pipe.reader, 65_536) == b"a note\n"
