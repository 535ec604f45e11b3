"""Ends commands by signals, also if nobody reads their output."""

import asyncio
import signal
from collections.abc import Coroutine, Generator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, TypeVar, cast

import click

from aiodockerhub.cli.standard_streams import UnreadError, allow_waits, limit_waits

T = TypeVar("T")


def run(command: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine as `asyncio.run` does; SIGTERM and SIGHUP cancel it.

    A cancelled coroutine can report what may have been done, as it does after Ctrl-C. After one of these signals or
    Ctrl-C, a reader of stdout or stderr that does not read cannot keep the command alive: writes fail as
    `standard_streams.limit_waits` says. If the process ignores or already handles one of these signals, the handling of
    that signal does not change. On Windows, and outside of the main thread, the handling of no signal changes.

    Args:
        command: Coroutine of the command.

    Returns:
        The result of the coroutine.

    Raises:
        click.Abort: The coroutine was cancelled, usually by SIGTERM or SIGHUP, or nobody has read its output after a
            signal.
        KeyboardInterrupt: Ctrl-C cancelled the coroutine.
    """
    return _run(command, ("SIGTERM", "SIGHUP"))


def run_read(command: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that changes nothing, as `asyncio.run` does.

    After Ctrl-C, a reader of stdout or stderr that does not read cannot keep the command alive, as for `run`. SIGTERM
    and SIGHUP end the process at once, because there is nothing to report.

    Args:
        command: Coroutine of the command.

    Returns:
        The result of the coroutine.

    Raises:
        click.Abort: The coroutine was cancelled, or nobody has read its output after Ctrl-C.
        KeyboardInterrupt: Ctrl-C cancelled the coroutine.
    """
    return _run(command, ())


def _run(command: Coroutine[Any, Any, T], names: tuple[str, ...]) -> T:
    async def run() -> T:
        with _cancel_on_signals(names):
            return await command

    allow_waits()
    try:
        return asyncio.run(run())
    except (asyncio.CancelledError, UnreadError):
        raise click.Abort from None


@contextmanager
def _cancel_on_signals(names: tuple[str, ...]) -> Generator[None]:
    """Let signals cancel the current task while the context lasts.

    Each of these signals, and Ctrl-C, also calls `limit_waits`. A write that waits for its reader blocks the event
    loop, which then calls no handlers of its own, so the handlers are set by `signal.signal`.

    Args:
        names: Names of the signals, such as `SIGTERM`. A signal that the process ignores or handles already keeps its
            handling. Ctrl-C cancels the task as under `asyncio.run`.
    """
    loop, task = asyncio.get_running_loop(), cast("asyncio.Task[Any]", asyncio.current_task())
    numbers = [
        getattr(signal, name)
        for name in names
        if hasattr(signal, name)
        and signal.getsignal(getattr(signal, name)) is signal.SIG_DFL  # nohup ignores SIGHUP; Windows has none
    ]
    cancel_on_interrupt = signal.getsignal(signal.SIGINT)  # the handler of `asyncio.run`

    def cancel(_number: int, _frame: FrameType | None) -> None:
        limit_waits()
        task.cancel()

    def interrupt(number: int, frame: FrameType | None) -> None:
        limit_waits()
        if callable(cancel_on_interrupt):
            cancel_on_interrupt(number, frame)

    with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows, or not the main thread
        for number in numbers:
            loop.add_signal_handler(number, _do_nothing)  # wakes the event loop if it waits
            signal.signal(number, cancel)
        if callable(cancel_on_interrupt):  # ignored in a shell's background job
            signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        with suppress(NotImplementedError, RuntimeError, ValueError):
            for number in numbers:
                loop.remove_signal_handler(number)
            if signal.getsignal(signal.SIGINT) is interrupt:
                signal.signal(signal.SIGINT, cancel_on_interrupt)


def _do_nothing() -> None:
    """Run in the event loop after a signal, which has been handled already."""
