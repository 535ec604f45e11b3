"""Downloads: stream a response to a file, complete or not at all."""

import contextlib
import inspect
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from aiodockerhub_generated.types import OMIT, Call, CallOptions
from attrs import define, evolve, field

from aiodockerhub.errors import ArgumentError
from aiodockerhub.helpers.arguments import check_call, check_function
from aiodockerhub.helpers.paths import checked_path
from aiodockerhub.http.events import ApiResponse
from aiodockerhub.http.headers import content_length
from aiodockerhub.http.response_decoding import check_csv
from aiodockerhub.http.session import Session
from aiodockerhub.threads import in_thread

Progress = Callable[[int, int | None], object]
"""Is told the bytes so far and in all, the latter where the service says; a function or a coroutine function."""
_LOOKED_AT = 1024  # bytes, to see whether it is what it should be


@define
class _FileSink:
    part: "_Part"
    progress: Progress | None
    received: int = 0
    total: int | None = None
    start: bytes = field(default=b"", repr=False)

    async def prepare(self) -> None:
        await in_thread(self.part.open)

    async def begin(self, headers: Mapping[str, str]) -> None:
        self.part.file.seek(0)
        self.part.file.truncate()
        self.received, self.start = 0, b""
        self.total = None if "content-encoding" in headers else content_length(headers)

    async def write(self, chunk: bytes) -> None:
        await in_thread(self.part.file.write, chunk)
        self.received += len(chunk)
        if len(self.start) < _LOOKED_AT:
            self.start += chunk[:_LOOKED_AT]
        awaitable = None if self.progress is None else self.progress(self.received, self.total)
        if inspect.isawaitable(awaitable):
            await awaitable

    async def finish(self) -> None:
        await in_thread(self.part.keep)


async def download(
    session: Session,
    call: Call[Any],
    destination: str | os.PathLike[str],
    *,
    progress: Progress | None = None,
    options: CallOptions | None = None,
) -> ApiResponse[Path]:
    """Stream the response of a call to a file.

    Args:
        session: Sends the call.
        call: The call.
        destination: Path of the file, which only its owner may read. An existing file, or the target of a symbolic
            link, is replaced when the whole body has arrived.
        progress: Called as `progress(received, total)` after each chunk, in bytes; `total` is `None` if unknown.
        options: Per-call options; the size is unlimited unless they limit it.

    Returns:
        The path as `parsed`, with status, headers and timing.

    Raises:
        ArgumentError: The destination exists and is not a regular file.
        OSError: The file cannot be written.
        DockerHubError: See `aiodockerhub.errors`.
    """
    check_call(call)
    check_function("progress", progress)
    path = checked_path("destination", destination, "the path of a file")
    options = CallOptions() if options is None else options
    if options.max_response_size is OMIT:
        options = evolve(options, max_response_size=None)
    part = _Part(path)
    sink = _FileSink(part, progress)

    def decode(_payload: object, _drift: object) -> Path:
        check_csv(call.operation, sink.start)
        return path

    saved = evolve(call, operation=evolve(call.operation, response="none"), decode=decode)
    try:
        return await session.request(saved, options, sink=sink)
    finally:
        part.discard()


@define
class _Part:
    """The temporary file beside the destination."""

    destination: Path
    _name: str | None = None
    _file: BinaryIO | None = None

    @property
    def file(self) -> BinaryIO:
        assert self._file is not None, "it is open"  # noqa: S101 - for the type checker
        return self._file

    def open(self) -> None:
        """Make the temporary file.

        Refuses a destination that is no regular file: a folder cannot be replaced later, and a device such as /dev/null
        must not be.
        """
        if self.destination.exists() and not self.destination.is_file():
            raise ArgumentError(
                f"destination must be a file, new or to be replaced; {str(self.destination)!r} is something else"
            )
        # A name of its own, as that of the destination may be as long as names can be; beside the target of a link.
        target = self.destination.resolve()
        descriptor, self._name = tempfile.mkstemp(prefix=".aiodockerhub-", suffix=".part", dir=target.parent)
        self._file = os.fdopen(descriptor, "wb")

    def keep(self) -> None:
        self.file.close()
        if self._name is not None:
            Path(self._name).replace(self.destination.resolve())
        self._name = None

    def discard(self) -> None:
        """Remove the temporary file, unless `keep` was called.

        This runs on the event loop, since there may be no free thread, and no cancellation may interrupt it.
        """
        if self._file is not None:
            with contextlib.suppress(OSError):  # such as a full disk, which was reported
                self._file.close()
        if self._name is not None:
            Path(self._name).unlink(missing_ok=True)
