"""Async functions in every form are refused where a plain function is required, and generators as any hook."""

import asyncio
import functools
import re
import types
from collections.abc import AsyncIterator, Iterator
from typing import Any
from unittest.mock import AsyncMock, MagicMock, Mock

import pytest
from aiodockerhub import Anonymous, DockerHub, combine_hooks
from aiodockerhub.errors import ArgumentTypeError
from aiodockerhub.helpers.plain_functions import call_plain, is_async, is_generator
from aiodockerhub.mcp.http import serve_http

from tests.overrides.scripted import NGINX, respond, script

PLAIN_HOOKS = ["on_call_start", "on_call_end", "on_drift"]
AWAITED_HOOKS = ["on_request", "on_response", "on_attempt"]


async def function(*_: object) -> None: ...


async def generator(*_: object) -> AsyncIterator[int]:
    yield 1


def plain_generator(*_: object) -> Iterator[int]:
    yield 1


@types.coroutine
def generator_coroutine(*_: object) -> Iterator[None]:
    yield


class Awaitable:
    def __await__(self) -> Iterator[None]:
        return iter(())


class GeneratorHook:
    async def __call__(self, event: object) -> AsyncIterator[int]:
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
    generator_coroutine,
    GeneratorHook(),
    Hook(),
    Hook().method,
    decorate(function),
    AsyncMock(),
    functools.partial(function, 1),
    functools.partial(functools.partial(Hook().method)),
    functools.partial(Hook()),
    types.MethodType(functools.partial(function), 1),
]
GENERATORS: list[Any] = [
    generator,
    plain_generator,
    GeneratorHook(),
    GeneratorHook().__call__,
    functools.partial(plain_generator, 1),
    functools.partial(generator),
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
    for name in PLAIN_HOOKS:
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
    assert not is_generator(hook)


@pytest.mark.parametrize("hook", GENERATORS)
@pytest.mark.parametrize("name", [*PLAIN_HOOKS, *AWAITED_HOOKS])
def test_generator_function_is_refused_in_every_form(name: Any, hook: Any) -> None:
    wrong: Any = {name: hook}
    with pytest.raises(ArgumentTypeError, match=f"^{name} must be a "):
        DockerHub(Anonymous(), **wrong)
    if name != "on_drift":
        for give in (DockerHub(Anonymous()).with_options, lambda **hooks: combine_hooks(hooks)):
            with pytest.raises(ArgumentTypeError, match=f"^{name} must be a "):
                give(**wrong)


@pytest.mark.parametrize("returned", [function, generator, plain_generator, Awaitable])
def test_what_a_plain_function_returns_is_refused_if_it_has_to_be_awaited_or_iterated(returned: Any) -> None:
    with pytest.raises(ArgumentTypeError, match=r"^on_drift must be a .*; this one has returned an? \w+, "):
        call_plain("on_drift", lambda _: returned(), None)


async def test_task_that_a_plain_function_returns_is_accepted_because_it_runs() -> None:
    task = asyncio.ensure_future(function())
    call_plain("on_drift", lambda _: task, None)
    await task


@pytest.mark.parametrize("returned", [generator, plain_generator])
@pytest.mark.parametrize("name", AWAITED_HOOKS)
@pytest.mark.parametrize("combined", [False, True])
async def test_hook_that_returns_a_generator_ends_the_call_with_an_error_that_names_the_hook(
    name: Any, returned: Any, *, combined: bool
) -> None:
    hooks: Any = {name: lambda _: returned()}
    async with script().hub(**combine_hooks(hooks) if combined else hooks) as hub:
        with pytest.raises(
            ArgumentTypeError, match=f"^{name} must be a function without `yield`; this one has"
        ) as caught:
            await hub.repositories.get("library", "nginx")
    assert caught.value.argument == name


@pytest.mark.parametrize(
    "hook", [lambda event: 5, MagicMock(), Mock(), AsyncMock(), generator_coroutine, lambda _: Awaitable()]
)
@pytest.mark.parametrize("name", AWAITED_HOOKS)
async def test_hook_may_return_what_has_no_meaning_or_can_be_awaited(name: Any, hook: Any) -> None:
    hooks: Any = {name: hook}
    async with script().hub(**hooks) as hub:
        await hub.repositories.get("library", "nginx")


@pytest.mark.parametrize("returned", [function, generator, plain_generator, Awaitable])
@pytest.mark.parametrize("name", PLAIN_HOOKS)
async def test_hook_that_returns_a_coroutine_or_generator_is_logged_as_an_error(
    name: str, returned: Any, caplog: pytest.LogCaptureFixture
) -> None:
    hooks: Any = {name: lambda _: returned()}
    combined = [hooks] if name == "on_drift" else [hooks, combine_hooks(hooks)]
    for options in combined:
        async with script(respond(200, {**NGINX, "unknown": 1})).hub(**options) as hub:
            await hub.repositories.get("library", "nginx")
    assert len(re.findall(rf"{name} must be a .*; this one has returned an? \w+", caplog.text)) == len(combined)


async def test_server_over_http_refuses_an_async_function_for_its_url() -> None:
    wrong: Any = function
    with pytest.raises(ArgumentTypeError, match=r"^ready must be a plain function"):
        await serve_http(DockerHub(Anonymous()), token="dummy", port=0, ready=wrong)
