"""What the engines on httpcore and httpcore2 do beyond what all engines do: HTTP/2, and writes that wait."""

import asyncio
import ssl
import struct
from collections.abc import Callable

import httpcore
import pytest
from aiodockerhub import HubConnectionError, HubTimeoutError
from aiodockerhub.http.engines.httpcore_stream import Stream
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived
from h2.settings import SettingCodes

from tests.overrides.http.engines.kit import fetch, opened
from tests.overrides.loopback import eventually, listening

Respond = Callable[[H2Connection, int], None]
each_library = pytest.mark.parametrize("transport", ["httpx", "httpx2"])


async def http2(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *responds: Respond) -> None:
    """Serve a connection; the last function responds to all further requests."""
    left = list(responds)
    config = H2Configuration(client_side=False, validate_outbound_headers=False, normalize_outbound_headers=False)
    connection = H2Connection(config)
    connection.initiate_connection()
    while received := await reader.read(65_536):
        for event in connection.receive_data(received):
            if isinstance(event, RequestReceived):
                respond = left.pop(0) if len(left) > 1 else left[0]
                respond(connection, event.stream_id or 0)
        writer.write(connection.data_to_send())


def well(connection: H2Connection, stream: int) -> None:
    connection.send_headers(stream, [(":status", "200")])
    connection.send_data(stream, b"{}", end_stream=True)


def going_away(connection: H2Connection, stream: int) -> None:
    connection.close_connection(last_stream_id=stream - 2)


@each_library
async def test_a_request_that_a_leaving_server_has_not_taken_was_not_sent(
    transport: str, trusted: ssl.SSLContext
) -> None:
    trusted.set_alpn_protocols(["h2"])
    async with (
        asyncio.timeout(10),
        listening(lambda r, w: http2(r, w, well, going_away), tls=trusted) as url,
        opened(url, transport, http2=True) as engine,
    ):
        assert (await fetch(engine, url + "/")).body == b"{}"
        with pytest.raises(HubConnectionError) as caught:
            await fetch(engine, url + "/", "DELETE")
        assert not caught.value.sent
        assert caught.value.retryable
        assert (await fetch(engine, url + "/")).body == b"{}"


@each_library
async def test_a_request_that_is_over_the_streams_of_its_connection_was_not_sent(
    transport: str, trusted: ssl.SSLContext
) -> None:
    trusted.set_alpn_protocols(["h2"])
    requests = list[int]()

    def allow_no_more(connection: H2Connection, stream: int) -> None:
        requests.append(stream)
        connection.update_settings({SettingCodes.MAX_CONCURRENT_STREAMS: 0})
        well(connection, stream)

    async with (
        asyncio.timeout(10),
        listening(lambda r, w: http2(r, w, allow_no_more), tls=trusted) as url,
        opened(url, transport, http2=True) as engine,
    ):
        assert (await fetch(engine, url + "/")).body == b"{}"
        with pytest.raises(HubConnectionError) as caught:
            await fetch(engine, url + "/", "DELETE")
        assert requests == [1]
        assert not caught.value.sent
        assert caught.value.retryable
        assert (await fetch(engine, url + "/", "DELETE")).body == b"{}"
        assert requests == [1, 1], "the second connection has its own first stream"


@each_library
async def test_a_connection_that_the_server_closed_while_idle_is_not_used_again(
    transport: str, trusted: ssl.SSLContext
) -> None:
    trusted.set_alpn_protocols(["h2"])
    writers = list[asyncio.StreamWriter]()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        await http2(reader, writer, well)

    async with (
        asyncio.timeout(10),
        listening(serve, tls=trusted) as url,
        opened(url, transport, http2=True) as engine,
    ):
        for method in ("GET", "DELETE", "POST"):
            assert (await fetch(engine, url + "/", method)).body == b"{}"
            writers[-1].close()
            await eventually(lambda: engine._idle[-1].network.is_stale)  # type: ignore[attr-defined]
        assert len(writers) == 3


def status(text: str) -> Respond:
    return lambda connection, stream: connection.send_headers(stream, [(":status", text)], end_stream=True)


def pieces(*lengths: str) -> Respond:
    def respond(connection: H2Connection, stream: int) -> None:
        headers = [(":status", "200"), *(("content-length", length) for length in lengths)]
        connection.send_headers(stream, headers)
        connection.send_data(stream, b"{}", end_stream=True)

    return respond


def reset(connection: H2Connection, stream: int) -> None:
    connection.send_headers(stream, [(":status", "200")])
    connection.send_data(stream, b"{")
    connection.reset_stream(stream)


@pytest.mark.unmeasured
@each_library
@pytest.mark.parametrize(
    "respond",
    [
        status("2x0"),
        status("9" * 5_000),
        status("101"),
        pieces("1"),
        pieces("3"),
        pieces("x"),
        pieces("9" * 5_000),
        reset,
    ],
)
async def test_what_violates_http2_is_an_error_after_which_a_write_may_have_been_done(
    respond: Respond, transport: str, trusted: ssl.SSLContext
) -> None:
    trusted.set_alpn_protocols(["h2"])
    async with (
        asyncio.timeout(10),
        listening(lambda r, w: http2(r, w, respond), tls=trusted) as url,
        opened(url, transport, http2=True) as engine,
    ):
        with pytest.raises(HubConnectionError, match="could not finish the exchange") as caught:
            await fetch(engine, url + "/", "DELETE")
    assert caught.value.sent
    assert caught.value.__cause__ is caught.value.__context__ is None


