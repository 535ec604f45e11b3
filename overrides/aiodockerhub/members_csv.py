"""Reads the CSV that Docker Hub exports an organization's members in."""

import asyncio
import codecs
import enum
import io
import re
import tempfile
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import cast

from aiodockerhub_generated._masking import sealed
from aiodockerhub_generated.arguments import described
from aiodockerhub_generated.calls import orgs
from aiodockerhub_generated.models import OrgMemberRow

from aiodockerhub.client import DockerHub
from aiodockerhub.errors import ArgumentTypeError, DecodeError
from aiodockerhub.helpers.arguments import check_instance

__all__ = ["member_rows", "rows", "stream_rows"]

_OPERATION = "orgs.export_members"
_TOKEN = re.compile(r'[^",\r\n]+|[",\r\n]')
_LINE_ENDS = frozenset("\r\n")
_CHARACTERS_PER_READ = 1 << 16
# Other tasks run after this number of rows or of characters. Either takes about 20 ms; the limit of characters is for
# text in which each character is a field or an empty line.
_ROWS_PER_SWITCH = 256
_CHARACTERS_PER_SWITCH = 8192
_MAX_COLUMNS = 1_000
_MAX_RECORD_LENGTH = (
    1 << 20
)  # characters; without a limit, a row whose quote is never closed would contain all later rows


async def member_rows(hub: DockerHub, org_name: str) -> AsyncIterator[OrgMemberRow]:
    """Fetch the CSV export of an organization's members row by row.

    `GET /v2/orgs/{org_name}/members/export`

    The export is downloaded to a temporary file first, so that it is never in memory as a whole. No row is yielded
    twice, even if the connection breaks and the download is retried.

    Args:
        hub: Client whose user may see the members.
        org_name: Name of the organization.

    Yields:
        One row for each member, with the attributes that `rows` describes.

    Raises:
        ArgumentTypeError: An argument has a wrong type.
        DecodeError: The export is invalid, or a row is too large, as for `rows`.
        DockerHubError: The download failed, see `aiodockerhub.errors`.
        OSError: The temporary file cannot be written or read, for example because the disk is full.
    """
    check_instance("hub", hub, DockerHub, "a DockerHub")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "members.csv")
        await hub.download(orgs.export_members(org_name), file)
        with file.open(encoding="utf-8", errors="replace", newline="") as lines:  # noqa: ASYNC230 - a local file
            reader = _Reader()
            for piece in _pieces(lines):
                async for row in _feed(reader, piece):
                    yield row
            for row in reader.finish():
                yield row


def rows(text: str | Iterable[str]) -> Iterator[OrgMemberRow]:
    r"""Read the rows of a CSV export.

    If the export or a row lacks a column, its attribute is `None`. The values of an unknown column are in
    `additional_properties`. Empty lines are skipped.

    Args:
        text: Export as text, as `hub.orgs.export_members(...)` returns it; or an iterable of its pieces, such as an
            open text file that `hub.download(calls.orgs.export_members(...), path)` has written. Read from a file, the
            export is never in memory as a whole.

    Yields:
        One row for each member.

    Raises:
        ArgumentTypeError: `text` is neither text nor an iterable of text.
        DecodeError: The export ends inside quotes. Or a row has a value in a column that the first row lacks, more than
            1,000 columns, or more than 1,048,576 characters.

    Example:
        >>> [row.username for row in rows("Username,Team\njane,core\n")]
        ['jane']
    """
    if not isinstance(cast("object", text), Iterable) or isinstance(text, bytes | Mapping):
        raise _wrong_type("text", cast("object", text))
    reader = _Reader()
    for piece in [text] if isinstance(text, str) else _pieces(text):
        if not isinstance(piece, str):  # pyright: ignore[reportUnnecessaryIsInstance] - such as a file opened as binary
            raise _wrong_type("text", piece)
        yield from reader.feed(piece)
    yield from reader.finish()


def _wrong_type(name: str, value: object) -> ArgumentTypeError:
    value = sealed(value)
    return ArgumentTypeError(
        f"{name} must be the export as text, or an iterable of its pieces, such as a text file; got {described(value)}",
        argument=name,
    )


def _pieces(text: Iterable[str]) -> Iterable[str]:
    """Return the pieces of a text; a file is read in pieces of limited size.

    A line of a file may be very long.
    """
    return iter(partial(text.read, _CHARACTERS_PER_READ), "") if isinstance(text, io.TextIOBase) else text


