import asyncio
import gc
import logging
import pickle
import traceback
from typing import Any

import pytest
from aiodockerhub.auth import jwt
from aiodockerhub.auth.credentials import (
    AccessToken,
    Anonymous,
    BearerToken,
    KnownCredentials,
    OrganizationToken,
    Password,
    TwoFactor,
)
from aiodockerhub.auth.token_cache import Auth
from aiodockerhub.errors import (
    AuthenticationError,
    BadRequestError,
    ConflictError,
    CredentialsRefusedError,
    DockerHubError,
    ForbiddenError,
    HubConnectionError,
    NoCredentialsError,
    RateLimitError,
    TwoFactorRequiredError,
    UnauthorizedError,
    UsageError,
)
from aiodockerhub.testing.clock import ManualClock, settle
from aiodockerhub_generated.types import Operation
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.overrides.login_service import GET, LOGIN, PUBLIC, SCIM, LoginService, make_jwt

SECRETS = ("dckr_pat_secretexample", "scim-secret-dummy")
JANE = AccessToken("jane", "dckr_pat_example")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def service(clock: ManualClock) -> LoginService:
    return LoginService(clock)


def make_auth(service: LoginService, credentials: Any = JANE, **options: Any) -> Auth:
    return Auth(credentials, send=service.send, clock=options.pop("clock", service.clock), **options)


async def header(auth: Auth, operation: Operation = GET) -> str:
    value = await auth.authorization(operation)
    assert value is not None
    return value


# Which operation gets which credential


async def test_bearer_goes_to_operations_that_take_one(service: LoginService) -> None:
    auth = make_auth(service)
    assert await header(auth) == f"Bearer {service.issued[0]}"
    assert await header(auth, PUBLIC) == f"Bearer {service.issued[0]}"
    assert service.log == [("authentication.create_token", {"identifier": "jane", "secret": "dckr_pat_example"})]


async def test_operations_without_security_get_no_header_and_cause_no_log_in(service: LoginService) -> None:
    assert await make_auth(service).authorization(LOGIN) is None
    assert service.log == []


async def test_scim_operations_get_the_scim_token_and_nothing_else_does(service: LoginService) -> None:
    auth = make_auth(service, scim_token="scim-dummy")
    assert await header(auth, SCIM) == "Bearer scim-dummy"
    assert service.log == []
    assert await header(auth) == f"Bearer {service.issued[0]}"
    assert not auth.rejected("Bearer scim-dummy")


async def test_scim_operation_without_scim_token_names_the_argument(service: LoginService) -> None:
    with pytest.raises(NoCredentialsError, match=r"scim\.list_users needs .* DockerHub\(scim_token="):
        await make_auth(service).authorization(SCIM)


async def test_anonymous_session_sends_nothing_and_says_which_operations_need_more(service: LoginService) -> None:
    auth = make_auth(service, Anonymous())
    assert await auth.authorization(PUBLIC) is None
    with pytest.raises(NoCredentialsError, match=r"repositories\.get needs credentials"):
        await auth.authorization(GET)
    assert service.log == []


async def test_organization_token_logs_in_under_the_name_of_the_organization(service: LoginService) -> None:
    service.accepts = ("acme", "dckr_oat_dummy")
    await header(make_auth(service, OrganizationToken("acme", "dckr_oat_dummy")))
    assert service.operations() == ["create_token"]


async def test_bearer_token_is_used_as_it_is_and_its_refusal_is_final(service: LoginService) -> None:
    jwt = make_jwt(exp=0)
    auth = make_auth(service, BearerToken(jwt))
    assert await header(auth) == f"Bearer {jwt}"
    assert not auth.rejected(f"Bearer {jwt}")
    await service.clock.advance(3600)
    assert await header(auth) == f"Bearer {jwt}"
    assert service.log == []


# One log-in at a time, before the token expires


