"""Asks docker's credential helpers for entries, and parses their output.

The README of docker/docker-credential-helpers specifies the protocol. `docker-credential-<name> get` reads the key of a
server from standard input and writes a JSON object to standard output. On failure, the exit status is 1, and standard
output holds the error message.
"""

import json
import shutil
from typing import cast

from aiodockerhub_generated._masking import SecretText
from attrs import field, frozen

from aiodockerhub.auth.helper_process import MAX_OUTPUT_BYTES, HelperProcess, OutputTooLargeError
from aiodockerhub.errors import CredentialSourceError
from aiodockerhub.threads import in_thread

HELPER_TIMEOUT = 60.0
"""Default limit for one run of a credential helper, in seconds: some helpers ask the user to unlock a key store."""
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
            The entry; `None` if the helper has no entry for the server, or an entry with neither name nor secret.

        Raises:
            CredentialSourceError: The helper is not installed, fails, exceeds its timeout, writes more than 1 MiB, or
                does not write an entry. The error does not show the output, which may hold secrets.
            UsageError: The process can start no thread.
        """
        status, output = await self._run_program(server)
        if _NO_ENTRY_MESSAGE in output.lower():  # before the status, which processes that ignore SIGCHLD lose
            return None
        if status:
            raise self._make_error(f"failed with status {status}; to see why, run: echo {server} | {self.program} get")
        entry = _parse_entry(output)
        if entry is None:
            raise self._make_error('did not write a JSON object with "Username" and "Secret"')
        return entry or None

    async def _run_program(self, server: str) -> tuple[int, bytes]:
        # With a separator in the name, shutil.which would return a program that is not on the PATH.
        program = None if set(self.name) & set("/\\\0") else shutil.which(self.program)
        if program is None:
            raise self._make_error("is not on the PATH: install it, or run `docker login` again without it")
        process = HelperProcess(program, server.encode(), self.timeout)
        try:
            return await in_thread(process.run, on_cancel=process.stop)
        except TimeoutError:
            problem = f"took longer than {self.timeout:g} seconds and was stopped"
        except OutputTooLargeError:
            problem = f"wrote more than {MAX_OUTPUT_BYTES} bytes and was stopped"
        except OSError as error:
            problem = f"cannot be started: {error.strerror}"
        raise self._make_error(problem)  # after the handler (CONTRIBUTING, Style)

    def _make_error(self, problem: str) -> CredentialSourceError:
        return CredentialSourceError(f"the credential helper {self.program}, named by {self.origin}, {problem}")


def _parse_entry(output: bytes) -> Entry | None:
    try:
        parsed: object = json.loads(output)
    except (ValueError, RecursionError):
        return None
    if not isinstance(parsed, dict):
        return None
    fields = cast("dict[str, object]", parsed)
    name, secret = fields.get("Username"), fields.get("Secret")
    return Entry(name, secret) if isinstance(name, str) and isinstance(secret, str) else None
