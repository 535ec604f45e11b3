import errno
import gzip
import os
import stat
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiodockerhub import (
    Anonymous,
    ArgumentError,
    BearerToken,
    DecodeError,
    DockerHub,
    HubConnectionError,
    NotFoundError,
    calls,
)
from aiodockerhub.http import downloads
from aiodockerhub.http.events import CallEndEvent
from aiodockerhub.testing import ManualClock
from aiodockerhub.threads import in_thread

from tests.overrides.downloaded import CSV, head, names
from tests.overrides.engines import each_engine
from tests.overrides.loopback import loopback
from tests.overrides.scripted import Script, respond, script
from tests.secret_guard import traceback_of


async def test_a_response_is_streamed_to_a_file_with_progress(tmp_path: Path) -> None:
    progress = list[tuple[int, int | None]]()
    async with loopback(lambda _: head(CSV) + CSV) as server, DockerHub(Anonymous(), base_url=server.url) as hub:
        response = await hub.download(
            "/v2/orgs/acme/members/export", tmp_path / "members.csv", progress=lambda *seen: progress.append(seen)
        )
    assert response.parsed == tmp_path / "members.csv"
    assert response.body == b""
    assert response.parsed.read_bytes() == CSV
    assert progress[-1] == (len(CSV), len(CSV))
    assert len(progress) > 1
    assert sorted(progress) == progress
    assert names(tmp_path) == ["members.csv"]


async def test_transport_error_of_the_progress_function_ends_the_download(tmp_path: Path) -> None:
    def progress(received: int, total: int | None) -> None:
        raise HubConnectionError(f"{received} of {total}", host="other", sent=False)

    async with loopback(lambda _: head(CSV) + CSV) as server, DockerHub(Anonymous(), base_url=server.url) as hub:
        with pytest.raises(HubConnectionError, match=r"^[0-9]+ of 2"):
            await hub.download("/v2/orgs/acme/members/export", tmp_path / "members.csv", progress=progress)
    assert len(server.requests) == 1
    assert names(tmp_path) == []


async def test_a_call_can_be_streamed_with_its_accept_header(tmp_path: Path) -> None:
    service = script(respond(200, b"Name"))
    async with service.hub(BearerToken("dummy.bearer.token")) as hub:
        await hub.download(calls.orgs.export_members("acme"), str(tmp_path / "members.csv"))
    assert service.requests[0].headers["accept"] == "text/csv"
    assert (tmp_path / "members.csv").read_bytes() == b"Name"


async def test_compressed_responses_have_no_total(tmp_path: Path) -> None:
    packed = gzip.compress(CSV)
    progress = list[tuple[int, int | None]]()
    reply = head(packed, "Content-Encoding: gzip") + packed
    async with loopback(lambda _: reply) as server, DockerHub(Anonymous(), base_url=server.url) as hub:
        await hub.download("/v2/x", tmp_path / "x", progress=lambda *seen: progress.append(seen))
    assert (tmp_path / "x").read_bytes() == CSV
    assert progress[-1] == (len(CSV), None)


async def test_a_download_that_breaks_half_way_starts_again(tmp_path: Path) -> None:
    def serve(request: str) -> bytes:
        return head(CSV) + CSV[:-1] if len(server.requests) == 1 else head(b"short") + b"short"

    def progress(received: int, total: int | None) -> None:
        if received == len(CSV) - 1:
            for writer in tuple(server.writers):
                writer.close()

    clock = ManualClock(automatic=True)
    async with loopback(serve) as server, DockerHub(Anonymous(), base_url=server.url, clock=clock) as hub:
        response = await hub.download("/v2/x", tmp_path / "x", progress=progress)
    assert response.attempts == 2
    assert (tmp_path / "x").read_bytes() == b"short"


