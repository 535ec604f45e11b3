import asyncio
import socket
from typing import Any

import pytest
from aiodockerhub.http.engines import happy_eyeballs, name_lookups


def listener(family: int = socket.AF_INET) -> socket.socket:
    listening = socket.create_server(("127.0.0.1" if family == socket.AF_INET else "::1", 0), family=family)
    listening.listen()
    return listening


def resolve_to(addresses: list[tuple[int, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    async def getaddrinfo(*_: Any, **__: Any) -> list[Any]:
        return [(family, socket.SOCK_STREAM, 6, "", address) for family, address in addresses]

    monkeypatch.setattr(name_lookups, "getaddrinfo", getaddrinfo)


def refusing() -> tuple[int, Any]:
    with listener() as closed:
        return socket.AF_INET, closed.getsockname()


def silent(monkeypatch: pytest.MonkeyPatch) -> tuple[int, Any]:
    """Return an address, connecting to which never ends."""
    loop, address = asyncio.get_running_loop(), ("127.0.0.2", 1)
    usual = loop.sock_connect

    async def sock_connect(sock: socket.socket, target: Any) -> None:
        if target == address:
            opened.append(sock)
            await asyncio.Event().wait()
        await usual(sock, target)

    monkeypatch.setattr(loop, "sock_connect", sock_connect)
    return socket.AF_INET, address


opened: list[socket.socket] = []


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    opened.clear()
    monkeypatch.setattr(happy_eyeballs, "ATTEMPT_DELAY_SECONDS", 0.001)


async def test_an_address_is_connected_to_without_asking_for_names(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve_to([], monkeypatch)
    with listener() as there, await happy_eyeballs.connect(*there.getsockname()) as connected:
        assert connected.getpeername() == there.getsockname()
        assert not connected.getblocking()


async def test_what_is_written_leaves_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A body that waits for the acknowledgement of its head costs every write 40 ms."""
    resolve_to([], monkeypatch)
    with listener() as there, await happy_eyeballs.connect(*there.getsockname()) as connected:
        assert connected.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


async def test_the_next_address_is_tried_when_one_refuses_or_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    with listener() as there:
        good = (socket.AF_INET, there.getsockname())
        for bad in (refusing(), silent(monkeypatch)):
            resolve_to([bad, good], monkeypatch)
            with await happy_eyeballs.connect("hub.example", 1) as connected:
                assert connected.getpeername() == there.getsockname()
    assert [sock.fileno() for sock in opened] == [-1], "the loser is closed"


async def test_the_first_refusal_is_reported_when_all_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = refusing(), refusing()
    resolve_to([first, second], monkeypatch)
    with pytest.raises(ConnectionRefusedError, match=str(first[1][1])):
        await happy_eyeballs.connect("hub.example", 1)


async def test_families_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    six, four = socket.AF_INET6, socket.AF_INET
    resolve_to([(six, ("a",)), (six, ("b",)), (four, ("c",))], monkeypatch)
    found: list[Any] = await happy_eyeballs._look_up_addresses("hub.example", 1)
    assert [address for _, address in found] == [("a",), ("c",), ("b",)]


async def test_cancelled_it_leaves_no_socket_and_no_task(monkeypatch: pytest.MonkeyPatch) -> None:
    mute = silent(monkeypatch)
    resolve_to([mute, mute], monkeypatch)
    before = asyncio.all_tasks()
    task = asyncio.create_task(happy_eyeballs.connect("hub.example", 1))
    async with asyncio.timeout(10):
        while len(opened) < 2:  # noqa: ASYNC110 - time has to pass
            await asyncio.sleep(0.001)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert [sock.fileno() for sock in opened] == [-1, -1]
    assert asyncio.all_tasks() == before


@pytest.mark.parametrize("turns", range(8))
async def test_cancelled_when_it_has_won_it_leaves_no_socket(monkeypatch: pytest.MonkeyPatch, turns: int) -> None:
    async def connect(address: happy_eyeballs.Address) -> socket.socket:
        connected = await usual(address)
        won.append(connected)
        cancel_in(turns)
        return connected

    def cancel_in(left: int) -> None:
        asyncio.get_running_loop().call_soon(*((cancel_in, left - 1) if left else (task.cancel, None)))

    won, usual = list[socket.socket](), happy_eyeballs._connect_to_address
    monkeypatch.setattr(happy_eyeballs, "_connect_to_address", connect)
    with listener() as there:
        resolve_to([silent(monkeypatch), (socket.AF_INET, there.getsockname())], monkeypatch)
        task = asyncio.create_task(happy_eyeballs.connect("hub.example", 1))
        try:
            (await task).close()
        except asyncio.CancelledError:
            assert won
    assert [sock.fileno() for sock in (*opened, *won)] == [-1, -1]
