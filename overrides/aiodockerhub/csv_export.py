"""Reads the CSV export of an organization's members row by row."""

import codecs
import csv
import io
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator

from aiodockerhub_generated.models import OrgMemberRow


def rows(text: str | Iterable[str]) -> Iterator[OrgMemberRow]:
    r"""Read the export.

    Columns are taken as they come: those that are missing are `UNSET` in the row, unknown ones are among its
    `additional_properties`.

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
    for piece in [text] if isinstance(text, str) else text:
        yield from reader.feed(piece)
    yield from reader.finish()


async def stream_rows(chunks: AsyncIterable[str | bytes]) -> AsyncIterator[OrgMemberRow]:
    """Read the export while it arrives.

    Args:
        chunks: The answer in pieces of any length, as UTF-8 or as text.

    Yields:
        One row for each member, as from `rows`, as soon as its line is complete.
    """
    reader = _Reader()
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    async for chunk in chunks:
        for row in reader.feed(chunk if isinstance(chunk, str) else decoder.decode(chunk)):
            yield row
    for row in reader.finish():
        yield row


class _Reader:
    """Cuts text into records, of which the first names the columns."""

    def __init__(self) -> None:
        self._columns: list[str] | None = None
        self._record = ""
        self._line = ""

    def feed(self, text: str) -> Iterator[OrgMemberRow]:
        *complete, self._line = (self._line + text).split("\n")
        for line in complete:
            self._record += f"{line}\n"
            if self._record.count('"') % 2 == 0:  # otherwise a quoted value goes on after the end of the line
                yield from self._take()

    def finish(self) -> Iterator[OrgMemberRow]:
        self._record += self._line
        yield from self._take()

    def _take(self) -> Iterator[OrgMemberRow]:
        record, self._record = self._record, ""
        values = next(csv.reader(io.StringIO(record, newline="")), list[str]())
        if values and self._columns is None:
            self._columns = [column.removeprefix("\ufeff").strip() for column in values]
        elif values:
            yield OrgMemberRow.from_dict(dict(zip(self._columns or (), values, strict=False)))
