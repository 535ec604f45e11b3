"""Refused log-ins, and responses to a log-in that are lost, over real sockets."""

import asyncio
import html
import json
import pickle
from collections.abc import AsyncIterator
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
from attrs import define, field

from tests.overrides.loopback import listening
from tests.secret_guard import traceback_of

CHALLENGE = {
    "detail": "Require secondary authentication on MFA enabled account",
    "login_2fa_token": "challenge-example",
}
TOKEN = {"token": "bearer-example"}


@define
class Service:
    """Responds to each path with the next of its responses: a status and a body, or `None` to hang up."""

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
