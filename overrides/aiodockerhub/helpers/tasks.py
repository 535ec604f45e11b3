"""Starts tasks that do not run before their caller has gone on."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def start_task(coroutine: Coroutine[Any, Any, T], *, name: str | None = None) -> asyncio.Task[T]:
    """Start a task, which begins at the next turn of the event loop.

    The task factory of a program is passed by: an eager one would run the task before its caller knows it, so that what
    the task runs into could not tell that it is under way.

    Args:
        coroutine: What the task runs.
        name: Its name.
    """
    return asyncio.Task(coroutine, loop=asyncio.get_running_loop(), name=name)
