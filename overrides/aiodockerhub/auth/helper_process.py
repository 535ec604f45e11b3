"""Runs the program of a credential helper, and stops it at a limit.

The functions of this module block, so callers run them in a thread. `asyncio.create_subprocess_exec` is not used: if
that function is cancelled while it connects the pipes, it never returns in CPython. asyncio also needs a thread or a
signal handler for each process.
"""

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from typing import IO, cast

from aiodockerhub_generated._masking import SecretBytes
from attrs import define, field

MAX_OUTPUT_BYTES = 1 << 20
"""Maximum size of the output of a credential helper in bytes, 1 MiB."""
_CHUNK_BYTES = 1 << 16
_POLL_SECONDS = 0.02  # interval of the checks for output, for the exit of the process and for `stop`
_GRACE_SECONDS = 1.0  # maximum wait for the exit of killed processes, and for output after the exit of the helper


class OutputTooLargeError(Exception):
    """The program wrote more than 1 MiB (`MAX_OUTPUT_BYTES`)."""


@define
class HelperProcess:
    """One run of the program of a credential helper.

    Attributes:
        program: Path of the program.
        server: Name under which docker keeps the credentials, such as `https://index.docker.io/v1/`. The program
            reads this name from its standard input.
        timeout: Maximum time from the construction of this object until the program is killed, in seconds. The wait for
            a free thread is part of this time.
    """

    program: str
    server: bytes
    timeout: float
    _is_stopped: threading.Event = field(factory=threading.Event, init=False)
    _deadline: float = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._deadline = time.monotonic() + self.timeout

    def stop(self) -> None:
        """Make `run` kill the program and raise `TimeoutError`, from any thread."""
        self._is_stopped.set()

    def run(self) -> tuple[int, bytes]:
        """Run the program with the argument `get`.

        When this method returns or raises, it has killed all processes in the process group of the program (on Windows,
        only the program).

        Returns:
            Exit status and standard output of the program.

        Raises:
            OSError: The program cannot be started, or its input cannot be written although it runs.
            OutputTooLargeError: The output has more than 1 MiB (`MAX_OUTPUT_BYTES`).
            TimeoutError: `timeout` has passed, or `stop` was called.
        """
        process = subprocess.Popen(  # noqa: S603 - the program that the user's configuration names
            [self.program, "get"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            start_new_session=True,  # a new process group, so that the children of the helper can be killed too
        )
        stdin, stdout = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        try:
            with contextlib.suppress(BrokenPipeError), stdin:  # a helper may exit without reading its input
                stdin.write(self.server)
            output = self._read_output(process, stdout)
            while (status := process.poll()) is None:
                self._raise_if_ended()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(_POLL_SECONDS)
            return status, output
        finally:
            _kill_group(process)  # even after the helper has exited: its children may still run
            stdout.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_GRACE_SECONDS)

    def _read_output(self, process: subprocess.Popen[bytes], stdout: IO[bytes]) -> bytes:
        """Read the output to its end.

        If the helper has exited but a child process keeps the pipe open, reading ends after 1 s (`_GRACE_SECONDS`), and
        the output so far is returned. On Windows, reading ends only with the pipe or the timeout.

        Raises:
            OutputTooLargeError: The output has more than 1 MiB (`MAX_OUTPUT_BYTES`).
            TimeoutError: `timeout` has passed, or `stop` was called.
        """
        chunks, size = list[SecretBytes](), 0
        grace_end: float | None = None
        is_group_killed = False
        if sys.platform == "win32":  # pragma: no cover - selectors do not support pipes on Windows
            return self._read_on_windows(process)
        with selectors.DefaultSelector() as selector:
            selector.register(stdout, selectors.EVENT_READ)
            while True:
                self._raise_if_ended()
                if grace_end is None and process.poll() is not None:
                    grace_end = time.monotonic() + _GRACE_SECONDS
                if grace_end is not None and time.monotonic() > grace_end:
                    break  # a child that has left the process group keeps the pipe open, and may keep writing
                if selector.select(_POLL_SECONDS):
                    chunk = SecretBytes(os.read(stdout.fileno(), _CHUNK_BYTES))
                    if not chunk:
                        break
                    chunks.append(chunk)
                    size += len(chunk)
                    if size > MAX_OUTPUT_BYTES:
                        raise OutputTooLargeError
                elif grace_end is not None and not is_group_killed:
                    _kill_group(process)
                    is_group_killed = True
        return SecretBytes(b"".join(chunks))

    def _read_on_windows(self, process: subprocess.Popen[bytes]) -> bytes:  # pragma: no cover
        while True:
            self._raise_if_ended()
            with contextlib.suppress(subprocess.TimeoutExpired):
                output = SecretBytes(process.communicate(timeout=_POLL_SECONDS)[0])
                if len(output) > MAX_OUTPUT_BYTES:
                    raise OutputTooLargeError
                return output

    def _raise_if_ended(self) -> None:
        if self._is_stopped.is_set() or time.monotonic() > self._deadline:
            raise TimeoutError


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":  # pragma: no cover
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
