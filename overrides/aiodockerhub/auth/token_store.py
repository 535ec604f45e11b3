"""Token stores: share bearer tokens between processes.

DockerHub(token_store=FileTokenStore("~/.cache/aiodockerhub"))
"""

import asyncio
import contextlib
import hashlib
import json
import logging
import math
import os
import stat
import tempfile
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar

from aiodockerhub_generated._redaction import SecretBytes, SecretText, hidden
from attrs import field, frozen

from aiodockerhub.auth import file_lock, jwt
from aiodockerhub.auth.credentials import AccessToken, OrganizationToken, Password, TwoFactor, is_visible
from aiodockerhub.errors import ArgumentError
from aiodockerhub.helpers.log_records import write
from aiodockerhub.helpers.paths import checked_path
from aiodockerhub.helpers.text import shown
from aiodockerhub.threads import in_thread

__all__ = ["FileTokenStore", "StoredToken", "TokenStore", "store_key", "token_through_store"]

T = TypeVar("T")
_log = logging.getLogger("aiodockerhub")
_PATIENCE = 60.0  # seconds for one step of a store: whoever holds a lock longer has got stuck
_MIN_REMAINING = 90.0  # seconds, or a quarter of the lifetime: a token with less is not worth taking over
UNKNOWN_LIFETIME = 300.0
"""Lifetime of a token that does not say, in seconds; Hub's own last 600."""
_MAX_SIZE = 64 * 1024  # bytes; a bearer token of Docker Hub has about two thousand


class TokenStore(Protocol):
    """The protocol of token stores: a file, Redis, or a class of yours.

    A stored token is a secret: whoever reads it can use the account until the token expires. If a method of the store
    raises, or takes longer than 60 seconds, the client logs this and logs in as if there were no store.
    """

    def lock(self, key: str) -> AbstractAsyncContextManager[object]:
        """Let one process at a time log in; entering the context waits for others.

        Args:
            key: Name of the log-in: 64 hexadecimal digits, from which credentials are slow to guess.
        """
        ...

    async def load(self, key: str) -> str | None:
        """Give the value last stored under a key, or `None`.

        Args:
            key: Name of the log-in.
        """
        ...

    async def save(self, key: str, value: str, lifetime: float) -> None:
        """Store a value in place of the previous one.

        Args:
            key: Name of the log-in.
            value: Text to keep as it is.
            lifetime: Seconds after which the value is useless and may be dropped.
        """
        ...


