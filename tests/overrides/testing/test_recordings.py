"""Recorded responses are played back in the place of the fake's own."""

import base64
import json
from pathlib import Path
from traceback import TracebackException
from typing import Any

import httpx
import pytest
from aiodockerhub import Anonymous, DockerHub
from aiodockerhub.testing import FakeHub

URL = "https://hub.docker.com"


def entry(path: str, body: Any, *, method: str = "GET", status: int = 200, **content: Any) -> dict[str, Any]:
    text = body if isinstance(body, str) else json.dumps(body)
    headers = {
        "content-type": "application/json",
        "x-ratelimit-limit": "180",
        "content-encoding": "gzip",
        "content-length": "3",
        "transfer-encoding": "chunked",
        "set-cookie": "session=dummy",
        ":status": "200",
    }
    return {
        "request": {"method": method, "url": f"{URL}{path}", "headers": [{"name": "authorization", "value": "dummy"}]},
        "response": {
            "status": status,
            "headers": [{"name": name, "value": value} for name, value in headers.items()],
            "content": {"mimeType": "application/json", "text": text, **content},
        },
    }


def archive(folder: Path, *entries: dict[str, Any]) -> Path:
    path = folder / "hub.har"
    path.write_text(json.dumps({"log": {"version": "1.2", "entries": entries}}))
    return path


async def test_an_archive_is_played_back_and_all_else_is_responded_to_as_ever(
    fake: FakeHub, http: httpx.AsyncClient, tmp_path: Path
) -> None:
    (recording,) = fake.replay(archive(tmp_path, entry("/v2/namespaces/acme/repositories/app", {"name": "recorded"})))
    got = await http.get("/v2/namespaces/acme/repositories/app/")
    assert got.json() == {"name": "recorded"}
    assert got.headers["x-ratelimit-limit"] == "180"
    assert got.headers["content-type"] == "application/json"
    assert not {"set-cookie", "content-encoding", "transfer-encoding", ":status"} & got.headers.keys()
    assert got.headers["content-length"] == str(len(got.content))
    assert (await http.delete("/v2/namespaces/acme/repositories/app")).status_code == 401
    assert (await http.get("/v2/namespaces/library/repositories/nginx")).json()["name"] == "nginx"
    assert recording.hits == 1
    assert fake.requests[0].status == 200


async def test_a_series_comes_in_its_order_and_its_last_one_stays(
    fake: FakeHub, http: httpx.AsyncClient, tmp_path: Path
) -> None:
    path = "/v2/namespaces/acme/repositories/app"
    fake.replay(archive(tmp_path, *(entry(path, {"n": number}, status=200 + number) for number in range(3))))
    got = [await http.get(path) for _ in range(5)]
    assert [response.json()["n"] for response in got] == [0, 1, 2, 2, 2]
    assert [response.status_code for response in got] == [200, 201, 202, 202, 202]


async def test_the_query_counts_in_any_order(fake: FakeHub, http: httpx.AsyncClient, tmp_path: Path) -> None:
    path = "/v2/namespaces/acme/repositories/app/tags"
    fake.replay(archive(tmp_path, entry(f"{path}?page=2&page_size=10", {"recorded": True})))
    assert (await http.get(f"{path}?page_size=10&page=2")).json() == {"recorded": True}
    assert "results" in (await http.get(f"{path}?page_size=10&page=1")).json()


async def test_bytes_and_patterns_are_kept_as_they_are(fake: FakeHub, http: httpx.AsyncClient, tmp_path: Path) -> None:
    blob = base64.b64encode(b"\xff\x00").decode()
    odd = entry("/v2/odd/%5Ba%5D*%3F", blob, encoding="base64", mimeType="application/octet-stream")
    odd["response"]["headers"] = []
    fake.replay(archive(tmp_path, odd, entry("/blocked", "", status=0)))
    got = await http.get("/v2/odd/%5Ba%5D*%3F")
    assert (got.content, got.headers["content-type"]) == (b"\xff\x00", "application/octet-stream")
    assert (await http.get("/v2/odd/a*%3F")).status_code == 404
    assert (await http.get("/blocked")).status_code == 404


