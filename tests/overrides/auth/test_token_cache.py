import asyncio
import gc
import logging
import pickle
import traceback
from typing import Any, cast

import pytest
from aiodockerhub.auth import token_cache
from aiodockerhub.auth.credentials import AccessToken, Anonymous, BearerToken, OrganizationToken
from aiodockerhub.errors import (
    ArgumentTypeError,
    CredentialsRefusedError,
    DockerHubError,
    HubConnectionError,
    NoCredentialsError,
    UsageError,
)
from aiodockerhub.testing.clock import ManualClock, settle

from tests.overrides.auth.kit import JANE, header, make_auth
from tests.overrides.login_service import GET, LOGIN, PUBLIC, SCIM, LoginService, make_jwt
from tests.secret_guard import traceback_of

SECRETS = ("dckr_pat_secretexample", "scim-secret-dummy")


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
    assert not auth.drop_rejected("Bearer scim-dummy")


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
    assert not auth.drop_rejected(f"Bearer {jwt}")
    await service.clock.advance(3600)
    assert await header(auth) == f"Bearer {jwt}"
    assert service.log == []


# One log-in at a time, before the token expires


@pytest.mark.heavy
async def test_a_thousand_tasks_over_several_expiries_log_in_once_each_time(service: LoginService) -> None:
    auth = make_auth(service)
    for number in range(1, 6):
        headers = await asyncio.gather(*(header(auth) for _ in range(1000)))
        assert set(headers) == {f"Bearer {service.issued[-1]}"}
        assert service.logins == number
        await service.clock.advance(600)


@pytest.mark.heavy
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


async def test_close_does_not_wait_for_a_provider_that_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(token_cache, "_GRACE_SECONDS", 0.01)
    begun, may_end = asyncio.Event(), asyncio.Event()

    class Provider:
        async def current(self) -> AccessToken:
            begun.set()
            try:
                await asyncio.Event().wait()
            finally:
                await may_end.wait()
            return JANE

    auth = make_auth(LoginService(ManualClock()), Provider())
    waiting = asyncio.create_task(header(auth))
    await begun.wait()
    async with asyncio.timeout(20):
        await auth.aclose()
    assert not waiting.done()
    may_end.set()
    with pytest.raises(UsageError, match="the log-in was cancelled"):
        await waiting


async def test_a_provider_that_something_else_cancels_is_not_taken_for_the_end_of_the_client(
    service: LoginService,
) -> None:
    class Provider:
        is_broken = True

        async def current(self) -> AccessToken:
            future = asyncio.get_running_loop().create_future()
            if self.is_broken:
                future.cancel()
                await future
            return JANE

    provider = Provider()
    auth = make_auth(service, provider)
    with pytest.raises(DockerHubError, match=r"^code that the log-in waited for was cancelled") as caught:
        await header(auth)
    assert isinstance(caught.value.__cause__, asyncio.CancelledError)
    provider.is_broken = False
    assert await header(auth) == f"Bearer {service.issued[0]}"


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


async def test_a_provider_that_is_no_async_function_is_an_error_of_arguments(service: LoginService) -> None:
    class Plain:
        def current(self) -> AccessToken:
            return JANE

    class Value:
        current = JANE

    with pytest.raises(
        ArgumentTypeError, match=r"Plain\.current must be an async function, not a plain function"
    ) as caught:
        await make_auth(service, cast("Any", Plain())).authorization(GET)
    assert "dckr_pat" not in traceback_of(caught.value)
    with pytest.raises(ArgumentTypeError, match="credentials must be"):
        make_auth(service, cast("Any", Value()))
