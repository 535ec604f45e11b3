"""Docker's credential helpers, the programs `docker-credential-<name>`.

The protocol: README.md of docker/docker-credential-helpers. `get` reads the server on standard input and writes
a JSON object on standard output; on failure the exit status is 1 and standard output holds the message.
"""

import asyncio
import contextlib
import json
import os
import shutil
import signal
import sys
from typing import Any, cast

from aiodockerhub_generated._redaction import SecretBytes, SecretText
from attrs import field, frozen

from aiodockerhub.errors import CredentialSourceError
from aiodockerhub.helpers.tasks import start_task

HELPER_TIMEOUT = 60.0
"""Seconds that a credential helper may take; some ask the user to unlock a key store."""
_LONGEST = 1 << 20
_CHUNK = 1 << 16
_POLL = 0.01  # seconds
_GRACE = 1.0  # seconds for the end of what was killed
_NOT_FOUND = b"credentials not found"  # "in native keychain" follows, or the name of another store


@frozen
class Entry:
    """A name and a secret as a store holds them; either may be empty.

    Attributes:
        name: User name; `<token>` says that the secret is an identity token.
        secret: Password or token.
    """

    name: str
    secret: str = field(converter=SecretText)

    def __bool__(self) -> bool:
        return bool(self.name or self.secret)


@frozen
class Helper:
    """One credential helper.

    Attributes:
        name: Name of the helper in docker's configuration, such as `desktop`.
        origin: The configuration that names the helper, for errors.
        timeout: Seconds that one run may take.
    """

    name: str
    origin: str
    timeout: float

    @property
    def program(self) -> str:
        """Name of the program."""
        return f"docker-credential-{self.name}"

    async def get(self, server: str) -> Entry | None:
        """Ask the helper for the credentials of a server.

        The program never outlives this call.

        Args:
            server: Key of the server in docker's configuration.

        Returns:
            The entry, or `None` if the helper has none.

        Raises:
            CredentialSourceError: The helper is missing, fails, takes longer than its timeout, or writes something
                other than an entry. The error does not show the output, which may hold secrets.
        """
        status, output = await self._run(server)
        if status and _NOT_FOUND in output.lower():
            return None
        if status:
            raise self._error(f"failed with status {status}; to see why, run: echo {server} | {self.program} get")
        entry = _parse(output)
        if entry is None:
            raise self._error('wrote no JSON object that holds "Username" and "Secret"')
        return entry or None

    async def _run(self, server: str) -> tuple[int, bytes]:
        # A name with a separator would be a path, and not docker's helper.
        program = None if set(self.name) & set("/\\\0") else shutil.which(self.program)
        if program is None:
            raise self._error("is not on the PATH: install it, or run `docker login` again without it")
        try:
            process = await asyncio.create_subprocess_exec(
                program,
                "get",
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                limit=_LONGEST,
                start_new_session=True,  # a group of its own, so that its children can be stopped with it
            )
        except OSError as error:
            raise self._error(f"cannot be started: {error.strerror}") from error
        output: bytes | None = None
        problem = f"wrote more than {_LONGEST} bytes and was stopped"
        try:
            async with asyncio.timeout(self.timeout):
                output = await _talk(process, server.encode())
        except TimeoutError:
            problem = f"took longer than {self.timeout:g} seconds and was stopped"
        finally:
            _stop(process)  # and what it has left running
            ended = start_task(_end(process))
            await asyncio.wait({ended}, timeout=_GRACE)
            ended.cancel()
            _close_pipes(process)
        if output is None or process.returncode is None:
            raise self._error(problem)
        return process.returncode, output

    def _error(self, problem: str) -> CredentialSourceError:
        return CredentialSourceError(f"the credential helper {self.program}, named by {self.origin}, {problem}")


async def _talk(process: asyncio.subprocess.Process, question: bytes) -> bytes | None:
    """Send the request to a helper and read its output until it ends.

    Returns:
        The output; `None` if it exceeds the limit.
    """
    assert process.stdin is not None  # noqa: S101 - both are pipes, as asked for
    assert process.stdout is not None  # noqa: S101
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # a helper need not read to know its response
        process.stdin.write(question)
        await process.stdin.drain()
    process.stdin.close()
    chunks: list[SecretBytes] = []
    reading = start_task(_read(process.stdout, chunks))
    ending = start_task(_end(process))
    try:
        await asyncio.wait({reading, ending}, return_when=asyncio.FIRST_COMPLETED)
        if not reading.done():  # it has ended, and a child of it keeps the pipe open
            _stop(process)
            await asyncio.wait({reading}, timeout=_GRACE)
        elif reading.result():
            await ending  # the pipe is closed, and nothing will be written any more
    finally:
        reading.cancel()
        ending.cancel()
    return SecretBytes(b"".join(chunks)) if sum(map(len, chunks)) <= _LONGEST else None


async def _end(process: asyncio.subprocess.Process) -> None:
    """Wait for the end of a process.

    `Process.wait` also waits for its pipes, which a child process may keep open.
    """
    while process.returncode is None:  # noqa: ASYNC110 - asyncio tells of nothing but both together
        await asyncio.sleep(_POLL)


async def _read(pipe: asyncio.StreamReader, chunks: list[SecretBytes]) -> bool:
    """Read a pipe to its end; false if the output exceeds the limit."""
    size = 0
    while size <= _LONGEST:
        chunk = SecretBytes(await pipe.read(_CHUNK))
        if not chunk:
            return True
        chunks.append(chunk)
        size += len(chunk)
    return False


def _close_pipes(process: asyncio.subprocess.Process) -> None:
    """Close our ends of the pipes.

    A child that has left the group of the helper may keep the others open.
    """
    inner: Any = process  # asyncio has no public way
    inner._transport.close()  # noqa: SLF001


def _stop(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":  # pragma: no cover
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)


def _parse(output: bytes) -> Entry | None:
    try:
        parsed: object = json.loads(output)
    except (ValueError, RecursionError):
        return None
    if not isinstance(parsed, dict):
        return None
    fields = cast("dict[str, object]", parsed)
    name, secret = fields.get("Username"), fields.get("Secret")
    return Entry(name, secret) if isinstance(name, str) and isinstance(secret, str) else None
