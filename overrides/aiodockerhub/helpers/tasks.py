"""Starts tasks that do not run before their caller has gone on."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def start_task(coroutine: Coroutine[Any, Any, T], *, name: str | None = None) -> asyncio.Task[T]:
    """Start a task, which begins at the next turn of the event loop.

    The task factory of the program is not used: an eager factory would run the task before its caller holds it.

    Args:
        coroutine: The coroutine to run.
        name: Name of the task.
    """
    return asyncio.Task(coroutine, loop=asyncio.get_running_loop(), name=name)
