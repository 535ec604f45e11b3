"""What the engines on httpcore and httpcore2 do over HTTP/2."""

import asyncio
import ssl
import struct
from collections.abc import Callable

import pytest
from aiodockerhub import HubConnectionError, HubTimeoutError
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
async def test_a_request_that_is_over_the_streams_of_its_connection_is_sent_over_another(
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


DATA, HEADERS, RST_STREAM, SETTINGS, PING, GOAWAY, WINDOW_UPDATE = 0, 1, 3, 4, 6, 7, 8
PREFACE_BYTES = 24
ANY = 2**31 - 1  # the last stream that a server may name, if it does not know it yet
NO_WINDOW = struct.pack(">HI", 4, 0)  # SETTINGS_INITIAL_WINDOW_SIZE
ALL_WINDOWS = 65_535  # of a new connection, and of its first stream


def frame(kind: int, flags: int, stream: int, payload: bytes = b"") -> bytes:
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload


def go_away(last: int, code: int = 0) -> bytes:
    return frame(GOAWAY, 0, 0, struct.pack(">II", last, code))


async def shrink_window(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    *,
    opens: bool = False,
    resets: bool = False,
    ending: bytes = b"",
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
                writer.write(frame(SETTINGS, 0, 0, NO_WINDOW) + ending)
            if flags:
                writer.write(frame(HEADERS, 4, 1, b"\x88") + frame(DATA, 1, 1, b"{}"))
    return lengths


@each_library
@pytest.mark.parametrize("opens", [True, False])
@pytest.mark.parametrize("ending", [b"", go_away(1), go_away(ANY)], ids=["open", "last 1", "last any"])
async def test_an_upload_waits_while_its_window_is_negative(
    ending: bytes, opens: bool, transport: str, trusted: ssl.SSLContext
) -> None:
    trusted.set_alpn_protocols(["h2"])
    sent = asyncio.get_running_loop().create_future()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            sent.set_result(sum(await shrink_window(reader, writer, opens=opens, ending=ending)))
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
        with pytest.raises(HubConnectionError, match=r": the request was reset \(RST_STREAM\)$") as caught:
            await fetch(engine, url + "/", "POST", content=b"x" * 100_000, timeout=None)
    assert caught.value.sent


def head(stream: int) -> bytes:
    return frame(HEADERS, 4, stream, b"\x88")


def body(stream: int) -> bytes:
    return frame(DATA, 1, stream, b"{}")


WAIT = frame(PING, 0, 0, bytes(8))  # the server sends the rest after the client has read what comes before


async def respond_in_frames(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    respond: Callable[[int], list[bytes]],
    *,
    settings: bytes | None = None,
) -> None:
    """Serve a connection with these frames for each stream; after an empty frame, close it.

    `settings` replaces the empty SETTINGS that follow the preface of the client.
    """
    await reader.readexactly(PREFACE_BYTES)
    writer.write(frame(SETTINGS, 0, 0) if settings is None else settings)
    left = list[bytes]()
    while len(start := await reader.read(9)) == 9:
        await reader.readexactly(int.from_bytes(start[:3], "big"))
        if start[3] == HEADERS:
            left = respond(int.from_bytes(start[5:], "big"))
        elif start[3] != PING:
            continue
        while left:
            writer.write(part := left.pop(0))
            if part == WAIT:
                break
            if not part:
                return


@each_library
@pytest.mark.parametrize("last", [1, ANY])
@pytest.mark.parametrize("places", [(0,), (0, 1), (1,), (2,)])
@pytest.mark.parametrize("wait", [WAIT, frame(PING, 1, 0, bytes(8))], ids=["apart", "together"])
async def test_a_server_that_shuts_down_completes_the_request_and_gets_no_more(
    wait: bytes, places: tuple[int, ...], last: int, transport: str, trusted: ssl.SSLContext
) -> None:
    trusted.set_alpn_protocols(["h2"])
    connections = list[int]()

    def respond(stream: int) -> list[bytes]:
        connections.append(stream)
        parts = [head(stream), body(stream)]
        for place in reversed(places):
            parts[place:place] = [go_away(last), wait][: 1 if place == len(parts) else 2]
        return parts

    async with (
        asyncio.timeout(10),
        listening(lambda r, w: respond_in_frames(r, w, respond), tls=trusted) as url,
        opened(url, transport, http2=True) as engine,
    ):
        for _ in range(2):
            assert (await fetch(engine, url + "/", "POST", content=b"x")).body == b"{}"
    assert connections == [1, 1], "each connection carries one request"


@each_library
@pytest.mark.parametrize(
    ("second", "sent", "message"),
    [
        ([go_away(1)], False, "ConnectionNotAvailable"),
        ([go_away(ANY), WAIT, go_away(1)], False, "ConnectionNotAvailable"),
        ([head(3), WAIT, go_away(1)], True, "ConnectionNotAvailable"),
        ([head(3), frame(DATA, 0, 3, b"{") + go_away(1)], True, "ConnectionNotAvailable"),
        ([go_away(3), b""], True, "Server disconnected"),
        ([go_away(3, 11)], True, r"the connection was ended \(GOAWAY, ENHANCE_YOUR_CALM\)"),
        ([go_away(3, 99)], True, r"the connection was ended \(GOAWAY, 99\)"),
        ([frame(RST_STREAM, 0, 3, struct.pack(">I", 8))], True, r"the request was reset \(RST_STREAM, CANCEL\)"),
        ([frame(DATA, 0, 99, b"{")], True, r"the server violated HTTP/2 \(NoSuchStreamError\)"),
    ],
)
async def test_a_request_that_is_not_completed_was_sent_if_the_server_may_have_taken_it(
    second: list[bytes], sent: bool, message: str, transport: str, trusted: ssl.SSLContext
) -> None:
    trusted.set_alpn_protocols(["h2"])
    async with (
        asyncio.timeout(10),
        listening(
            lambda r, w: respond_in_frames(r, w, lambda stream: [head(1), body(1)] if stream == 1 else [*second]),
            tls=trusted,
        ) as url,
        opened(url, transport, http2=True) as engine,
    ):
        assert (await fetch(engine, url + "/")).body == b"{}"
        with pytest.raises(HubConnectionError, match=message + "$") as caught:
            await fetch(engine, url + "/", "DELETE")
    assert caught.value.sent is sent
    assert caught.value.retryable
