"""A log-in with a second factor asks for its code once, and starts over when that is too late."""

import asyncio
from typing import Any

import pytest
from aiodockerhub.auth.credentials import Password, TwoFactor
from aiodockerhub.errors import AuthenticationError, CredentialsRefusedError, TwoFactorRequiredError, UnauthorizedError

from tests.overrides.auth.kit import header, make_auth
from tests.overrides.login_service import LoginService


class Codes:
    def __init__(self, *codes: str) -> None:
        self.codes = list(codes)
        self.asked = 0

    async def __call__(self) -> str:
        self.asked += 1
        await asyncio.sleep(0)
        return self.codes.pop(0)


@pytest.fixture
def two_factors(service: LoginService) -> LoginService:
    service.accepts, service.code = ("jane", "swordfish-example"), "123456"
    return service


@pytest.mark.parametrize("status", [200, 401])
async def test_code_is_asked_for_once_for_a_burst_whatever_the_status_of_the_challenge(
    two_factors: LoginService, status: int
) -> None:
    two_factors.challenge_status = status
    codes = Codes(" 123 456\n")
    auth = make_auth(two_factors, TwoFactor("jane", "swordfish-example", codes))
    headers = await asyncio.gather(*(header(auth) for _ in range(100)))
    assert set(headers) == {f"Bearer {two_factors.issued[0]}"}
    assert codes.asked == 1
    assert two_factors.operations() == ["login", "two_factor_login"]


async def test_user_who_takes_long_to_find_the_code_is_not_asked_at_once_again(two_factors: LoginService) -> None:
    two_factors.challenge_lifetime = 3600

    async def slow_code() -> str:
        await two_factors.clock.sleep(1200)
        return "123456"

    auth = make_auth(two_factors, TwoFactor("jane", "swordfish-example", slow_code))
    task = asyncio.create_task(header(auth))
    await two_factors.clock.advance(1200)
    assert await task == await header(auth)
    assert two_factors.logins == 1
    assert len(two_factors.log) == 2


async def test_account_without_second_factor_is_not_asked_for_a_code(service: LoginService) -> None:
    service.accepts = ("jane", "swordfish-example")
    codes = Codes()
    await header(make_auth(service, TwoFactor("jane", "swordfish-example", codes)))
    assert codes.asked == 0


@pytest.mark.parametrize("code", ["000000", ""])
async def test_wrong_code_is_a_refusal_that_is_remembered(two_factors: LoginService, code: str) -> None:
    codes = Codes(code)
    auth = make_auth(two_factors, TwoFactor("jane", "swordfish-example", codes))
    for _ in range(3):
        with pytest.raises(CredentialsRefusedError, match="password of jane with a second factor"):
            await header(auth)
    assert codes.asked == 1
    assert two_factors.operations().count("login") == 1


async def test_wrong_password_is_refused_before_a_code_is_asked_for(two_factors: LoginService) -> None:
    codes = Codes("123456")
    with pytest.raises(CredentialsRefusedError):
        await header(make_auth(two_factors, TwoFactor("jane", "wrong-example", codes)))
    assert codes.asked == 0


async def test_challenge_that_expired_by_the_words_of_the_service_is_started_over_once(
    two_factors: LoginService, monkeypatch: pytest.MonkeyPatch
) -> None:
    def expire(accepted: bool) -> None:
        if two_factors.operations()[-1] == "two_factor_login" and len(two_factors.log) <= expiries * 2:
            raise UnauthorizedError("login_2fa_token is expired", status_code=401)

    monkeypatch.setattr(two_factors, "_check", expire)
    expiries = 1
    codes = Codes("000000", "123456")
    await header(make_auth(two_factors, TwoFactor("jane", "swordfish-example", codes)))
    assert two_factors.operations() == ["login", "two_factor_login"] * 2
    assert codes.asked == 2

    two_factors.log.clear()
    expiries = 9
    with pytest.raises(CredentialsRefusedError, match="is expired"):
        await header(make_auth(two_factors, TwoFactor("jane", "swordfish-example", Codes("000000", "123456"))))
    assert two_factors.operations() == ["login", "two_factor_login"] * 2


async def test_challenge_that_the_user_outsat_is_started_over_whatever_the_service_says(
    two_factors: LoginService,
) -> None:
    responses = iter(["000000", "123456"])

    async def slow_code() -> str:
        code = next(responses)
        if code == "000000":
            await two_factors.clock.sleep(two_factors.challenge_lifetime)
        return code

    task = asyncio.create_task(header(make_auth(two_factors, TwoFactor("jane", "swordfish-example", slow_code))))
    await two_factors.clock.advance(two_factors.challenge_lifetime)
    assert await task == f"Bearer {two_factors.issued[0]}"


@pytest.mark.parametrize("detail", [{"login_2fa_token": "dummy"}, {}])
async def test_password_alone_for_an_account_with_two_factors_says_what_to_use(
    service: LoginService, detail: dict[str, Any]
) -> None:
    message = "Require secondary authentication on MFA enabled account"
    service.errors = [UnauthorizedError(message, status_code=401, detail=detail)]
    auth = make_auth(service, Password("jane", "swordfish-example"))
    for _ in range(2):
        with pytest.raises(TwoFactorRequiredError, match=r"in a program TwoFactor\(user, password, code="):
            await header(auth)
    assert len(service.log) == 1


@pytest.mark.parametrize(("code", "comes_again"), [("123456", True), ("12345678", True), ("abcd-1234", False)])
async def test_only_a_computed_code_may_come_again_and_only_after_an_hour(
    two_factors: LoginService, code: str, *, comes_again: bool
) -> None:
    two_factors.code = code
    auth = make_auth(two_factors, TwoFactor("jane", "swordfish-example", Codes(*[code] * 3)))
    await header(auth)
    await two_factors.clock.advance(3599)
    with pytest.raises(AuthenticationError, match="returned a code that was sent before"):
        await header(auth)
    await two_factors.clock.advance(1)
    if comes_again:
        assert await header(auth) == f"Bearer {two_factors.issued[1]}"
    else:
        with pytest.raises(AuthenticationError, match="returned a code that was sent before"):
            await header(auth)
