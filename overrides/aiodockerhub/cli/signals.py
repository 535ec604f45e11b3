"""Lets a command say what it may have done before a signal ends it."""

import asyncio
import signal
from collections.abc import Coroutine, Generator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar, cast

import click

T = TypeVar("T")


def run(command: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine as `asyncio.run` does; SIGTERM and SIGHUP cancel it.

    A cancelled coroutine can report what may have been done, as it does after Ctrl-C. If the process ignores or already
    handles one of these signals, the handling of that signal does not change. On Windows, and outside of the main
    thread, the handling of neither signal changes.

    Args:
        command: Coroutine of the command.

    Returns:
        The result of the coroutine.

    Raises:
        click.Abort: The coroutine was cancelled, usually by SIGTERM or SIGHUP.
        KeyboardInterrupt: Ctrl-C cancelled the coroutine.
    """
    try:
        return asyncio.run(_run(command))
    except asyncio.CancelledError:
        raise click.Abort from None


async def _run(command: Coroutine[Any, Any, T]) -> T:
    with _cancel_on_signals():
        return await command


@contextmanager
def _cancel_on_signals() -> Generator[None]:
    """Let SIGTERM and SIGHUP cancel the current task while the context lasts."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    numbers = [
        getattr(signal, name)
        for name in ("SIGTERM", "SIGHUP")  # Windows has no SIGHUP
        if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) is signal.SIG_DFL  # nohup ignores SIGHUP
    ]
    with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows, or not the main thread
        for number in numbers:
            loop.add_signal_handler(number, cast("asyncio.Task[Any]", task).cancel)
    try:
        yield
    finally:
        with suppress(NotImplementedError, RuntimeError, ValueError):
            for number in numbers:
                loop.remove_signal_handler(number)
