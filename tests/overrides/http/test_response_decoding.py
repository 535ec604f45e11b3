"""What the response to a call means."""

import gzip
import json
import os
import tracemalloc
from pathlib import Path

import pytest
from aiodockerhub import Anonymous, BearerToken, CallOptions, DecodeError, DockerHub, calls

from tests.overrides.loopback import loopback
from tests.overrides.scripted import respond, script


def swollen(unit: bytes) -> bytes:
    """Make a compressed response of a few kilobytes with more than a million values."""
    body = gzip.compress(b"[" + unit * 1_100_000 + unit[:-1] + b"]", compresslevel=1)
    return f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


@pytest.mark.parametrize("unit", [b"{},", b"[[[]]],", b"null,"])
async def test_a_small_response_of_very_many_values_does_not_swell_in_memory(unit: bytes) -> None:
    reply = swollen(unit)
    async with loopback(lambda _: reply) as server, DockerHub(Anonymous(), base_url=server.url) as hub:
        for use in (hub.get("/v2/x"), hub.repositories.list("acme"), hub.categories.list()):
            tracemalloc.start()  # for each, as a thread may hold the response before for a moment longer
            try:
                with pytest.raises(DecodeError, match="at most 1,048,576 values") as caught:
                    await use
                _, peak = tracemalloc.get_traced_memory()
            finally:
                tracemalloc.stop()
            assert peak < 40_000_000
            assert caught.value.exceeds_limit


async def test_a_larger_response_may_have_more_values() -> None:
    reply = swollen(b"1,")
    options = CallOptions(max_response_size=100_000_000)
    async with loopback(lambda _: reply) as server, DockerHub(Anonymous(), base_url=server.url) as hub:
        assert len((await hub.get("/v2/x", options=options)).parsed) == 1_100_001


@pytest.mark.heavy
async def test_a_page_may_be_as_large_as_pages_of_this_many_values_are() -> None:
    item = {"name": "x", "images": [{"os": "linux", "size": number} for number in range(60)]}
    body = json.dumps([item] * 5_000)
    assert len(body) > 8_000_000
    async with script(respond(200, body)).hub() as hub:
        assert len((await hub.get("/v2/x")).parsed) == 5_000


@pytest.mark.heavy
@pytest.mark.parametrize("item", ['{"name": 1}', "{}"])
async def test_a_list_of_nothing_but_differences_is_refused_before_it_takes_long(item: str) -> None:
    body = f"[{','.join([item] * 60_000)}]"
    async with script(respond(200, body)).hub() as hub:
        with pytest.raises(DecodeError, match="more than 50,000 schema mismatches") as caught:
            await hub.categories.list()
    assert caught.value.exceeds_limit


NO_CSV = {
    "page": ("<!DOCTYPE html><title>Docker Hub | Log in</title>", "an HTML page instead of a response"),
    "page behind a comment": ("<!-- 7 --> <html><title>Docker Hub</title>", "an HTML page instead of a response"),
    "error": ('{"detail": "maintenance"}', "maintenance"),
    "long error": ('{"detail": "maintenance", "errinfo": "' + "x" * 5_000 + '"}', ""),
    "null": ("null", "null"),
    "array": ("[]", ""),
    "text": ('"maintenance"', "maintenance"),
    "nothing": ("", "an empty body"),
    "blank": (" \r\n", "an empty body"),
}


@pytest.mark.parametrize("kind", NO_CSV)
async def test_an_export_that_is_no_csv_is_refused(kind: str, tmp_path: Path) -> None:
    body, seen = NO_CSV[kind]
    export = calls.orgs.export_members("acme")
    for content_type in ("text/csv", "text/html; charset=utf-8"):
        async with script(respond(200, body, content_type=content_type)).hub(BearerToken("dummy.bearer.token")) as hub:
            with pytest.raises(DecodeError, match=r"^orgs\.export_members: expected CSV at \$, got ") as caught:
                await hub.orgs.export_members("acme")
            assert seen in str(caught.value)
            with pytest.raises(DecodeError, match="expected CSV"):
                await hub.download(export, tmp_path / "members.csv")
        assert not os.listdir(tmp_path)  # noqa: PTH208 - which may block


@pytest.mark.parametrize("body", ["Name", "Name,Email\r\njane,j@example.com\r\n", '"Name"\n"1"\n', "\ufeffName\n"])
async def test_an_export_is_taken_whatever_its_content_type(body: str, tmp_path: Path) -> None:
    for content_type in ("text/csv", "application/octet-stream", "text/html", "application/json"):
        async with script(respond(200, body, content_type=content_type)).hub(BearerToken("dummy.bearer.token")) as hub:
            assert await hub.orgs.export_members("acme") == body
            await hub.download(calls.orgs.export_members("acme"), tmp_path / "members.csv")
        assert (tmp_path / "members.csv").read_bytes().decode() == body
