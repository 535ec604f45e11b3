"""Requests of a client to any route, by its path."""

from typing import Any

import pytest
from aiodockerhub import (
    BearerToken,
)

from tests.overrides.scripted import respond, script


@pytest.mark.parametrize("method", ["get", "head", "delete"])
async def test_any_route_can_be_asked(method: str) -> None:
    service = script(respond(200, {"x": [1]}))
    async with service.hub() as hub:
        response = await getattr(hub, method)("/v2/some/route", params={"a": True, "b": None, "c": 3, "d": "x y"})
    [request] = service.requests
    assert (request.method, service.paths) == (method.upper(), ["/v2/some/route?a=true&c=3&d=x+y"])
    assert response.status_code == 200
    assert response.parsed == {"x": [1]}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
async def test_any_route_can_be_written_to(method: str) -> None:
    service = script(respond(201, "done"))
    async with service.hub(BearerToken("dummy.bearer.token")) as hub:
        response = await getattr(hub, method)("/v2/some/route/", json={"a": None})
        await getattr(hub, method)("/v2/some/route/")
    first, second = service.requests
    assert (first.method, first.content, first.headers["content-type"]) == (
        method.upper(),
        b'{"a":null}',
        "application/json",
    )
    assert first.headers["authorization"] == "Bearer dummy.bearer.token"
    assert second.content == b""
    assert response.parsed == "done"


@pytest.mark.parametrize(
    ("body", "parsed"),
    [(b"", None), (b"[1]", [1]), (b"<p>", "<p>"), (b"null", None), (b"[" * 100_000, "[" * 100_000)],
)
async def test_responses_by_path_are_json_or_text_or_nothing(body: bytes, parsed: Any) -> None:
    async with script(respond(200, body)).hub() as hub:
        assert (await hub.get("/v2/")).parsed == parsed


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("https://evil.example/v2", "must start with one slash"),
        ("//evil.example/v2", "must start with one slash"),
        ("v2/user", "must start with one slash"),
        ("", "must start with one slash"),
        ("/v2\\user", "must start with one slash"),
        ("/v2/x?page=2", "use params="),
        ("/v2/x#y", "use params="),
        ("/v2/../x", "must not hold '.' or '..'"),
        ("/v2/%2e%2E/x", "must not hold '.' or '..'"),
        ("/v2/./x", "must not hold '.' or '..'"),
        ("/v2/..", "must not hold '.' or '..'"),
    ],
)
async def test_paths_that_lead_elsewhere_are_refused(path: str, said: str) -> None:
    service = script()
    async with service.hub() as hub:
        with pytest.raises(ValueError, match=said):
            await hub.get(path)
    assert service.requests == []


async def test_odd_characters_in_paths_are_quoted_once() -> None:
    service = script()
    async with service.hub() as hub:
        await hub.get("/v2/a b/é/c%2Fd/x:y")
    assert service.paths == ["/v2/a%20b/%C3%A9/c%2Fd/x:y"]