DATA, HEADERS, RST_STREAM, SETTINGS, WINDOW_UPDATE = 0, 1, 3, 4, 8
PREFACE_BYTES = 24
NO_WINDOW = struct.pack(">HI", 4, 0)  # SETTINGS_INITIAL_WINDOW_SIZE
ALL_WINDOWS = 65_535  # of a new connection, and of its first stream


def frame(kind: int, flags: int, stream: int, payload: bytes = b"") -> bytes:
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload


async def shrink_window(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, opens: bool = False, resets: bool = False
) -> list[int]:
    """Serve an upload, whose window becomes negative when it is used up, and return the lengths of its frames."""
    lengths = list[int]()
    await reader.readexactly(PREFACE_BYTES)
    writer.write(frame(SETTINGS, 0, 0))
    while len(head := await reader.read(9)) == 9:
        length, kind, flags = int.from_bytes(head[:3], "big"), head[3], head[4]
        await reader.readexactly(length)
        if kind == SETTINGS and flags and opens and lengths:  # the client has the new window
            writer.writelines(frame(WINDOW_UPDATE, 0, stream, struct.pack(">I", 200_000)) for stream in (0, 1))
        if kind == SETTINGS and flags and resets and lengths:
            writer.write(frame(RST_STREAM, 0, 1, struct.pack(">I", 8)))
        if kind == DATA:
            lengths.append(length)
            assert length or flags, "an empty frame that does not end the upload"
            if sum(lengths) == ALL_WINDOWS:
                writer.write(frame(SETTINGS, 0, 0, NO_WINDOW))
            if flags:
                writer.write(frame(HEADERS, 4, 1, b"\x88") + frame(DATA, 1, 1, b"{}"))
    return lengths


@each_library
@pytest.mark.parametrize("opens", [True, False])
async def test_an_upload_waits_while_its_window_is_negative(
    opens: bool, transport: str, trusted: ssl.SSLContext
) -> None:
    trusted.set_alpn_protocols(["h2"])
    sent = asyncio.get_running_loop().create_future()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            sent.set_result(sum(await shrink_window(reader, writer, opens=opens)))
        except AssertionError as error:
            sent.set_exception(error)

    async with asyncio.timeout(10), listening(serve, tls=trusted) as url:
        async with opened(url, transport, http2=True) as engine:
            if opens:
                assert (await fetch(engine, url + "/", "POST", content=b"x" * 100_000)).body == b"{}"
            else:
                with pytest.raises(HubTimeoutError):
                    await fetch(engine, url + "/", "POST", content=b"x" * 100_000, timeout=0.2)
        assert await sent == (100_000 if opens else ALL_WINDOWS)


@each_library
async def test_an_upload_that_the_server_resets_while_it_waits_for_its_window_ends(
    transport: str, trusted: ssl.SSLContext
) -> None:
    trusted.set_alpn_protocols(["h2"])

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await shrink_window(reader, writer, resets=True)

    async with (
        asyncio.timeout(10),
        listening(serve, tls=trusted) as url,
        opened(url, transport, http2=True) as engine,
    ):
        with pytest.raises(HubConnectionError, match="could not finish the exchange") as caught:
            await fetch(engine, url + "/", "POST", content=b"x" * 100_000, timeout=None)
    assert caught.value.sent


class SlowTransport(asyncio.Transport):
    """A transport whose write buffer has the next of these sizes whenever it is asked; the last size is repeated."""

    def __init__(self, *sizes: int) -> None:
        super().__init__()
        self.sizes = list(sizes)

    def get_write_buffer_size(self) -> int:
        return self.sizes.pop(0) if len(self.sizes) > 1 else self.sizes[0]

    def write(self, data: object) -> None: ...


async def test_the_timeout_of_a_write_counts_from_the_last_byte_that_left() -> None:
    transport = SlowTransport(40, 30, 20, 20)
    stream = Stream(httpcore, asyncio.get_running_loop())
    stream.connection_made(transport)
    stream.pause_writing()
    with pytest.raises(httpcore.WriteTimeout):
        await stream.write(b"x", timeout=0.001)
    assert transport.sizes == [20], "three rounds, in two of which something left"


async def test_connecting_includes_the_handshake_with_a_proxy_and_ends_with_the_request() -> None:
    loop = asyncio.get_running_loop()
    stream = Stream(httpcore, loop)
    stream.connection_made(SlowTransport(0))
    stream.connect_ends = loop.time()
    stream.data_received(b"HTTP/1.1 200 OK")
    with pytest.raises(httpcore.ConnectTimeout):
        await stream.read(100, timeout=60)
    await stream.write(b"CONNECT hub.example:443 HTTP/1.1", timeout=60)
    with pytest.raises(httpcore.ConnectTimeout):
        await stream.read(100)
    await stream.write(b"GET / HTTP/1.1", timeout=60)
    assert await stream.read(100, timeout=60) == b"HTTP/1.1 200 OK"


@pytest.mark.parametrize(
    ("message", "is_sent"),
    [
        (b"CONNECT hub.example:443 HTTP/1.1", False),
        (b"\x05\x01\x00", False),
        (b"\x01\xff" + b"u" * 255 + b"\xff" + b"p" * 255, False),
        (b"\x01\x00\x00\x01\x04" + b"h" * 65_536, True),  # a frame of HTTP/2 with long headers
        (b"GET / HTTP/1.1", True),
    ],
)
async def test_a_message_to_a_proxy_is_no_part_of_a_request(message: bytes, *, is_sent: bool) -> None:
    stream = Stream(httpcore, asyncio.get_running_loop())
    stream.connection_made(SlowTransport(0))
    await stream.write(message, timeout=60)
    assert stream.has_sent is is_sent
