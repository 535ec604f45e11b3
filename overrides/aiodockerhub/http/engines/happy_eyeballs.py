"""Connects to the first address of a host that accepts (RFC 8305).

asyncio has the same in `create_connection`, but loses a socket when it is cancelled while addresses race.
"""

import asyncio
import itertools
import socket
from collections.abc import Iterable

from aiodockerhub.helpers.tasks import start_task
from aiodockerhub.http.engines import name_lookups

Address = tuple[int, str | tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]]

_DELAY = 0.25  # seconds until an attempt with the next address starts as well; RFC 8305, section 5


async def connect(host: str, port: int) -> socket.socket:
    """Connect to a host, by happy eyeballs where it has several addresses.

    Args:
        host: Name or address.
        port: Port.

    Returns:
        A connected socket that does not block and sends what is written at once.

    Raises:
        OSError: The name is unknown, or no address accepts; then the error of the first address.
    """
    addresses = await _addresses(host, port)
    if len(addresses) == 1:
        return await _connect(addresses[0])
    return await _race(addresses)


async def _addresses(host: str, port: int) -> list[Address]:
    for family in (socket.AF_INET, socket.AF_INET6):
        try:
            socket.inet_pton(family, host)
        except OSError:
            continue
        return [(family, (host, port))]
    infos = await name_lookups.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [(family, address) for family, _, _, _, address in infos]
    first = [address for address in addresses if address[0] == addresses[0][0]]
    second = [address for address in addresses if address[0] != addresses[0][0]]
    mixed = itertools.chain.from_iterable(itertools.zip_longest(first, second))
    return [address for address in mixed if address is not None]


async def _connect(address: Address) -> socket.socket:
    connected = socket.socket(address[0], socket.SOCK_STREAM)
    try:
        # The head of a request and its body are two writes: with Nagle's algorithm, the second waits for the receiver's
        # delayed acknowledgement of the first, 40 ms and more.
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connected.setblocking(False)  # noqa: FBT003 - of the standard library
        await asyncio.get_running_loop().sock_connect(connected, address[1])
    except BaseException:
        connected.close()
        raise
    return connected


async def _race(addresses: Iterable[Address]) -> socket.socket:
    attempts: list[asyncio.Task[socket.socket]] = []
    winner: asyncio.Task[socket.socket] | None = None
    try:
        for address in addresses:
            attempts.append(start_task(_connect(address)))
            if winner := await _first_success(attempts, _DELAY):
                return winner.result()
        if winner := await _first_success(attempts, None):
            return winner.result()
        return attempts[0].result()  # raises
    finally:
        losers = [attempt for attempt in attempts if attempt is not winner]
        for attempt in losers:
            attempt.cancel()
        try:
            await asyncio.gather(*losers, return_exceptions=True)
        except BaseException:  # cancelled: nobody takes the socket of the winner any more
            losers = attempts
            raise
        finally:
            for attempt in losers:
                if not attempt.cancelled() and attempt.exception() is None:
                    attempt.result().close()


async def _first_success(
    attempts: list[asyncio.Task[socket.socket]],
    timeout: float | None,  # noqa: ASYNC109 - until the next attempt starts
) -> asyncio.Task[socket.socket] | None:
    """Wait until one attempt succeeds.

    Returns:
        The task of that attempt; `None` once all have failed, or after the timeout.
    """
    loop = asyncio.get_running_loop()
    ends = None if timeout is None else loop.time() + timeout
    while True:
        for attempt in attempts:
            if attempt.done() and not attempt.cancelled() and attempt.exception() is None:
                return attempt
        pending = [attempt for attempt in attempts if not attempt.done()]
        left = None if ends is None else ends - loop.time()
        if not pending or (left is not None and left <= 0):
            return None
        await asyncio.wait(pending, timeout=left, return_when=asyncio.FIRST_COMPLETED)
