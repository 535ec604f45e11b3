"""Arguments and options of a client that make no sense are refused, wherever they are given."""

import math
from decimal import Decimal
from typing import Any

import httpx
import pytest
from aiodockerhub import (
    Anonymous,
    ArgumentError,
    CallOptions,
    DecodeError,
    DockerHub,
    HubConnectionError,
    MissingExtraError,
)

from tests.overrides.scripted import respond, script
from tests.secret_guard import locals_of, traceback_of


async def test_what_is_no_call_is_not_sent() -> None:
    service = script()
    async with service.hub() as hub:
        coroutine = hub.repositories.get("library", "nginx")
        with pytest.raises(TypeError, match=r"call must come from aiodockerhub\.calls, such as .*; got coroutine"):
            await hub.request(coroutine)  # type: ignore[call-overload] # the mistake
        coroutine.close()
    assert service.requests == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"base_url": "http://hub.docker.com"}, "base_url must be an https URL"),
        ({"concurrency": 0}, "concurrency must be a whole number of at least 1, or None; got 0"),
        ({"concurrency": 2.5}, "concurrency must be a whole number of at least 1, or None; got 2.5"),
        (
            {"transport": "aiohtp"},
            "transport must be one of 'aiohttp', 'httpx', 'httpx2', or an asynchronous transport of httpx or httpx2",
        ),
        (
            {"transport": httpx.HTTPTransport()},
            "transport must be one of 'aiohttp', 'httpx', 'httpx2', or an asynchronous transport",
        ),
        ({"http_client": httpx.Client()}, "http_client must be an AsyncClient of httpx or httpx2; got Client"),
        ({"http2": True, "transport": "aiohttp"}, "http2=True applies only to transport="),
        ({"http2": True, "http_client": httpx.AsyncClient()}, "http2=True applies only to transport="),
        ({"on_drift": "print"}, "on_drift must be a function, or None; got 'print'"),
        ({"application": 1}, "application must be printable ASCII"),
        ({"application": "näme"}, "application must be printable ASCII"),
        ({"application": "a\r\nb"}, "application must be printable ASCII"),
        ({"application": " "}, "application must be printable ASCII"),
    ],
)
def test_arguments_that_make_no_sense_are_refused(arguments: Any, said: str) -> None:
    with pytest.raises(ArgumentError, match=said) as refusal:
        DockerHub(Anonymous(), **arguments)
    assert refusal.value.argument == ("" if "http2" in arguments else next(iter(arguments)))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"timeout": -1}, "timeout must be a number above 0, or None; got -1"),
        ({"timeout": 0}, "timeout must be a number above 0, or None; got 0"),
        ({"timeout": math.nan}, "timeout must be a number above 0, or None; got nan"),
        ({"timeout": "5"}, "timeout must be a number above 0, or None; got '5'"),
        ({"timeout": True}, "timeout must be a number above 0, or None; got True"),
        ({"timeout": Decimal("sNaN")}, "timeout must be a number above 0, or None; got Decimal"),
        ({"max_retries": -1}, "max_retries must be a whole number of at least 0; got -1"),
        ({"max_retries": 1.5}, "max_retries must be a whole number of at least 0; got 1.5"),
        ({"max_retries": None}, "max_retries must be a whole number of at least 0; got None"),
        ({"max_retry_after": -1}, "max_retry_after must be a number of at least 0; got -1"),
        ({"retry_timeout": "2 min"}, "retry_timeout must be a number of at least 0; got '2 min'"),
        ({"headers": [("x-trace", "1")]}, "headers must be a mapping of names to values; got a value of type list"),
        ({"headers": {"x-trace": 1}}, "headers must have values that are text; got a value of type int for 'x-trace'"),
        ({"headers": {"x-trace": "a\r\nb: c"}}, "headers must be text of printable ASCII characters; 'x-trace' or"),
        ({"headers": {"": "1"}}, "headers must be text of printable ASCII characters; '' or"),
        ({"on_request": 5}, "on_request must be a function, or None; got 5"),
        ({"on_response": "x"}, "on_response must be a function, or None; got 'x'"),
        ({"on_attempt": ()}, r"on_attempt must be a function, or None; got \(\)"),
    ],
)
async def test_options_that_make_no_sense_are_refused_wherever_they_are_given(options: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        DockerHub(Anonymous(), **options)
    service = script()
    async with service.hub() as hub:
        with pytest.raises(ValueError, match=said):
            hub.with_options(**options)
        if options.keys() <= {"timeout", "max_retries", "headers"}:
            with pytest.raises(ValueError, match=said):
                await hub.repositories.get("library", "nginx", options=CallOptions(**options))
    assert service.requests == []


async def test_options_at_their_limits_are_taken() -> None:
    service = script()
    limits: dict[str, Any] = {"max_retries": 0, "max_retry_after": 0, "retry_timeout": math.inf}
    async with service.hub(timeout=math.inf, deadline=math.inf, **limits) as hub:
        await hub.with_options(timeout=None, headers={"X-Tab": "a\tb"}).repositories.get("library", "nginx")
    assert service.requests[0].headers["x-tab"] == "a\tb"


def test_a_refused_header_does_not_show_its_value() -> None:
    with pytest.raises(ValueError, match="headers must be text") as caught:
        DockerHub(Anonymous(), headers={"x-key": "swordfish\n"})
    assert "swordfish" not in str(caught.value)


def test_what_tells_no_time_is_no_clock() -> None:
    with pytest.raises(ArgumentError, match="clock must have the methods time, monotonic and sleep"):
        DockerHub(Anonymous(), clock=5)  # type: ignore[arg-type]


def test_no_frame_of_a_client_that_is_not_made_shows_a_secret() -> None:
    secret = "".join(["sword", "fish"])  # not as it is, for a traceback shows this line, too
    for mistake in ({"timeout": -1}, {"scim_token": f"{secret} 4711"}, {"base_url": f"https://x:{secret}@hub.test"}):
        with pytest.raises(ArgumentError) as caught:
            DockerHub(Anonymous(), **{"scim_token": secret, **mistake})  # type: ignore[arg-type]
        assert secret not in traceback_of(caught.value)


@pytest.mark.parametrize("value", ["false", "no", math.nan, 1])
async def test_what_is_no_boolean_makes_no_write_idempotent(value: Any) -> None:
    service = script()
    async with service.hub() as hub:
        with pytest.raises(ArgumentError, match="idempotent must be True or False"):
            await hub.post("/v2/x", json=1, options=CallOptions(idempotent=value))
        with pytest.raises(ArgumentError, match="unique must be True or False"):
            await hub.repositories.list_tags("library", "nginx").collect(unique=value)
        with pytest.raises(ArgumentError, match="things must be calls"):
            await hub.gather(str)  # type: ignore[call-overload] # the mistake
    assert service.requests == []


async def test_frames_of_an_own_transport_show_no_parameters() -> None:
    def broken(_: httpx.Request) -> httpx.Response:
        raise httpx.ReadError("broken")

    async with DockerHub(Anonymous(), transport=httpx.MockTransport(broken), max_retries=0) as hub:
        with pytest.raises(HubConnectionError) as caught:
            await hub.get(
                "/v2/x", params={"api_key": "CANARY", "k": "CANARY"}, options=CallOptions(query={"token": "CANARY"})
            )
    assert "CANARY" not in "".join(locals_of(caught.value))


async def test_frames_of_a_list_without_items_show_nothing_of_its_response() -> None:
    service = script(respond(200, {"detail": "no", "token": "CANARY"}))
    async with service.hub() as hub:
        with pytest.raises(DecodeError) as caught:
            await hub.repositories.list_tags("library", "nginx").collect()
    assert "CANARY" not in traceback_of(caught.value)


@pytest.mark.parametrize("library", ["httpx", "httpx2"])
async def test_a_library_that_is_not_installed_is_named(library: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    hub = DockerHub(Anonymous(), transport=library)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match=rf"^transport='{library}' needs the extra: .*\[{library}\]'$"):
        await hub.repositories.get("library", "nginx")
