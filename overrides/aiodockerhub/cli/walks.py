"""Walks over lists: their options, first request, and how to resume them."""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

import click
from aiodockerhub_generated.catalog import ArgumentEntry, OperationEntry, PagingEntry

from aiodockerhub.cli import output, progress
from aiodockerhub.cli.parameter_types import Integer
from aiodockerhub.cli.value_formats import json_value

if TYPE_CHECKING:
    from aiodockerhub_generated.types import Call, Cursor, Page

    from aiodockerhub.pagination.pager import HubPager

FIRST_PAGE, PAGE_SIZE = "--first-page", "--page-size"


class WalkOption(click.Option):
    """An option of walks; the help lists these under a heading of their own."""


def options() -> list[click.Option]:
    """Make the options of a walk that are no arguments of the operation.

    Returns:
        New options; their values are for `Walk`.
    """
    return [
        WalkOption(["--limit"], type=Integer(min=1), metavar="N", help="End after N items. [default: all]"),
        WalkOption(["--prefetch"], type=Integer(min=0), default=1, metavar="N", help="Request N pages at a time."),
        WalkOption(["--resume"], metavar="CURSOR", help="Go on where an earlier walk broke off."),
    ]


def argument_option(paging: PagingEntry, entry: ArgumentEntry, name: str, flags: list[str]) -> click.Option | None:
    """Make the option of an argument that chooses pages.

    In the document the argument chooses one page; in a walk it chooses the first page, or the size of pages.

    Args:
        paging: The paging of the operation.
        entry: The argument.
        name: Name of the value among those of the command.
        flags: Options of the argument in other commands.

    Returns:
        The option, `None` for arguments that choose no page.
    """
    if entry["name"] == paging["size"]:
        most = paging["max_size"]
        default = f"{most}, the most there may be, or --limit if that is less" if most else "left to Docker Hub"
        spelled = [PAGE_SIZE, *(flag for flag in flags if flag != PAGE_SIZE)]
        text = f"Items to request at a time. [default: {default}]"
        return WalkOption([*spelled, name], type=Integer(1, most), metavar="N", help=text)
    if entry["name"] == paging["page"] and not paging["by_items"]:
        text = f"Begin with page N and go on to the end; pages are counted by {PAGE_SIZE}, which has to be given."
        return WalkOption([FIRST_PAGE, name], type=Integer(min=1), metavar="N", help=text)
    return None


def check(paging: PagingEntry | None, keywords: Mapping[str, Any]) -> None:
    """Refuse a page number without a page size.

    Args:
        paging: The paging of the operation, `None` if there is no list.
        keywords: Arguments of the operation by name.

    Raises:
        click.UsageError: There is a first page and no page size.
    """
    if paging is None or paging["by_items"] or paging["page"] not in keywords or paging["size"] in keywords:
        return
    raise click.UsageError(
        f"{FIRST_PAGE} counts pages of {PAGE_SIZE} items: give both. (A list is walked to its end; --limit ends it "
        "earlier.)"
    )


def first_request(pager: "HubPager[Any]", values: Mapping[str, Any]) -> "Call[Any]":
    """Make the first request of a walk, to be shown.

    Args:
        pager: The list.
        values: Values of the command.
    """
    return _resumed(pager, values).first_call(values["limit"])


class Walk:
    """The walk of a command over a list, and the writing of its items.

    JSON lines and CSV are written while the walk goes on, other formats at its end.

    Args:
        entry: The operation.
        pager: The list.
        values: Values of the command.
        form: Destination and format of the items.
    """

    def __init__(
        self, entry: OperationEntry, pager: "HubPager[Any]", values: Mapping[str, Any], form: output.Output
    ) -> None:
        self._entry, self._values, self._form = entry, values, form
        self._pager = _resumed(pager, values)
        self._next: Cursor | None = None

    async def run(self) -> None:
        """Walk the list to its end or to the limit.

        Raises:
            DockerHubError: A page failed; a note says how to go on.
        """
        import asyncio

        from aiodockerhub.errors import DockerHubError

        form, limit = self._form, self._values["limit"]
        with progress.shown(self._entry["id"], wanted=not form.streams) as on_page:
            walk = self._pager.pages(limit=limit, prefetch=self._values["prefetch"], on_page=on_page)
            async with aclosing(walk):
                try:
                    if form.streams:
                        await form.items(self._items(walk), is_continued=self._values["resume"] is not None)
                        return
                    items = [item async for item in self._items(walk)]
                except DockerHubError as error:
                    if (hint := _how_to_resume(error.cursor, is_written=form.streams)) is not None:
                        error.add_note(hint)
                    raise
                except asyncio.CancelledError:  # Ctrl-C
                    if (hint := _how_to_resume(self._next, is_written=form.streams)) is not None:
                        click.echo(f"note: {hint}", err=True)
                    raise
        form.value(items, listed=True, noun=_noun(self._entry))

    async def _items(self, pages: "AsyncIterator[Page[Any]]") -> AsyncGenerator[Any]:
        """Give the items of all pages, and note where the next page begins."""
        left: int | None = self._values["limit"]
        async for page in pages:
            for item in page.items[:left]:
                yield json_value(item)
            left = None if left is None else max(0, left - len(page.items))
            self._next = page.cursor


def _resumed(pager: "HubPager[Any]", values: Mapping[str, Any]) -> "HubPager[Any]":
    """Start the walk at the cursor that was given, if any."""
    from aiodockerhub.errors import ArgumentError

    if values["resume"] is None:
        return pager
    try:
        return pager.resume(values["resume"])
    except ArgumentError:
        raise click.UsageError(
            "--resume: expected the cursor that this same command named when it broke off, with the arguments that it "
            f"had then, got {values['resume']!r}",
        ) from None


def _how_to_resume(cursor: "Cursor | None", *, is_written: bool) -> str | None:
    """Advise how to go on at a cursor; `None` if that is the first page."""
    from aiodockerhub.pagination.page_requests import is_beyond_first

    if cursor is None or not is_beyond_first(cursor):
        return None
    if is_written:
        return f"All items before this page are written; --resume '{cursor}' goes on with it."
    return "Nothing is written. With --jsonl, the items before such a page are, and --resume goes on with it."


def _noun(entry: OperationEntry) -> str:
    """Name the items of a list by its method or its resource."""
    name = entry["resource"] if entry["method_name"] == "list" else entry["method_name"].removeprefix("list_")
    return name.replace("_", " ") if entry["method_name"].startswith("list") else "results"
