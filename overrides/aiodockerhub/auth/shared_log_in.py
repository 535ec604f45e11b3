"""Takes a bearer token from a token store, or logs in and stores it."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Container
from typing import TypeVar

from aiodockerhub.auth.stored_token import StoredToken
from aiodockerhub.auth.token_store import TokenStore
from aiodockerhub.helpers.log_records import describe_error, write
from aiodockerhub.helpers.tasks import is_being_cancelled

T = TypeVar("T")
_log = logging.getLogger("aiodockerhub")
_STEP_TIMEOUT_SECONDS = 60.0  # limit for one method of a store: a process that holds the lock longer is stuck


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
