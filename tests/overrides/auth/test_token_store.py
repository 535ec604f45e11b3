"""A token store that fails, hangs or is none costs no more than a log-in."""

from __future__ import annotations

import asyncio
import contextlib
import json
import math
import re
from collections.abc import AsyncIterator, Callable
from typing import cast

import pytest
from aiodockerhub.auth import shared_log_in
from aiodockerhub.auth.credential_arguments import is_visible
from aiodockerhub.auth.credentials import AccessToken, Password
from aiodockerhub.auth.file_token_store import FileTokenStore
from aiodockerhub.auth.store_key import store_key
from aiodockerhub.auth.stored_token import StoredToken
from aiodockerhub.auth.token_store import TokenStore
from aiodockerhub.errors import ArgumentError, CredentialsRefusedError, UsageError
from aiodockerhub.threads import _Pool
from hypothesis import given
from hypothesis import strategies as st

from tests.overrides.auth.kit import JANE, make_auth
from tests.overrides.login_service import GET, LoginService
from tests.secret_guard import traceback_of


class BrokenStore:
    """A token store that raises an error at one of its steps, `ConnectionError` by default."""

    def __init__(self, step: str, error: type[BaseException] = ConnectionError) -> None:
        self.step, self.error = step, error

    def fail(self, step: str) -> None:
        if step == self.step:
            raise self.error(f"no {step}")

    @contextlib.asynccontextmanager
    async def lock(self, key: str) -> AsyncIterator[None]:
        self.fail("lock")
        yield
        self.fail("unlock")

    async def load(self, key: str) -> str | None:
        self.fail("load")
        return None

    async def save(self, key: str, value: str, lifetime: float) -> None:
        self.fail("save")


@pytest.mark.parametrize("step", ["lock", "load", "save", "unlock"])
@pytest.mark.parametrize("error", [ConnectionError, asyncio.CancelledError])  # as of a connection that others share
async def test_a_store_that_fails_costs_a_log_in_and_a_line_in_the_log(
    service: LoginService, caplog: pytest.LogCaptureFixture, step: str, error: type[BaseException]
) -> None:
    auth = make_auth(service, store=BrokenStore(step, error))
    assert await auth.authorization(GET) == f"Bearer {service.issued[0]}"
    assert [record.getMessage() for record in caplog.records if "token store" in record.getMessage()] == [
        f"the token store failed to {step}: {error.__name__}: no {step}"
    ]


@pytest.mark.parametrize("step", ["lock", "load", "save", "unlock"])
async def test_closing_ends_a_log_in_that_waits_for_its_store(service: LoginService, step: str) -> None:
    class Waiting(BrokenStore):
        def fail(self, step: str) -> None:
            if step == self.step:
                task = asyncio.current_task()
                assert task is not None
                task.cancel()  # as the end of the client does
                raise asyncio.CancelledError

    with pytest.raises(UsageError, match="the log-in was cancelled, probably because the client was closed"):
        await make_auth(service, store=Waiting(step)).authorization(GET)


def no_thread(*_: object, **__: object) -> None:
    raise RuntimeError("can't start new thread")


def no_scrypt(*_: object, **__: object) -> None:
    raise ValueError("[digital envelope routines] disabled for FIPS")


@pytest.mark.parametrize(
    ("place", "replacement", "reason"),
    [
        ("threading.Thread.start", no_thread, "UsageError: could not start a thread, .*: can't start new thread"),
        ("hashlib.scrypt", no_scrypt, r"ValueError: \[digital envelope routines\] disabled for FIPS"),
        ("hashlib.scrypt", None, "AttributeError: .*scrypt.*"),
    ],
)
async def test_a_key_that_cannot_be_made_costs_a_log_in_and_a_line_in_the_log(  # noqa: PLR0913, PLR0917 - fixtures
    service: LoginService,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    replacement: Callable[..., None] | None,
    reason: str,
) -> None:
    monkeypatch.setattr("aiodockerhub.threads._pool", _Pool())  # without idle threads of other tests
    if replacement is None:
        monkeypatch.delattr(place)
    else:
        monkeypatch.setattr(place, replacement)
    assert await make_auth(service, store=BrokenStore("")).authorization(GET) == f"Bearer {service.issued[0]}"
    [line] = [record.getMessage() for record in caplog.records if "token store" in record.getMessage()]
    assert re.fullmatch(f"the token store failed to get its key: {reason}", line)


