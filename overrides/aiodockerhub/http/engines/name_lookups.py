"""Looks up the addresses of a host in threads of this package.

asyncio itself uses its default executor, and `asyncio.run` waits for this executor at its end. If a name server does
not respond, this wait takes half a minute.
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
    type: int = 0,  # noqa: A002 - the name in asyncio
    proto: int = 0,
    flags: int = 0,
) -> Sequence[AddressInfo]:
    """Look up the addresses of a host, as `socket.getaddrinfo` does.

    Args:
        host: Host name or IP address.
        port: Port number.
        family: Address family, such as `socket.AF_INET`; 0, the default, for any.
        type: Socket type, such as `socket.SOCK_STREAM`; 0, the default, for any.
        proto: Protocol number; 0, the default, for any.
        flags: Flags `socket.AI_...`, combined by `|`; 0 by default.

    Returns:
        Family, type, protocol, canonical name and socket address of each address.

    Raises:
        OSError: The name is unknown, or no name server responds.
        UsageError: The process can start no thread.
    """
    return await look_up_in_thread(partial(socket.getaddrinfo, host, port, family, type, proto, flags))


class Lookups:
    """The lookup methods of an event loop, for libraries that call them."""

    async def getaddrinfo(self, host: str, port: int, **options: int) -> Sequence[AddressInfo]:
        """Look up the addresses of a host.

        Args:
            host: Host name or IP address.
            port: Port number.
            **options: Other arguments of the function `getaddrinfo` of this module.

        Returns:
            The result of the function `getaddrinfo` of this module.

        Raises:
            OSError: The name is unknown.
            UsageError: The process can start no thread.
        """
        return await getaddrinfo(host, port, **options)

    async def getnameinfo(self, address: Any, flags: int = 0) -> tuple[str, str]:
        """Look up the name of an address, as `socket.getnameinfo` does.

        Args:
            address: Socket address.
            flags: Flags `socket.NI_...`, combined by `|`; 0 by default.

        Returns:
            Host name and service name.

        Raises:
            OSError: The address is unknown.
            UsageError: The process can start no thread.
        """
        return await look_up_in_thread(partial(socket.getnameinfo, address, flags))
