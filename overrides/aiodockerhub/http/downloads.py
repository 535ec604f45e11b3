"""Downloads responses to files; only a complete body replaces a file."""

import contextlib
import inspect
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from aiodockerhub_generated._masking import sealed
from aiodockerhub_generated.arguments import shortened
from aiodockerhub_generated.types import OMIT, Call, CallOptions
from attrs import define, evolve, field

from aiodockerhub.errors import ArgumentError
from aiodockerhub.helpers.arguments import check_call, check_function, check_options
from aiodockerhub.helpers.paths import checked_path
from aiodockerhub.helpers.text import MAX_LINE_LENGTH
from aiodockerhub.http.events import ApiResponse
from aiodockerhub.http.headers import content_length
from aiodockerhub.http.response_decoding import check_csv
from aiodockerhub.http.session import Session
from aiodockerhub.threads import in_thread

Progress = Callable[[int, int | None], object]
"""Function or coroutine function that is called with the number of bytes written so far and the total number of bytes.

The bytes are counted after decompression. The total is `None` if the response does not state it or is compressed.
"""
_START_BYTES = 1024  # kept of each body, to check whether it is CSV


@define
class _FileSink:
    """The `BodySink` that writes a body to a temporary file."""

    part: "_TemporaryFile"
    progress: Progress | None
    received: int = 0
    total: int | None = None
    start: bytes = field(default=b"", repr=False)

    @property
    def is_finished(self) -> bool:
        return self.part.is_kept

    async def prepare(self) -> None:
        await in_thread(self.part.create)

    async def begin(self, headers: Mapping[str, str]) -> None:
        self.part.file.seek(0)
        self.part.file.truncate()
        self.received, self.start = 0, b""
        self.total = None if "content-encoding" in headers else content_length(headers)

    async def write(self, chunk: bytes) -> None:
        await in_thread(self.part.file.write, chunk)
        self.received += len(chunk)
        if len(self.start) < _START_BYTES:
            self.start += chunk[:_START_BYTES]
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
    """Send a call and write the body of its response to a file.

    Args:
        session: Session that sends the call.
        call: Call whose response is downloaded.
        destination: Path of the file, which only its owner may read. An existing file, or the target of a symbolic
            link, is replaced after the whole body has arrived, and stays unchanged if the download fails. If the
            deadline passes or the client is closed while the file is being replaced, the download does not fail. A
            download that is cancelled may have replaced the file. A change of the working directory or of the link
            during the download does not change where the file is written.
        progress: Function or coroutine function that is called as `progress(received, total)` after each chunk, with
            numbers of bytes; a retry starts again at 0. `total` is `None` if the response does not state it or is
            compressed. `None`, the default, to call no function.
        options: Options of the call; `None`, the default, for the options of the client. The size of the body is
            unlimited unless `options` sets `max_response_size`.

    Returns:
        A response whose `parsed` is the absolute path of the file and whose `body` is empty, with status, headers and
        timing.

    Raises:
        ArgumentError: The destination exists and is not a regular file, or no file can have its path.
        ArgumentTypeError: An argument has a wrong type.
        OSError: The file cannot be written.
        DockerHubError: The call failed; `aiodockerhub.errors` lists the classes.
        Exception: `progress`, a hook, the provider of the credentials, or a transport of the user raised this
            exception.
    """
    check_call(call)
    check_function("progress", progress)
    options = sealed(options)  # a dictionary: otherwise the frame of the error would show its headers
    check_options(options)
    # Absolute, because the program may change its working directory before the file is opened or renamed.
    path = checked_path("destination", destination, "the path of a file").absolute()
    options = CallOptions() if options is None else options
    if options.max_response_size is OMIT:
        options = evolve(options, max_response_size=None)
    part = _TemporaryFile(path)
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
class _TemporaryFile:
    """The temporary file of a download, in the folder of the file to replace.

    Attributes:
        destination: Path of the file to replace, or of a symbolic link to it. The file need not exist.
        is_kept: Whether `keep` has renamed the file.
    """

    destination: Path
    is_kept: bool = False
    _target: Path | None = None  # the file that `keep` replaces
    _name: str | None = None
    _file: BinaryIO | None = None

    @property
    def file(self) -> BinaryIO:
        assert self._file is not None, "it is open"  # noqa: S101 - for the type checker
        return self._file

    def create(self) -> None:
        """Create the temporary file.

        Raises:
            ArgumentError: The destination exists and is not a regular file. A folder cannot be replaced, and a device
                such as /dev/null must not be.
            OSError: The file cannot be created.
        """
        if self.destination.exists() and not self.destination.is_file():
            shown = shortened(str(self.destination), MAX_LINE_LENGTH)
            raise ArgumentError(
                f"destination must be a file, new or to be replaced; {shown} is something else",
                argument="destination",
            )
        # `Path.resolve` would raise RuntimeError for circular links.
        self._target = Path(os.path.realpath(self.destination))
        # The name does not contain the name of the destination, which may already have the maximum length. If the
        # destination is a symbolic link, the file is in the folder of the link's target.
        descriptor, self._name = tempfile.mkstemp(prefix=".aiodockerhub-", suffix=".part", dir=self._target.parent)
        self._file = os.fdopen(descriptor, "wb")

    def keep(self) -> None:
        """Close the temporary file and rename it to the destination.

        Raises:
            OSError: The file cannot be written or renamed.
        """
        self.file.close()
        if self._name is not None and self._target is not None:
            Path(self._name).replace(self._target)  # not resolved again: the link may have another target now
        self._name, self.is_kept = None, True

    def discard(self) -> None:
        """Remove the temporary file, unless `keep` has renamed it.

        Callers run this method on the event loop: there may be no free thread, and a cancellation must not interrupt
        the removal.
        """
        if self._file is not None:
            with contextlib.suppress(OSError):  # closing writes the rest, and a full disk was already reported
                self._file.close()
        if self._name is not None:
            with contextlib.suppress(OSError):  # an error here would replace the error of the call, or a cancellation
                Path(self._name).unlink()
