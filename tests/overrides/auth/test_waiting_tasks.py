"""A log-in that fails is tried again only where that can help, and providers are asked anew."""

import asyncio
from typing import Any

import pytest
from aiodockerhub.auth.credentials import AccessToken, Anonymous, BearerToken, KnownCredentials
from aiodockerhub.errors import (
    AuthenticationError,
    BadRequestError,
    ConflictError,
    CredentialsRefusedError,
    DockerHubError,
    ForbiddenError,
    HubConnectionError,
    RateLimitError,
    UnauthorizedError,
)

from tests.overrides.auth.kit import JANE, header, make_auth
from tests.overrides.login_service import PUBLIC, LoginService, make_jwt


@pytest.mark.parametrize(
    "refusal",
    [
        UnauthorizedError("Incorrect authentication credentials", status_code=401),
        UnauthorizedError("Cannot log into an organization account", status_code=401),
        ConflictError("Please reset your password.", status_code=409),
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


async def test_each_caller_gets_an_error_of_its_own_which_its_walk_may_write_on(service: LoginService) -> None:
    auth = make_auth(service)
    service.errors = [UnauthorizedError("Incorrect authentication credentials", status_code=401)]
    outcomes = await asyncio.gather(*(header(auth) for _ in range(3)), return_exceptions=True)
    outcomes += await asyncio.gather(header(auth), return_exceptions=True)
    assert len(service.log) == 1
    assert len({id(error) for error in outcomes}) == 4
    first, *others = outcomes
    assert isinstance(first, CredentialsRefusedError)
    first.add_note("go on at page 2")
    for error in others:
        assert isinstance(error, CredentialsRefusedError)
        assert (str(error), error.__cause__) == (str(first), first.__cause__)
        assert not hasattr(error, "__notes__")


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
    """A provider that returns or raises its values in order, the last of them repeatedly."""

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
    with pytest.raises(TypeError, match=r"Vault\.current\(\) must return .*; got tuple") as caught:
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
    assert auth.drop_rejected(f"Bearer {tokens[1]}")
    assert await header(auth) == f"Bearer {tokens[2]}"
    assert service.log == []


async def test_what_is_no_exception_ends_the_log_in_without_a_word_to_the_event_loop(service: LoginService) -> None:
    class Stop(BaseException):
        pass

    class Stopping:
        async def current(self) -> KnownCredentials:
            raise Stop

    reports = list[Any]()
    asyncio.get_running_loop().set_exception_handler(lambda _, report: reports.append(report))
    auth = make_auth(service, Stopping())
    for _ in range(2):
        with pytest.raises(Stop):
            await header(auth)
    await asyncio.sleep(0)
    assert reports == []
