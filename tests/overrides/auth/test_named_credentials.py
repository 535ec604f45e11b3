"""Named credentials: secrets go where the operation wants them, and nowhere else."""

from typing import Any

import httpx
import pytest
from aiodockerhub import ArgumentError, DockerHub
from aiodockerhub.auth.credentials import Anonymous
from aiodockerhub.errors import ArgumentTypeError, DockerHubError, NoCredentialsError
from aiodockerhub_generated._calls import Call, CallOptions, Operation, Security
from aiodockerhub_generated._responses import nothing
from aiodockerhub_generated.credentials import Credential

from tests.overrides.loopback import loopback
from tests.secret_guard import locals_of

KEY = Credential(name="key", kind="apiKey", location="header", key="X-Key")
BASIC = Credential(name="basic", kind="basic", location="header", key="Authorization")
SESSION = Credential(name="session", kind="apiKey", location="cookie", key="s")
QUERY = Credential(name="query", kind="apiKey", location="query", key="api_key")
TOKEN = Credential(name="token", kind="bearer", location="header", key="Authorization")


def call(*alternatives: tuple[Credential, ...], **more: Any) -> Call[None]:
    operation = Operation(
        id="things.get",
        method="GET",
        path="/v2/things",
        security=Security.NAMED,
        credentials=alternatives,
        response="none",
    )
    return Call(operation=operation, path="/v2/things", decode=nothing, **more)


async def sent(request: Call[None], secrets: dict[str, str], options: CallOptions | None = None) -> httpx.Request:
    seen: list[httpx.Request] = []

    def respond(received: httpx.Request) -> httpx.Response:
        seen.append(received)
        return httpx.Response(204)

    async with DockerHub(
        Anonymous(), transport=httpx.MockTransport(respond), named_credentials=secrets, base_url="http://127.0.0.1:1"
    ) as hub:
        await hub.request(request, options)
    [only] = seen
    return only


async def test_secrets_go_where_the_operation_wants_them() -> None:
    request = await sent(call((KEY, QUERY, SESSION)), {"key": "K", "query": "a b&c", "session": "S"})
    assert request.headers["x-key"] == "K"
    assert request.url.params["api_key"] == "a b&c"
    assert request.headers["cookie"] == "s=S"
    assert "authorization" not in request.headers


@pytest.mark.parametrize(
    ("secrets", "expected"), [({"basic": "me:pä"}, "Basic bWU6cMOk"), ({"token": "T"}, "Bearer T")]
)
async def test_the_first_complete_alternative_is_taken(secrets: dict[str, str], expected: str) -> None:
    request = await sent(call((BASIC, KEY), (BASIC,), (TOKEN,)), secrets)
    assert request.headers["authorization"] == expected


async def test_cookies_of_the_call_are_kept() -> None:
    request = await sent(call((SESSION,), headers=(("cookie", "a=1"),)), {"session": "S"})
    assert request.headers["cookie"] == "a=1; s=S"


async def test_a_key_among_the_headers_of_the_call_counts() -> None:
    request = await sent(call((KEY,)), {"key": "K"}, CallOptions(headers={"X-Key": "own"}))
    assert request.headers["x-key"] == "own"


async def test_an_incomplete_set_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(
        NoCredentialsError, match=r"things\.get needs 'key' and 'session' or 'basic': DockerHub\(named_c"
    ) as caught:
        await sent(call((KEY, SESSION), (BASIC,)), {"key": "secret value"})
    assert "secret value" not in str(caught.value)


@pytest.mark.parametrize("secrets", [{"key": "a\nb"}, {"key": "größe"}, {"session": "a;b"}])
async def test_secrets_that_their_place_cannot_hold_are_refused_without_showing_them(secrets: dict[str, str]) -> None:
    with pytest.raises(ArgumentError, match="named_credentials: the secret for") as caught:
        await sent(call((KEY,), (SESSION,)), secrets)
    assert not any(secret in str(caught.value) for secret in secrets.values())


@pytest.mark.parametrize("wrong", ["key", {"key": 1}, {"key": ""}, {1: "a"}])
def test_what_is_no_mapping_of_secrets_is_refused(wrong: Any) -> None:
    with pytest.raises(ArgumentTypeError, match="named_credentials must be a mapping"):
        DockerHub(named_credentials=wrong)


async def test_a_view_may_have_others_and_no_hook_sees_them() -> None:
    seen: list[dict[str, str]] = []
    received: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        received.append(request)
        return httpx.Response(204)

    async with DockerHub(Anonymous(), transport=httpx.MockTransport(respond), base_url="http://127.0.0.1:1") as hub:
        view = hub.with_options(
            named_credentials={"key": "K"}, on_request=lambda event: seen.append(dict(event.headers))
        )
        await view.request(call((KEY,)))
    assert received[0].headers["x-key"] == "K"
    assert "x-key" not in seen[0]
    assert "K" not in repr(view)


@pytest.mark.parametrize("transport", ["httpx", "httpx2", "aiohttp"])
@pytest.mark.parametrize("reply", [b"HTTP/1.1 500 No\r\nContent-Length: %d\r\n\r\n%s", b"nonsense\r\n\r\n"])
async def test_a_key_in_the_query_shows_nowhere(transport: Any, reply: bytes, caplog: pytest.LogCaptureFixture) -> None:
    key = "open sesame/4711"

    def respond(head: str) -> bytes:
        body = head.split()[1].encode()  # some servers repeat the address
        return reply % (len(body), body) if b"%d" in reply else reply

    events: list[object] = []
    caplog.set_level("DEBUG", "aiodockerhub")
    async with (
        loopback(respond) as server,
        DockerHub(
            Anonymous(), base_url=server.url, transport=transport, named_credentials={"query": key}, max_retries=0,
            on_attempt=events.append, on_call_end=events.append,
        ) as hub,
    ):  # fmt: skip
        with pytest.raises(DockerHubError) as caught:
            await hub.request(call((QUERY,)))
        assert "api_key=open+sesame%2F4711" in server.requests[0]
    shown = [repr(events), caplog.text, str(caught.value), repr(vars(caught.value)), *locals_of(caught.value)]
    assert [text for text in shown if "sesame" in text] == []
    assert "api_key=***" in str(caught.value)
