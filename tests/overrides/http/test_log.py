import asyncio
import logging

import httpx
import pytest
from aiodockerhub import AccessToken, BearerToken, NotFoundError
from aiodockerhub.testing import ManualClock
from aiodockerhub.testing.clock import settle

from tests.overrides.login_service import make_jwt
from tests.overrides.scripted import respond, script


def lines(caplog: pytest.LogCaptureFixture, level: int) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno == level]


async def test_each_call_is_one_line_with_the_template_of_its_path(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "aiodockerhub")
    async with script(respond(503), respond(), respond(404, {})).hub() as hub:
        await hub.repositories.get("library", "nginx")
        with pytest.raises(NotFoundError):
            await hub.get("/v2/missing")
    first, second = lines(caplog, logging.INFO)
    assert first.startswith("GET /v2/namespaces/{namespace}/repositories/{repository}: 200, attempts: 2, 0.")
    assert second == "GET /v2/missing: 404, attempts: 1, 0.000 s"


async def test_calls_without_a_response_say_what_happened(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "aiodockerhub")
    service = script(httpx.ReadTimeout("x"))
    async with service.hub(max_retries=0) as hub:
        with pytest.raises(TimeoutError):
            await hub.get("/v2/x")
        with pytest.raises(TimeoutError):
            await hub.repositories.get("library", "nginx")
    service.clock = ManualClock()
    async with service.hub() as hub:
        task = asyncio.create_task(hub.get("/v2/y"))
        await settle()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    outcomes = [line.split(": ")[1].split(",")[0] for line in lines(caplog, logging.INFO)]
    assert outcomes == ["HubTimeoutError", "HubTimeoutError", "cancelled"]


async def test_attempts_are_shown_at_debug_with_harmless_headers_only(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "aiodockerhub")
    service = script(
        respond(503, {}, retry_after="2", set_cookie="session=dummy-cookie"), httpx.ReadError("cut"), respond()
    )
    async with service.hub(BearerToken(make_jwt())) as hub:
        await hub.get("/v2/x", params={"secret": "dummy-parameter"})
    first, second, third = lines(caplog, logging.DEBUG)
    assert first.startswith("GET https://hub.docker.com/v2/x?secret=***, attempt 1: 503 in 0.000 s, next in 2.")
    assert "'retry-after': '2'" in first
    assert "attempt 2: could not finish the exchange with hub.docker.com: cut in 0.000 s, next in" in second
    assert "attempt 3: 200 in 0.000 s, over" in third
    assert "dummy" not in caplog.text


async def test_nothing_is_formatted_when_nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    from aiodockerhub.http import log

    monkeypatch.setattr(log.logger, "info", lambda *_, **__: pytest.fail("formatted"))
    monkeypatch.setattr(log.logger, "level", logging.WARNING)
    log.logger.manager._clear_cache()  # type: ignore[attr-defined] # so that the level counts at once
    try:
        async with script().hub() as hub:
            await hub.repositories.get("library", "nginx")
        assert not log.is_attempt_logged()
    finally:
        monkeypatch.undo()
        log.logger.manager._clear_cache()  # type: ignore[attr-defined]


async def test_records_carry_the_facts_for_formatters(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "aiodockerhub")
    async with script(respond(503), respond()).hub() as hub:
        await hub.repositories.get("library", "nginx")
    first, second, call = [vars(record) for record in caplog.records]
    assert first["call_id"] == second["call_id"] == call["call_id"]
    assert (first["attempt"], first["status_code"], first["wait"] > 0) == (1, 503, True)
    assert (second["attempt"], second["status_code"], second["wait"]) == (2, 200, None)
    assert (call["operation"], call["outcome"], call["attempts"]) == ("repositories.get", 200, 2)
    assert call["elapsed"] >= first["wait"]


async def test_a_log_in_is_logged_without_its_secret(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "aiodockerhub")
    service = script(respond(200, {"access_token": make_jwt()}), respond())
    async with service.hub(AccessToken("jane", "dckr_pat_example")) as hub:
        await hub.repositories.get("library", "nginx")
    assert any(line.startswith("POST /v2/auth/token: 200") for line in lines(caplog, logging.INFO))
    assert "dckr_pat_example" not in caplog.text
    assert make_jwt() not in caplog.text
