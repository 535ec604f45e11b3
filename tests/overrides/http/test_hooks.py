"""Several observers of one client, each called whatever the others do."""

import asyncio
from typing import Any

import pytest
from aiodockerhub import AttemptEvent, CallEndEvent, Hooks, RequestEvent, combine_hooks
from aiodockerhub.errors import ArgumentTypeError, UsageError
from aiodockerhub.http.hooks import call_hook

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


async def test_the_hooks_at_the_end_of_a_call_are_called_in_reverse_order() -> None:
    events = list[str]()

    def observer(name: str) -> Hooks:
        return {
            "on_call_start": lambda _: events.append(f"{name} starts"),
            "on_call_end": lambda _: events.append(f"{name} ends"),
        }

    async with script().hub(**combine_hooks(observer("a"), observer("b"), observer("c"))) as hub:
        await hub.repositories.get("library", "nginx")
    assert events == ["a starts", "b starts", "c starts", "c ends", "b ends", "a ends"]


@pytest.mark.parametrize("end", ["cancel", "close"])
async def test_a_call_that_ends_in_a_hook_begins_no_later_hook_and_keeps_its_error(end: str) -> None:
    begun, waits = list[str](), asyncio.Event()

    async def wait(event: RequestEvent) -> None:
        waits.set()
        await asyncio.Event().wait()

    async def fail(event: RequestEvent) -> None:
        begun.append(event.path)
        raise RuntimeError("broken hook")

    service = script()
    hooks = combine_hooks({"on_request": wait}, {"on_request": fail})
    async with service.hub(**hooks) as hub:
        task = asyncio.create_task(hub.repositories.get("library", "nginx"))
        await waits.wait()
        if end == "cancel":
            task.cancel()
        else:
            await hub.aclose()
        await asyncio.wait([task])
    assert task.cancelled() if end == "cancel" else isinstance(task.exception(), UsageError)
    assert (begun, service.requests) == ([], [])


@pytest.mark.parametrize("name", ["on_call_start", "on_request"])
async def test_the_last_error_of_the_hooks_is_raised_with_the_error_before_it_as_its_context(name: Any) -> None:
    def failing(message: str) -> Any:
        def fail(event: object) -> None:
            raise RuntimeError(message)

        return {name: fail}

    between = list[object]()
    observer: Any = {name: between.append}
    combined: Any = combine_hooks(failing("first"), observer, failing("last"))
    with pytest.raises(RuntimeError, match="last") as caught:
        await call_hook(name, combined[name], None)
    assert str(caught.value.__context__) == "first"
    assert between == [None]


async def test_an_exception_that_ends_the_program_is_raised_before_any_further_plain_hook() -> None:
    def interrupt(event: object) -> None:
        raise KeyboardInterrupt

    further = list[object]()
    combined: Any = combine_hooks({"on_call_start": interrupt}, {"on_call_start": further.append})
    with pytest.raises(KeyboardInterrupt):
        combined["on_call_start"](None)
    assert further == []