async def test_a_thousand_tasks_over_several_expiries_log_in_once_each_time(service: LoginService) -> None:
    auth = make_auth(service)
    for number in range(1, 6):
        headers = await asyncio.gather(*(header(auth) for _ in range(1000)))
        assert set(headers) == {f"Bearer {service.issued[-1]}"}
        assert service.logins == number
        await service.clock.advance(600)


async def test_a_thousand_tasks_with_a_life_of_their_own_never_see_an_expired_token(service: LoginService) -> None:
    auth, clock = make_auth(service), service.clock
    deadlines: dict[str, float] = {}

    async def worker(number: int) -> None:
        for _ in range(12):
            value = await header(auth)
            deadline = deadlines.setdefault(value, clock.monotonic() + 600)
            assert clock.monotonic() < deadline
            await clock.sleep(37 + number % 60)

    workers = [asyncio.create_task(worker(number)) for number in range(1000)]
    while not all(task.done() for task in workers):
        await clock.advance(7)
    await asyncio.gather(*workers)
    assert service.logins == len(deadlines)
    assert 2 <= service.logins <= 1 + clock.monotonic() // 540


async def test_nobody_waits_while_the_old_token_is_good(service: LoginService) -> None:
    auth = make_auth(service)
    old = await header(auth)
    service.gate.clear()
    await service.clock.advance(545)
    assert [await header(auth) for _ in range(100)] == [old] * 100
    await settle()
    assert service.operations() == ["create_token"] * 2
    service.gate.set()
    await settle()
    assert await header(auth) == f"Bearer {service.issued[1]}" != old


async def test_requests_wait_for_the_refresh_that_is_under_way_once_the_old_token_ends(service: LoginService) -> None:
    auth = make_auth(service)
    await header(auth)
    service.gate.clear()
    await service.clock.advance(545)
    await header(auth)
    await service.clock.advance(60)
    waiting = asyncio.create_task(header(auth))
    await settle()
    assert not waiting.done()
    service.gate.set()
    assert await waiting == f"Bearer {service.issued[1]}"
    assert len(service.log) == 2


async def test_failed_early_refresh_keeps_serving_and_pauses_between_attempts(
    service: LoginService, caplog: pytest.LogCaptureFixture
) -> None:
    auth = make_auth(service)
    old = await header(auth)
    service.errors = [HubConnectionError("no route to hub.docker.com") for _ in range(10)]
    await service.clock.advance(540)
    with caplog.at_level(logging.WARNING, "aiodockerhub"):
        for _ in range(14):
            assert await header(auth) == old
            await service.clock.advance(1)
    assert len(service.log) == 2
    assert "no route to hub.docker.com" in caplog.text
    await service.clock.advance(2)
    assert await header(auth) == old
    await settle()
    assert len(service.log) == 3


async def test_failure_after_the_end_of_the_old_token_reaches_everyone_and_the_next_call_tries_again(
    service: LoginService,
) -> None:
    auth = make_auth(service)
    service.errors = [HubConnectionError("no route to hub.docker.com")]
    outcomes = await asyncio.gather(*(header(auth) for _ in range(50)), return_exceptions=True)
    assert all(isinstance(outcome, HubConnectionError) for outcome in outcomes)
    assert len(service.log) == 1
    frames = [
        len(traceback.extract_tb(outcome.__traceback__)) for outcome in outcomes if isinstance(outcome, Exception)
    ]
    assert len(set(frames)) == 1, "each task starts from the same traceback"
    assert await header(auth) == f"Bearer {service.issued[0]}"


async def test_failed_log_in_does_not_bring_an_expired_token_back(
    service: LoginService, caplog: pytest.LogCaptureFixture
) -> None:
    auth = make_auth(service)
    old = await header(auth)
    await service.clock.advance(700)
    service.errors = [HubConnectionError("no route to hub.docker.com")]
    with pytest.raises(HubConnectionError):
        await header(auth)
    assert caplog.text == ""
    assert await header(auth) != old


