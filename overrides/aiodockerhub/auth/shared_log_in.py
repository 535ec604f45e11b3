"""Takes a bearer token from a token store, or logs in and stores it."""

import asyncio
import contextlib
import hashlib
import json
import logging
import math
from collections.abc import Awaitable, Callable, Container
from typing import Any, Self, TypeVar

from aiodockerhub_generated._masking import SecretBytes, SecretText
from attrs import field, frozen

from aiodockerhub.auth import jwt
from aiodockerhub.auth.credential_arguments import is_visible
from aiodockerhub.auth.credentials import AccessToken, OrganizationToken, Password, TwoFactor
from aiodockerhub.auth.token_store import TokenStore
from aiodockerhub.helpers.log_records import describe_error, write
from aiodockerhub.helpers.tasks import is_being_cancelled
from aiodockerhub.threads import in_thread

__all__ = ["StoredToken", "store_key", "take_or_log_in"]

T = TypeVar("T")
_log = logging.getLogger("aiodockerhub")
_STEP_TIMEOUT_SECONDS = 60.0  # limit for one method of a store: a process that holds the lock longer is stuck
# A stored token must remain valid for longer than this, or than a quarter of its lifetime if that is shorter. Both are
# more than the margin of `session_token` before a refresh.
_MIN_REMAINING_SECONDS = 90.0
DEFAULT_LIFETIME_SECONDS = 300.0
"""Assumed lifetime of a token without `iat` and `exp` claims; tokens of Docker Hub have both and last 600 seconds."""


