"""What every engine sends and receives alike, over real sockets."""

import asyncio
import contextlib
import functools

import pytest
from aiodockerhub.errors import HubConnectionError

from tests.overrides.engines import each_engine
from tests.overrides.http.engines.kit import eventually, fetch, opened
from tests.overrides.loopback import OK, listening, loopback


@each_engine
async def test_a_request_is_sent_as_it_is_given(transport: str) -> None:
    async with loopback() as server, opened(server.url, transport) as engine:
        headers = {"x-mine": "1", "user-agent": "ours"}
        response = await fetch(engine, f"{server.url}/v2/a%2Fb?q=%7E+x", "POST", headers=headers, content=b"{}")
        assert (response.status_code, response.body) == (200, b"{}")
        assert response.headers["Content-Type"] == "application/json"
        line, *received = server.requests[0].lower().split("\r\n")
        host = server.url.removeprefix("http://")
        assert line == "post /v2/a%2fb?q=%7e+x http/1.1"
        assert set(filter(None, received)) == {"x-mine: 1", "user-agent: ours", "content-length: 2", f"host: {host}"}


@each_engine
@pytest.mark.parametrize(("method", "content"), [("GET", None), ("POST", None), ("PUT", b"{}"), ("DELETE", None)])
async def test_nothing_is_added_to_the_headers_of_a_call(method: str, content: bytes | None, transport: str) -> None:
    headers = {"accept": "*/*", "accept-encoding": "gzip", "user-agent": "ours"}
    async with loopback() as server, opened(server.url, transport) as engine:
        await fetch(engine, server.url + "/", method, headers=headers, content=content)
        names = {line.partition(":")[0].lower() for line in server.requests[0].splitlines()[1:] if line}
        assert names - {"content-length"} == {"host", *headers}


@each_engine
@pytest.mark.parametrize(("method", "length"), [("GET", False), ("POST", True), ("PUT", True)])
async def test_a_request_without_a_body_says_so_where_one_is_usual(method: str, length: bool, transport: str) -> None:
    async with loopback() as server, opened(server.url, transport) as engine:
        await fetch(engine, server.url + "/", method)
        assert ("content-length: 0" in server.requests[0].lower()) == length


@each_engine
async def test_connections_are_used_again_and_cookies_are_not_sent_back(transport: str) -> None:
    cookie = OK.replace(b"\r\n\r\n", b"\r\nSet-Cookie: session=dummy; Path=/\r\nSet-Cookie: other=1\r\n\r\n")
    async with loopback(lambda _: cookie) as server, opened(server.url, transport) as engine:
        for _ in range(5):
            response = await fetch(engine, server.url + "/")
        assert response.headers.get_list("set-cookie") == ["session=dummy; Path=/", "other=1"]
        assert server.connections == 1
        assert "cookie" not in "".join(server.requests).lower()


@each_engine
async def test_as_many_connections_are_open_as_there_were_requests_at_a_time(transport: str) -> None:
    async with asyncio.timeout(10), loopback(held=True) as server, opened(server.url, transport) as engine:
        calls = [asyncio.create_task(fetch(engine, server.url + "/")) for _ in range(5)]
        await eventually(lambda: len(server.requests) == 5)
        server.gate.set()
        await asyncio.gather(*calls)
        for _ in range(7):
            await fetch(engine, server.url + "/")
        assert server.connections == 5


@each_engine
async def test_a_connection_that_the_server_has_closed_is_not_used_again(transport: str) -> None:
    async with asyncio.timeout(10), loopback() as server, opened(server.url, transport) as engine:
        for count in range(1, 6):
            await fetch(engine, server.url + "/", "DELETE")
            for writer in tuple(server.writers):
                writer.close()
            await eventually(lambda: not server.writers)
            assert server.connections == count


@each_engine
@pytest.mark.parametrize("size", [9_000, 60_000])
async def test_long_headers_are_read(size: int, transport: str) -> None:
    reply = OK.replace(b"\r\n\r\n", b"\r\nX-Long: %b\r\n\r\n" % (b"x" * size))
    async with loopback(lambda _: reply) as server, opened(server.url, transport) as engine:
        assert len((await fetch(engine, server.url + "/")).headers["x-long"]) == size


@each_engine
async def test_many_headers_are_read(transport: str) -> None:
    reply = OK.replace(b"\r\n\r\n", b"\r\n" + b"\r\n".join(b"X-%d: 1" % number for number in range(300)) + b"\r\n\r\n")
    async with loopback(lambda _: reply) as server, opened(server.url, transport) as engine:
        assert len((await fetch(engine, server.url + "/")).headers) == 302


EVIL = b'HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n"theirs"'