async def test_cancelled_leader_neither_poisons_nor_stalls_the_others(service: LoginService) -> None:
    auth = make_auth(service)
    service.gate.clear()
    leader = asyncio.create_task(header(auth))
    await settle()
    others = [asyncio.create_task(header(auth)) for _ in range(20)]
    await settle()
    leader.cancel()
    others[0].cancel()
    await settle()
    assert leader.cancelled()
    assert others[0].cancelled()
    service.gate.set()
    assert set(await asyncio.gather(*others[1:])) == {f"Bearer {service.issued[0]}"}
    assert len(service.log) == 1


async def test_everyone_cancelled_leaves_a_token_for_the_next(service: LoginService) -> None:
    auth = make_auth(service)
    service.gate.clear()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0):
            await header(auth)
    service.gate.set()
    assert await header(auth) == f"Bearer {service.issued[0]}"
    assert len(service.log) == 1


# 401


async def test_rejected_token_is_dropped_and_replaced_once_for_all_that_were_in_flight(service: LoginService) -> None:
    auth = make_auth(service)
    old = await header(auth)
    assert all(auth.rejected(old) for _ in range(100))
    assert set(await asyncio.gather(*(header(auth) for _ in range(100)))) == {f"Bearer {service.issued[1]}"}
    assert auth.rejected(old), "a request that was in flight with the old token is replayed with the new one"
    assert await header(auth) == f"Bearer {service.issued[1]}"
    assert service.logins == 2


async def test_tokens_that_expire_on_their_way_are_replaced_however_often_that_happens(service: LoginService) -> None:
    service.lifetime = 4.0
    auth = make_auth(service)
    for _ in range(5):
        expired = await header(auth)
        await service.clock.advance(3.7)  # in line, or on the wire
        assert auth.rejected(expired)
    fresh = await header(auth)
    assert auth.rejected(fresh)
    assert not auth.rejected(await header(auth)), "a new token that is refused at once, twice: it is the route"


async def test_token_rejected_during_an_early_refresh_is_not_brought_back_when_that_fails(
    service: LoginService,
) -> None:
    auth = make_auth(service)
    old = await header(auth)
    await service.clock.advance(550)
    service.gate.clear()
    service.errors = [HubConnectionError("no route to hub.docker.com")]
    assert await header(auth) == old
    auth.rejected(old)
    service.gate.set()
    await settle()
    assert await header(auth) == f"Bearer {service.issued[1]}"


# Lifetimes and clocks


@pytest.mark.parametrize("skew", [-86_400.0, -90.0, 90.0, 86_400.0])
async def test_skew_between_client_and_server_does_not_matter(service: LoginService, skew: float) -> None:
    client_clock = ManualClock(service.clock.time() + skew)
    auth = make_auth(service, clock=client_clock)
    first = await header(auth)
    client_clock.move(539)
    assert await header(auth) == first
    assert service.logins == 1
    client_clock.move(2)
    assert await header(auth) == first
    await settle()
    assert service.logins == 2


async def test_jump_of_the_wall_clock_does_not_matter(service: LoginService) -> None:
    auth = make_auth(service)
    first = await header(auth)
    service.clock.set_time(0)
    assert await header(auth) == first
    assert service.logins == 1


@pytest.mark.parametrize("lifetime", [1.0, 10.0, 600.0, 86_400.0])
async def test_token_is_not_used_up_to_its_last_moment_whatever_its_life(
    service: LoginService, lifetime: float
) -> None:
    service.lifetime = lifetime
    auth = make_auth(service)
    first = await header(auth)
    await service.clock.advance(lifetime * 0.89)
    assert await header(auth) == first
    await settle()
    assert service.logins == 1
    await service.clock.advance(lifetime * 0.10998)
    assert await header(auth) != first


async def test_token_that_does_not_tell_its_life_is_trusted_for_five_minutes(service: LoginService) -> None:
    service.lifetime = None
    auth = make_auth(service)
    first = await header(auth)
    await service.clock.advance(265)
    assert await header(auth) == first
    await service.clock.advance(35)
    assert await header(auth) != first


