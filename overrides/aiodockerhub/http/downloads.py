"""Streams an answer to a file, which is there as a whole or not at all."""

import asyncio
import contextlib
import inspect
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from aiodockerhub_generated.arguments import described
from aiodockerhub_generated.types import Call, CallOptions
from attrs import define, evolve

from aiodockerhub.errors import ArgumentError, ArgumentTypeError
from aiodockerhub.http.events import ApiResponse
from aiodockerhub.http.session import Session

Progress = Callable[[int, int | None], object]
"""Is told the bytes so far and in all, the latter where the service says; a function or a coroutine function."""


@define
class _FileSink:
    file: BinaryIO
    progress: Progress | None
    received: int = 0
    total: int | None = None

    async def begin(self, headers: Mapping[str, str]) -> None:
        self.file.seek(0)
        self.file.truncate()
        self.received = 0
        # Content-Length counts compressed bytes.
        length = headers.get("content-length", "") if "content-encoding" not in headers else ""
        self.total = int(length) if length.isdecimal() else None

    async def write(self, chunk: bytes) -> None:
        await asyncio.to_thread(self.file.write, chunk)
        self.received += len(chunk)
        told = None if self.progress is None else self.progress(self.received, self.total)
        if inspect.isawaitable(told):
            await told


async def download(
    session: Session,
    call: Call[Any],
    destination: str | os.PathLike[str],
    *,
    progress: Progress | None = None,
    options: CallOptions | None = None,
) -> ApiResponse[Path]:
    """Stream the answer of a call to a file.

    Args:
        session: Sends the call.
        call: The call.
        destination: The file; one that is there is replaced once all has arrived.
        progress: Is told of every piece.
        options: What is to differ for this call.

    Returns:
        The path, with the circumstances of the answer.

    Raises:
        ArgumentError: The destination is there and no file.
        OSError: The file cannot be written.
        DockerHubError: See `aiodockerhub.errors`.
    """
    if not isinstance(destination, str | os.PathLike):  # pyright: ignore[reportUnnecessaryIsInstance] - untyped callers
        raise ArgumentTypeError(
            f"destination must be the path of a file; got {described(destination)}", argument="destination"
        )
    path = Path(destination)
    if await asyncio.to_thread(lambda: path.exists() and not path.is_file()):
        # A folder could not be replaced, once all had arrived; a device such as /dev/null could.
        raise ArgumentError(f"destination must be a file, new or to be replaced; {str(path)!r} is something else")

    def decode(_payload: object, _drift: object) -> Path:
        return path

    call = evolve(call, operation=evolve(call.operation, response="none"), decode=decode)
    descriptor, name = await asyncio.to_thread(
        tempfile.mkstemp, prefix=f".{path.name}.", suffix=".part", dir=path.parent
    )
    part = Path(name)
    with contextlib.ExitStack() as cleanup:
        cleanup.callback(part.unlink, missing_ok=True)
        file = cleanup.enter_context(os.fdopen(descriptor, "wb"))
        response = await session.request(call, options, sink=_FileSink(file, progress))
        await asyncio.to_thread(file.close)
        await asyncio.to_thread(part.replace, path)
    return response
