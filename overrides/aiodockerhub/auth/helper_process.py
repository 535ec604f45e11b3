"""Runs the program of a credential helper, within limits.

The functions block and run in a thread. `asyncio.create_subprocess_exec` would not do: if it is cancelled while it
connects the pipes, it never returns (CPython), and it needs a thread or a signal handler of its own for each process.
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

from aiodockerhub_generated._redaction import SecretBytes
from attrs import define, field

MAX_OUTPUT_BYTES = 1 << 20
_CHUNK_BYTES = 1 << 16
_POLL_SECONDS = 0.02  # between looks at the exit of the process and at `stop`
_GRACE_SECONDS = 1.0  # for the exit of killed processes, and for output after the exit


class OutputTooLargeError(Exception):
    """The program wrote more than `MAX_OUTPUT_BYTES`."""


@define
class HelperProcess:
    """One run of a program that reads one line and writes one object.

    Attributes:
        program: Path of the program.
        server: Bytes to write to its standard input.
        timeout: Maximum duration of the run, in seconds.
    """

    program: str
    server: bytes
    timeout: float
    _is_stopped: threading.Event = field(factory=threading.Event, init=False)

    def stop(self) -> None:
        """End the run soon; for any thread. `run` then raises `TimeoutError`."""
        self._is_stopped.set()

    def run(self) -> tuple[int, bytes]:
        """Run the program with the argument `get`.

        All processes of its process group are killed when this method returns or raises.

        Returns:
            Exit status and output.

        Raises:
            OSError: The program cannot be started.
            OutputTooLargeError: The output exceeds the limit.
            TimeoutError: The run took too long or was stopped.
        """
        deadline = time.monotonic() + self.timeout
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
            output = self._read(process, stdout, deadline)
            while (status := process.poll()) is None:
                self._check(deadline)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(_POLL_SECONDS)
            return status, output
        finally:
            _kill_group(process)  # even after the helper has exited: its children may still run
            stdout.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_GRACE_SECONDS)

    def _read(self, process: subprocess.Popen[bytes], stdout: IO[bytes], deadline: float) -> bytes:
        """Read the output to its end.

        Once the helper has exited, a child of it that keeps the pipe open is waited for no longer than a second.
        """
        chunks, size = list[SecretBytes](), 0
        patience: float | None = None
        if sys.platform == "win32":  # pragma: no cover - whose pipes have no selector
            return self._read_on_windows(process, deadline)
        with selectors.DefaultSelector() as selector:
            selector.register(stdout, selectors.EVENT_READ)
            while True:
                self._check(deadline)
                if selector.select(_POLL_SECONDS):
                    chunk = SecretBytes(os.read(stdout.fileno(), _CHUNK_BYTES))
                    if not chunk:
                        break
                    chunks.append(chunk)
                    size += len(chunk)
                    if size > MAX_OUTPUT_BYTES:
                        raise OutputTooLargeError
                elif patience is None and process.poll() is not None:
                    _kill_group(process)
                    patience = time.monotonic() + _GRACE_SECONDS
                elif patience is not None and time.monotonic() > patience:
                    break  # a child that has left the process group keeps the pipe open
        return SecretBytes(b"".join(chunks))

    def _read_on_windows(self, process: subprocess.Popen[bytes], deadline: float) -> bytes:  # pragma: no cover
        while True:
            self._check(deadline)
            with contextlib.suppress(subprocess.TimeoutExpired):
                output = SecretBytes(process.communicate(timeout=_POLL_SECONDS)[0])
                if len(output) > MAX_OUTPUT_BYTES:
                    raise OutputTooLargeError
                return output

    def _check(self, deadline: float) -> None:
        if self._is_stopped.is_set() or time.monotonic() > deadline:
            raise TimeoutError


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":  # pragma: no cover
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
