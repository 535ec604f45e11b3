"""Requests by path: what may be secret in them is in no frame of an error, and no argument brings out a foreign one."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiodockerhub import CallOptions, DockerHub
from aiodockerhub.auth.credentials import Anonymous
from aiodockerhub.errors import ArgumentError, BadRequestError, DockerHubError

from tests.overrides.engines import each_engine
from tests.overrides.loopback import Loopback, loopback
from tests.secret_guard import traceback_of

SECRET = "dummy-value-4711"
REFUSAL = b'HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: 17\r\n\r\n{"message":"bad"}'
Use = Callable[[DockerHub], Any]


def client(server: Loopback, **options: Any) -> DockerHub:
    return DockerHub(Anonymous(), base_url=server.url, max_retries=0, **options)


@each_engine
@pytest.mark.parametrize(
    "use",
    [
        lambda hub: hub.post("/v2/users/login", json={"username": "jane", "password": SECRET}),
        lambda hub: hub.put("/v2/x", json=[SECRET]),
        lambda hub: hub.patch("/v2/x", json=SECRET),
        lambda hub: hub.delete("/v2/x", json=({"secret": SECRET},)),
        lambda hub: hub.get("/v2/x", params={"access_token": SECRET}),
        lambda hub: hub.head("/v2/x", params={"access_token": SECRET}),
        lambda hub: hub.get("/v2/x", params={"access_token": SECRET, "other": object()}),
        lambda hub: hub.get("/v2/x", params={"access_token": f"{SECRET}\ud800"}),
        lambda hub: hub.get("/v2/x", params={"access_token": SECRET * 2_000}),
        lambda hub: hub.get("/v2/x", params={"token": SECRET} | {f"key{number}": "a" * 16_000 for number in range(5)}),
        lambda hub: hub.post("/v2/x", json={"token": SECRET, "other": object()}),
        lambda hub: hub.post("/v2/x", json={"token": f"{SECRET}\ud800"}),
        lambda hub: hub.get("/v2/x", options=CallOptions(query={"api_key": SECRET})),
        lambda hub: hub.get("/v2/x", options={"headers": {"X-Token": SECRET}}),
        lambda hub: hub.post("/v2/x", options=f"X-Token: {SECRET}"),
        lambda hub: hub.get("/v2/x", options=CallOptions(headers=f"X-Token: {SECRET}")),  # type: ignore[arg-type]
        lambda hub: hub.get("/v2/x", options=CallOptions(headers=[("X-Token", SECRET)])),  # type: ignore[arg-type]
        lambda hub: hub.get("/v2/x", options=CallOptions(query=f"token={SECRET}")),  # type: ignore[arg-type]
        lambda hub: hub.get("/v2/x", params={f"token={SECRET}\ud800": "x"}),
        lambda hub: hub.get("/v2/x", params={f"token={SECRET}": object()}),
        lambda hub: hub.gather(f"/v2/x?token={SECRET}"),
        lambda hub: hub.repositories.list("acme", options=CallOptions(query={"api_key": SECRET})).collect(),
        lambda hub: hub.get("/v2/x", options=CallOptions(headers={"X-Token": f"{SECRET}\n"})),
        lambda hub: hub.with_options(headers={"X-Token": SECRET}, named_credentials={"key": SECRET}).get("/v2/x"),
    ],
)  # fmt: skip
async def test_no_frame_of_an_error_shows_what_may_be_secret(use: Use, transport: str) -> None:
    async with loopback(lambda _: REFUSAL) as server, client(server, transport=transport) as hub:
        with pytest.raises(DockerHubError) as caught:
            await use(hub)
    assert SECRET not in traceback_of(caught.value)


@pytest.mark.parametrize(
    "path",
    [
        f"/v2/x?token={SECRET}",
        f"/v2/x?sig={SECRET}",
        f"/v2/x#{SECRET}",
        f"https://user:{SECRET}@hub.docker.com/v2/x",
        f"user:{SECRET}@hub.docker.com/v2/x",
        f"https://user:a?{SECRET}@hub.docker.com/v2/x",
        f"//hub.docker.com/v2/x?sig={SECRET}",
        f"/v2/../x?sig={SECRET}",
        f"/v2/../x%3Fsig={SECRET}",
        f"/v2/../x%253fsig={SECRET}",
        f"/v2/{'x' * 90}?sig={SECRET}",
        f"v2/dckr_pat_{SECRET}",
    ],
)
@pytest.mark.parametrize(
    "use",
    [
        lambda hub, path, _: hub.get(path),
        lambda hub, path, _: hub.head(path),
        lambda hub, path, _: hub.delete(path),
        lambda hub, path, _: hub.post(path),
        lambda hub, path, _: hub.put(path),
        lambda hub, path, _: hub.patch(path),
        lambda hub, path, folder: hub.download(path, folder / "file"),
        lambda hub, path, _: hub.request(path),
        lambda hub, path, _: hub.walk(path),
    ],
)
async def test_neither_message_nor_frame_of_a_refused_path_shows_a_secret(
    use: Callable[[DockerHub, str, Path], Any], path: str, tmp_path: Path
) -> None:
    with pytest.raises(ArgumentError) as caught:
        await use(DockerHub(Anonymous()), path, tmp_path)
    assert SECRET not in traceback_of(caught.value)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/v2/x?page=2", "use params=: got '/v2/x?…'"),
        ("/v2/x#a?b", "use params=: got '/v2/x#…'"),
        ("/v2/x?", "use params=: got '/v2/x?'"),
        ("https://hub.docker.com/v2/x?a", "got 'https://hub.docker.com/v2/x?…'"),
        ("/v2/../o'brien", 'segments: got "/v2/../o\'brien"'),
    ],
)
async def test_a_refused_path_is_told_up_to_its_query(path: str, shown: str) -> None:
    with pytest.raises(ArgumentError, match=re.escape(shown)):
        await DockerHub(Anonymous()).get(path)


@pytest.mark.parametrize(
    "options",
    [
        {"headers": {"X-Token": SECRET}, "scim_token": SECRET, "timeout": -1},
        {"headers": {"X-Token": f"{SECRET}\n"}},
        {"named_credentials": {"key": SECRET, "other": 1}},
        {"credentials": SECRET},
        {"credentials": ("jane", SECRET)},
        {"headers": {f"Authorization: Bearer {SECRET}": "x"}},
        {"headers": {f"dckr_pat_{SECRET}": "\n"}},
        {"base_url": f"https://hub.docker.com?token={SECRET}"},
        {"base_url": f"https://hub.docker.com/#{SECRET}"},
        {"base_url": f"http://hub.docker.com/?password={SECRET}"},
        {"base_url": f"https://jane:{SECRET}@hub.docker.com"},
        {"transport": f"http://jane:{SECRET}@proxy"},
        {"http_client": f"http://jane:{SECRET}@proxy"},
        {"token_store": f"redis://jane:{SECRET}@host"},
        {"scim_token": f"{SECRET} x"},
    ],
)
def test_no_frame_of_a_refused_client_shows_what_may_be_secret(options: dict[str, Any]) -> None:
    with pytest.raises(ArgumentError) as caught:
        DockerHub(**options)
    assert SECRET not in traceback_of(caught.value)


def test_no_frame_of_a_refused_view_shows_what_may_be_secret() -> None:
    with pytest.raises(ArgumentError) as caught:
        DockerHub(Anonymous()).with_options(headers={"X-Token": SECRET}, named_credentials={"key": SECRET}, timeout=-1)
    assert SECRET not in traceback_of(caught.value)
    with pytest.raises(ArgumentError) as caught:
        DockerHub(Anonymous()).with_options(headers={f"Authorization: Bearer {SECRET}": "x"})
    assert SECRET not in traceback_of(caught.value)


@pytest.mark.heavy
async def test_a_body_of_any_depth_is_sent_or_refused() -> None:
    async with loopback(lambda _: REFUSAL) as server, client(server) as hub:
        body: Any = "value"
        for depth in range(1_050):
            body = [body]
            if depth < 800:
                continue
            # Around the limit of recursion, writing the body succeeds and reading it again does not.
            with pytest.raises((BadRequestError, ArgumentError)):
                await hub.post("/v2/x", json=body)
