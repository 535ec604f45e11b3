"""Whatever a server sends and whatever a caller passes, nothing leaves the package but `DockerHubError`.

Errors of arguments are among these. The soak does the same over sockets, with bytes that are no HTTP.
"""

import asyncio
import contextlib
import datetime as dt
import inspect
import json
import warnings
from collections.abc import AsyncIterable, Awaitable, Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiodockerhub import (
    AccessToken,
    Anonymous,
    BearerToken,
    CallOptions,
    DockerConfig,
    DockerHub,
    DockerHubError,
    FileTokenStore,
    OrganizationToken,
    Password,
    TwoFactor,
    calls,
)
from aiodockerhub.testing import ManualClock
from aiodockerhub_generated.operations import OPERATIONS
from aiodockerhub_generated.types import Operation
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.generated.samples import call_function
from tests.secret_guard import Watch

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def values_turn_up_anywhere(no_secret_shows: Watch) -> Iterator[None]:
    """Search for no secrets, because a value that is drawn for a secret may also be drawn for a name."""
    yield
    no_secret_shows.secrets.clear()


# Responses

HEADERS = st.sampled_from(
    [
        *("content-type", "content-encoding", "content-length", "location", "retry-after", "x-retry-after", "date"),
        *("x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "x-request-id", "set-cookie", "link"),
    ]
)
ODD_NUMBERS = st.one_of(
    st.integers(),
    st.sampled_from([10**20, 10**400, -1, 1e308, 0.1]).map(str),
    st.sampled_from(["nan", "inf", "-0", "1e999", "0x10", "1_000", "٣"]).map(str),
)
ODD_VALUES = st.one_of(
    st.sampled_from(
        [
            *("http://[", "//", "/v2/x", "http://127.0.0.1:1/", "gzip", "gzip, gzip", "br", "deflate", "text/html"),
            *("Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 99 Foo 99999 00:00:00 +9999", "\x1b[31m", "a" * 70_000),
            *("Mon, 01 Jan 0001 00:00:00 +2359", "Fri, 31 Dec 9999 23:59:59 -2359"),
        ]
    ),
    ODD_NUMBERS.map(str).filter(lambda text: len(text) < 1000),
    st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=30),
)
DEEP = st.integers(1, 3000).map(lambda depth: b'{"a":[' * depth + b"]}" * depth)
LISTS = st.fixed_dictionaries(
    {},
    optional={
        "count": st.one_of(st.none(), st.integers(), st.just(10**400), st.text(max_size=5)),
        "next": st.one_of(st.none(), st.text(max_size=20), st.just("http://["), st.just("/v2/x?page=2")),
        "results": st.one_of(st.none(), st.lists(st.dictionaries(st.text(max_size=5), st.none()), max_size=3)),
        "num_pages": st.integers(),
        "page_size": st.integers(),
    },
).map(lambda value: json.dumps(value).encode() if value.get("count") != 10**400 else b'{"count":1' + b"0" * 400 + b"}")
BODIES = st.one_of(
    st.binary(max_size=200),
    LISTS,
    DEEP,
    st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), st.text(max_size=10)),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(
                st.one_of(st.text(max_size=9), st.sampled_from(["message", "detail", "fields", "name"])), inner
            ),
        ),
        max_leaves=10,
    ).map(lambda value: json.dumps(value).encode()),
)
RESPONSES = st.lists(
    st.tuples(
        st.one_of(st.just(200), st.integers(100, 999)),
        st.lists(st.tuples(HEADERS, ODD_VALUES), max_size=4),
        BODIES,
    ),
    min_size=1,
    max_size=4,
)


class _Stream(httpx.AsyncByteStream):
    """A body that comes in two pieces, and that httpx does not decompress."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    async def __aiter__(self) -> Any:
        half = len(self._body) // 2
        for piece in (self._body[:half], self._body[half:]):
            yield piece


async def _use(hub: DockerHub, folder: Path) -> None:
    """Make calls of every kind, each of which may fail in its own way."""
    uses: list[Callable[[], Awaitable[object]]] = [
        lambda: hub.repositories.get("library", "nginx"),
        lambda: hub.repositories.exists("library", "nginx"),
        lambda: hub.repositories.create("library", name="nginx"),
        lambda: hub.repositories.list("library"),
        lambda: hub.repositories.list("library").take(5, prefetch=3),
        lambda: hub.repositories.list("library").collect(),
        lambda: hub.orgs.export_members("acme"),
        lambda: hub.download(calls.orgs.export_members("acme"), folder / "members.csv"),
        lambda: hub.get("/v2/x"),
        lambda: hub.repositories.list("library").split(3),
    ]
    for use in uses:
        with contextlib.suppress(DockerHubError):
            await use()
    assert isinstance(hub.rate_limit.seconds_left, float)
    assert hub.drift.report()


@settings(max_examples=60)
@given(RESPONSES)
def test_no_response_makes_anything_else_come_out(tmp_path_factory: Any, responses: list[Any]) -> None:
    served = iter(responses)

    def respond(_: httpx.Request) -> httpx.Response:
        status, headers, body = next(served, responses[-1])
        return httpx.Response(
            status,
            headers=[(name, value.encode("latin-1", "replace")) for name, value in headers],
            stream=_Stream(body),
        )

    async def main() -> None:
        clock = ManualClock(automatic=True)
        for credentials in (Anonymous(), Password("jane", "dummy-secret")):
            hub = DockerHub(credentials, transport=httpx.MockTransport(respond), clock=clock, max_retries=1, pace=True)
            async with hub:
                await _use(hub, folder)

    folder = tmp_path_factory.getbasetemp()
    asyncio.run(main())


# Arguments


def run(work: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine, and ignore each `DockerHubError`, also in groups, as `gather` raises them."""
    try:
        asyncio.run(work)
    except* DockerHubError:
        pass


ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([10**400, -(10**400), float("inf"), float("-inf"), float("nan"), 1e-320]),
    st.floats(),
    st.text(max_size=20),
    st.text(st.characters(min_codepoint=0xD800, max_codepoint=0xDFFF), max_size=3),
    st.sampled_from(["..", "a/../b", "%2e%2e", "\x00", "\r\nx: y", "a" * 20_000, "", " ", "\uff0e\uff0e"]),
    st.binary(max_size=5),
    st.lists(st.one_of(st.none(), st.integers(), st.text(max_size=5)), max_size=3),
    st.dictionaries(
        st.one_of(st.text(max_size=5), st.integers()), st.one_of(st.none(), st.text(max_size=5)), max_size=2
    ),
    st.sampled_from(
        [object(), dt.datetime.max.replace(tzinfo=dt.UTC), dt.date.min, dt.datetime(2026, 1, 1), ..., print, int]  # noqa: DTZ001
    ),
    st.sets(st.integers(), max_size=2),
    st.just(lambda: None),
)

