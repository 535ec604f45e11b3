"""Runs docker's credential helpers, the programs `docker-credential-<name>`.

The README of docker/docker-credential-helpers specifies the protocol. `docker-credential-<name> get` reads the key of a
server from standard input and writes a JSON object to standard output. On failure, the exit status is 1, and standard
output holds the error message.
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
"""Default limit for one run of a credential helper, in seconds: some helpers ask the user to unlock a key store."""
_MAX_OUTPUT_BYTES = 1 << 20
_CHUNK_BYTES = 1 << 16
_POLL_SECONDS = 0.01
_GRACE_SECONDS = 1.0  # how long to wait for the exit of killed processes
_NO_ENTRY_MESSAGE = b"credentials not found"  # helpers append "in native keychain" or the name of another store


@frozen
class Entry:
    """A name and a secret from docker's configuration or a credential helper.

    An entry is true if it has a name or a secret.

    Attributes:
        name: User name, or `<token>` if the secret is an identity token. May be empty.
        secret: Password or token. May be empty.
    """

    name: str
    secret: str = field(converter=SecretText)

    def __bool__(self) -> bool:
        return bool(self.name or self.secret)


@frozen
class Helper:
    """A credential helper that docker's configuration names.

    Attributes:
        name: Name of the helper in docker's configuration, such as `desktop`.
        origin: Name of that configuration for error messages: a path or `DOCKER_AUTH_CONFIG`.
        timeout: Maximum duration of one run, in seconds.
    """

    name: str
    origin: str
    timeout: float

    @property
    def program(self) -> str:
        """File name of the program, such as `docker-credential-desktop`."""
        return f"docker-credential-{self.name}"

    async def get(self, server: str) -> Entry | None:
        """Run the helper to get the credentials for a server.

        The program is killed if it is still running when this method returns, raises or is cancelled.

        Args:
            server: Key of the server in docker's configuration, such as `https://index.docker.io/v1/`.

        Returns:
            The entry, or `None` if the helper has no entry for the server.

        Raises:
            CredentialSourceError: The helper is not installed, fails, exceeds its timeout or the limit of its output,
                or does not write an entry. The error does not show the output, which may hold secrets.
        """
        status, output = await self._run(server)
        if status and _NO_ENTRY_MESSAGE in output.lower():
            return None
        if status:
            raise self._error(f"failed with status {status}; to see why, run: echo {server} | {self.program} get")
        entry = _parse(output)
        if entry is None:
            raise self._error('wrote no JSON object that holds "Username" and "Secret"')
        return entry or None

    async def _run(self, server: str) -> tuple[int, bytes]:
        # With a separator in the name, shutil.which would return a program that is not on the PATH.
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
                limit=_MAX_OUTPUT_BYTES,
                start_new_session=True,  # a new process group, so that the children of the helper can be killed too
            )
        except OSError as error:
            raise self._error(f"cannot be started: {error.strerror}") from error
        output: bytes | None = None
        problem = f"wrote more than {_MAX_OUTPUT_BYTES} bytes and was stopped"
        try:
            async with asyncio.timeout(self.timeout):
                output = await _communicate(process, server.encode())
        except TimeoutError:
            problem = f"took longer than {self.timeout:g} seconds and was stopped"
        finally:
            _kill_process_group(process)  # even after the helper has exited: its children may still run
            exit_wait = start_task(_wait_for_exit(process))
            await asyncio.wait({exit_wait}, timeout=_GRACE_SECONDS)
            exit_wait.cancel()
            _close_pipes(process)
        if output is None or process.returncode is None:
            raise self._error(problem)
        return process.returncode, output

    def _error(self, problem: str) -> CredentialSourceError:
        return CredentialSourceError(f"the credential helper {self.program}, named by {self.origin}, {problem}")


async def _communicate(process: asyncio.subprocess.Process, server: bytes) -> bytes | None:
    """Send the key of the server to a helper and read the helper's output.

    Returns:
        The output; `None` if the output exceeds the limit.
    """
    assert process.stdin is not None  # noqa: S101 - for type checkers: `_run` requests both pipes
    assert process.stdout is not None  # noqa: S101
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # a helper may exit without reading its input
        process.stdin.write(server)
        await process.stdin.drain()
    process.stdin.close()
    chunks: list[SecretBytes] = []
    reading = start_task(_read_output(process.stdout, chunks))
    ending = start_task(_wait_for_exit(process))
    try:
        await asyncio.wait({reading, ending}, return_when=asyncio.FIRST_COMPLETED)
        if not reading.done():  # the helper has exited, but a child process of the helper keeps the pipe open
            _kill_process_group(process)
            await asyncio.wait({reading}, timeout=_GRACE_SECONDS)
        elif reading.result():
            await ending  # the helper has closed the pipe, so only its exit status is missing
    finally:
        reading.cancel()
        ending.cancel()
    return SecretBytes(b"".join(chunks)) if sum(map(len, chunks)) <= _MAX_OUTPUT_BYTES else None


async def _wait_for_exit(process: asyncio.subprocess.Process) -> None:
    """Wait until a process has exited.

    `Process.wait` would also wait until the pipes are closed, but a child process may keep the pipes open.
    """
    while process.returncode is None:  # noqa: ASYNC110 - asyncio has no event for the exit alone
        await asyncio.sleep(_POLL_SECONDS)


async def _read_output(pipe: asyncio.StreamReader, chunks: list[SecretBytes]) -> bool:
    """Read a pipe to its end, or until the output exceeds the limit.

    Args:
        pipe: Standard output of the helper.
        chunks: List to which the output is appended, so that the caller has the output of an unfinished read.

    Returns:
        Whether the end was reached.
    """
    size = 0
    while size <= _MAX_OUTPUT_BYTES:
        chunk = SecretBytes(await pipe.read(_CHUNK_BYTES))
        if not chunk:
            return True
        chunks.append(chunk)
        size += len(chunk)
    return False


def _close_pipes(process: asyncio.subprocess.Process) -> None:
    """Close this program's ends of the pipes.

    A child process that has left the process group of the helper may keep the other ends open.
    """
    inner: Any = process  # asyncio has no public method to close the pipes
    inner._transport.close()  # noqa: SLF001


def _kill_process_group(process: asyncio.subprocess.Process) -> None:
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
