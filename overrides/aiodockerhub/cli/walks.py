"""Walks of commands: `--limit`, `--prefetch`, `--resume`, and their notes."""

import sys
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING, Any

import click
from aiodockerhub_generated._commands import FIRST_PAGE, PAGE_SIZE
from aiodockerhub_generated.arguments import shortened
from aiodockerhub_generated.catalog import ArgumentEntry, OperationEntry, PagingEntry

from aiodockerhub.cli import output, progress
from aiodockerhub.cli.parameter_types import Integer, relative_times
from aiodockerhub.helpers.cli_and_mcp import json_value

if TYPE_CHECKING:
    from aiodockerhub_generated.types import Call, Cursor, Page

    from aiodockerhub.pagination.pager import HubPager


class WalkOption(click.Option):
    """An option of walks; in the help, these options are in one group."""


def options() -> list[click.Option]:
    """Make the options of every walk: `--limit`, `--prefetch` and `--resume`.

    `Walk` takes their values. `argument_option` makes the options of the operation's own arguments: `--page-size`.
    """
    return [
        WalkOption(["--limit"], type=Integer(min=1), metavar="N", help="End after N items. [default: all]"),
        WalkOption(["--prefetch"], type=Integer(min=0), default=1, metavar="N", help="Request N pages at a time."),
        WalkOption(["--resume"], metavar="CURSOR", help="Go on where an earlier walk broke off."),
    ]


def argument_option(paging: PagingEntry, entry: ArgumentEntry, name: str, flags: list[str]) -> click.Option | None:
    """Make the option of an argument that chooses pages.

    In Docker's OpenAPI document, the argument chooses a single page. In a walk, the argument chooses the first page or
    the page size.

    Args:
        paging: Paging of the operation in the catalog.
        entry: Entry of the argument in the catalog.
        name: Name of the argument among the values of the command.
        flags: Options that the argument would have without a walk.

    Returns:
        The option; `None` for an argument that does not choose pages, or that names the first item (`startIndex` of
        SCIM).
    """
    if entry["name"] == paging["size"]:
        most = paging["max_size"]
        default = f"{most}, the maximum, or --limit if that is less" if most else "left to Docker Hub"
        names = [PAGE_SIZE, *(flag for flag in flags if flag != PAGE_SIZE)]
        text = f"Items to request at a time. [default: {default}]"
        return WalkOption([*names, name], type=Integer(1, most), metavar="N", help=text)
    if entry["name"] == paging["page"] and not paging["by_items"]:
        text = f"Begin with page N and go on to the end; requires {PAGE_SIZE}, by which pages are counted."
        return WalkOption([FIRST_PAGE, name], type=Integer(min=1), metavar="N", help=text)
    return None


def check_page_number(paging: PagingEntry | None, keywords: Mapping[str, Any]) -> None:
    """Refuse a page number without a page size.

    Args:
        paging: Paging of the operation in the catalog; `None` if the operation is no list.
        keywords: Arguments of the operation by name.

    Raises:
        click.UsageError: The arguments include a page number, but no page size.
    """
    if paging is None or paging["by_items"] or paging["page"] not in keywords or paging["size"] in keywords:
        return
    raise click.UsageError(
        f"{FIRST_PAGE} counts pages of {PAGE_SIZE} items: give both. (A list is walked to its end; --limit ends it "
        "earlier.)"
    )


def first_request(pager: "HubPager[Any]", values: Mapping[str, Any]) -> "Call[Any]":
    """Make the call for the first page of a walk, for `--dry-run`.

    Args:
        pager: Pager of the list.
        values: Values of the command. With `--resume`, the first page is the page at this cursor.

    Raises:
        click.UsageError: The cursor of `--resume` is not of this list.
    """
    return _resume(pager, values).first_call(values["limit"])


