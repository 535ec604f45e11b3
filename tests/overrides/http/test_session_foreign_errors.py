"""Errors of this package that code of the user's raises are not taken for the outcome of a request."""

import json
from collections.abc import AsyncIterable, Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from aiodockerhub import BearerToken, DockerHub, Password, TwoFactor, calls, errors

from tests.overrides.engines import each_engine
from tests.overrides.loopback import Loopback, loopback
from tests.overrides.silent_list import silent_list, silent_page

FOREIGN: list[Callable[[], errors.DockerHubError]] = [
    lambda: errors.NotFoundError("no such project", status_code=404),
    lambda: errors.UnauthorizedError("who are you", status_code=401),
    lambda: errors.ServerError("in repair", status_code=503),
    lambda: errors.StatusError("secondary authentication", status_code=400, detail={"login_2fa_token": "other"}),
    lambda: errors.HubConnectionError("audit is down", host="audit", sent=False),
    lambda: errors.HubTimeoutError("audit is slow", host="audit", sent=False),
    lambda: errors.DecodeError("audit.write", "$", "JSON", "expired"),
    lambda: errors.CredentialsRefusedError("the password of audit has expired"),
    lambda: errors.TwoFactorRequiredError("audit wants a second factor"),
    lambda: errors.IncompleteListError("the list of audit breaks off"),
]
each_error = pytest.mark.parametrize("make", FOREIGN, ids=lambda make: type(make()).__name__)


def client(server: Loopback, transport: str, **options: Any) -> DockerHub:
    return DockerHub(BearerToken("a.b.c"), base_url=server.url, transport=transport, **options)  # type: ignore[arg-type]


def response(body: object, status: int = 200) -> bytes:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    head = f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


def silent(head: str) -> bytes:
    """Make the response for a page of a list that ends with a page without items."""
    return response(silent_page(head))


def tags(head: str, total: int = 1_000) -> bytes:
    """Make the response for a page of tags, with a count and a link to the next page."""
    query = parse_qs(urlsplit(head.split(" ")[1]).query)
    page, size = int(query.get("page", ["1"])[0]), int(query.get("page_size", ["25"])[0])
    items = [{"id": index, "name": f"t{index}"} for index in range((page - 1) * size, min(page * size, total))]
    return response({"count": total, "next": "/more" if page * size < total else None, "results": items})


async def into(items: list[object], pager: AsyncIterable[object]) -> None:
    async for item in pager:
        items.append(item)  # noqa: PERF401 - those before an error count


@pytest.mark.heavy
@each_engine
@pytest.mark.parametrize("hook", ["on_request", "on_response", "on_attempt"])
@pytest.mark.parametrize("style", ["links", "silent"])
async def test_the_error_of_a_hook_ends_a_walk_and_says_nothing_of_the_list(
    transport: str, hook: str, style: str
) -> None:
    raised: errors.DockerHubError

    def audit(event: Any) -> None:
        if "page=3" in event.url:
            raise raised

    serve = tags if style == "links" else silent
    async with loopback(serve) as server, client(server, transport, **{hook: audit}) as hub:
        pager: Any = hub.repositories.list_tags("acme", "app") if style == "links" else silent_list(hub)
        for make in FOREIGN:
            raised, items = make(), list[object]()
            with pytest.raises(type(raised)) as caught:
                await into(items, pager)
            assert caught.value is raised
            assert len(items) == 200
            assert raised.request_method is None
            assert not any("refused" in note for note in raised.notes)


@each_engine
async def test_a_page_that_is_not_there_still_ends_a_list(transport: str) -> None:
    def gone(head: str) -> bytes:
        return silent(head) if "page=3" not in head else response({"message": "object not found"}, 404)

    async with loopback(gone) as server, client(server, transport) as hub:
        with pytest.raises(errors.IncompleteListError, match=r"page 3 is missing \(status 404\)"):
            await silent_list(hub).collect()


class Flaky:
    """A provider that raises an error from the second log-in on."""

    def __init__(self, error: errors.DockerHubError) -> None:
        self.error, self.asked = error, 0

    async def current(self) -> Password:
        self.asked += 1
        if self.asked > 1:
            raise self.error
        return Password("jane", "swordfish-example")


