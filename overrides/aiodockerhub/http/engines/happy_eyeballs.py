"""Opens sockets: options, and the order of addresses (RFC 8305).

`create_connection` of asyncio does the same, but leaves a socket open if it is cancelled while it connects to several
addresses.
"""

import asyncio
import itertools
import socket
from collections.abc import Iterable

from aiodockerhub.helpers.tasks import start_task
from aiodockerhub.http.engines import name_lookups

Address = tuple[int, str | tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]]

ATTEMPT_DELAY_SECONDS = 0.25  # after this time, connecting to the next address starts too; RFC 8305, section 5


async def connect(host: str, port: int) -> socket.socket:
    """Connect to a host.

    If the host has several addresses, the algorithm "Happy Eyeballs" of RFC 8305 chooses the address.

    Args:
        host: Host name or IP address.
        port: Port number.

    Returns:
        A connected, non-blocking socket without Nagle's algorithm.

    Raises:
        OSError: The name is unknown, or no address accepts the connection. In the latter case, this is the error of the
            first address.
        UsageError: The process can start no thread to look up the name.
    """
    addresses = await _look_up_addresses(host, port)
    if len(addresses) == 1:
        return await _connect_to_address(addresses[0])
    return await _connect_to_first(addresses)


async def _look_up_addresses(host: str, port: int) -> list[Address]:
    """Return the addresses of a host, IPv4 and IPv6 alternating."""
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


async def _connect_to_address(address: Address) -> socket.socket:
    connected = socket.socket(address[0], socket.SOCK_STREAM)
    try:
        # Headers and body of a request are two writes. With Nagle's algorithm, the second write would wait for the
        # delayed acknowledgement of the first, for 40 ms or longer.
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connected.setblocking(False)  # noqa: FBT003 - the signature of the standard library
        await asyncio.get_running_loop().sock_connect(connected, address[1])
    except BaseException:
        connected.close()
        raise
    return connected


async def _connect_to_first(addresses: Iterable[Address]) -> socket.socket:
    """Connect to addresses, one after the other, until one succeeds.

    Connecting to the next address starts after 0.25 s (`ATTEMPT_DELAY_SECONDS`), while the previous attempts continue,
    or as soon as all of them have failed. The sockets of all other addresses are closed before the function returns or
    raises.
    """
    attempts: list[asyncio.Task[socket.socket]] = []
    winner: asyncio.Task[socket.socket] | None = None
    try:
        for address in addresses:
            attempts.append(start_task(_connect_to_address(address)))
            if winner := await _first_success(attempts, ATTEMPT_DELAY_SECONDS):
                return winner.result()
        if winner := await _first_success(attempts, None):
            return winner.result()
        return attempts[0].result()  # all have failed, so this raises
    finally:
        losers = [attempt for attempt in attempts if attempt is not winner]
        for attempt in losers:
            attempt.cancel()
        try:
            await asyncio.gather(*losers, return_exceptions=True)
        except BaseException:  # the caller was cancelled, so the socket of the winner must be closed too
            losers = attempts
            raise
        finally:
            for attempt in losers:
                if not attempt.cancelled() and attempt.exception() is None:
                    attempt.result().close()


async def _first_success(
    attempts: list[asyncio.Task[socket.socket]],
    timeout: float | None,  # noqa: ASYNC109 - the end of this wait is no error
) -> asyncio.Task[socket.socket] | None:
    """Wait until a task has connected.

    Args:
        attempts: Tasks that connect to one address each.
        timeout: Limit of the wait, in seconds; `None` for no limit.

    Returns:
        The task that has connected; `None` if all tasks have failed, or after the timeout.
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
