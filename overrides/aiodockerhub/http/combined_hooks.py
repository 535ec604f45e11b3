"""Hooks of several observers of one client, called one after the other."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import AsyncExitStack, ExitStack
from typing import TypeVar, cast

from aiodockerhub_generated.arguments import described

from aiodockerhub.errors import ArgumentTypeError
from aiodockerhub.helpers.arguments import check_function, check_plain_function
from aiodockerhub.http.options import Hooks, call_hook

EventT = TypeVar("EventT")
HookT = TypeVar("HookT")

_PLAIN = ("on_call_start", "on_call_end")


def combine_hooks(*hooks: Hooks) -> Hooks:
    """Combine the hooks of several observers, such as traces and metrics.

        DockerHub(**combine_hooks(tracing(), {"on_call_start": started, "on_call_end": ended}))

    Args:
        *hooks: Hooks by name, as `tracing()` makes them; those of one name are called in this order, each even if one
            before it raises.

    Returns:
        One hook for each name.

    Raises:
        ArgumentTypeError: A name is not that of a hook, or a hook is no function of its kind.
    """
    for group in hooks:
        _check(group)
    combined: Hooks = {}
    if starts := _some(group.get("on_call_start") for group in hooks):
        combined["on_call_start"] = _plain(starts)
    if ends := _some(group.get("on_call_end") for group in hooks):
        combined["on_call_end"] = _plain(ends)
    if requests := _some(group.get("on_request") for group in hooks):
        combined["on_request"] = _awaiting(requests)
    if responses := _some(group.get("on_response") for group in hooks):
        combined["on_response"] = _awaiting(responses)
    if attempts := _some(group.get("on_attempt") for group in hooks):
        combined["on_attempt"] = _awaiting(attempts)
    return combined


def _some(hooks: Iterable[HookT | None]) -> list[HookT]:
    return [hook for hook in hooks if hook is not None]


def _check(hooks: object) -> None:
    if not isinstance(hooks, Mapping):
        raise ArgumentTypeError(
            f"hooks must be dictionaries by name, such as tracing() makes; got {described(hooks)}", argument="hooks"
        )
    for name, hook in cast("Mapping[str, object]", hooks).items():
        if name not in Hooks.__annotations__:
            known = ", ".join(sorted(Hooks.__annotations__))
            raise ArgumentTypeError(f"no such hook: {name}; there are {known}", argument=name)
        (check_plain_function if name in _PLAIN else check_function)(name, hook)


def _plain(hooks: list[Callable[[EventT], None]]) -> Callable[[EventT], None]:
    def call_all(event: EventT) -> None:
        with ExitStack() as stack:  # calls the last first, and all of them whatever one raises
            for hook in reversed(hooks):
                stack.callback(hook, event)

    return call_all


def _awaiting(hooks: list[Callable[[EventT], Awaitable[None] | None]]) -> Callable[[EventT], Awaitable[None]]:
    async def call_all(event: EventT) -> None:
        async with AsyncExitStack() as stack:
            for hook in reversed(hooks):
                stack.push_async_callback(call_hook, hook, event)

    return call_all
