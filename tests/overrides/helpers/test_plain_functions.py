"""Async functions in every form are refused where a plain function is required."""

import functools
import types
from collections.abc import AsyncIterator
from typing import Any
from unittest.mock import AsyncMock

import pytest
from aiodockerhub import Anonymous, DockerHub, combine_hooks
from aiodockerhub.errors import ArgumentTypeError
from aiodockerhub.helpers.plain_functions import call_plain, is_async
from aiodockerhub.mcp.http import serve_http

from tests.overrides.scripted import NGINX, respond, script


async def function(*_: object) -> None: ...


async def generator(*_: object) -> AsyncIterator[int]:
    yield 1


class Hook:
    async def __call__(self, event: object) -> None: ...

    async def method(self, event: object) -> None: ...


def decorate(wrapped: Any) -> Any:
    @functools.wraps(wrapped)
    async def wrapper(*arguments: object) -> None:
        await wrapped(*arguments)

    return wrapper


ASYNC: list[Any] = [
    function,
    generator,
    Hook(),
    Hook().method,
    decorate(function),
    AsyncMock(),
    functools.partial(function, 1),
    functools.partial(functools.partial(Hook().method)),
    functools.partial(Hook()),
    types.MethodType(functools.partial(function), 1),
]
PLAIN: list[Any] = [
    print,
    [].append,
    Hook,
    functools.partial(print, 1),
    functools.wraps(function)(lambda _: None),
    None,
]


@pytest.mark.parametrize("hook", ASYNC)
def test_async_callable_is_refused_in_every_form(hook: Any) -> None:
    for name in ("on_call_start", "on_call_end", "on_drift"):
        wrong: Any = {name: hook}
        with pytest.raises(ArgumentTypeError, match=f"^{name} must be a plain function, not async def"):
            DockerHub(Anonymous(), **wrong)
    wrong = {"on_call_start": hook}
    with pytest.raises(ArgumentTypeError, match=r"^on_call_start must be a plain function"):
        combine_hooks(wrong)
    with pytest.raises(ArgumentTypeError, match=r"^on_call_start must be a plain function"):
        DockerHub(Anonymous()).with_options(**wrong)


@pytest.mark.parametrize("hook", PLAIN)
def test_plain_callable_is_accepted(hook: Any) -> None:
    assert not is_async(hook)


def test_coroutine_of_a_plain_function_is_closed_and_refused() -> None:
    with pytest.raises(ArgumentTypeError, match=r"^a hook must be a plain function; this one has returned a coroutine"):
        call_plain(lambda _: function(), None)


@pytest.mark.parametrize("name", ["on_call_start", "on_call_end", "on_drift"])
async def test_hook_that_returns_a_coroutine_is_logged_as_an_error(name: str, caplog: pytest.LogCaptureFixture) -> None:
    hooks: Any = {name: lambda _: function()}
    combined = [hooks] if name == "on_drift" else [hooks, combine_hooks(hooks)]
    for options in combined:
        async with script(respond(200, {**NGINX, "unknown": 1})).hub(**options) as hub:
            await hub.repositories.get("library", "nginx")
    assert caplog.text.count("this one has returned a coroutine, which nobody awaits") == len(combined)


async def test_server_over_http_refuses_an_async_function_for_its_url() -> None:
    wrong: Any = function
    with pytest.raises(ArgumentTypeError, match=r"^ready must be a plain function"):
        await serve_http(DockerHub(Anonymous()), token="dummy", port=0, ready=wrong)
