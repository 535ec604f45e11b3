import sys
from pathlib import Path
from types import FrameType
from typing import Any

import httpx
import pytest
from aiodockerhub import DockerHub, Password, TwoFactor
from aiodockerhub.auth.session_secrets import SessionSecrets

from tests.overrides.login_service import make_jwt

SECRETS = (make_jwt(sub="first"), make_jwt(sub="second"))


def every(secrets: SessionSecrets) -> set[str]:
    return {*secrets.sent, *secrets.received}


def test_keeps_what_log_ins_sent_and_got_and_of_many_the_last() -> None:
    secrets = SessionSecrets()
    secrets.note_sent({"username": "jane", "password": "pass-word-1", "code": "123456"})
    secrets.note_received("opaque-token", is_secret=True)
    secrets.note_received(None)
    assert every(secrets) == {"pass-word-1", "123456", "opaque-token"}
    for number in range(100):
        secrets.note_received({"token": f"token-{number}"})
        secrets.note_sent({"password": "pass-word-1"})
    assert len(every(secrets)) < 100
    assert {"pass-word-1", "token-99"} <= every(secrets)
    assert "pass-word-1" not in repr(secrets)


def test_what_a_response_says_drives_nothing_out_that_was_sent_and_little_that_was_received() -> None:
    secrets = SessionSecrets()
    secrets.note_sent({"password": "pass-word-1"})
    secrets.note_received({"access_token": "token-of-before"})
    secrets.note_received({"access_token": "token-of-now", "tokens": [f"token-{number}" for number in range(100)]})
    assert {"pass-word-1", "token-of-before", "token-of-now"} <= every(secrets)
    assert len(every(secrets)) < 20
    secrets.note_received({"access_token": "x" * 100_000})
    secrets.note_received({"access_token": "é" * 1_000})
    assert max(map(len, every(secrets))) < 20


def test_gives_the_newest_first() -> None:
    secrets = SessionSecrets()
    for number in (1, 2, 1):
        secrets.note_sent({"password": f"pass-word-{number}"})
        secrets.note_received({"token": f"token-{number}"})
    assert secrets.sent == ["pass-word-1", "pass-word-2"]
    assert secrets.received == ["token-1", "token-2"]


async def code() -> str:
    return "123456"


def respond(request: httpx.Request) -> httpx.Response:
    """Respond with tokens at the top, in an object and in a list."""
    first, second = SECRETS
    names = {"/v2/auth/token": "access_token", "/v2/users/login": "login_2fa_token", "/v2/users/2fa-login": "token"}
    name = names.get(request.url.path)
    if name is None:
        return httpx.Response(200, json={"name": "app"})
    return httpx.Response(200, json={name: first, "user": {"token": second}, "tokens": [second, {"of": second}]})


@pytest.mark.parametrize("credentials", [Password("jane", "swordfish-example"), TwoFactor("jane", "swordfish", code)])
async def test_no_variable_shows_a_received_token_at_any_line_of_a_log_in(credentials: Any) -> None:
    # A handler of a signal may raise an exception at any line.
    modules = {
        "session.py",
        "session_secrets.py",
        "secret_texts.py",
        "login.py",
        "token_cache.py",
        "response_decoding.py",
        "jwt.py",
    }
    traced, shown = set[str](), set[tuple[str, str, str]]()

    def trace(frame: FrameType, _event: str, _argument: object) -> Any:
        file = Path(frame.f_code.co_filename)
        if file.name not in modules or "tests" in file.parts:
            return None
        traced.add(file.name)
        for name, value in frame.f_locals.items():
            text = repr(value)
            if any(secret in text for secret in SECRETS):
                shown.add((file.name, frame.f_code.co_name, name))
        return trace

    before = sys.gettrace()
    async with DockerHub(credentials, transport=httpx.MockTransport(respond)) as hub:
        sys.settrace(trace)
        try:
            await hub.repositories.get("acme", "app")
        finally:
            sys.settrace(before)
    assert shown == set()
    assert traced == modules
