"""Tells whether an idle connection can be used again, for all engines."""

import asyncio
import select


def has_unread_bytes(transport: asyncio.BaseTransport) -> bool:
    """Tell whether the system has bytes to read, or the end of the stream.

    An idle connection of which this is true cannot be used again.

    Args:
        transport: Transport of the connection.
    """
    number = transport.get_extra_info("socket").fileno()
    if number < 0:
        return True
    if not hasattr(select, "poll"):  # Windows
        return bool(select.select([number], [], [], 0)[0])
    poll = select.poll()
    poll.register(number, select.POLLIN)
    return bool(poll.poll(0))