class Walk:
    """The walk of a command over a list, which writes the items.

    JSON lines, and CSV and TSV without `--query`, are written during the walk; everything else is written at its end.

    Args:
        entry: Entry of the operation in the catalog.
        pager: Pager of the list.
        values: Values of the command.
        form: Format of the items.

    Raises:
        click.UsageError: The cursor of `--resume` is not of this list.
    """

    def __init__(
        self, entry: OperationEntry, pager: "HubPager[Any]", values: Mapping[str, Any], form: output.Output
    ) -> None:
        self._entry, self._values, self._form = entry, values, form
        self._pager = _resume(pager, values)
        self._next: Cursor | None = None
        self._left: int | None = values["limit"]

    async def run(self) -> None:
        """Walk the list to its end or to the limit.

        If the walk is cancelled after a page has been read to its end, the advice of `_resume_advice` is written to
        stderr.

        Raises:
            DockerHubError: A page could not be read. Unless it is the first page of the list, or the error is a
                `ListChangedError`, the error has the advice of `_resume_advice` as a note.
            click.BadParameter: The query or a column does not fit the items.
            OSError: stdout cannot be written.
        """
        import asyncio

        from aiodockerhub.errors import DockerHubError, ListChangedError

        form, limit = self._form, self._left
        with progress.show_progress(self._entry["id"], wanted=not form.streams) as on_page:
            walk = self._pager.pages(limit=limit, prefetch=self._values["prefetch"], on_page=on_page)
            async with aclosing(walk):
                try:
                    if form.streams:
                        await form.write_items(self._items(walk), is_continued=self._values["resume"] is not None)
                        return
                    items = [item async for item in self._items(walk)]
                except DockerHubError as error:
                    # After `ListChangedError`, a resumed walk would fail in the same way.
                    cursor = None if isinstance(error, ListChangedError) else error.cursor
                    if (hint := self._resume_advice(cursor)) is not None:
                        error.add_note(hint)
                    raise
                except asyncio.CancelledError:  # Ctrl-C
                    if (hint := self._resume_advice(self._next)) is not None:
                        with suppress(OSError):  # otherwise nobody reads stdout, and items before the page may be lost
                            sys.stdout.flush()
                            click.echo(f"note: {hint}", err=True)
                    raise
        form.write_value(items, listed=True, noun=_noun(self._entry))

    async def _items(self, pages: "AsyncIterator[Page[Any]]") -> AsyncGenerator[Any]:
        """Yield the items up to the limit as JSON values.

        After each page, store the cursor of the next page and the rest of the limit, for `_resume_advice`.
        """
        async for page in pages:
            for item in page.items[: self._left]:
                yield json_value(item)
            self._left = None if self._left is None else max(0, self._left - len(page.items))
            self._next = page.cursor

    def _resume_advice(self, cursor: "Cursor | None") -> str | None:
        """Return the advice to resume the walk at a cursor.

        Returns:
            The advice, with the options that the next command needs. If the items would have been written at the end of
            the walk, the advice names the option that makes a walk resumable. `None` without a cursor, or if the cursor
            is at the first page of the list.
        """
        from aiodockerhub.pagination.page_requests import is_beyond_first

        if cursor is None or not is_beyond_first(cursor):
            return None
        if not self._form.streams:
            return "Nothing was written. --jsonl writes items as they are read, and --resume goes on after them."
        options = {**relative_times(), "--resume": f"'{cursor}'"}
        if self._left is not None:
            options = {"--limit": str(self._left), **options}
        words = " ".join(f"{option} {value}" for option, value in options.items())
        return f"All items before this page are written; {words} goes on with it."


def _resume(pager: "HubPager[Any]", values: Mapping[str, Any]) -> "HubPager[Any]":
    """Return the pager; it starts at the cursor of `--resume` if given.

    Raises:
        click.UsageError: The cursor is not of this list.
    """
    from aiodockerhub.errors import ArgumentError

    if values["resume"] is None:
        return pager
    try:
        return pager.resume(values["resume"])
    except ArgumentError:
        times = " ".join(f"{option} {time}" for option, time in relative_times().items())
        advice = f"; give the time that stood before the cursor, as in {times}, in the place of an age" if times else ""
        raise click.UsageError(
            "--resume: expected the cursor that this same command named when it broke off, with the arguments that it "
            f"had then, got {shortened(values['resume'])}{advice}",
        ) from None


def _noun(entry: OperationEntry) -> str:
    """Return the name of the items of a list, from its method or resource.

    For example, `tags` for `repositories.list_tags` and `repositories` for `repositories.list`; `results` for a method
    whose name does not begin with `list`.
    """
    name = entry["resource"] if entry["method_name"] == "list" else entry["method_name"].removeprefix("list_")
    return name.replace("_", " ") if entry["method_name"].startswith("list") else "results"
