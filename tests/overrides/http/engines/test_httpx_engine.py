"""What the engines on httpcore and httpcore2 do beyond what all engines do: writes that wait, and proxies."""

import asyncio

import httpcore
import pytest
from aiodockerhub.http.engines import httpcore_stream
from aiodockerhub.http.engines.httpcore_stream import Stream


class SlowTransport(asyncio.Transport):
    """A transport whose write buffer has the next of these sizes whenever it is asked; the last size is repeated."""

    def __init__(self, *sizes: int) -> None:
        super().__init__()
        self.sizes = list(sizes)

    def get_write_buffer_size(self) -> int:
        return self.sizes.pop(0) if len(self.sizes) > 1 else self.sizes[0]

    def write(self, data: object) -> None: ...

    def is_closing(self) -> bool:
        return False


@pytest.fixture(autouse=True)
def no_unread_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let transports have no socket."""
    monkeypatch.setattr(httpcore_stream, "has_unread_bytes", lambda _: False)


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
    stream = Stream(httpcore, loop)
    stream.connection_made(SlowTransport(0))
    stream.connect_ends = loop.time()
    await stream.write(b"GET / HTTP/1.1", timeout=60)
    stream.data_received(b"HTTP/1.1 200 OK")
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
