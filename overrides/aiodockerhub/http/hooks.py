"""Which hooks exist, how they are called, and how several are combined.

The errors of `on_call_start` and `on_call_end` are logged, by `helpers.log_records.call_observer`. The errors of the
other hooks end the call.
"""

import inspect
from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import partial
from typing import TypedDict, TypeVar, cast

from aiodockerhub_generated.arguments import described

from aiodockerhub.errors import ArgumentTypeError
from aiodockerhub.helpers.arguments import check_hook, check_plain_function
from aiodockerhub.helpers.plain_functions import call_plain, check_result
from aiodockerhub.helpers.text import shown_name
from aiodockerhub.http.events import AttemptEvent, CallEndEvent, CallStartEvent, RequestEvent, ResponseEvent

CallStartHook = Callable[[CallStartEvent], None]
CallEndHook = Callable[[CallEndEvent], None]
RequestHook = Callable[[RequestEvent], Awaitable[None] | None]
ResponseHook = Callable[[ResponseEvent], Awaitable[None] | None]
AttemptHook = Callable[[AttemptEvent], Awaitable[None] | None]

EventT = TypeVar("EventT")
HookT = TypeVar("HookT")

_PLAIN_HOOKS = ("on_call_start", "on_call_end")


class Hooks(TypedDict, total=False):
    """Hooks by name, for `DockerHub(**hooks)` and `with_options(**hooks)`.

    The docstring of `DockerHub` says when the client calls each hook.
    """

    on_call_start: CallStartHook
    on_call_end: CallEndHook
    on_request: RequestHook
    on_response: ResponseHook
    on_attempt: AttemptHook


async def call_hook(name: str, hook: Callable[[EventT], Awaitable[None] | None] | None, event: EventT) -> None:
    """Call a hook, and await its result if it is awaitable.

    Args:
        name: Name of the hook, such as `on_request`.
        hook: Function or coroutine function; `None` to do nothing.
        event: Argument of the hook.

    Raises:
        ArgumentTypeError: The hook returned a generator, which nobody iterates over.
        Exception: The hook raised this exception, which ends the call.
    """
    result = None if hook is None else hook(event)
    if inspect.isawaitable(result):
        await result
    else:
        check_result(name, result)


def combine_hooks(*hooks: Hooks) -> Hooks:
    """Combine the hooks of several observers, such as traces and metrics.

        DockerHub(**combine_hooks(tracing(), {"on_call_start": started, "on_call_end": ended}))

    Args:
        *hooks: Mappings from names to hooks, such as the result of `tracing()`. Hooks of the same name are called in
            the order of these arguments, except that those of `on_call_end` are called in the reverse order. If a hook
            raises an `Exception`, the other hooks are also called, and the last error is raised, with the previous
            error as its context. Any other exception, such as the cancellation of the call, is raised immediately, and
            no further hook is called. A hook that is `None` is left out.

    Returns:
        A dictionary with one hook for each name that has a hook in the arguments, for `DockerHub(**hooks)`.

    Raises:
        ArgumentTypeError: An argument is not a mapping, a key is not the name of a hook, or a value is neither callable
            nor `None`, or is a generator function. `on_call_start` and `on_call_end` must be plain functions, not
            `async def`, nor objects with an `async def __call__`.
    """
    for group in hooks:
        _check_hooks(group)
    combined: Hooks = {}
    if starts := _drop_none(group.get("on_call_start") for group in hooks):
        combined["on_call_start"] = _call_each("on_call_start", starts)
    if ends := _drop_none(group.get("on_call_end") for group in hooks):
        combined["on_call_end"] = _call_each(
            "on_call_end", ends[::-1]
        )  # the context of the last start must be left first
    if requests := _drop_none(group.get("on_request") for group in hooks):
        combined["on_request"] = _await_each("on_request", requests)
    if responses := _drop_none(group.get("on_response") for group in hooks):
        combined["on_response"] = _await_each("on_response", responses)
    if attempts := _drop_none(group.get("on_attempt") for group in hooks):
        combined["on_attempt"] = _await_each("on_attempt", attempts)
    return combined


def _drop_none(hooks: Iterable[HookT | None]) -> list[HookT]:
    return [hook for hook in hooks if hook is not None]


def _check_hooks(hooks: object) -> None:
    if not isinstance(hooks, Mapping):
        raise ArgumentTypeError(
            f"hooks must be dictionaries by name, such as tracing() returns; got {described(hooks)}", argument="hooks"
        )
    for name, hook in cast("Mapping[str, object]", hooks).items():
        if name not in Hooks.__annotations__:
            names = ", ".join(sorted(Hooks.__annotations__))
            given = shown_name(name)
            raise ArgumentTypeError(f"no such hook: {given}; there are {names}", argument=given)
        (check_plain_function if name in _PLAIN_HOOKS else check_hook)(name, hook)


def _call_each(name: str, hooks: list[Callable[[EventT], None]]) -> Callable[[EventT], None]:
    def call_from(position: int, event: EventT) -> None:
        for index, hook in enumerate(hooks[position:], position + 1):
            try:
                call_plain(name, hook, event)
            except Exception:
                call_from(index, event)
                raise

    return partial(call_from, 0)


def _await_each(
    name: str, hooks: list[Callable[[EventT], Awaitable[None] | None]]
) -> Callable[[EventT], Awaitable[None]]:
    async def call_from(position: int, event: EventT) -> None:
        for index, hook in enumerate(hooks[position:], position + 1):
            try:
                await call_hook(name, hook, event)
            except Exception:  # a cancellation ends the call, in which a later hook could wait or send a request
                await call_from(index, event)
                raise

    return partial(call_from, 0)
