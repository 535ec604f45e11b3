"""Checks whether idle connections can be used again, for all engines."""

import asyncio
import select


def has_unread_bytes(transport: asyncio.BaseTransport) -> bool:
    """Return whether a socket has unread bytes or has reached its end.

    An idle connection with such a socket cannot be used again: the bytes would be taken for the next response.

    Args:
        transport: Transport of the connection.

    Returns:
        True if the operating system has bytes for the socket, or if the socket is closed by either side.
    """
    number = transport.get_extra_info("socket").fileno()
    if number < 0:
        return True
    if not hasattr(select, "poll"):  # Windows
        return bool(select.select([number], [], [], 0)[0])
    poll = select.poll()
    poll.register(number, select.POLLIN)
    return bool(poll.poll(0))
