"""`aiodockerhub cleanup`: deletes unused tags if `--yes` is given."""

import re
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING, Any

import click
from aiodockerhub_generated.arguments import shortened

from aiodockerhub.cli import connection, output, progress, verbose
from aiodockerhub.cli.failures import ExitCode
from aiodockerhub.cli.help import Command
from aiodockerhub.cli.parameter_types import Integer, Time
from aiodockerhub.cli.parameters import Argument
from aiodockerhub.cli.stale_tags import StaleLimit, find_stale, last_use, latest_entries, matching_tags
from aiodockerhub.cli.standard_streams import ReaderGoneError
from aiodockerhub.cli.tag_deletion import TagDeletion, time_text

if TYPE_CHECKING:
    from aiodockerhub_generated.models import Tag

    from aiodockerhub.http.events import ResponseEvent

_FIELD_KINDS = {"name": "text", "last_use": "time", "full_size": "bytes", "action": "text"}
_MAX_CLOCK_LEAD_SECONDS = 3600


class _Pattern(click.ParamType["re.Pattern[str]"]):
    """The type of regular expressions of Python."""

    name = "regex"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "re.Pattern[str]":
        """Compile the expression."""
        try:
            return re.compile(value)
        except re.error as error:
            self.fail(f"{shortened(value)} is no regular expression: {error}", param, ctx)


def _run(image: str, **values: Any) -> int:
    """Delete the tags that nobody has pulled or pushed for some time.

    The time is that of --older-than; with --by push, it does not matter when a tag was pulled. Without --yes, the
    command only shows the tags that it would delete. It reads all tags before it deletes the first, and reads each tag
    again before it deletes it. It keeps `latest`, every tag whose last use Docker Hub does not know, and every tag that
    is used while the command runs.
    """
    from aiodockerhub.cli import signals  # imported late, because the help does not need asyncio

    if values["yes"] and values["dry_run"]:
        raise click.UsageError("--yes deletes, --dry-run only shows: choose one of them")
    if "/" not in image:
        raise click.UsageError(
            f"{shortened(image)} has no namespace: write NAMESPACE/{image} for one repository, library/{image} for "
            "Docker's own"
        )
    form = output.Output.of(values, usual=list(_FIELD_KINDS), kinds=_FIELD_KINDS)
    return signals.run(_clean_up(image, form, values))


_PARAMETERS: list[click.Parameter] = [
    Argument(["image"], metavar="NAMESPACE/REPOSITORY", text="The repository, such as acme/app."),
    click.Option(
        ["--older-than"],
        type=Time(is_past=True),
        required=True,
        metavar="AGE",
        help="Not used for so long, such as 90d or 12w.",
    ),
    click.Option(["--keep"], type=Integer(min=0), default=0, metavar="N", help="Keep the N tags that were used last."),
    click.Option(["--match"], type=_Pattern(), metavar="REGEX", help="Only tags in whose name this is found."),
    click.Option(["--except", "spared"], multiple=True, metavar="TAG", help="Keep this tag, too. Repeatable."),
    click.Option(
        ["--by"],
        type=click.Choice(["use", "push"]),
        default="use",
        help="What counts as use: a pull or a push (use), or only a push.  [default: use]",
    ),
    click.Option(["-y", "--yes"], is_flag=True, help="Delete them; otherwise they are only shown."),
    click.Option(["--dry-run"], is_flag=True, help="Only show them, as without --yes."),
]
command: Command = Command(
    "cleanup",
    callback=_run,
    own=_PARAMETERS,
    params=[*_PARAMETERS, *output.options(), *connection.options()],
    help=_run.__doc__,
    short_help="Delete the tags of a repository that are no longer used.",
)


