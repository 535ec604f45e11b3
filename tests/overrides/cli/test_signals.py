"""Signals that end a command that changes something."""

import asyncio
import os
import signal
from collections.abc import Iterator
from typing import Any

import click
import pytest
from aiodockerhub.cli import signals
from aiodockerhub.helpers.clock import SystemClock
from aiodockerhub.http.session import Session
from aiodockerhub.testing import FakeHub

from tests.overrides.cli.conftest import Run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no signals that can be caught")
SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


@pytest.fixture(autouse=True)
def default_handlers() -> Iterator[None]:
    """Reset the handlers of the signals, which `nohup` may have set to ignore, until the end of the test."""
    before = {number: signal.signal(number, signal.SIG_DFL) for number in SIGNALS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def send(number: int) -> None:
    """Send a signal to this process; fail if its default handler would end the tests."""
    assert signal.getsignal(number) is not signal.SIG_DFL
    signal.raise_signal(number)


@pytest.mark.parametrize("number", SIGNALS)
def test_signal_cancels_the_command_and_is_left_as_it_was(number: int) -> None:
    ended = list[str]()

    async def command() -> None:
        send(number)
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("here")

    with pytest.raises(click.Abort):
        signals.run(command())
    assert ended == ["here"]
    assert signal.getsignal(number) is signal.SIG_DFL


@pytest.mark.parametrize("number", SIGNALS)
def test_signal_that_is_ignored_stays_ignored(number: int) -> None:
    async def command() -> str:
        send(number)
        await asyncio.sleep(0)
        return "done"

    before = signal.signal(number, signal.SIG_IGN)  # as nohup does
    try:
        assert signals.run(command()) == "done"
        assert signal.getsignal(number) is signal.SIG_IGN
    finally:
        signal.signal(number, before)


@pytest.mark.usefixtures("jane")
@pytest.mark.parametrize("number", SIGNALS)
def test_change_that_a_signal_ends_is_told_to_be_perhaps_made(
    number: int, app: FakeHub, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.fault("repositories.update", delay=60)
    make_attempt = Session._make_attempt

    async def interrupt(*arguments: Any, **keywords: Any) -> Any:
        task = asyncio.ensure_future(make_attempt(*arguments, **keywords))
        while not task.done() and not any(request.operation == "repositories.update" for request in app.requests):
            await asyncio.wait([task], timeout=0.001)
        if not task.done():
            send(number)
        return await task

    monkeypatch.setattr(Session, "_make_attempt", interrupt)
    done = run("repositories", "update", "acme", "app", "--description", "x")
    assert done.code == 130
    assert done.err == (
        "note: the request may have been sent, and the change may have been made: check before you repeat it\n"
        "interrupted; nothing more is done\n"
    )


@pytest.mark.usefixtures("jane")
@pytest.mark.parametrize("number", SIGNALS)
def test_change_that_was_only_refused_is_not_told_to_be_perhaps_made(
    number: int, app: FakeHub, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.fault("repositories.update", status=429, headers={"Retry-After": "30"})

    async def interrupt(_clock: object, seconds: float) -> None:
        assert seconds >= 30
        send(number)
        await asyncio.Event().wait()

    monkeypatch.setattr(SystemClock, "sleep", interrupt)
    done = run("repositories", "update", "acme", "app", "--description", "x")
    assert (done.code, done.err.splitlines()[-1]) == (130, "interrupted; nothing more is done")
    assert "may have been" not in done.err