@frozen
class StoredToken:
    """A bearer token with its issue time and its lifetime.

    Attributes:
        token: The bearer token.
        saved_at: Time of issue, in seconds since the epoch, by the clock of this machine.
        lifetime: Seconds from issue to expiry.
    """

    token: SecretText = field(converter=SecretText)
    saved_at: float
    lifetime: float

    @classmethod
    def issued(cls, token: str, now: float) -> Self:
        """Make the entry of a bearer token that was just issued.

        Args:
            token: The bearer token.
            now: Seconds since the epoch, by the clock of this machine.
        """
        return cls(SecretText(token), now, jwt.lifetime(token) or UNKNOWN_LIFETIME)

    def remaining(self, now: float) -> float:
        """Compute the remaining lifetime, in seconds.

        Args:
            now: Seconds since the epoch, by the clock of this machine.

        Returns:
            The seconds; 0 for a token whose time of issue lies ahead, since a clock has jumped then.
        """
        age = now - self.saved_at
        return self.lifetime - age if age >= 0 else 0.0

    def is_worth_taking(self, now: float) -> bool:
        """Tell whether enough of the lifetime is left to use a saved token.

        Args:
            now: Seconds since the epoch, by the clock of this machine.
        """
        return self.remaining(now) > min(_MIN_REMAINING, self.lifetime / 4)

    def dump(self) -> str:
        """Write the token as the text that a store keeps."""
        return SecretText(json.dumps({"token": self.token, "saved_at": self.saved_at, "lifetime": self.lifetime}))

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read what `dump` wrote; `None` for anything else.

        Args:
            text: The text from the store.
        """
        try:
            value: Any = json.loads(text)
            token, saved_at, lifetime = value["token"], float(value["saved_at"]), float(value["lifetime"])
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
            return None
        is_usable = isinstance(token, str) and is_visible(token) and math.isfinite(saved_at) and math.isfinite(lifetime)
        return cls(token, saved_at, lifetime) if is_usable else None


async def token_through_store(
    store: TokenStore,
    make_key: Callable[[], Awaitable[str]],
    log_in: Callable[[], Awaitable[StoredToken]],
    *,
    now: Callable[[], float],
    rejected: str | None,
) -> StoredToken:
    """Take the token that another process has saved, or log in and save it.

    Args:
        store: The store.
        make_key: Returns the name of the log-in, the key in the store.
        log_in: Logs in.
        now: Returns seconds since the epoch.
        rejected: A token that Docker Hub has refused, which is not used again.

    Returns:
        The token, from the store or from the log-in.

    Raises:
        AuthenticationError: The log-in failed. Errors of the store are only logged.
    """
    key = await _logged(make_key, "get its key", is_of_the_store=False)
    if key is None:
        return await log_in()
    held = contextlib.AsyncExitStack()
    await _logged(lambda: held.enter_async_context(store.lock(key)), "lock")
    try:
        text = await _logged(lambda: store.load(key), "load")
        stored = StoredToken.parse(text) if isinstance(text, str) else None
        if stored is not None and stored.token != rejected and stored.is_worth_taking(now()):
            return stored
        fresh = await log_in()
        await _logged(lambda: store.save(key, fresh.dump(), fresh.lifetime), "save", fresh.token)
        return fresh
    finally:
        await _logged(held.aclose, "unlock")


async def _logged(
    step: Callable[[], Awaitable[T]], name: str, token: str = "", *, is_of_the_store: bool = True
) -> T | None:
    """Run a method of a store; log its error and return `None` instead.

    Without a store the client merely logs in more often. The error may repeat the stored token, so the log masks
    secrets.
    """
    try:
        async with asyncio.timeout(_PATIENCE if is_of_the_store else None):
            return await step()
    except Exception as error:  # noqa: BLE001 - whatever a store of the user's raises
        reason = shown(str(error).replace(token, "***") if token else str(error))
        write(_log, logging.WARNING, "the token store failed to %s: %s: %s", name, type(error).__name__, reason)
        return None


async def store_key(base_url: str, credentials: Password | AccessToken | OrganizationToken | TwoFactor) -> str:
    """Derive the key of a log-in in a store.

    All processes with these credentials derive the same key, from which scrypt makes the credentials slow to guess.

    Args:
        base_url: Base URL of the API.
        credentials: The credentials of the log-in.

    Returns:
        64 hexadecimal digits.
    """
    match credentials:
        case Password(name, secret) | AccessToken(name, secret) | OrganizationToken(name, secret):
            kind = type(credentials).__name__
        case TwoFactor():  # a log-in of the same account; whoever has the password alone may go on with it
            name, secret, kind = credentials.user, credentials.password, Password.__name__
    salt = SecretBytes(f"{base_url}\n{kind}\n{name}".encode())
    return await in_thread(_derived, SecretBytes(secret.encode()), salt, abandon_on_cancel=True)


def _derived(secret: SecretBytes, salt: SecretBytes) -> str:
    # scrypt (RFC 7914), for the key stands in the open and a password may be weak; off the loop, for it takes 50 ms.
    return hashlib.scrypt(secret, salt=salt, n=2**14, r=8, p=1, dklen=32).hex()


class FileTokenStore:
    """Keeps bearer tokens in a directory that only its owner can read.

    Each token is a file with mode 0600 that is replaced as a whole. A lock beside it (`flock`, which ends with the
    process that holds it) makes one process at a time log in. POSIX only.

    Args:
        directory: The directory of the tokens; made with mode 0700 if it is missing. `~` stands for the home directory.
            A directory of its own on a local disk is best: locks of network file systems are not always reliable.

    Raises:
        ArgumentError: The system is not POSIX, or `directory` is not a path, or begins with `~` where there is no home
            directory.
    """

    def __init__(self, directory: str | os.PathLike[str]) -> None:
        if os.name != "posix":
            raise ArgumentError("FileTokenStore needs a POSIX system; give token_store= a TokenStore of your own")
        path = checked_path("directory", directory, "a path such as '~/.cache/aiodockerhub'")
        try:
            self._directory = path.expanduser()
        except RuntimeError:
            message = f"directory is in a home directory that nobody has: {shown(str(path))}; write it in full"
        else:
            return
        raise ArgumentError(message, argument="directory")

    def __repr__(self) -> str:
        return f"FileTokenStore({str(self._directory)!r})"

    @contextlib.asynccontextmanager
    async def lock(self, key: str) -> AsyncGenerator[None]:
        """Let one process at a time log in; entering the context waits for others.

        Args:
            key: Name of the log-in.

        Raises:
            OSError: The directory cannot be used.
        """
        self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        async with file_lock.locked(self._directory / f"{key}.lock"):
            yield

    async def load(self, key: str) -> str | None:
        """Give the value last stored under a key, or `None`.

        Args:
            key: Name of the log-in.

        Raises:
            OSError: The file cannot be read.
            PermissionError: The file is not a regular file of this user, or others may read or write it.
        """
        return await in_thread(self._read, key, abandon_on_cancel=True)

    async def save(self, key: str, value: str, lifetime: float) -> None:
        """Store a value in place of the previous one.

        Args:
            key: Name of the log-in.
            value: Text to keep.
            lifetime: Not used: a file stays until it is replaced.

        Raises:
            OSError: The file cannot be written.
        """
        del lifetime
        await in_thread(self._write, key, hidden(value), abandon_on_cancel=True)

    def _read(self, key: str) -> str | None:
        path = self._directory / f"{key}.json"
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        except FileNotFoundError:
            return None
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode) or status.st_uid != os.geteuid() or status.st_mode & 0o077:
                raise PermissionError(f"{path} must be a regular file of yours with mode 0600")
            return SecretText(os.read(descriptor, _MAX_SIZE).decode("utf-8", "replace"))
        finally:
            os.close(descriptor)

    def _write(self, key: str, value: str) -> None:
        self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=self._directory, prefix=f"{key}.")  # with mode 0600
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(value)
            Path(temporary).replace(self._directory / f"{key}.json")
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
