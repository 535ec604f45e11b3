"""A FakeHub that the command line talks to over loopback, and a way to run a command."""

import asyncio
import errno
import io
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from aiodockerhub.__main__ import main
from aiodockerhub.cli.standard_streams import allow_waits
from aiodockerhub.testing import FakeHub
from aiodockerhub_generated._commands import flag_of
from aiodockerhub_generated.catalog import load

from tests.overrides.auth.test_credential_chain import VARIABLES
from tests.overrides.cli.full_pipe import FullPipe

PASSWORD = "swordfish-example"


class Done(NamedTuple):
    """The exit code and the output of a command."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


def schema_of(operation: str, argument: str) -> dict[str, Any]:
    """Return the schema of an argument in the catalog.

    It has the limits and values of Docker's document.

    Args:
        operation: Resource and method, such as `orgs.list_members`.
        argument: Name of the argument in Python.
    """
    resource, _, name = operation.partition(".")
    arguments = load()[resource]["operations"][name]["arguments"]
    return next(each["schema"] for each in arguments if each["name"] == argument)


def options_of(operation: str) -> list[str]:
    """List the options for the fields of a body, as the catalog does.

    Args:
        operation: Resource and method, such as `repositories.update`.
    """
    resource, _, name = operation.partition(".")
    arguments = load()[resource]["operations"][name]["arguments"]
    return [flag_of(each["name"]) for each in arguments if each["location"] == "body"]


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove all credentials of the environment except those that a test sets."""
    for variable in [*VARIABLES, "DOCKERHUB_URL", "DOCKERHUB_PROFILE", "DOCKERHUB_SCIM_TOKEN"]:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")


@pytest.fixture
def fake() -> FakeHub:
    fake = FakeHub()
    fake.user("jane", password=PASSWORD)
    fake.org("acme", owner="jane", members=["joe"], scim_token="scim_dummy")
    return fake


@pytest.fixture
def url(fake: FakeHub, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Serve the FakeHub in another thread, because a command runs its own event loop, and return its URL."""
    started, stop = threading.Event(), asyncio.Event()
    found: list[tuple[str, asyncio.AbstractEventLoop]] = []

    async def serve() -> None:
        async with fake.serve() as url:
            found.append((url, asyncio.get_running_loop()))
            started.set()
            await stop.wait()

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    started.wait()
    url, loop = found[0]
    monkeypatch.setenv("DOCKERHUB_URL", url)
    yield url
    loop.call_soon_threadsafe(stop.set)
    thread.join()


@pytest.fixture
def jane(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the credentials of the user jane in the environment."""
    monkeypatch.setenv("DOCKERHUB_USERNAME", "jane")
    monkeypatch.setenv("DOCKERHUB_PASSWORD", PASSWORD)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command and returns its exit code and its output."""

    def run(*arguments: str) -> Done:
        try:
            code = main(arguments)
        except SystemExit as error:
            code = int(error.code or 0)
        shown = capsys.readouterr()
        return Done(code, shown.out, shown.err)

    return run


class FullDisk(io.StringIO):
    """An output on a disk that is full."""

    def write(self, text: str, /) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture
def app(fake: FakeHub, url: str) -> FakeHub:
    fake.repository("acme/app", tags=5, pulls=1_234_567, description="The application")
    return fake


@pytest.fixture
def type_in(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that puts text on standard input, as from a pipe or from a terminal."""

    def type_in(text: str, *, terminal: bool = False) -> None:
        stdin = io.StringIO(text)
        monkeypatch.setattr(stdin, "isatty", lambda: terminal)
        monkeypatch.setattr(sys, "stdin", stdin)

    return type_in


@pytest.fixture
def full_pipe(monkeypatch: pytest.MonkeyPatch) -> Iterator[FullPipe]:
    pipe = FullPipe(monkeypatch)
    yield pipe
    allow_waits()
    pipe.close()