async def test_no_frame_shows_the_password_while_the_key_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hashlib.scrypt", no_scrypt)
    secret = "correct-horse-battery-staple"  # noqa: S105 - what is looked for
    with pytest.raises(ValueError, match="FIPS") as caught:
        await store_key("", Password("jane", secret))
    assert secret not in traceback_of(caught.value)


@pytest.mark.parametrize("repeat", [str, repr, lambda value: json.loads(value)["token"]])
async def test_an_error_of_a_store_that_repeats_the_token_is_logged_without(
    service: LoginService, caplog: pytest.LogCaptureFixture, repeat: Callable[[str], str]
) -> None:
    class Repeating(BrokenStore):
        async def save(self, key: str, value: str, lifetime: float) -> None:
            raise ConnectionError(f"cannot set {repeat(value)}")

    await make_auth(service, store=Repeating("save")).authorization(GET)
    assert "the token store failed to save: ConnectionError: cannot set" in caplog.text
    assert service.issued[0] not in caplog.text


@pytest.mark.parametrize("lock", [lambda: 1 / 0, lambda: None, contextlib.nullcontext, contextlib.ExitStack])
async def test_a_store_whose_lock_is_none_costs_no_more_than_a_line_in_the_log(
    service: LoginService, caplog: pytest.LogCaptureFixture, lock: Callable[[], object]
) -> None:
    store = BrokenStore("")
    store.lock = lambda key: lock()  # type: ignore[method-assign,assignment,return-value]
    assert await make_auth(service, store=store).authorization(GET) == f"Bearer {service.issued[0]}"
    said = [record.getMessage() for record in caplog.records if "token store" in record.getMessage()]
    assert len(said) == (lock is not contextlib.nullcontext)
    assert all(text.startswith("the token store failed to lock: ") for text in said)


async def test_a_log_in_that_is_refused_frees_the_lock(service: LoginService, store: FileTokenStore) -> None:
    service.accepts = ("jane", "other")
    with pytest.raises(CredentialsRefusedError):
        await make_auth(service, store=store).authorization(GET)
    async with asyncio.timeout(60), store.lock(await store_key("", JANE)):
        pass


@pytest.mark.heavy
@given(
    st.one_of(
        st.text(),
        st.dictionaries(
            st.sampled_from(["token", "saved_at", "lifetime"]),
            st.one_of(st.text(), st.floats(), st.integers(), st.none(), st.just(10**400), st.just("a\r\nx: y")),
        ).map(json.dumps),
    )
)
def test_whatever_a_store_gives_is_a_token_that_can_be_sent_or_none(text: str) -> None:
    stored = StoredToken.parse(text)
    if stored is not None:
        assert is_visible(stored.token)
        assert math.isfinite(stored.remaining(1e9))


class StuckStore(BrokenStore):
    """A store of which one step never ends."""

    @contextlib.asynccontextmanager
    async def lock(self, key: str) -> AsyncIterator[None]:
        await self.wait("lock")
        yield

    async def load(self, key: str) -> str | None:
        await self.wait("load")
        return None

    async def save(self, key: str, value: str, lifetime: float) -> None:
        await self.wait("save")

    async def wait(self, step: str) -> None:
        if step == self.step:
            await asyncio.Event().wait()


@pytest.mark.parametrize("step", ["lock", "load", "save"])
async def test_a_store_that_is_stuck_costs_a_log_in_and_a_line_in_the_log(
    service: LoginService, caplog: pytest.LogCaptureFixture, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_log_in, "_STEP_TIMEOUT_SECONDS", 0.02)
    async with asyncio.timeout(10):
        assert await make_auth(service, store=StuckStore(step)).authorization(GET) == f"Bearer {service.issued[0]}"
    assert f"the token store failed to {step}: TimeoutError" in caplog.text


async def test_a_lock_that_is_never_given_back_costs_a_log_in(
    service: LoginService, store: FileTokenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_log_in, "_STEP_TIMEOUT_SECONDS", 0.02)
    async with asyncio.timeout(10), store.lock(await store_key("", AccessToken("jane", "dckr_pat_x"))):
        assert await make_auth(service, store=store).authorization(GET) == f"Bearer {service.issued[0]}"


def test_what_is_no_store_is_refused(service: LoginService) -> None:
    with pytest.raises(ArgumentError, match="token_store must have the methods of TokenStore"):
        make_auth(service, store=cast("TokenStore", "redis://"))