@pytest.mark.parametrize(
    ("text", "media_type"),
    [
        ('{"name": "x"}', "application/json"),
        ("<html>", "text/html; charset=utf-8"),
        ("hi", "text/plain; charset=utf-8"),
    ],
)
async def test_a_body_alone_serves_an_operation(
    fake: FakeHub, http: httpx.AsyncClient, tmp_path: Path, text: str, media_type: str
) -> None:
    (tmp_path / "body").write_text(text)
    fake.replay(tmp_path / "body", "repositories.get", status=203)
    got = await http.get("/v2/namespaces/any/repositories/thing")
    assert (got.status_code, got.text, got.headers["content-type"]) == (203, text, media_type)


async def test_faults_count_before_recordings(fake: FakeHub, http: httpx.AsyncClient, tmp_path: Path) -> None:
    (tmp_path / "body.json").write_text('{"name": "recorded"}')
    fake.replay(tmp_path / "body.json", "GET /v2/namespaces/acme/*")
    fake.fault("repositories.get", status=503)
    fake.fault("repositories.get", headers={"x-more": "1"})
    broken, spoiled = [await http.get("/v2/namespaces/acme/repositories/app") for _ in range(2)]
    assert broken.status_code == 503
    assert (spoiled.json(), spoiled.headers["x-more"]) == ({"name": "recorded"}, "1")


async def test_the_client_reads_what_was_recorded(fake: FakeHub, tmp_path: Path) -> None:
    (tmp_path / "old.json").write_text('{"name": "app", "namespace": "acme", "can_edit": false}')
    fake.replay(tmp_path / "old.json", "repositories.get")
    async with DockerHub(Anonymous(), transport=fake.transport, strict=True) as hub:
        assert (await hub.repositories.get("acme", "app")).can_edit is False


def archive_of(response: str) -> str:
    return f'{{"log": {{"entries": [{{"request": {{"method": "GET", "url": "/"}}, "response": {response}}}]}}}}'


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", '{"log": {"entries": [{}]}}', '{"log": {"entries": []}}', "\x00", "[" * 200_000,
        archive_of('{"status": 200, "content": "x"}'), archive_of('{"status": 1e999}'), archive_of('{"status": 99999}'),
        archive_of('{"status": -1}'), archive_of('{"status": 200, "headers": [{"name": "\u20ac", "value": ""}]}'),
        archive_of('{"status": 200, "headers": [{"name": "x a", "value": "b"}]}'),
        archive_of('{"status": 200, "headers": [{"name": "", "value": "b"}]}'),
        archive_of('{"status": 200, "headers": [{"name": "x-a", "value": "a\\u0000b"}]}'),
        archive_of('{"status": 101}'), '{"log": [1]}',
    ],
)  # fmt: skip
def test_what_is_no_archive_is_refused(fake: FakeHub, tmp_path: Path, text: str) -> None:
    (tmp_path / "x.har").write_text(text)
    with pytest.raises(ValueError, match="path: expected an HTTP archive"):
        fake.replay(tmp_path / "x.har")


async def test_recording_is_played_as_a_server_can_send_it(
    fake: FakeHub, http: httpx.AsyncClient, tmp_path: Path
) -> None:
    joined = entry("/v2/joined", {})
    joined["response"]["headers"] = [{"name": "Vary", "value": " Accept\n Cookie\r"}, {"name": "X-A", "value": " a "}]
    cached, empty = entry("/v2/cached", {"a": 1}, status=304), entry("/v2/empty", {"a": 1}, status=204)
    fake.replay(archive(tmp_path, joined, entry("/v2/joined", {}, status=103), cached, empty))
    response = await http.get("/v2/joined")
    assert response.headers.get_list("vary") == ["Accept", "Cookie"]
    assert (response.status_code, response.headers["x-a"]) == (200, "a")
    assert [(await http.get(f"/v2/{name}")).content for name in ("cached", "empty")] == [b"", b""]


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_the_refusal_of_an_archive_shows_nothing_of_it(fake: FakeHub, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "x.har").write_bytes(archive_of('{"status": 200, "headers": "Bearer sesame-\xe4"}').encode(encoding))
    with pytest.raises(ValueError, match="path: expected an HTTP archive") as caught:
        fake.replay(tmp_path / "x.har")
    shown = "".join(TracebackException.from_exception(caught.value, capture_locals=True).format())
    assert "sesame" not in shown
    assert len(str(caught.value)) < 300


def test_an_operation_that_there_is_not_is_refused(fake: FakeHub, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{}")
    with pytest.raises(ValueError, match=r"^where: expected an operation"):
        fake.replay(tmp_path / "x.json", "repositories.git")
    with pytest.raises(FileNotFoundError):
        fake.replay(tmp_path / "absent.har")
