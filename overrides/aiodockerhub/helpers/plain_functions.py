"""Tells plain functions from async ones, and checks what hooks return."""

import asyncio
import functools
import inspect
from collections.abc import Callable, Iterator
from typing import TypeVar

from aiodockerhub_generated.errors import ArgumentTypeError

EventT = TypeVar("EventT")


def is_async(function: object) -> bool:
    """Return whether a callable is a coroutine or async generator function.

    Args:
        function: Function, method, partial of these, or object with a method `__call__`. A generator function that
            `types.coroutine` decorates is a coroutine function.
    """
    return any(
        inspect.iscoroutinefunction(candidate)
        or inspect.isasyncgenfunction(candidate)
        or _has_flag(candidate, inspect.CO_ITERABLE_COROUTINE)
        for candidate in _candidates(function)
    )


def is_generator(function: object) -> bool:
    """Return whether a callable is a generator function, async or not.

    The body of such a function runs only while somebody iterates over the result.

    Args:
        function: As for `is_async`.
    """
    return any(
        inspect.isasyncgenfunction(candidate)
        or (inspect.isgeneratorfunction(candidate) and not _has_flag(candidate, inspect.CO_ITERABLE_COROUTINE))
        for candidate in _candidates(function)
    )


def call_plain(name: str, function: Callable[[EventT], object], event: EventT) -> None:
    """Call a plain function with an event, and check its result.

    Tasks and other futures are accepted: a task runs without being awaited. Any result that is neither awaitable
    nor a generator is ignored.

    Args:
        name: Name of the argument, for the error.
        function: Function to call.
        event: Argument of the function.

    Raises:
        ArgumentTypeError: The function has returned a coroutine, another awaitable or a generator, which nobody awaits
            or iterates over. A lambda that calls a coroutine function does so, for example.
        BaseException: The function raised this exception.
    """
    result = function(event)
    if inspect.isawaitable(result) and not asyncio.isfuture(result):  # a task runs without being awaited
        _close(result)
        raise ArgumentTypeError(
            f"{name} must be a plain function; this one has returned {_article(result)}, which nobody awaits",
            argument=name,
        )
    check_result(name, result)


def check_result(name: str, result: object) -> None:
    """Refuse a generator that a hook has returned.

    Any other result is ignored, because lambdas often return one, such as that of `headers.setdefault`.

    Args:
        name: Name of the argument, for the error.
        result: What the function has returned, and what was not awaited.

    Raises:
        ArgumentTypeError: The result is a generator or an async generator.
    """
    if inspect.isgenerator(result) or inspect.isasyncgen(result):
        _close(result)
        raise ArgumentTypeError(
            f"{name} must be a function without `yield`; this one has returned {_article(result)}, over which nobody "
            "iterates",
            argument=name,
        )


def _candidates(function: object) -> Iterator[object]:
    """Yield the functions that a call of an object may run."""
    while isinstance(function, functools.partial) or inspect.ismethod(function):
        function = function.func if isinstance(function, functools.partial) else function.__func__
    yield function
    yield getattr(type(function), "__call__", None)  # noqa: B004 - it is called on the type


def _has_flag(function: object, flag: int) -> bool:
    return inspect.isfunction(function) and bool(function.__code__.co_flags & flag)


def _article(result: object) -> str:
    name = type(result).__name__
    return f"{'an' if name[:1].lower() in {*'aeiou'} else 'a'} {name}"


def _close(result: object) -> None:
    """Close a coroutine, of which Python would warn, or a generator."""
    close = getattr(result, "close", None)
    if callable(close) and (inspect.iscoroutine(result) or inspect.isgenerator(result)):
        close()
