"""Refused log-ins, and responses to a log-in that are lost, over real sockets."""

import asyncio
import html
import json
import logging
import pickle
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote

import pytest
from aiodockerhub import (
    AccessToken,
    ArgumentError,
    AuthenticationError,
    CredentialsRefusedError,
    DecodeError,
    DockerHub,
    DockerHubError,
    Password,
    TwoFactor,
)
from aiodockerhub.testing import FakeHub, ManualClock
from aiodockerhub.testing.clock import settle
from attrs import define, field

from tests.overrides.loopback import eventually, listening
from tests.secret_guard import traceback_of

CHALLENGE = {
    "detail": "Require secondary authentication on MFA enabled account",
    "login_2fa_token": "challenge-example",
}
TOKEN = {"token": "bearer-example"}


@define
class Service:
    """A server that sends the responses of each path in order: a status and a body; `None` closes the connection."""

    responses: dict[str, list[tuple[int, Any] | None]]
    received: list[tuple[str, Any]] = field(factory=list)

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            path, length = line.split()[1].decode(), 0
            while (header := await reader.readline()).strip():
                if header.lower().startswith(b"content-length"):
                    length = int(header.split(b":")[1])
            body = await reader.readexactly(length)
            self.received.append((path, json.loads(body) if body else None))
            response = self.responses[path].pop(0)
            if response is None:
                return
            status, value = response
            content = value.encode() if isinstance(value, str) else json.dumps(value).encode()
            writer.write(b"HTTP/1.1 %d x\r\ncontent-length: %d\r\n\r\n%b" % (status, len(content), content))

    @asynccontextmanager
    async def client(self, credentials: Any, **options: Any) -> AsyncIterator[DockerHub]:
        async with listening(self) as url, DockerHub(credentials, base_url=url, trust_env=False, **options) as hub:
            yield hub

    def codes(self) -> list[str]:
        return [body["code"] for path, body in self.received if path == "/v2/users/2fa-login"]


def codes(*given: str) -> TwoFactor:
    left = list(given)

    async def code() -> str:
        return left.pop(0)

    return TwoFactor("jane", "swordfish-example", code)


async def test_a_code_whose_response_was_lost_is_not_sent_again_but_a_new_one() -> None:
    service = Service(
        {
            "/v2/users/login": [(401, CHALLENGE), (401, CHALLENGE)],
            "/v2/users/2fa-login": [None, (200, TOKEN)],
            "/v2/user/": [(200, {})],
        }
    )
    async with service.client(codes("111111", "222222")) as hub:
        await hub.get("/v2/user/")
    assert service.codes() == ["111111", "222222"]


@pytest.mark.parametrize("lost", [None, (503, "busy"), (520, "edge")])
async def test_the_same_code_is_not_sent_twice_and_the_credentials_may_be_used_later(lost: Any) -> None:
    service = Service(
        {
            "/v2/users/login": [(401, CHALLENGE)] * 3,
            "/v2/users/2fa-login": [lost, (200, TOKEN)],
            "/v2/user/": [(200, {})],
        }
    )
    async with service.client(codes("111111", "111111", "222222")) as hub:
        with pytest.raises(AuthenticationError, match="no code is sent twice: log in again when there is a new code"):
            await hub.get("/v2/user/")
        assert service.codes() == ["111111"]
        await hub.get("/v2/user/")
    assert service.codes() == ["111111", "222222"]


@pytest.mark.parametrize(
    "outcome",
    [
        None, (429, {"detail": "slow down"}), (408, {}), (307, {}), (200, "no JSON"), (200, {}),
        (401, {"detail": "the code has expired"}),
    ],
)  # fmt: skip
async def test_a_code_is_not_sent_again_by_a_later_call_whatever_came_of_it(outcome: Any) -> None:
    service = Service(
        {
            "/v2/users/login": [(401, CHALLENGE)] * 9,
            "/v2/users/2fa-login": [outcome, (200, TOKEN)],
            "/v2/user/": [(200, {})],
        }
    )
    async with service.client(codes(*["111111"] * 8, "222222"), max_retries=0) as hub:
        for _ in range(2):
            with pytest.raises(DockerHubError):
                await hub.get("/v2/user/")
    assert service.codes() == ["111111"]


@pytest.mark.parametrize(
    ("status", "body", "error", "note"),
    [
        (
            401,
            {"detail": "Cannot log into an organization account"},
            CredentialsRefusedError,
            "use one of its access",
        ),
        (403, "error code: 1010", AuthenticationError, "Cloudflare blocked the request before it reached Docker Hub"),
        (400, {"message": "malformed"}, AuthenticationError, ""),
        (404, {"message": "no such route"}, AuthenticationError, ""),
        (422, {"message": "no"}, AuthenticationError, ""),
    ],
)
async def test_refusals_of_a_log_in_are_authentication_errors_with_the_advice_on_them(
    status: int, body: Any, error: type[AuthenticationError], note: str
) -> None:
    service = Service({"/v2/auth/token": [(status, body)]})
    async with service.client(Password("acme", "swordfish-example")) as hub:
        with pytest.raises(error, match="Docker Hub refused the") as caught:
            await hub.get("/v2/user/")
    assert note in "".join(getattr(caught.value, "__notes__", []))