@pytest.mark.unmeasured
@each_error
async def test_the_error_of_a_provider_ends_a_walk_and_says_nothing_of_the_list(
    make: Callable[[], errors.DockerHubError],
) -> None:
    def serve(head: str) -> bytes:
        if "/auth/token" in head:
            return response({"access_token": "opaque-token"})
        return response({"message": "expired"}, 401) if "page=3" in head else silent(head)

    async with loopback(serve) as server, DockerHub(Flaky(make()), base_url=server.url) as hub:
        with pytest.raises(type(make())) as caught:
            await silent_list(hub).collect()
        assert str(caught.value) == str(make())


@pytest.mark.heavy
@each_engine
@pytest.mark.parametrize("hook", ["on_response", "on_attempt"])
async def test_the_error_of_a_hook_neither_resends_a_code_nor_refuses_credentials(transport: str, hook: str) -> None:
    for make in FOREIGN:
        await log_in_under_a_hook_that_raises(make, transport, hook)


async def log_in_under_a_hook_that_raises(make: Callable[[], errors.DockerHubError], transport: str, hook: str) -> None:
    bodies, failing = list[str](), [True]

    def serve(head: str) -> bytes:
        bodies.append(head.split(" ")[1])
        if "/2fa-login" in head:
            return response({"token": "opaque-token"})
        if "/users/login" in head:
            return response({"login_2fa_token": "dummy-challenge-value"}, 401)
        return response({})

    def audit(event: Any) -> None:
        if failing[0] and "2fa" in event.url:
            raise make()

    codes = ["123456"] * 3

    async def code() -> str:
        return codes[0]

    credentials = TwoFactor("jane", "swordfish-example", code=code)
    async with (
        loopback(serve) as server,
        DockerHub(credentials, base_url=server.url, transport=transport, **{hook: audit}) as hub,  # type: ignore[arg-type]
    ):
        with pytest.raises(type(make())):
            await hub.get("/v2/things")
        for _ in range(2):
            with pytest.raises(errors.AuthenticationError, match="was sent before"):
                await hub.get("/v2/things")
        assert bodies.count("/v2/users/2fa-login") == 1
        failing[0], codes[0] = False, "654321"
        assert (await hub.get("/v2/things")).status_code == 200  # no refusal is remembered
    assert all(credentials.sent.has(sent, now=0) for sent in ("123456", "654321"))  # for other clients, too


@each_error
async def test_the_error_of_a_hook_in_the_log_in_is_no_refusal_of_the_credentials(
    make: Callable[[], errors.DockerHubError],
) -> None:
    failing = [True]

    def audit(event: Any) -> None:
        if failing[0] and "/auth/token" in event.url:
            raise make()

    def serve(head: str) -> bytes:
        return response({"access_token": "opaque-token"})

    async with (
        loopback(serve) as server,
        DockerHub(Password("jane", "swordfish-example"), base_url=server.url, on_response=audit) as hub,
    ):
        with pytest.raises(type(make())):
            await hub.get("/v2/things")
        failing[0] = False
        assert (await hub.get("/v2/things")).status_code == 200


@each_error
@pytest.mark.parametrize("after", [False, True])
async def test_what_a_transport_raises_of_its_own_does_not_repeat_a_write(
    make: Callable[[], errors.DockerHubError], after: bool
) -> None:
    requests = list[str]()

    class Body(httpx.AsyncByteStream):
        async def __aiter__(self) -> Any:
            yield b"{"
            raise make()

    class Auditing(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            requests.append(request.method)
            if after:
                return httpx.Response(201, stream=Body())
            raise make()

    async with DockerHub(Password("jane", "x"), transport=Auditing()) as hub:
        with pytest.raises(type(make())):
            await hub.get("/v2/things")
    assert requests == ["POST"]  # of the log-in, which is repeated if it fails


@pytest.mark.unmeasured
@pytest.mark.parametrize("transport", ["httpx", "aiohttp"])
@each_error
async def test_what_the_progress_of_a_download_raises_ends_it(
    transport: str, make: Callable[[], errors.DockerHubError], tmp_path: Any
) -> None:
    def progress(received: int, total: int | None) -> None:
        raise make()

    async with loopback(lambda _: response({"name": "app"})) as server, client(server, transport) as hub:
        with pytest.raises(type(make())) as caught:
            await hub.download(calls.repositories.get("acme", "app"), tmp_path / "file", progress=progress)
        assert caught.value.__context__ is None
        assert len(server.requests) == 1
    assert list(tmp_path.iterdir()) == []
