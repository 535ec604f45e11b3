"""Credentials are not sent again after a refusal, and only for a while after a lock."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from aiodockerhub import DockerHub, Password
from aiodockerhub.auth.credentials import KnownCredentials, TwoFactor
from aiodockerhub.errors import (
    AuthenticationError,
    CredentialsRefusedError,
    ForbiddenError,
    RateLimitError,
    ServerError,
    StatusError,
    UnauthorizedError,
)
from aiodockerhub.testing import FakeHub, ManualClock

from tests.overrides.auth.kit import header, make_auth
from tests.overrides.login_service import LoginService

LOCKED = "Too many failed login attempts. Please try again in 10 minutes."
SECRET = "swordfish-example"


@pytest.mark.parametrize(
    "failure",
    [
        ServerError("The account database is locked for maintenance", status_code=503),
        ServerError("row is locked", status_code=500),
        ServerError("Secondary authentication service is temporarily unavailable", status_code=503),
        RateLimitError("Too many secondary authentication requests", status_code=429),
        StatusError("the lock timed out: locked out", status_code=408),
        StatusError("secondary authentication is early", status_code=425),
    ],
    ids=str,
)
async def test_the_words_of_a_temporary_failure_refuse_no_credentials(
    service: LoginService, failure: StatusError
) -> None:
    auth = make_auth(service)
    service.errors = [failure]
    with pytest.raises(type(failure)) as caught:
        await header(auth)
    assert caught.value is not failure or not isinstance(caught.value, AuthenticationError)
    await header(auth)
    assert len(service.log) == 2


@pytest.mark.parametrize(
    ("lock", "error"),
    [
        (UnauthorizedError(LOCKED, status_code=401), CredentialsRefusedError),
        (ForbiddenError("Account locked", status_code=403), CredentialsRefusedError),
        (RateLimitError(LOCKED, status_code=429), RateLimitError),
    ],
    ids=lambda value: str(value)[:3],
)
async def test_a_locked_account_is_left_alone_for_ten_minutes(
    service: LoginService, lock: StatusError, error: type[Exception]
) -> None:
    auth = make_auth(service)
    service.errors = [lock]
    for _ in range(3):
        with pytest.raises(error, match=lock.message.rstrip(".")) as caught:
            await header(auth)
        assert error is RateLimitError or "not tried again for ten minutes" in str(caught.value)
        await service.clock.advance(199)
    assert len(service.log) == 1
    await service.clock.advance(4)
    await header(auth)
    assert len(service.log) == 2


async def test_a_warning_of_a_lock_is_no_lock(service: LoginService) -> None:
    auth = make_auth(service)
    warning = "Incorrect authentication credentials. The account will be locked after 5 more attempts."
    service.errors = [UnauthorizedError(warning, status_code=401)]
    for _ in range(3):
        with pytest.raises(CredentialsRefusedError, match="Incorrect"):
            await header(auth)
        await service.clock.advance(700)
    assert len(service.log) == 1


@pytest.mark.parametrize(("named", "kept"), [(120, 120), (0, 0), (86_400, 600)])
async def test_a_lock_ends_when_its_response_says_so_and_after_ten_minutes_at_most(
    service: LoginService, named: float, kept: float
) -> None:
    auth = make_auth(service)
    retry_at = datetime.fromtimestamp(service.clock.time(), UTC) + timedelta(seconds=named)
    service.errors = [RateLimitError(LOCKED, status_code=429, retry_at=retry_at)]
    with pytest.raises(RateLimitError):
        await header(auth)
    if kept:
        await service.clock.advance(kept - 1)
        with pytest.raises(RateLimitError):
            await header(auth)
    assert len(service.log) == 1
    await service.clock.advance(2)
    await header(auth)


async def test_wrong_passwords_of_other_people_do_not_end_a_client_that_is_logged_in() -> None:
    fake = FakeHub(clock=ManualClock())
    fake.user("jane", password=SECRET)
    async with (
        DockerHub(Password("jane", SECRET), transport=fake.transport, clock=fake.clock) as hub,
        DockerHub(transport=fake.transport, clock=fake.clock, max_retries=0) as other,
    ):
        await hub.users.me()
        for _ in range(12):
            with pytest.raises(StatusError):
                await other.post("/v2/auth/token", json={"identifier": "jane", "secret": "wrong"})
        fake.clock.advance(599)
        with pytest.raises(CredentialsRefusedError, match="for ten minutes, because the account seems to be locked"):
            await hub.users.me()
        fake.clock.advance(601)
        assert (await hub.users.me()).username == "jane"


class Vault:
    """A provider that makes new credentials, with a new function for the code, at each log-in."""

    def __init__(self, make_code: Callable[[], Callable[[], Awaitable[str]]]) -> None:
        self.make_code = make_code
        self.password = SECRET

    async def current(self) -> KnownCredentials:
        return TwoFactor("jane", self.password, self.make_code())


async def read_code(code: str = "111111") -> str:
    return code


def nested() -> Callable[[], Awaitable[str]]:
    async def code() -> str:
        return await read_code()

    return code


@pytest.mark.parametrize("make_code", [nested, lambda: partial(read_code, "111111")])
@pytest.mark.parametrize("refused", ["password", "code"])
async def test_refused_credentials_with_a_new_function_for_the_code_are_the_same_credentials(
    service: LoginService, make_code: Any, refused: str
) -> None:
    service.accepts, service.code = ("jane", SECRET if refused == "code" else "another"), "222222"
    vault = Vault(make_code)
    auth = make_auth(service, vault)
    for _ in range(4):
        with pytest.raises(CredentialsRefusedError, match="not tried again until it changes"):
            await header(auth)
    assert len(service.log) == (2 if refused == "code" else 1)
    vault.password, service.accepts, service.code = "new", ("jane", "new"), None
    await header(auth)
