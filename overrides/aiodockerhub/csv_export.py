"""Rows of the CSV export of an organization's members."""

import asyncio
import codecs
import enum
import io
import re
import tempfile
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator
from functools import partial
from pathlib import Path

from aiodockerhub_generated.calls import orgs
from aiodockerhub_generated.models import OrgMemberRow

from aiodockerhub.client import DockerHub
from aiodockerhub.errors import DecodeError

__all__ = ["member_rows", "rows", "stream_rows"]

_OPERATION = "orgs.export_members"
_TOKEN = re.compile(r'[^",\r\n]+|[",\r\n]')
_LINE_ENDS = frozenset("\r\n")
_PIECE = 1 << 16  # characters
_ROWS_A_TURN = 256  # about 20 ms
_CHARACTERS_A_TURN = 8192  # the same, if each is a field or an empty line
_MOST_COLUMNS = 1_000
_LONGEST_RECORD = 1 << 20  # characters: a quote that is never closed must not swallow all the rest


async def member_rows(hub: DockerHub, org_name: str) -> AsyncIterator[OrgMemberRow]:
    """Fetch the CSV export of an organization's members row by row.

    `GET /v2/orgs/{org_name}/members/export`

    The export is downloaded to a temporary file first, so it is never in memory as a whole, and a retry after a broken
    connection yields no row twice.

    Args:
        hub: A client whose user may see the members.
        org_name: The organization.

    Yields:
        One row for each member, as from `rows`.

    Raises:
        DockerHubError: See `aiodockerhub.errors`.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "members.csv")
        await hub.download(orgs.export_members(org_name), file)
        with file.open(encoding="utf-8", errors="replace", newline="") as lines:  # noqa: ASYNC230 - a local file
            reader = _Reader()
            for piece in _pieces(lines):
                async for row in _in_turns(reader, piece):
                    yield row
            for row in reader.finish():
                yield row


def rows(text: str | Iterable[str]) -> Iterator[OrgMemberRow]:
    r"""Read the rows of a CSV export.

    A column that the export lacks is `None` in the row; an unknown column is in `additional_properties` of the row.

    Args:
        text: What `hub.orgs.export_members(...)` returned; or its pieces, such as an open text file into which
            `hub.download(calls.orgs.export_members(...), path)` has put it, so that it is never in memory as a whole.

    Yields:
        One row for each member.

    Example:
        >>> [row.username for row in rows("Username,Team\njane,core\n")]
        ['jane']
    """
    reader = _Reader()
    for piece in [text] if isinstance(text, str) else _pieces(text):
        yield from reader.feed(piece)
    yield from reader.finish()


def _pieces(text: Iterable[str]) -> Iterable[str]:
    """Read a file in pieces of limited size, as its lines may be very long."""
    return iter(partial(text.read, _PIECE), "") if isinstance(text, io.TextIOBase) else text


async def stream_rows(chunks: AsyncIterable[str | bytes]) -> AsyncIterator[OrgMemberRow]:
    """Read the rows of a CSV export while it arrives.

    Args:
        chunks: The response in pieces of any length, as UTF-8 or as text.

    Yields:
        One row for each member, as from `rows`, as soon as its line is complete.
    """
    reader = _Reader()
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    async for chunk in chunks:
        async for row in _in_turns(reader, chunk if isinstance(chunk, str) else decoder.decode(chunk)):
            yield row
    for row in reader.finish():
        yield row


async def _in_turns(reader: "_Reader", text: str) -> AsyncIterator[OrgMemberRow]:
    """Yield the rows of a text, and let other tasks run now and then."""
    for start in range(0, len(text), _CHARACTERS_A_TURN):
        for number, row in enumerate(reader.feed(text[start : start + _CHARACTERS_A_TURN]), 1):
            if number % _ROWS_A_TURN == 0:
                await asyncio.sleep(0)
            yield row
        await asyncio.sleep(0)


class _Reader:
    """A parser of CSV (RFC 4180) whose first record names the columns.

    The reader of the standard library refuses fields beyond 128 kB, and takes no text in pieces. As in that reader, a
    quote is text within a field that does not begin with a quote.
    """

    def __init__(self) -> None:
        self._columns: list[str] | None = None
        self._values: list[str] = []
        self._field: list[str] = []
        self._size = 0
        self._state = _State.BEGIN

    def feed(self, text: str) -> Iterator[OrgMemberRow]:
        for match in _TOKEN.finditer(text):
            part = match[0]
            self._size += len(part)
            if self._size > _LONGEST_RECORD:
                raise DecodeError(_OPERATION, "$", f"rows of at most {_LONGEST_RECORD:,} characters", "a longer one")
            if self._state is _State.QUOTED:
                self._in_quotes(part)
            elif part == "," or part in _LINE_ENDS:
                self._end_field()
                if part != ",":
                    yield from self._take()
            elif part == '"' and self._state is not _State.PLAIN:
                if self._state is _State.AFTER_QUOTE:
                    self._field.append(part)  # two of them stand for one
                self._state = _State.QUOTED
            else:
                self._field.append(part)
                self._state = _State.PLAIN

    def finish(self) -> Iterator[OrgMemberRow]:
        if self._state is _State.QUOTED:  # all rows after the quote are in its field
            raise DecodeError(_OPERATION, "$", "CSV with its quotes closed", "a quote that is never closed")
        self._end_field()
        yield from self._take()

    def _in_quotes(self, part: str) -> None:
        if part == '"':
            self._state = _State.AFTER_QUOTE
        else:
            self._field.append(part)

    def _end_field(self) -> None:
        if len(self._values) == _MOST_COLUMNS:
            raise DecodeError(_OPERATION, "$", f"rows of at most {_MOST_COLUMNS:,} columns", "a longer one")
        self._values.append("".join(self._field))
        self._field, self._state = [], _State.BEGIN

    def _take(self) -> Iterator[OrgMemberRow]:
        values, self._values, self._size = self._values, [], 0
        if values == [""]:
            return  # an empty line, such as that between a carriage return and its line feed
        if self._columns is None:
            self._columns = [column.removeprefix("\ufeff").strip() for column in values]
        else:
            yield OrgMemberRow.from_dict(dict(zip(self._columns, values, strict=False)))


class _State(enum.Enum):
    BEGIN = enum.auto()
    PLAIN = enum.auto()
    QUOTED = enum.auto()
    AFTER_QUOTE = enum.auto()