NO_PATH = ANYTHING.filter(lambda value: not isinstance(value, str))


def _read() -> httpx.MockTransport:
    return httpx.MockTransport(lambda _: httpx.Response(200, json={"access_token": "a.b.c", "results": []}))


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS.keys())
@settings(max_examples=10)
@given(st.data())
def test_no_argument_of_an_operation_makes_anything_else_come_out(operation: Operation, data: st.DataObject) -> None:
    make = call_function(operation)
    parameters = inspect.signature(make).parameters.values()
    arguments = {parameter.name: data.draw(ANYTHING, label=parameter.name) for parameter in parameters}
    positional = [arguments.pop(each.name) for each in parameters if each.kind is not inspect.Parameter.KEYWORD_ONLY]

    async def main() -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            call = make(*positional, **arguments)
        async with DockerHub(Password("jane", "dummy-secret"), scim_token="dummy", transport=_read()) as hub:
            await hub.request(call)

    run(main())


OTHERS: dict[str, Callable[..., object]] = {
    "Password": Password,
    "AccessToken": AccessToken,
    "OrganizationToken": OrganizationToken,
    "TwoFactor": TwoFactor,
    "BearerToken": BearerToken,
    "DockerConfig": DockerConfig,
    "FileTokenStore": FileTokenStore,
    "DockerHub": DockerHub,
}


@settings(max_examples=200)
@given(st.data())
def test_no_argument_of_anything_else_makes_anything_else_come_out(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(OTHERS)))
    parameters = list(inspect.signature(OTHERS[name]).parameters.values())
    needed = [each.name for each in parameters if each.default is inspect.Parameter.empty]
    chosen = data.draw(st.sets(st.sampled_from([each.name for each in parameters]), max_size=3)) | set(needed)
    arguments = {each: data.draw(ANYTHING, label=each) for each in sorted(chosen)}

    async def main() -> None:
        made = OTHERS[name](**arguments)
        if isinstance(made, DockerHub):
            await made.aclose()
        elif hasattr(made, "current") and not isinstance(made, TwoFactor | DockerConfig):
            async with DockerHub(made, transport=_read(), max_retries=0) as hub:
                await hub.repositories.get("library", "nginx")

    run(main())


@settings(max_examples=200)
@given(st.data())
def test_no_option_or_path_makes_anything_else_come_out(data: st.DataObject) -> None:
    any_value = ANYTHING
    options = st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(
            ["timeout", "deadline", "max_retries", "max_response_size", "headers", "query", "idempotent"], any_value
        ),
    )

    async def main() -> None:
        async with DockerHub(Anonymous(), transport=_read(), max_retries=0, clock=ManualClock(automatic=True)) as hub:
            uses: list[Callable[[], Any]] = [
                lambda: hub.get(data.draw(ANYTHING), params=data.draw(ANYTHING)),
                lambda: hub.post("/v2/x", json=data.draw(ANYTHING)),
                lambda: hub.get("/v2/x", options=CallOptions(**data.draw(options))),
                lambda: hub.get("/v2/x", options=data.draw(ANYTHING)),
                lambda: hub.with_options(
                    **{data.draw(st.sampled_from(["timeout", "headers", "pace"])): data.draw(ANYTHING)}
                ),
                lambda: hub.download(data.draw(ANYTHING), data.draw(NO_PATH)),
                lambda: hub.repositories.list("library").take(data.draw(ANYTHING)),
                lambda: hub.repositories.list("library").take(2, prefetch=data.draw(ANYTHING)),
                lambda: hub.repositories.list("library").resume(data.draw(ANYTHING)),
                lambda: hub.repositories.list("library").split(data.draw(ANYTHING)),
                lambda: hub.gather(data.draw(ANYTHING)),
                lambda: hub.gather([], limit=data.draw(ANYTHING)),
                lambda: hub.request(data.draw(ANYTHING)),
            ]
            result = data.draw(st.sampled_from(uses))()
            if inspect.isawaitable(result):
                result = await result
            if isinstance(result, AsyncIterable):
                async for _ in result:
                    pass

    run(main())
