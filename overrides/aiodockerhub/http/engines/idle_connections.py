"""Checks whether idle connections can be used again, for all engines."""

import asyncio
import select

_FRAME_HEADER_BYTES = 9  # RFC 9113, section 4.1
_SETTINGS, _PING, _WINDOW_UPDATE = 4, 6, 8  # RFC 9113, section 6


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


def are_of_no_request(frames: bytes) -> bool:
    """Return whether frames of HTTP/2 concern only the open connection.

    The number of the next request is known before: a server can send its frames too early. After GOAWAY, the server
    accepts no request.

    Args:
        frames: Bytes that arrived on an idle connection.

    Returns:
        True if all frames are complete and are SETTINGS, PING or WINDOW_UPDATE.
    """
    begin = 0
    while begin < len(frames):
        header = frames[begin : begin + _FRAME_HEADER_BYTES]
        if len(header) < _FRAME_HEADER_BYTES or header[3] not in {_SETTINGS, _PING, _WINDOW_UPDATE}:
            return False
        begin += _FRAME_HEADER_BYTES + int.from_bytes(header[:3])
    return begin == len(frames)
