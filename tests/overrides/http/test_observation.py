"""Each call has a beginning and an end for hooks, whatever becomes of it."""

import asyncio
import logging
import os
import warnings
from typing import Any

import httpx
import pytest
from aiodockerhub import CallEndEvent, CallStartEvent, DecodeError, HubTimeoutError, NotFoundError
from aiodockerhub.errors import ArgumentError
from aiodockerhub.http import call_ids
from aiodockerhub.testing import ManualClock
from aiodockerhub.testing.clock import settle

from tests.overrides.scripted import respond, script


class Recorder:
    """Records the events of calls."""

    def __init__(self) -> None:
        self.starts: list[CallStartEvent] = []
        self.ends: list[CallEndEvent] = []

    @property
    def hooks(self) -> dict[str, Any]:
        return {"on_call_start": self.starts.append, "on_call_end": self.ends.append}

    @property
    def open(self) -> set[str]:
        return {event.call_id for event in self.starts} - {event.call_id for event in self.ends}


async def test_a_call_begins_and_ends_once_however_many_attempts_it_takes() -> None:
    recorder = Recorder()
    attempts: list[tuple[str, int]] = []
    hooks = {
        **recorder.hooks,
        "on_request": lambda event: attempts.append((event.call_id, event.attempt)),
        "on_response": lambda event: attempts.append((event.call_id, event.attempt)),
        "on_attempt": lambda event: attempts.append((event.call_id, event.attempt)),
    }
    async with script(respond(503), respond()).hub(**hooks) as hub:
        await hub.repositories.get("library", "nginx")
        await hub.repositories.get("library", "nginx")
    first, second = recorder.starts
    assert first.call_id != second.call_id
    assert (first.operation, first.method) == ("repositories.get", "GET")
    assert first.path == "/v2/namespaces/{namespace}/repositories/{repository}"
    assert attempts == [(first.call_id, 1)] * 3 + [(first.call_id, 2)] * 3 + [(second.call_id, 1)] * 3
    assert [event.call_id for event in recorder.ends] == [first.call_id, second.call_id]
    end = recorder.ends[0]
    assert (end.outcome, end.status_code, end.error, end.attempts) == ("ok", 200, None, 2)
    assert end.elapsed > 0


@pytest.mark.parametrize(
    ("response", "expected", "status"),
    [
        (respond(404, {}), NotFoundError, 404),
        (httpx.ReadTimeout("x"), HubTimeoutError, None),
        (respond(200, "no JSON"), DecodeError, 200),
        (
            lambda _: httpx.Response(200, headers={"content-encoding": "compress"}, stream=httpx.ByteStream(b"x")),
            DecodeError,
            200,
        ),
    ],
)
async def test_a_call_that_fails_ends_with_the_error_that_its_caller_sees(
    response: Any, expected: type[Exception], status: int | None
) -> None:
    recorder = Recorder()
    async with script(response).hub(max_retries=0, **recorder.hooks) as hub:
        with pytest.raises(expected) as caught:
            await hub.repositories.get("library", "nginx")
    [end] = recorder.ends
    assert (end.outcome, end.status_code) == ("error", status)
    assert end.error is caught.value


async def test_a_cancelled_call_ends_too() -> None:
    recorder = Recorder()
    service = script(respond(503))
    service.clock = ManualClock()
    async with service.hub(**recorder.hooks) as hub:
        task = asyncio.create_task(hub.repositories.get("library", "nginx"))
        await settle()
        assert recorder.open
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert not recorder.open
    [end] = recorder.ends
    assert (end.outcome, end.error, end.attempts) == ("cancelled", None, 1)


async def test_a_call_that_an_exit_ends_is_cancelled_and_has_no_status(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "aiodockerhub")

    class Exit(BaseException):
        """An exception that is no `Exception`, like `KeyboardInterrupt`, which would end pytest."""

    def leave(_: object) -> None:
        raise Exit

    recorder = Recorder()
    async with script(respond()).hub(on_response=leave, **recorder.hooks) as hub:
        with pytest.raises(Exit):
            await hub.repositories.get("library", "nginx")
    [end] = recorder.ends
    assert (end.outcome, end.status_code, end.error) == ("cancelled", None, None)
    assert [vars(record)["outcome"] for record in caplog.records if hasattr(record, "outcome")] == ["cancelled"]


async def test_an_argument_that_is_refused_is_no_call() -> None:
    recorder = Recorder()
    async with script().hub(**recorder.hooks) as hub:
        with pytest.raises(ArgumentError):
            await hub.repositories.get("library", "..")
    assert not recorder.starts


async def test_a_hook_that_fails_loses_no_response_and_hides_no_error(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR, "aiodockerhub")

    def broken(_: object) -> None:
        raise ZeroDivisionError

    async with script(respond(), respond(404, {})).hub(on_call_start=broken, on_call_end=broken) as hub:
        await hub.repositories.get("library", "nginx")
        with pytest.raises(NotFoundError):
            await hub.repositories.get("library", "nginx")
    assert [record.exc_info is not None for record in caplog.records] == [True] * 4


async def test_a_logging_handler_that_fails_loses_neither_response_nor_end() -> None:
    class Broken(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            raise ZeroDivisionError

    logger, handler, recorder = logging.getLogger("aiodockerhub"), Broken(), Recorder()
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    try:
        async with script(respond()).hub(**recorder.hooks) as hub:
            with pytest.warns(RuntimeWarning, match="logging raised ZeroDivisionError"):
                assert (await hub.repositories.get("library", "nginx")).name == "nginx"
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
    assert [event.outcome for event in recorder.ends] == ["ok"]


async def test_a_view_has_hooks_of_its_own() -> None:
    recorder = Recorder()
    async with script().hub() as hub:
        await hub.repositories.get("library", "nginx")
        await hub.with_options(**recorder.hooks).repositories.get("library", "nginx")
    assert len(recorder.starts) == len(recorder.ends) == 1


async def test_a_coroutine_function_is_refused_where_nobody_would_await_it() -> None:
    async def hook(_: object) -> None: ...

    with pytest.raises(ArgumentError, match="on_call_end must be a plain function, not async def"):
        async with script().hub(on_call_end=hook):
            pass


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks here")
async def test_ids_of_calls_differ_in_forked_processes() -> None:
    recorder = Recorder()
    async with script(respond()).hub(**recorder.hooks) as hub:
        await hub.get("/v2/x")
    context_id = call_ids.process_id()  # no call can be sent in the fork of a running loop
    assert recorder.starts[0].call_id.startswith(f"{context_id}-")
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        os.write(writing, call_ids.process_id().encode())
        os._exit(0)
    os.waitpid(child, 0)  # noqa: ASYNC222 - it ends at once
    assert os.read(reading, 100).decode() != context_id
    os.close(reading)
    os.close(writing)