async def stream_rows(chunks: AsyncIterable[str | bytes]) -> AsyncIterator[OrgMemberRow]:
    """Read the rows of a CSV export while it arrives.

    Args:
        chunks: Pieces of the export, of any length, as text or as bytes in UTF-8. Bytes that are not UTF-8 become
            U+FFFD.

    Yields:
        One row for each member, with the attributes that `rows` describes, as soon as it is complete.

    Raises:
        ArgumentTypeError: `chunks` is not an asynchronous iterable of text or bytes.
        DecodeError: The export is invalid, or a row is too large, as for `rows`.
    """
    check_instance("chunks", chunks, AsyncIterable, "an asynchronous iterable of text or bytes")
    reader = _Reader()
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    async for chunk in chunks:
        check_instance("chunks", chunk, (str, bytes), "an asynchronous iterable of text or bytes")
        async for row in _feed(reader, chunk if isinstance(chunk, str) else decoder.decode(chunk)):
            yield row
    async for row in _feed(reader, decoder.decode(b"", final=True)):
        yield row
    for row in reader.finish():
        yield row


async def _feed(reader: "_Reader", text: str) -> AsyncIterator[OrgMemberRow]:
    """Yield the rows of a text, and let other tasks run between the rows."""
    for start in range(0, len(text), _CHARACTERS_PER_SWITCH):
        for number, row in enumerate(reader.feed(text[start : start + _CHARACTERS_PER_SWITCH]), 1):
            if number % _ROWS_PER_SWITCH == 0:
                await asyncio.sleep(0)
            yield row
        await asyncio.sleep(0)


class _Reader:
    """A parser of CSV (RFC 4180) whose first record names the columns.

    `csv.reader` of the standard library refuses fields of more than 128 kB, and does not accept a line in pieces. As in
    `csv.reader`, a quote is ordinary text in a field that does not begin with a quote.
    """

    def __init__(self) -> None:
        self._columns: list[str] | None = None
        self._values: list[str] = []
        self._field: list[str] = []
        self._size = 0
        self._state = _State.BEGIN
        self._is_at_start = True

    def feed(self, text: str) -> Iterator[OrgMemberRow]:
        """Parse the next piece of the text, and yield the rows that it completes."""
        if self._is_at_start and text:
            self._is_at_start, text = False, text.removeprefix("\ufeff")  # before a quote, it would become text
        for match in _TOKEN.finditer(text):
            part = match[0]
            self._size += len(part)
            if self._size > _MAX_RECORD_LENGTH:
                raise DecodeError(_OPERATION, "$", f"rows of at most {_MAX_RECORD_LENGTH:,} characters", "a longer one")
            if self._state is _State.QUOTED:
                self._feed_quoted(part)
            elif part == "," or part in _LINE_ENDS:
                self._end_field()
                if part != ",":
                    yield from self._take_record()
            elif part == '"' and self._state is not _State.PLAIN:
                if self._state is _State.AFTER_QUOTE:
                    self._field.append(part)  # two quotes in a quoted field stand for one quote
                self._state = _State.QUOTED
            else:
                self._field.append(part)
                self._state = _State.PLAIN

    def finish(self) -> Iterator[OrgMemberRow]:
        """Yield the last row if no line end follows it."""
        if self._state is _State.QUOTED:  # the field holds all rows after its opening quote
            raise DecodeError(_OPERATION, "$", "CSV with its quotes closed", "a quote that is never closed")
        self._end_field()
        yield from self._take_record()

    def _feed_quoted(self, part: str) -> None:
        if part == '"':
            self._state = _State.AFTER_QUOTE
        else:
            self._field.append(part)

    def _end_field(self) -> None:
        if len(self._values) == _MAX_COLUMNS:
            raise DecodeError(_OPERATION, "$", f"rows of at most {_MAX_COLUMNS:,} columns", "a longer one")
        self._values.append("".join(self._field))
        self._field, self._state = [], _State.BEGIN

    def _take_record(self) -> Iterator[OrgMemberRow]:
        values, self._values, self._size = self._values, [], 0
        if values == [""]:
            return  # an empty line; between the carriage return and the line feed of a line end is an empty line too
        if self._columns is None:
            self._columns = [column.strip() for column in values]
        elif any(values[len(self._columns) :]):
            raise DecodeError(_OPERATION, "$", f"rows of {len(self._columns)} columns", "a longer one")
        else:
            yield OrgMemberRow.from_dict(dict(zip(self._columns, values, strict=False)))


class _State(enum.Enum):
    BEGIN = enum.auto()
    PLAIN = enum.auto()
    QUOTED = enum.auto()
    AFTER_QUOTE = enum.auto()