@pytest.mark.parametrize("token", ["", None, 7, "two words", "line\nbreak", "tökens"])
async def test_answer_without_a_usable_token_is_an_error_that_does_not_show_it(
    service: LoginService, token: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "issue", lambda: token)
    with pytest.raises(AuthenticationError, match="no usable 'access_token'") as caught:
        await header(make_auth(service))
    assert not token or str(token) not in str(caught.value)


# Refused credentials


LOCKED = "Account locked: too many failed login attempts"


@pytest.mark.parametrize(
    "refusal",
    [
        UnauthorizedError("Incorrect authentication credentials", status_code=401),
        UnauthorizedError("Cannot log into an organization account", status_code=401),
        ConflictError("Please reset your password.", status_code=409),
        RateLimitError(LOCKED, status_code=429),
        ForbiddenError(LOCKED, status_code=403),
    ],
    ids=lambda error: error.message,
)
async def test_refused_credentials_are_not_tried_again(service: LoginService, refusal: Any) -> None:
    auth = make_auth(service)
    service.errors = [refusal]
    with pytest.raises(CredentialsRefusedError, match="a personal access token of jane") as first:
        await header(auth)
    assert refusal.message in str(first.value)
    assert first.value.__cause__ is refusal
    for _ in range(3):
        with pytest.raises(CredentialsRefusedError, match="not tried again until it changes"):
            await header(auth)
        await service.clock.advance(3600)
    assert len(service.log) == 1


@pytest.mark.parametrize(
    "failure",
    [
        ForbiddenError("blocked by Cloudflare (error code: 1010)", status_code=403),
        RateLimitError("Rate limit exceeded", status_code=429),
        BadRequestError("malformed request", status_code=400),
        HubConnectionError("no route to hub.docker.com"),
    ],
    ids=str,
)
async def test_other_failures_are_tried_again(service: LoginService, failure: DockerHubError) -> None:
    auth = make_auth(service)
    service.errors = [failure]
    is_refusal = isinstance(failure, ForbiddenError | BadRequestError)
    with pytest.raises(AuthenticationError if is_refusal else type(failure), match=str(failure.args[0].split(" (")[0])):
        await header(auth)
    await header(auth)
    assert len(service.log) == 2


class Vault:
    """Credentials that change, from a provider of the user's own."""

    def __init__(self, *known: KnownCredentials | Exception) -> None:
        self.known = list(known)
        self.asked = 0

    async def current(self) -> KnownCredentials:
        self.asked += 1
        known = self.known.pop(0) if len(self.known) > 1 else self.known[0]
        if isinstance(known, Exception):
            raise known
        return known


async def test_provider_is_asked_at_each_log_in_and_refused_credentials_are_tried_again_once_changed(
    service: LoginService,
) -> None:
    old, new = AccessToken("jane", "dckr_pat_old"), JANE
    auth = make_auth(service, Vault(old, old, new))
    for _ in range(2):
        with pytest.raises(CredentialsRefusedError):
            await header(auth)
    assert len(service.log) == 1
    await header(auth)
    assert len(service.log) == 2


async def test_refusal_during_an_early_refresh_keeps_the_old_token_to_its_end(service: LoginService) -> None:
    auth = make_auth(service)
    old = await header(auth)
    service.accepts = ("jane", "dckr_pat_another")
    await service.clock.advance(550)
    for _ in range(40):
        assert await header(auth) == old
        await service.clock.advance(1)
    await service.clock.advance(5)
    with pytest.raises(CredentialsRefusedError):
        await header(auth)
    assert len(service.log) == 2


async def test_failing_provider_is_asked_again_and_its_error_is_its_own(service: LoginService) -> None:
    auth = make_auth(service, Vault(LookupError("vault is sealed"), JANE))
    with pytest.raises(LookupError, match="vault is sealed"):
        await header(auth)
    await header(auth)


async def test_provider_that_gives_something_else_is_told_so(service: LoginService) -> None:
    vault = Vault()
    vault.known = [("jane", "swordfish-example")]  # type: ignore[list-item]  # the mistake in question
    with pytest.raises(TypeError, match=r"Vault\.current\(\) must give .*, got tuple") as caught:
        await header(make_auth(service, vault))
    assert "swordfish" not in str(caught.value)


