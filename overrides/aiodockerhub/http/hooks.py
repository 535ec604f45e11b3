"""Hooks: their names, how they are called, and several of them as one."""

import inspect
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import AsyncExitStack, ExitStack
from typing import TypedDict, TypeVar, cast

from aiodockerhub_generated.arguments import described

from aiodockerhub.errors import ArgumentTypeError
from aiodockerhub.helpers.arguments import check_function, check_plain_function
from aiodockerhub.http.events import AttemptEvent, CallEndEvent, CallStartEvent, RequestEvent, ResponseEvent

CallStartHook = Callable[[CallStartEvent], None]
CallEndHook = Callable[[CallEndEvent], None]
RequestHook = Callable[[RequestEvent], Awaitable[None] | None]
ResponseHook = Callable[[ResponseEvent], Awaitable[None] | None]
AttemptHook = Callable[[AttemptEvent], Awaitable[None] | None]

EventT = TypeVar("EventT")
HookT = TypeVar("HookT")

_NOT_AWAITED = ("on_call_start", "on_call_end")


class Hooks(TypedDict, total=False):
    """Hooks by name, for `DockerHub(**hooks)` or `hub.with_options(**hooks)`."""

    on_call_start: CallStartHook
    on_call_end: CallEndHook
    on_request: RequestHook
    on_response: ResponseHook
    on_attempt: AttemptHook


async def call_hook(hook: Callable[[EventT], Awaitable[None] | None] | None, event: EventT) -> None:
    """Call a hook, a plain function or a coroutine function.

    Args:
        hook: The hook.
        event: The argument of the hook.

    Raises:
        Exception: The hook has raised; its exception ends the call.
    """
    result = None if hook is None else hook(event)
    if inspect.isawaitable(result):
        await result


def combine_hooks(*hooks: Hooks) -> Hooks:
    """Combine the hooks of several observers, such as traces and metrics.

        DockerHub(**combine_hooks(tracing(), {"on_call_start": started, "on_call_end": ended}))

    Args:
        *hooks: Hooks by name, such as the result of `tracing()`. Hooks of one name are called in this order, all of
            them even if one raises.

    Returns:
        One hook for each name, as keyword arguments of `DockerHub`.

    Raises:
        ArgumentTypeError: There is no hook of a name, or a hook is not a function. `on_call_start` and `on_call_end`
            must be plain functions, not `async def`.
    """
    for group in hooks:
        _check_hooks(group)
    combined: Hooks = {}
    if starts := _present(group.get("on_call_start") for group in hooks):
        combined["on_call_start"] = _calling(starts)
    if ends := _present(group.get("on_call_end") for group in hooks):
        combined["on_call_end"] = _calling(ends)
    if requests := _present(group.get("on_request") for group in hooks):
        combined["on_request"] = _awaiting_each(requests)
    if responses := _present(group.get("on_response") for group in hooks):
        combined["on_response"] = _awaiting_each(responses)
    if attempts := _present(group.get("on_attempt") for group in hooks):
        combined["on_attempt"] = _awaiting_each(attempts)
    return combined


def _present(hooks: Iterable[HookT | None]) -> list[HookT]:
    return [hook for hook in hooks if hook is not None]


def _check_hooks(hooks: object) -> None:
    if not isinstance(hooks, Mapping):
        raise ArgumentTypeError(
            f"hooks must be dictionaries by name, such as tracing() makes; got {described(hooks)}", argument="hooks"
        )
    for name, hook in cast("Mapping[str, object]", hooks).items():
        if name not in Hooks.__annotations__:
            names = ", ".join(sorted(Hooks.__annotations__))
            raise ArgumentTypeError(f"no such hook: {name}; there are {names}", argument=name)
        (check_plain_function if name in _NOT_AWAITED else check_function)(name, hook)


def _calling(hooks: list[Callable[[EventT], None]]) -> Callable[[EventT], None]:
    def call_all(event: EventT) -> None:
        with ExitStack() as stack:  # calls the last first, and all of them whatever one raises
            for hook in reversed(hooks):
                stack.callback(hook, event)

    return call_all


def _awaiting_each(hooks: list[Callable[[EventT], Awaitable[None] | None]]) -> Callable[[EventT], Awaitable[None]]:
    async def call_all(event: EventT) -> None:
        async with AsyncExitStack() as stack:
            for hook in reversed(hooks):
                stack.push_async_callback(call_hook, hook, event)

    return call_all
