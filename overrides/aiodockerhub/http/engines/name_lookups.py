"""Looks up the addresses of a host in threads of this package.

asyncio looks them up in its default executor, for which `asyncio.run` waits at its end: half a minute if a name server
does not respond.
"""

import socket
from collections.abc import Sequence
from functools import partial
from typing import Any

from aiodockerhub.threads import look_up_in_thread

AddressInfo = tuple[socket.AddressFamily, socket.SocketKind, int, str, Any]


async def getaddrinfo(
    host: str,
    port: int,
    *,
    family: int = 0,
    type: int = 0,  # noqa: A002 - as of asyncio
    proto: int = 0,
    flags: int = 0,
) -> Sequence[AddressInfo]:
    """Look up the addresses of a host; see `socket.getaddrinfo`.

    Args:
        host: Name or address.
        port: Port.
        family: Family of the addresses; 0 for any.
        type: Type of the socket; 0 for any.
        proto: Protocol; 0 for any.
        flags: Flags `AI_...` of the system.

    Returns:
        Family, type, protocol, canonical name and socket address of each.

    Raises:
        OSError: The name is unknown.
    """
    return await look_up_in_thread(partial(socket.getaddrinfo, host, port, family, type, proto, flags))


class Lookups:
    """The lookups of an event loop, for libraries that ask one for them."""

    async def getaddrinfo(self, host: str, port: int, **options: int) -> Sequence[AddressInfo]:
        """Look up the addresses of a host.

        Args:
            host: Name or address.
            port: Port.
            **options: The other arguments of the function of this name.

        Raises:
            OSError: The name is unknown.
        """
        return await getaddrinfo(host, port, **options)

    async def getnameinfo(self, address: Any, flags: int = 0) -> tuple[str, str]:
        """Look up the name of an address; see `socket.getnameinfo`.

        Args:
            address: Socket address.
            flags: Flags `NI_...` of the system.

        Raises:
            OSError: The address is unknown.
        """
        return await look_up_in_thread(partial(socket.getnameinfo, address, flags))
