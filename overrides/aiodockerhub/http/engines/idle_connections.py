"""Checks whether idle connections can be used again, for all engines."""

import asyncio
import select

_FRAME_HEADER_BYTES, _TYPE = 9, 3  # RFC 9113, section 4.1
_DATA, _HEADERS, _RST_STREAM, _PUSH_PROMISE, _GOAWAY, _CONTINUATION = 0, 1, 3, 5, 7, 9  # RFC 9113, section 6
_OF_REQUESTS = frozenset({_DATA, _HEADERS, _PUSH_PROMISE, _GOAWAY, _CONTINUATION})


def has_unread_bytes(transport: asyncio.BaseTransport) -> bool:
    """Return whether a socket has unread bytes or has reached its end.

    An idle connection with such a socket cannot be used again: the bytes would be taken for the next response.

    Args:
        transport: Transport of the connection.

    Returns:
        True if the operating system has bytes for the socket, or if the socket is closed by either side.
    """
    used_socket = transport.get_extra_info("socket")
    # With TLS, the transport loses its socket one turn of the event loop before the protocol is told.
    if used_socket is None or (number := used_socket.fileno()) < 0:
        return True
    if not hasattr(select, "poll"):  # Windows
        return bool(select.select([number], [], [], 0)[0])
    poll = select.poll()
    poll.register(number, select.POLLIN)
    return bool(poll.poll(0))


def are_of_no_request(frames: bytes, *, last_stream: int) -> bool:
    """Return whether frames of HTTP/2 leave the next request alone.

    The number of the next request is known before: a server can send its frames too early. After GOAWAY, the server
    accepts no request. Frames of other types may arrive at any time, including types that nobody has defined yet (RFC
    9113, section 5.5). They may have arrived in part.

    Args:
        frames: Bytes that arrived on an idle connection.
        last_stream: Number of the last request on the connection; negative if there was none. RST_STREAM may follow its
            response (RFC 9113, section 8.1).

    Returns:
        True if no frame can belong to the next request, and if the type of the last frame has arrived.
    """
    begin = 0
    while begin < len(frames):
        header = frames[begin : begin + _FRAME_HEADER_BYTES]
        if len(header) <= _TYPE or header[_TYPE] in _OF_REQUESTS:
            return False
        if header[_TYPE] == _RST_STREAM and (
            len(header) < _FRAME_HEADER_BYTES or not 0 < int.from_bytes(header[-4:]) <= last_stream
        ):
            return False
        begin += _FRAME_HEADER_BYTES + int.from_bytes(header[:_TYPE])
    return True