def test_credentials_that_are_none_are_refused_at_once(service: LoginService) -> None:
    with pytest.raises(TypeError, match=r"credentials must be Password\(\.\.\.\), .*, got tuple") as caught:
        make_auth(service, ("jane", "swordfish-example"))
    assert "swordfish" not in str(caught.value)


@pytest.mark.parametrize("token", ["", "two words", "line\nbreak"])
def test_scim_token_that_is_none_is_refused_at_once(service: LoginService, token: str) -> None:
    with pytest.raises(ValueError, match="scim_token must be a bearer token") as caught:
        make_auth(service, scim_token=token)
    assert not token or token not in str(caught.value)


async def test_provider_that_has_nothing_yet_is_asked_again_later(service: LoginService) -> None:
    vault = Vault(Anonymous(), JANE)
    auth = make_auth(service, vault)
    assert await auth.authorization(PUBLIC) is None
    assert await auth.authorization(PUBLIC) is None
    assert vault.asked == 1
    await service.clock.advance(61)
    assert await header(auth, PUBLIC) == f"Bearer {service.issued[0]}"


async def test_bearer_of_a_provider_is_fetched_anew_near_its_end_and_after_a_401(service: LoginService) -> None:
    now = service.clock.time()
    tokens = [make_jwt(exp=now + 600), make_jwt(exp=now + 1200), make_jwt(exp=now + 1800)]
    auth = make_auth(service, Vault(*map(BearerToken, tokens)))
    assert await header(auth) == f"Bearer {tokens[0]}"
    await service.clock.advance(600)
    assert await header(auth) == f"Bearer {tokens[1]}"
    assert auth.rejected(f"Bearer {tokens[1]}")
    assert await header(auth) == f"Bearer {tokens[2]}"
    assert service.log == []


# Two factors


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
    codes = Codes("123456", "123456")
    await header(make_auth(two_factors, TwoFactor("jane", "swordfish-example", codes)))
    assert two_factors.operations() == ["login", "two_factor_login"] * 2
    assert codes.asked == 2

    two_factors.log.clear()
    expiries = 9
    with pytest.raises(CredentialsRefusedError, match="is expired"):
        await header(make_auth(two_factors, TwoFactor("jane", "swordfish-example", Codes("123456", "123456"))))
    assert two_factors.operations() == ["login", "two_factor_login"] * 2


async def test_challenge_that_the_user_outsat_is_started_over_whatever_the_service_says(
    two_factors: LoginService,
) -> None:
    answers = iter(["000000", "123456"])

    async def slow_code() -> str:
        code = next(answers)
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
        with pytest.raises(TwoFactorRequiredError, match=r"use TwoFactor\(user, password, code="):
            await header(auth)
    assert len(service.log) == 1


# Whatever happens in whatever order