@pytest.mark.parametrize(
    "body",
    [
        "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJqYW5lIn0.c2lnbmF0dXJl",
        "opaque-token-of-a-session",
        "access_token=opaque-token-of-a-session&expires_in=600",
        "<html><title>opaque-token-of-a-session</title></html>",
    ],
)
async def test_what_a_log_in_was_responded_to_with_does_not_show_if_it_is_not_json(body: str) -> None:
    service = Service({"/v2/auth/token": [(200, body)]})
    async with service.client(AccessToken("jane", "dckr_pat_example")) as hub:
        with pytest.raises(DecodeError, match=rf"expected JSON at \$, got {len(body)} bytes of") as caught:
            await hub.get("/v2/user/")
    assert body not in repr(caught.value)


async def test_a_callable_that_gives_no_awaitable_or_no_text_is_named() -> None:
    class Plain:
        def __call__(self) -> str:
            return "123456"

    async def number() -> int:
        return 123456

    for code, problem in ((Plain(), "it returned a value of type str"), (number, "it returned a value of type int")):
        service = Service({"/v2/users/login": [(401, CHALLENGE)]})
        async with service.client(TwoFactor("jane", "swordfish-example", code)) as hub:  # type: ignore[arg-type]
            with pytest.raises(ArgumentError, match=f"^code must .*{problem}"):
                await hub.get("/v2/user/")


PASSWORD = 'sw0rd"fish & chips'


@pytest.mark.parametrize("status", [400, 401, 409, 429, 500])
@pytest.mark.parametrize(
    "said",
    [
        f"wrong password {PASSWORD}, jane",
        {"message": f"{PASSWORD} is wrong", "detail": [PASSWORD]},
        f"<html><title>{html.escape(PASSWORD)}</title>",
        f"secret {quote(PASSWORD)} is wrong",
        {"errors": {"given": {"jane": PASSWORD}}},
    ],
)
async def test_a_password_that_the_server_repeats_is_not_shown(status: int, said: Any) -> None:
    service = Service({"/v2/auth/token": [(status, said)]})
    async with service.client(Password("jane", PASSWORD), max_retries=0) as hub:
        with pytest.raises(DockerHubError) as caught:
            await hub.get("/v2/x")
    shown = traceback_of(caught.value) + pickle.dumps(caught.value).decode("latin-1")
    for spelling in (PASSWORD, json.dumps(PASSWORD)[1:-1], html.escape(PASSWORD), quote(PASSWORD)):
        assert spelling not in shown


@pytest.mark.parametrize("name", ["error", "login_2fa_token", "detail"])
async def test_no_frame_shows_a_secret_that_is_nested_in_the_response_to_a_log_in(name: str) -> None:
    service = Service({"/v2/auth/token": [(200, {name: {"refresh": ["nested-secret"]}})]})
    async with service.client(Password("jane", "dummy")) as hub:
        with pytest.raises(AuthenticationError) as caught:
            await hub.get("/v2/x")
    assert "nested-secret" not in traceback_of(caught.value)


class Vault:
    """A provider that returns the password once, and then raises an error that quotes secrets."""

    def __init__(self, quoted: str) -> None:
        self.quoted = quoted
        self.calls = 0

    async def current(self) -> Password:
        self.calls += 1
        if self.calls > 1:
            raise ValueError(f"vault said:\n\x1b[31m{self.quoted}")
        return Password("jane", PASSWORD)


@pytest.mark.parametrize("spell", [str, repr, quote, html.escape, json.dumps])
async def test_the_log_of_a_refresh_does_not_show_the_message_of_a_provider_as_it_is(
    spell: Callable[[str], str], caplog: pytest.LogCaptureFixture
) -> None:
    clock = ManualClock()
    fake = FakeHub(clock=clock)
    fake.user("jane", password=PASSWORD)
    vault = Vault(f"{spell(PASSWORD)} and {{'pat': 'dckr_pat_AbCdEfGhIjKlMnOp'}}")
    async with DockerHub(vault, transport=fake.transport, clock=clock) as hub:
        await hub.users.me()
        await clock.advance(560)
        await hub.users.me()
        await settle()
    [record] = [record for record in caplog.records if record.levelno == logging.WARNING]
    text = record.getMessage() + repr(record.args)
    assert "could not refresh the bearer token" in text
    assert "ValueError: vault said: [31m" in text
    for secret in (PASSWORD, spell(PASSWORD), "dckr_pat", "\n", "\x1b"):
        assert secret not in text


@pytest.mark.parametrize("step", ["lock", "load", "save"])
async def test_the_log_of_a_token_store_does_not_show_the_secrets_of_the_session(
    step: str, caplog: pytest.LogCaptureFixture
) -> None:
    clock = ManualClock()
    fake = FakeHub(clock=clock)
    fake.user("jane", password=PASSWORD)

    class Store:
        def fail(self, name: str) -> None:
            if name == step and store_values:
                raise ValueError(f"cannot {name} {store_values[0]} of {PASSWORD}")

        @asynccontextmanager
        async def lock(self, key: str) -> AsyncIterator[None]:
            self.fail("lock")
            yield

        async def load(self, key: str) -> str | None:
            self.fail("load")
            return None

        async def save(self, key: str, value: str, lifetime: float) -> None:
            self.fail("save")
            store_values.append(json.loads(value)["token"])

    store_values = list[str]()
    async with DockerHub(Password("jane", PASSWORD), transport=fake.transport, clock=clock, token_store=Store()) as hub:
        await hub.users.me()
        await clock.advance(560)
        await hub.users.me()
        await eventually(lambda: "the token store failed" in caplog.text)  # the key is derived in a thread
    assert f"the token store failed to {step}: ValueError: cannot {step} *** of ***" in caplog.text
