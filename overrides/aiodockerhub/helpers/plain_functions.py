"""Tells plain functions from async ones, and calls them."""

import functools
import inspect
from collections.abc import Callable
from typing import TypeVar

from aiodockerhub_generated.errors import ArgumentTypeError

EventT = TypeVar("EventT")


def is_async(function: object) -> bool:
    """Return whether a callable is a coroutine or async generator function.

    Args:
        function: Function, method, partial of these, or object with a method `__call__`.
    """
    while isinstance(function, functools.partial) or inspect.ismethod(function):
        function = function.func if isinstance(function, functools.partial) else function.__func__
    return any(
        inspect.iscoroutinefunction(candidate) or inspect.isasyncgenfunction(candidate)
        for candidate in (function, getattr(type(function), "__call__", None))  # noqa: B004 - it is called on the type
    )


def call_plain(function: Callable[[EventT], object], event: EventT) -> None:
    """Call a plain function with an event.

    Args:
        function: Function to call.
        event: Argument of the function.

    Raises:
        ArgumentTypeError: The function has returned a coroutine, which nobody awaits, as a lambda that calls a
            coroutine function does.
        BaseException: The function raised this exception.
    """
    result = function(event)
    if inspect.iscoroutine(result):
        result.close()  # otherwise Python warns that it was never awaited
        raise ArgumentTypeError(
            "a hook must be a plain function; this one has returned a coroutine, which nobody awaits", argument="hook"
        )