@pytest.mark.unmeasured
@each_engine
@pytest.mark.parametrize(
    "first",
    [
        OK + EVIL,
        OK + EVIL[:30],
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n" + EVIL,
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n" + EVIL,
        b"HTTP/1.1 204 No Content\r\n\r\n" + EVIL,
        b"HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n{}",
        b"HTTP/1.1 304 Not Modified\r\n\r\n" + EVIL,
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_what_a_server_sends_beyond_its_response_is_not_taken_for_the_next_one(
    method: str, first: bytes, transport: str
) -> None:
    served = iter([first])
    async with loopback(lambda _: next(served, OK)) as server, opened(server.url, transport) as engine:
        with contextlib.suppress(HubConnectionError):  # aiohttp refuses a body where none may be
            await fetch(engine, server.url + "/", method)
        response = await fetch(engine, server.url + "/")
    assert (response.status_code, response.body) == (200, b"{}")
    is_dropped = transport == "aiohttp" and first.endswith(EVIL[:30])  # it reads each response with a new parser
    assert server.connections == 2 or is_dropped


@each_engine
async def test_switching_protocols_is_no_success_and_ends_the_connection(transport: str) -> None:
    reply = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"
    async with asyncio.timeout(10), loopback(lambda _: reply) as server, opened(server.url, transport) as engine:
        with contextlib.suppress(HubConnectionError):  # of httpcore, which refuses it by itself
            assert (await fetch(engine, server.url + "/")).status_code == 101
        await eventually(lambda: not server.writers)


@pytest.mark.unmeasured
@each_engine
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
@pytest.mark.parametrize("reused", [False, True])
@pytest.mark.parametrize("cut", [b"", b"HTTP/1.1 200 OK\r\nContent-Le"])
async def test_no_request_is_sent_twice(cut: bytes, reused: bool, method: str, transport: str) -> None:
    async def act_and_drop(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := (await reader.readuntil(b"\r\n\r\n")).decode():
            seen.append(head.split()[0])
            if head.startswith("HEAD"):
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                continue
            writer.write(cut)
            writer.close()
            return

    seen = list[str]()
    server = await asyncio.start_server(act_and_drop, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server, opened(url, transport) as engine:
        if reused:
            await fetch(engine, url + "/", "HEAD")
        with pytest.raises(HubConnectionError) as caught:
            await fetch(engine, url + "/", method, content=b"{}" if method == "PUT" else None)
    assert caught.value.sent
    assert seen == ["HEAD"] * reused + [method]


@each_engine
async def test_interim_responses_are_passed_over(transport: str) -> None:
    reply = b"HTTP/1.1 100 Continue\r\n\r\n" + b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 3 + OK
    async with loopback(lambda _: reply) as server, opened(server.url, transport) as engine:
        for _ in range(2):
            assert (await fetch(engine, server.url + "/")).body == b"{}"
        assert server.connections == 1


@each_engine
@pytest.mark.parametrize(
    "header",
    [
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked,",
        "Transfer-Encoding: chunked;a",
        "Transfer-Encoding:",
        *(f"Transfer-Encoding: chunked{space}" for space in "\x0b\x0c\x1c\x85\xa0"),
        *(f"Transfer-Encoding: {space}chunked" for space in "\x0b\x0c\x1c\x85\xa0"),
        "Transfer-Encoding : identity",
        "Transfer-Encoding : chunked,,",
        "Transfer-Encoding : chunked",
        "Transfer-Encoding : gzip\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding : gzip\r\nContent-Length: 2",
    ],
)
async def test_a_body_in_an_unknown_transfer_coding_is_none(header: str, transport: str) -> None:
    reply = f"HTTP/1.1 200 OK\r\n{header}\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n".encode("latin-1")
    async with listening(functools.partial(_send_and_close, reply)) as url, opened(url, transport) as engine:
        with pytest.raises(HubConnectionError):
            await fetch(engine, url + "/")


async def _send_and_close(reply: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(reply)


EARLY = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\n{}"


@each_engine
@pytest.mark.parametrize("interim", [b"", b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"])
async def test_a_response_that_comes_before_the_body_has_been_sent_is_read(interim: bytes, transport: str) -> None:
    connections = list[str]()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        connections.append(head.decode().split()[0])
        writer.write(interim + EARLY)
        with contextlib.suppress(ConnectionError):
            await writer.drain()
            if head.startswith(b"POST"):
                await ended.wait()  # without reading on
        writer.close()

    ended = asyncio.Event()
    async with listening(serve) as url, opened(url, transport) as engine:
        response = await fetch(engine, url + "/", "POST", content=bytes(15_000_000))
        assert (response.status_code, response.body) == (400, b"{}")
        assert (await fetch(engine, url + "/")).status_code == 400
        ended.set()
    assert connections == ["POST", "GET"], "what is not sent to its end takes no other request"


@each_engine
async def test_interim_responses_do_not_end_the_sending_of_a_body(transport: str) -> None:
    received = list[int]()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for part in (b"HTTP/1.1 1", b"00 Continue\r\n", b"\r\n", b"HTT"):
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(0)
        received.append(len(await reader.readexactly(15_000_000)))
        writer.write(EARLY[3:])
        await writer.drain()
        writer.close()

    async with listening(serve) as url, opened(url, transport) as engine:
        response = await fetch(engine, url + "/", "POST", content=bytes(15_000_000))
    assert response.status_code == 400
    assert received == [15_000_000]
