"""Hooks of several observers of one client, called one after the other."""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, ExitStack
from typing import TypeVar

from aiodockerhub.errors import ArgumentTypeError
from aiodockerhub.http.options import Hooks, call_hook

EventT = TypeVar("EventT")


def combine_hooks(*hooks: Hooks) -> Hooks:
    """Combine the hooks of several observers, such as traces and metrics.

        DockerHub(**combine_hooks(tracing(), {"on_call_start": started, "on_call_end": ended}))

    Args:
        *hooks: Hooks by name, as `tracing()` makes them; those of one name are called in this order, each even if one
            before it raises.

    Returns:
        One hook for each name.

    Raises:
        ArgumentTypeError: A name is not that of a hook.
    """
    unknown = {name for group in hooks for name in group} - Hooks.__annotations__.keys()
    if unknown:
        raise ArgumentTypeError(
            f"no such hook: {', '.join(sorted(unknown))}; there are {', '.join(sorted(Hooks.__annotations__))}",
            argument=min(unknown),
        )
    combined: Hooks = {}
    if starts := [group["on_call_start"] for group in hooks if "on_call_start" in group]:
        combined["on_call_start"] = _plain(starts)
    if ends := [group["on_call_end"] for group in hooks if "on_call_end" in group]:
        combined["on_call_end"] = _plain(ends)
    if requests := [group["on_request"] for group in hooks if "on_request" in group]:
        combined["on_request"] = _awaiting(requests)
    if responses := [group["on_response"] for group in hooks if "on_response" in group]:
        combined["on_response"] = _awaiting(responses)
    if attempts := [group["on_attempt"] for group in hooks if "on_attempt" in group]:
        combined["on_attempt"] = _awaiting(attempts)
    return combined


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
