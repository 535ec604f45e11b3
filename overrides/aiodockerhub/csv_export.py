"""Reads the CSV export of an organization's members row by row."""

import codecs
import csv
import io
import tempfile
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator
from pathlib import Path

from aiodockerhub_generated.calls import orgs
from aiodockerhub_generated.models import OrgMemberRow

from aiodockerhub.client import DockerHub


async def member_rows(hub: DockerHub, org_name: str) -> AsyncIterator[OrgMemberRow]:
    """Fetch the export of an organization's members (`GET /v2/orgs/{org_name}/members/export`) row by row.

    It goes through a temporary file: neither text nor rows are in memory as a whole, and a connection that breaks
    half-way is retried without giving a row twice.

    Args:
        hub: Logged in as somebody who may see the members.
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
            for row in rows(lines):
                yield row


def rows(text: str | Iterable[str]) -> Iterator[OrgMemberRow]:
    r"""Read the export.

    Columns are taken as they come: those that are missing are `None` in the row, unknown ones are among its
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
