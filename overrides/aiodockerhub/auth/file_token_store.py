"""A token store in files: their names, permissions and locks.

A client uses the store if the program passes it:

    DockerHub(token_store=FileTokenStore("~/.cache/aiodockerhub"))
"""

import contextlib
import os
import re
import stat
import tempfile
from collections.abc import AsyncGenerator
from pathlib import Path

from aiodockerhub_generated._masking import SecretText, hidden

from aiodockerhub.auth import file_lock
from aiodockerhub.errors import ArgumentError
from aiodockerhub.helpers.arguments import check_instance, check_number
from aiodockerhub.helpers.paths import absolute_path, checked_path
from aiodockerhub.helpers.text import shown
from aiodockerhub.threads import in_thread

_MAX_FILE_BYTES = 64 * 1024  # a bearer token of Docker Hub has about 2,000 bytes
_KEY = re.compile(r"[0-9a-f]{64}")


class FileTokenStore:
    """Stores bearer tokens in files that only their owner can read.

    Each token is a file with mode 0600, which is replaced atomically. A lock file for each token is locked with
    `flock`, so that one process at a time logs in; the lock ends when the process ends. This class requires a POSIX
    system.

    Args:
        directory: Path of the directory. A missing directory is created with mode 0700; the mode of an existing
            directory is neither checked nor changed. A leading `~` means the home directory. Use a separate
            directory on a local disk: locks on network file systems can be unreliable. A relative path starts from the
            directory that is current when the store is created.

    Raises:
        ArgumentTypeError: `directory` is empty, or is not a path as text.
        ArgumentError: The system is not POSIX, no file can have the path, or `directory` begins with `~` or `~user` and
            the user has no known home directory.
    """

    def __init__(self, directory: str | os.PathLike[str]) -> None:
        if os.name != "posix":
            raise ArgumentError("FileTokenStore needs a POSIX system; pass another TokenStore as token_store=")
        path = checked_path("directory", directory, "a path such as '~/.cache/aiodockerhub'")
        try:
            self._directory = absolute_path(path.expanduser())
        except RuntimeError:
            message = f"directory begins with an unknown home directory: {shown(str(path))}; write the path in full"
        else:
            return
        raise ArgumentError(message, argument="directory")  # after the handler (CONTRIBUTING, Style)

    def __repr__(self) -> str:
        if not hasattr(self, "_directory"):  # in the traceback of a refused argument
            return "<FileTokenStore, not made>"
        return f"FileTokenStore({str(self._directory)!r})"

    @contextlib.asynccontextmanager
    async def lock(self, key: str) -> AsyncGenerator[None]:
        """Hold the lock of a key, which only one task of one process can hold.

        Entering the context waits for the lock without a time limit; leaving the context releases the lock. The lock is
        not re-entrant: a task that holds the lock and enters the context again waits forever.

        Args:
            key: Key of the log-in, 64 hexadecimal digits.

        Raises:
            ArgumentTypeError: `key` is not text.
            ArgumentError: `key` is not 64 hexadecimal digits.
            OSError: The directory cannot be created, or the lock file cannot be created, opened or locked.
        """
        _check_key(key)
        self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        async with file_lock.hold_lock(self._directory / f"{key}.lock"):
            yield

    async def load(self, key: str) -> str | None:
        """Return the value that was last stored under a key.

        Args:
            key: Key of the log-in, 64 hexadecimal digits.

        Returns:
            The value; `None` if there is none.

        Raises:
            ArgumentTypeError: `key` is not text.
            ArgumentError: `key` is not 64 hexadecimal digits.
            OSError: The file cannot be read. In particular `PermissionError`: the file is not a regular file of this
                user, or its mode gives other users access.
            UsageError: The process can start no thread.
        """
        _check_key(key)
        return await in_thread(self._read_file, key, abandon_on_cancel=True)

    async def save(self, key: str, value: str, lifetime: float) -> None:
        """Store a value under a key and replace the previous value.

        Args:
            key: Key of the log-in, 64 hexadecimal digits.
            value: Text to store.
            lifetime: Seconds for which the value is valid. This number is not used, because a file stays until it is
                replaced.

        Raises:
            ArgumentTypeError: `key` or `value` is not text, or `lifetime` is not a number.
            ArgumentError: `key` is not 64 hexadecimal digits, or `lifetime` is negative, NaN or above 2**63 - 1.
            OSError: The file cannot be written.
            UsageError: The process can start no thread.
        """
        value = hidden(value)
        _check_key(key)
        check_instance("value", value, str, "text")
        check_number("lifetime", lifetime)
        await in_thread(self._write_file, key, value, abandon_on_cancel=True)

    def _read_file(self, key: str) -> str | None:
        path = self._directory / f"{key}.json"
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        except FileNotFoundError:
            return None
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode) or status.st_uid != os.geteuid() or status.st_mode & 0o077:
                raise PermissionError(f"{path} must be a regular file that you own, with mode 0600")
            return SecretText(os.read(descriptor, _MAX_FILE_BYTES).decode("utf-8", "replace"))
        finally:
            os.close(descriptor)

    def _write_file(self, key: str, value: str) -> None:
        self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=self._directory, prefix=f"{key}.")  # mkstemp sets mode 0600
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(value)
            Path(temporary).replace(self._directory / f"{key}.json")
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def _check_key(key: str) -> None:
    """Refuse a key that is not of `store_key`.

    Another text could name a file outside of the directory. The message does not quote the key, because the arguments
    `key` and `value` may be swapped.

    Raises:
        ArgumentTypeError: The key is not text.
        ArgumentError: The key is not 64 hexadecimal digits.
    """
    check_instance("key", key, str, "the key of a log-in as text")
    if not _KEY.fullmatch(key):
        raise ArgumentError("key must be the key of a log-in: 64 hexadecimal digits, in lower case", argument="key")
