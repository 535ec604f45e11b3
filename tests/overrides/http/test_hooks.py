"""Several observers of one client, each called whatever the others do."""

from typing import Any

import pytest
from aiodockerhub import AttemptEvent, CallEndEvent, Hooks, RequestEvent, combine_hooks
from aiodockerhub.errors import ArgumentTypeError

from tests.overrides.scripted import script


async def test_the_hooks_of_one_name_are_called_in_order() -> None:
    seen: list[str] = []

    async def asked(event: RequestEvent) -> None:
        seen.append(f"first on_request of {event.path}")

    first: Hooks = {
        "on_call_start": lambda _: seen.append("first on_call_start"),
        "on_request": asked,
        "on_response": lambda _: seen.append("first on_response"),
    }
    second: Hooks = {
        "on_request": lambda _: seen.append("second on_request"),
        "on_attempt": lambda _: seen.append("second on_attempt"),
        "on_call_end": lambda _: seen.append("second on_call_end"),
    }
    async with script().hub(**combine_hooks(first, second)) as hub:
        await hub.repositories.get("library", "nginx")
    assert seen == [
        "first on_call_start",
        "first on_request of /v2/namespaces/{namespace}/repositories/{repository}",
        "second on_request",
        "first on_response",
        "second on_attempt",
        "second on_call_end",
    ]


async def test_a_hook_that_raises_does_not_hide_the_event_from_the_next() -> None:
    ends: list[CallEndEvent] = []
    attempts: list[AttemptEvent] = []

    def fail(event: object) -> None:
        raise RuntimeError("broken hook")

    hooks = combine_hooks(
        {"on_call_end": fail, "on_attempt": fail}, {"on_call_end": ends.append, "on_attempt": attempts.append}
    )
    async with script().hub(**hooks) as hub:
        with pytest.raises(RuntimeError, match="broken hook"):
            await hub.repositories.get("library", "nginx")
    assert (len(attempts), len(ends)) == (1, 1)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"on_end": print}, r"^no such hook: on_end; there are on_attempt, on_call_end, "),
        ({10**5000: print}, r"^no such hook: a value of type int; there are on_attempt, "),
        ({"on_call_end": 3}, r"^on_call_end must be a function, or None; got 3"),
        (print, r"^hooks must be dictionaries by name, such as tracing\(\) returns; got "),
    ],
)
def test_what_is_no_hook_is_refused(wrong: Any, told: str) -> None:
    with pytest.raises(ArgumentTypeError, match=told):
        combine_hooks({}, wrong)


def test_hooks_of_calls_are_no_coroutine_functions_for_nobody_would_await_them() -> None:
    async def ended(event: CallEndEvent) -> None: ...

    wrong: Any = {"on_call_end": ended}
    with pytest.raises(ArgumentTypeError, match=r"^on_call_end must be a plain function, not async def"):
        combine_hooks(wrong)


async def test_a_hook_that_is_none_is_left_out() -> None:
    wrong: Any = {"on_call_end": None, "on_attempt": None}
    assert combine_hooks(wrong, {}) == {}