@frozen
class StoredToken:
    """A bearer token with the time of its log-in and its lifetime.

    Attributes:
        token: Bearer token.
        saved_at: Time of the log-in, in seconds since the epoch, on the clock of the machine that logged in.
        lifetime: Time from the log-in to expiry, in seconds.
    """

    token: SecretText = field(converter=SecretText)
    saved_at: float
    lifetime: float

    @classmethod
    def from_log_in(cls, token: str, now: float) -> Self:
        """Make the stored token for the bearer token of a new log-in.

        Args:
            token: Bearer token.
            now: Current time, in seconds since the epoch.

        Returns:
            The stored token, with the lifetime from the claims of the bearer token, or else `DEFAULT_LIFETIME_SECONDS`.
        """
        return cls(SecretText(token), now, jwt.lifetime(token) or DEFAULT_LIFETIME_SECONDS)

    def remaining(self, now: float) -> float:
        """Compute the time until expiry.

        Args:
            now: Current time, in seconds since the epoch.

        Returns:
            Time in seconds; negative after expiry. 0 if the log-in is in the future, as after a change of a clock.
        """
        age = now - self.saved_at
        return self.lifetime - age if age >= 0 else 0.0

    def is_worth_taking(self, now: float) -> bool:
        """Return whether a stored token is valid long enough to be used.

        Args:
            now: Current time, in seconds since the epoch.

        Returns:
            True if more than 90 seconds, or more than a quarter of the lifetime if that is shorter, remain.
        """
        return self.remaining(now) > min(_MIN_REMAINING_SECONDS, self.lifetime / 4)

    def dump(self) -> str:
        """Return the text to pass to `TokenStore.save`."""
        return SecretText(json.dumps({"token": self.token, "saved_at": self.saved_at, "lifetime": self.lifetime}))

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Parse the text that `dump` returned.

        Args:
            text: Text from `TokenStore.load`.

        Returns:
            The token with its times; `None` if the text does not have the form that `dump` writes.
        """
        try:
            value: Any = json.loads(text)
            token, saved_at, lifetime = value["token"], float(value["saved_at"]), float(value["lifetime"])
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
            return None
        is_usable = isinstance(token, str) and is_visible(token) and math.isfinite(saved_at) and math.isfinite(lifetime)
        return cls(token, saved_at, lifetime) if is_usable else None


async def take_or_log_in(
    store: TokenStore,
    make_key: Callable[[], Awaitable[str]],
    log_in: Callable[[], Awaitable[StoredToken]],
    *,
    now: Callable[[], float],
    rejected: Container[str],
    mask: Callable[[str], str] = str,
) -> StoredToken:
    """Take a token from the store, or log in and store the token.

    The lock of the store is held until this function ends, so that one process logs in and the other processes take its
    token. A stored token is taken if it is not rejected, and is valid long enough (`StoredToken.is_worth_taking`). Each
    step of the store may take 60 seconds. Errors of the store are logged and do not prevent the log-in, even if the
    store cannot be locked. If `make_key` fails, the store is not used.

    Args:
        store: Store that the processes share.
        make_key: Async function that returns the key of the log-in, as `store_key` does.
        log_in: Async function that logs in.
        now: Function that returns the current time, in seconds since the epoch.
        rejected: Tokens that Docker Hub has rejected and that must not be used again.
        mask: Function that masks the secrets of the session in a text, for the log. The log of a failed `save` has the
            new token masked in any case; by default, nothing else is masked.

    Returns:
        The token, from the store or from the log-in.

    Raises:
        Exception: `log_in` raised this exception.
    """
    key = await _run_step(make_key, "get its key", mask, has_timeout=False)
    if key is None:
        return await log_in()
    lock = contextlib.AsyncExitStack()
    await _run_step(lambda: lock.enter_async_context(store.lock(key)), "lock", mask)
    try:
        text = await _run_step(lambda: store.load(key), "load", mask)
        stored = StoredToken.parse(text) if isinstance(text, str) else None
        if stored is not None and stored.token not in rejected and stored.is_worth_taking(now()):
            return stored
        issued = await log_in()
        token = issued.token
        await _run_step(
            lambda: store.save(key, issued.dump(), issued.lifetime),
            "save",
            lambda text: mask(text).replace(token, "***"),
        )
        return issued
    finally:
        await _run_step(lock.aclose, "unlock", mask)


async def _run_step(
    step: Callable[[], Awaitable[T]], name: str, mask: Callable[[str], str], *, has_timeout: bool = True
) -> T | None:
    """Run a step of `take_or_log_in`; log an error or timeout, return `None`.

    Args:
        step: Method of the store, or the function that derives the key.
        name: Name of the step for the log, such as "load".
        mask: Function that masks the secrets that the error may quote.
        has_timeout: Whether the step is cancelled after 60 s (`_STEP_TIMEOUT_SECONDS`); `True` by default.

    Returns:
        The result of the step; `None` after an error.

    Raises:
        asyncio.CancelledError: The current task was cancelled.
    """
    try:
        async with asyncio.timeout(_STEP_TIMEOUT_SECONDS if has_timeout else None):
            return await step()
    except (Exception, asyncio.CancelledError) as error:  # a store of the user may raise any exception
        if isinstance(error, asyncio.CancelledError) and is_being_cancelled():
            raise
        write(_log, logging.WARNING, "the token store failed to %s: %s", name, describe_error(error, mask))
        return None


async def store_key(base_url: str, credentials: Password | AccessToken | OrganizationToken | TwoFactor) -> str:
    """Derive the key under which a store keeps the token of a log-in.

    All processes with the same kind of credentials, name, secret and base URL derive the same key. `TwoFactor` derives
    the key of `Password`: the code is no part of it. The key does not reveal the credentials: scrypt makes each guess
    slow.

    Args:
        base_url: Base URL of the API.
        credentials: Credentials of the log-in.

    Returns:
        64 hexadecimal digits.

    Raises:
        UsageError: The process can start no thread.
    """
    match credentials:
        case Password(name, secret) | AccessToken(name, secret) | OrganizationToken(name, secret):
            kind = type(credentials).__name__
        case TwoFactor():  # the account of `Password`
            name, secret, kind = credentials.user, credentials.password, Password.__name__
    salt = SecretBytes(f"{base_url}\n{kind}\n{name}".encode())
    return await in_thread(_derive_key, SecretBytes(secret.encode()), salt, abandon_on_cancel=True)


def _derive_key(secret: SecretBytes, salt: SecretBytes) -> str:
    # scrypt (RFC 7914) is slow on purpose: stores show the key, and a password may be weak enough to guess with a fast
    # hash. It takes about 50 ms, so it runs in a thread.
    return hashlib.scrypt(secret, salt=salt, n=2**14, r=8, p=1, dklen=32).hex()
