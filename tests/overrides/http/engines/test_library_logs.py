"""What HTTP libraries log of exchanges does not reach the logs, over each engine."""

import asyncio
import contextvars
import logging

import pytest
from aiodockerhub.http.engines import library_logs

from tests.overrides.engines import each_engine
from tests.overrides.loopback import client, loopback

ECHO = b"HTTP/1.1 200 OK\r\nSet-Cookie: sesame-1\r\nX-Echo: sesame-2\r\nContent-Length: 2\r\n\r\n{}"


@each_engine
async def test_headers_are_in_no_record_of_a_library_below(transport: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with loopback(lambda _: ECHO) as server, client(server, transport) as hub:
        await hub.get("/v2/x")
    assert any(record.name == "aiodockerhub" for record in caplog.records)
    assert "sesame" not in caplog.text


def test_an_exchange_may_end_in_another_context() -> None:
    token = contextvars.copy_context().run(library_logs.begin_exchange)
    library_logs.end_exchange(token)


async def test_records_about_other_exchanges_pass_meanwhile(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    logger, release = logging.getLogger("httpcore.http11"), asyncio.Event()

    def respond(_: str) -> bytes:
        release.set()
        return ECHO

    async def log_beside() -> None:
        await release.wait()
        logger.debug("of another client")

    async with loopback(respond) as server, client(server, "httpx") as hub, asyncio.TaskGroup() as tasks:
        tasks.create_task(log_beside())
        await hub.get("/v2/x")
        logger.debug("after it")
    assert [record.message for record in caplog.records if record.name.startswith("httpcore")] == [
        "of another client",
        "after it",
    ]