class Course:
    """A course of events around one session, which checks the promises after each."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.service = LoginService(self.clock)
        self.auth = make_auth(self.service)
        self.tasks: list[asyncio.Task[str]] = []
        self.cancelled: set[asyncio.Task[str]] = set()
        self.dropped: set[str] = set()
        self.current: str | None = None

    def left(self, value: str) -> float:
        return (jwt.expires(value) or 0.0) - self.clock.time()

    async def header(self) -> str:
        value = await header(self.auth)
        assert self.left(value) > 0, "an expired token was given"
        assert value not in self.dropped, "a rejected token was given"
        return value

    async def request(self) -> None:
        task = asyncio.create_task(self.header())
        self.tasks.append(task)
        await settle()
        good = self.current is not None and self.left(self.current) > 5
        assert task.done() or not good, "a request waits while there is a good token"
        if task.done() and not task.exception():
            self.current = task.result()

    async def cancel(self) -> None:
        if waiting := [task for task in self.tasks if not task.done()]:
            self.cancelled.add(waiting[0])
            waiting[0].cancel()

    async def reject(self) -> None:
        if self.current is not None and self.auth.rejected(self.current):
            self.dropped.add(self.current)
            self.current = None

    async def fail(self) -> None:
        self.service.errors.append(HubConnectionError("no route to hub.docker.com"))

    async def hold(self) -> None:
        self.service.gate.clear()

    async def release(self) -> None:
        self.service.gate.set()

    async def end(self) -> None:
        self.service.gate.set()
        async with asyncio.timeout(5):
            outcomes = await asyncio.gather(*self.tasks, return_exceptions=True)
        for task, outcome in zip(self.tasks, outcomes, strict=True):
            assert isinstance(outcome, (str, HubConnectionError)) or task in self.cancelled
        assert self.service.most_at_once <= 1
        self.service.errors.clear()
        await settle()
        await self.header()


EVENTS = [Course.request, Course.request, Course.cancel, Course.reject, Course.fail, Course.hold, Course.release]


@settings(max_examples=200)
@given(st.lists(st.sampled_from(EVENTS) | st.sampled_from([1.0, 14.0, 100.0, 545.0, 600.0]), max_size=30))
def test_any_course_of_events_keeps_the_promises(events: list[Any]) -> None:
    async def follow() -> None:
        course = Course()
        for event in events:
            await (course.clock.advance(event) if isinstance(event, float) else event(course))
            await settle()
        await course.end()

    asyncio.run(follow())


# Event loops, closing, secrets


async def test_close_stops_the_log_in_and_whoever_waits_for_it(service: LoginService) -> None:
    auth = make_auth(service)
    service.gate.clear()
    waiting = [asyncio.create_task(header(auth)) for _ in range(3)]
    await settle()
    await auth.aclose()
    for outcome in await asyncio.gather(*waiting, return_exceptions=True):
        assert isinstance(outcome, UsageError)
    await auth.aclose()
    assert not [task for task in asyncio.all_tasks() if "log-in" in task.get_name()]


def test_two_loops_with_a_client_each_do_not_disturb_each_other() -> None:
    def run() -> int:
        async def main() -> int:
            service = LoginService(ManualClock())
            auth = make_auth(service)
            await asyncio.gather(*(header(auth) for _ in range(100)))
            return service.logins

        return asyncio.run(main())

    assert run() == run() == 1


async def test_two_loops_at_the_same_time_do_not_disturb_each_other(service: LoginService) -> None:
    async def elsewhere() -> int:
        there = LoginService(ManualClock())
        auth = make_auth(there)
        await asyncio.gather(*(header(auth) for _ in range(200)))
        return there.logins

    auth = make_auth(service)
    count, *_ = await asyncio.gather(
        asyncio.to_thread(lambda: asyncio.run(elsewhere())), *(header(auth) for _ in range(200))
    )
    assert count == service.logins == 1


async def test_nothing_that_can_be_printed_shows_a_secret(service: LoginService) -> None:
    auth = make_auth(service, AccessToken("jane", SECRETS[0]), scim_token=SECRETS[1])
    with pytest.raises(CredentialsRefusedError) as caught:
        await header(auth)
    shown = "".join(traceback.TracebackException.from_exception(caught.value, capture_locals=True).format())
    service.accepts = ("jane", "dckr_pat_example")
    other = make_auth(service)
    token = await other.token()
    shown += repr(auth) + str(caught.value) + repr(caught.value) + repr(token) + repr(other) + repr(token.header)
    shown += pickle.dumps(caught.value).decode("latin-1")
    for hidden in (*SECRETS, "dckr_pat_example", service.issued[0]):
        assert hidden not in shown
    assert "jane" in shown


async def test_failed_log_in_that_nobody_waits_for_is_not_reported_as_lost(
    service: LoginService, caplog: pytest.LogCaptureFixture
) -> None:
    auth = make_auth(service)
    service.gate.clear()
    service.errors = [HubConnectionError("no route to hub.docker.com")]
    task = asyncio.create_task(header(auth))
    await settle()
    task.cancel()
    service.gate.set()
    await settle()
    del task
    gc.collect()
    assert "never retrieved" not in caplog.text
