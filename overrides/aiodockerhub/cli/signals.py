"""Lets a command say what it may have done before a signal ends it."""

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
    allow_waits()
    try:
        return asyncio.run(_run(command))
    except (asyncio.CancelledError, UnreadError):
        raise click.Abort from None


async def _run(command: Coroutine[Any, Any, T]) -> T:
    with _cancel_on_signals():
        return await command


@contextmanager
def _cancel_on_signals() -> Generator[None]:
    """Let SIGTERM and SIGHUP cancel the current task while the context lasts.

    These signals and Ctrl-C also limit the waits of writes. The handlers are functions of Python and not only callbacks
    of the event loop, because a write that waits for its reader blocks the event loop.
    """
    loop, task = asyncio.get_running_loop(), cast("asyncio.Task[Any]", asyncio.current_task())
    numbers = [
        getattr(signal, name)
        for name in ("SIGTERM", "SIGHUP")  # Windows has no SIGHUP
        if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) is signal.SIG_DFL  # nohup ignores SIGHUP
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