async def _clean_up(image: str, form: output.Output, values: dict[str, Any]) -> int:
    from aiodockerhub.image_reference import ImageReference

    reference = ImageReference.parse(image)
    if reference.tag or reference.digest:
        raise click.UsageError(f"{image} names one tag; name the repository, such as {reference.parts[0]}/app")
    clock = _ClockComparison()
    async with connection.client(values, hooks={"on_response": clock.compare}) as hub:
        with progress.show_progress(f"tags of {reference.familiar}") as on_page:
            entries = await hub.repositories.list_tags(*reference.parts).collect(prefetch=4, on_page=on_page)
        limit = StaleLimit(values["older_than"], values["by"])
        tags = latest_entries(entries, limit.by)
        if clock.lead > _MAX_CLOCK_LEAD_SECONDS:
            click.echo(
                f"error: the clock of this machine is {clock.lead / 3600:.1f} h ahead of Docker Hub's, so that tags in "
                "use would seem old; nothing is deleted: set the clock",
                err=True,
            )
            return ExitCode.FAILED
        chosen = find_stale(
            tags,
            before=limit.before,
            keep=values["keep"],
            match=values["match"],
            spared=["latest", *values["spared"]],
            by=limit.by,
        )
        rows = {tag.name: _row(tag, "would be deleted", limit.by) for tag in chosen}
        unknown = sum(last_use(tag, limit.by) is None for tag in matching_tags(tags, values["match"]))
        total = f"{len(tags)} tags" + (f" ({unknown} kept, because their last use is unknown)" if unknown else "")
        if not values["yes"]:
            form.write_value([*rows.values()], listed=True, noun="such tags")
            _sum_up(total, rows)
            return ExitCode.SUCCESS
        shown = verbose.hooks(verbose=bool(values["verbose"]))
        return await _delete(TagDeletion(hub, reference.parts, rows, limit, shown), form, total)


async def _delete(deletion: TagDeletion, form: output.Output, total: str) -> ExitCode:
    """Delete tags, and write a row for each tag, even if interrupted.

    If the format streams, each row is written after the attempt to delete its tag; otherwise all are written last. The
    summary on stderr counts the rows by action, and ends with `total`, which describes the tags of the repository.
    """
    rows = deletion.rows
    for row in rows.values():
        row["action"] = "not tried"
    form.check_items([*rows.values()])  # before the first deletion, because a query that does not fit ends the command
    unwritten = dict(rows)

    async def write(source: Callable[[], AsyncIterator[dict[str, Any]]], *, is_continued: bool = False) -> None:
        nonlocal form
        try:
            await form.write_items(source(), is_continued=is_continued)
        except click.BadParameter as error:
            click.echo(f"error: {error.message}; whole rows are written", err=True)
            deletion.code = deletion.code or ExitCode.FAILED
            form = form.without_query()
            await form.write_items(source(), is_continued=is_continued)

    try:
        with suppress(ReaderGoneError):  # the rows are written to stderr below
            async with aclosing(deletion.run()) as done:
                if form.streams:
                    await write(lambda: _record_written(done, unwritten))
                else:
                    async for _ in done:
                        pass
    finally:
        try:
            if unwritten or not form.streams:
                await write(lambda: _iterate(unwritten.values()), is_continued=len(unwritten) < len(rows))
        except ReaderGoneError:  # unlike for a read, no success; all rows, because the last rows may be unread
            if rows:
                output.write_to_stderr([*rows.values()])
                click.echo("note: nobody reads stdout, so what became of each tag is written here", err=True)
                deletion.code = deletion.code or ExitCode.FAILED
        except OSError:  # such as a full disk
            output.write_to_stderr([*unwritten.values()])
            raise
        finally:
            _sum_up(total, rows)
    return deletion.code


async def _record_written(
    rows: AsyncIterator[dict[str, Any]], unwritten: dict[str, dict[str, Any]]
) -> AsyncGenerator[dict[str, Any], None]:
    """Yield rows, and remove each from `unwritten` when it has been written."""
    async for row in rows:
        yield row
        del unwritten[row["name"]]


async def _iterate(rows: Iterable[dict[str, Any]]) -> AsyncGenerator[dict[str, Any], None]:
    """Make an asynchronous iterator of rows."""
    for row in rows:
        yield row


class _ClockComparison:
    """Compares the clock of this machine with the clock of Docker Hub.

    Attributes:
        lead: Largest number of seconds by which this machine was ahead; 0 if it never was, or if no response had a Date
            header.
    """

    def __init__(self) -> None:
        self.lead = 0.0

    def compare(self, event: "ResponseEvent") -> None:
        """Compare the clock with the Date header of a response, as a hook."""
        from aiodockerhub.http.retry_after import read_server_time

        now = time.time()
        self.lead = max(self.lead, now - read_server_time(event.headers, now))


def _row(tag: "Tag", action: str, by: str) -> dict[str, Any]:
    return {
        "name": tag.name,
        "last_use": time_text(last_use(tag, by)),
        "full_size": tag.to_dict().get("full_size"),
        "action": action,
    }


def _sum_up(total: str, rows: dict[str, dict[str, Any]]) -> None:
    actions = [str(row["action"]) for row in rows.values()]
    counts = ", ".join(f"{actions.count(action)} {action}" for action in dict.fromkeys(actions))
    hint = "; add --yes to delete them" if "would be deleted" in actions else ""
    click.echo(f"{counts or 'nothing to delete'} of {total}{hint}", err=True)