@pytest.mark.parametrize("failure", [respond(404, {"message": "no"}), httpx.ReadError("cut")])
async def test_a_failure_leaves_nothing_behind_and_an_old_file_alone(failure: Any, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("old")
    async with Script([failure]).hub() as hub:
        with pytest.raises((NotFoundError, HubConnectionError)):
            await hub.download("/v2/x", tmp_path / "x")
    assert names(tmp_path) == ["x"]
    assert (tmp_path / "x").read_text() == "old"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes, and links for administrators only")
async def test_a_file_is_its_owners_may_be_linked_and_have_any_name(tmp_path: Path) -> None:
    old, new, link = tmp_path / "old", tmp_path / ("n" * 255), tmp_path / "link"
    old.write_text("old")
    link.symlink_to(old)
    async with script(respond(200, b"a"), respond(200, b"b")).hub() as hub:
        await hub.download("/v2/x", link)
        await hub.download("/v2/x", new)
    assert (old.read_text(), new.read_text()) == ("a", "b")
    assert link.is_symlink()
    assert [stat.S_IMODE(file.stat().st_mode) for file in (old, new)] == [0o600, 0o600]
    assert names(tmp_path) == sorted([link.name, new.name, old.name])


async def test_a_working_directory_that_changes_moves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
    (second / "members.csv").write_text("another file")
    monkeypatch.chdir(first)
    async with script(respond(200, CSV)).hub() as hub:
        response = await hub.download("/v2/x", "members.csv", progress=lambda *_: os.chdir(second))
    assert response.parsed == first / "members.csv"
    assert response.parsed.read_bytes() == CSV
    assert (second / "members.csv").read_text() == "another file"


@pytest.mark.skipif(os.name == "nt", reason="on Windows administrators alone make links")
async def test_a_link_that_changes_moves_no_file(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("another file")
    link = tmp_path / "link"
    link.symlink_to("file")

    def turn(*_: object) -> None:
        link.unlink(missing_ok=True)
        link.symlink_to("other")

    async with script(respond(200, CSV)).hub() as hub:
        await hub.download("/v2/x", link, progress=turn)
    assert (tmp_path / "file").read_bytes() == CSV
    assert (tmp_path / "other").read_text() == "another file"


@pytest.mark.skipif(os.name == "nt", reason="on Windows administrators alone make links")
async def test_links_in_a_circle_are_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    async with script(respond(200, b"a")).hub() as hub:
        with pytest.raises(OSError, match="Too many levels of symbolic links"):
            await hub.download("/v2/x", tmp_path / "a" / "x")
    assert names(tmp_path) == ["a", "b"]


@pytest.mark.parametrize("error", [LookupError(), BrokenPipeError("the terminal is gone"), httpx.ReadError("not ours")])
async def test_what_progress_raises_ends_the_download(error: Exception, tmp_path: Path) -> None:
    def progress(received: int, total: int | None) -> None:
        raise error

    service = script(respond(200, b"abc"))
    async with service.hub() as hub:
        with pytest.raises(type(error)) as caught:
            await hub.download("/v2/x", tmp_path / "x", progress=progress)
    assert caught.value is error
    assert len(service.requests) == 1
    assert names(tmp_path) == []


async def test_a_full_disk_is_no_broken_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(function: Any, *arguments: Any) -> Any:
        if function.__name__ == "write":
            raise OSError(errno.ENOSPC, "No space left on device")
        return function(*arguments)

    monkeypatch.setattr(downloads, "in_thread", full)
    service = script(respond(200, b"abc"))
    async with service.hub() as hub:
        with pytest.raises(OSError, match="No space left") as caught:
            await hub.download("/v2/x", tmp_path / "x")
    assert not isinstance(caught.value, HubConnectionError)
    assert len(service.requests) == 1


async def test_a_temporary_file_that_cannot_be_removed_is_not_the_error(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()

    def progress(received: int, total: int | None) -> None:
        folder.rename(tmp_path / "moved")
        folder.write_text("no folder any more", encoding="utf-8")
        raise LookupError

    async with script(respond(200, b"abc")).hub() as hub:
        with pytest.raises(LookupError):
            await hub.download("/v2/x", folder / "x", progress=progress)


@each_engine
@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("fault", ["progress", "disk"])
async def test_a_download_that_fails_on_this_side_shows_nothing_of_the_response(
    transport: Any, packed: bool, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def progress(received: int, total: int | None) -> None:
        raise LookupError

    def full(_chunk: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    async def on_disk(function: Any, *arguments: Any) -> Any:
        fails = fault == "disk" and function.__name__ == "write"
        return await in_thread(full if fails else function, *arguments)

    monkeypatch.setattr(downloads, "in_thread", on_disk)
    body = b'{"token": "zzQQQQQQQQQQQQQQQQ"}'
    reply = head(body) + body
    if packed:
        reply = head(gzip.compress(body), "Content-Encoding: gzip") + gzip.compress(body)
    async with (
        loopback(lambda _: reply) as server,
        DockerHub(Anonymous(), base_url=server.url, transport=transport) as hub,
    ):
        with pytest.raises((LookupError, OSError)) as caught:
            await hub.download("/v2/x", tmp_path / "x", progress=progress)
    assert "zzQQQQ" not in traceback_of(caught.value)


async def test_progress_may_be_a_coroutine_function(tmp_path: Path) -> None:
    seen = list[int]()

    async def progress(received: int, total: int | None) -> None:
        seen.append(received)

    async with script(respond(200, b"abc")).hub() as hub:
        await hub.download("/v2/x", tmp_path / "x", progress=progress)
    assert seen == [3]


@pytest.mark.parametrize("kind", ["folder", "pipe"])
async def test_what_is_no_file_is_not_replaced(kind: str, tmp_path: Path) -> None:
    place = tmp_path / "x"
    place.mkdir() if kind == "folder" else os.mkfifo(place)
    service = script(respond(200, b"abc"))
    async with service.hub() as hub:
        with pytest.raises(
            ArgumentError, match=r"destination must be a file, new or .*; '.*x' is something"
        ) as refusal:
            await hub.download("/v2/x", place)
    assert (service.requests, refusal.value.argument) == ([], "destination")


async def test_a_folder_that_does_not_exist_is_an_error_before_any_request(tmp_path: Path) -> None:
    service = script()
    async with service.hub() as hub:
        with pytest.raises(FileNotFoundError):
            await hub.download("/v2/x", tmp_path / "missing" / "x")
    assert service.requests == []


class _OfBytes(os.PathLike[bytes]):
    def __fspath__(self) -> bytes:
        return b"x"


@pytest.mark.parametrize(
    ("destination", "progress"),
    [("a\0b", None), ("\ud800", None), (_OfBytes(), None), (5, None), ("x", 5), ("x", "no function")],
)
async def test_arguments_that_make_no_sense_are_refused_before_any_request(
    destination: Any, progress: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    service = script()
    async with service.hub() as hub:
        with pytest.raises(ArgumentError, match=r"(destination|progress) must be"):
            await hub.download("/v2/x", destination, progress=progress)
    assert (service.requests, names(tmp_path)) == ([], [])


async def test_a_length_that_is_no_number_to_reckon_with_is_no_total(tmp_path: Path) -> None:
    progress = list[tuple[int, int | None]]()
    async with script(respond(200, CSV, content_length="9" * 5_000)).hub() as hub:
        await hub.download("/v2/x", tmp_path / "x", progress=lambda *seen: progress.append(seen))
    assert progress[-1] == (len(CSV), None)


async def test_the_file_is_in_its_place_before_the_call_ends_and_not_if_it_is_wrong(tmp_path: Path) -> None:
    ended = list[tuple[str, bool]]()

    def on_call_end(event: CallEndEvent) -> None:
        ended.append((event.outcome, (tmp_path / "x").exists()))

    service = script(respond(200, b"<html>no"), respond(200, b"Name"))
    async with service.hub(BearerToken("dummy.bearer.token"), on_call_end=on_call_end) as hub:
        with pytest.raises(DecodeError):
            await hub.download(calls.orgs.export_members("acme"), tmp_path / "x")
        await hub.download(calls.orgs.export_members("acme"), tmp_path / "x")
    assert ended == [("error", False), ("ok", True)]
