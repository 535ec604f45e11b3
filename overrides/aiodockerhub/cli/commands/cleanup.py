"""`aiodockerhub cleanup`: deletes unused tags if `--yes` is given."""

import re
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable
from contextlib import aclosing, suppress
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from aiodockerhub.cli import connection, output, progress
from aiodockerhub.cli.failures import ExitCode, exit_code, report
from aiodockerhub.cli.help import Command
from aiodockerhub.cli.parameter_types import Integer, Time
from aiodockerhub.cli.parameters import Argument
from aiodockerhub.cli.stale_tags import find_stale, last_use, matching

if TYPE_CHECKING:
    from aiodockerhub_generated.models import Tag

    from aiodockerhub.client import DockerHub
    from aiodockerhub.errors import DockerHubError
    from aiodockerhub.http.events import ResponseEvent

_FIELD_KINDS = {"name": "text", "last_use": "time", "full_size": "bytes", "action": "text"}
_MAX_CONCURRENT_DELETIONS = 4
_MAX_CLOCK_LEAD_SECONDS = 3600


class _Pattern(click.ParamType["re.Pattern[str]"]):
    """The type of regular expressions of Python."""

    name = "regex"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "re.Pattern[str]":
        """Compile the expression."""
        try:
            return re.compile(value)
        except re.error as error:
            self.fail(f"{value!r} is no regular expression: {error}", param, ctx)


def _run(image: str, **values: Any) -> int:
    """Delete the tags that nobody has pulled or pushed for some time.

    The time is that of --older-than; with --by push, it does not matter when a tag was pulled. Without --yes, the
    command only shows the tags that it would delete. It reads all tags before it deletes the first.
    It keeps `latest`, and every tag whose last use Docker Hub does not know.
    """
    from aiodockerhub.cli import signals  # imported late, because the help does not need asyncio

    if values["yes"] and values["dry_run"]:
        raise click.UsageError("--yes deletes, --dry-run only shows: choose one of them")
    if "/" not in image:
        raise click.UsageError(
            f"{image!r} has no namespace: write NAMESPACE/{image} for one repository, library/{image} for Docker's own"
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
        with progress.show(f"tags of {reference.familiar}") as on_page:
            tags = await hub.repositories.list_tags(*reference.parts).collect(prefetch=4, unique=True, on_page=on_page)
        if clock.lead > _MAX_CLOCK_LEAD_SECONDS:
            click.echo(
                f"error: the clock of this machine is {clock.lead / 3600:.1f} h ahead of Docker Hub's, so that tags in "
                "use would seem old; nothing is deleted: set the clock",
                err=True,
            )
            return ExitCode.FAILED
        chosen = find_stale(
            tags,
            before=values["older_than"],
            keep=values["keep"],
            match=values["match"],
            spared=["latest", *values["spared"]],
            by=values["by"],
        )
        rows = {tag.name: _row(tag, "would be deleted", values["by"]) for tag in chosen}
        unknown = sum(last_use(tag, values["by"]) is None for tag in matching(tags, values["match"]))
        total = f"{len(tags)} tags" + (f" ({unknown} kept, because their last use is unknown)" if unknown else "")
        if not values["yes"]:
            form.value([*rows.values()], listed=True, noun="such tags")
            _sum_up(total, rows)
            return ExitCode.SUCCESS
        return await _delete(hub, reference.parts, rows, form, total)


async def _delete(
    hub: "DockerHub", parts: tuple[str, str], rows: dict[str, dict[str, Any]], form: output.Output, total: str
) -> ExitCode:
    """Delete tags, and write a row for each tag, even if interrupted.

    If the format streams, each row is written after the attempt to delete its tag; otherwise all are written last. The
    summary on stderr counts the rows by action, and ends with `total`, which describes the tags of the repository.
    """
    for row in rows.values():
        row["action"] = "not tried"
    form.check([*rows.values()])  # before the first deletion, because a query that does not fit ends the command
    deletion, unwritten = _Deletion(hub, parts, rows), dict(rows)

    async def write(source: Callable[[], AsyncIterator[dict[str, Any]]], *, is_continued: bool = False) -> None:
        nonlocal form
        try:
            await form.items(source(), is_continued=is_continued)
        except click.BadParameter as error:
            form = deletion.leave_out_query(form, error)
            await form.items(source(), is_continued=is_continued)

    try:
        with suppress(BrokenPipeError):  # the rows are written to stderr below
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
        except BrokenPipeError:  # no success, as it is for a read; all rows, because the last ones may be unread
            if rows:
                output.to_stderr([*rows.values()])
                click.echo("note: nobody reads stdout, so what became of each tag is written here", err=True)
                deletion.code = deletion.code or ExitCode.FAILED
        except OSError:  # such as a full disk
            output.to_stderr([*unwritten.values()])
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


class _Deletion:
    """Deletes tags, at most four at the same time.

    If the deletion of a tag fails, the other tags are still deleted, unless the error means that they would fail, too.

    Args:
        hub: Client that sends the calls.
        parts: Namespace and repository.
        rows: Rows of the tags to delete, by the name of the tag. The deletion updates the `action` of each row.

    Attributes:
        code: Exit code of the command, from the last failure; `ExitCode.SUCCESS` if nothing failed.
    """

    def __init__(self, hub: "DockerHub", parts: tuple[str, str], rows: dict[str, dict[str, Any]]) -> None:
        self._hub, self._parts, self._rows = hub, parts, rows
        self._left = iter(rows)
        self._reported = set[type[Exception]]()
        self.code = ExitCode.SUCCESS

    async def run(self) -> AsyncGenerator[dict[str, Any], None]:
        """Delete the tags, and yield the row of each tag that was tried.

        The `action` of the row says what became of the tag. After an error that holds for all tags, no further tag is
        tried.
        """
        import asyncio

        from aiodockerhub.helpers.tasks import end_tasks, start_task

        running = {start_task(self._delete(name)) for name in islice(self._left, _MAX_CONCURRENT_DELETIONS)}
        try:
            while running:
                done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    running |= {start_task(self._delete(name)) for name in islice(self._left, 1)}
                    yield task.result()
        finally:
            await end_tasks(running)

    def leave_out_query(self, form: output.Output, error: click.BadParameter) -> output.Output:
        """Report that query or columns do not fit, and make an output without."""
        click.echo(f"error: {error.message}; whole rows are written", err=True)
        self.code = self.code or ExitCode.FAILED
        return form.without_query()

    async def _delete(self, name: str) -> dict[str, Any]:
        from aiodockerhub import errors

        row = self._rows[name]
        row["action"] = "perhaps deleted"  # the task may be cancelled before the response arrives
        try:
            await self._hub.repositories.delete_tag(*self._parts, name)
        except errors.NotFoundError:
            row["action"] = "was gone already"
        except errors.DockerHubError as error:
            if not _may_have_acted(error):
                row["action"] = "failed"
            # Exit code 2 would say that nothing was sent.
            self.code = ExitCode.FAILED if exit_code(error) is ExitCode.USAGE else exit_code(error)
            if type(error) not in self._reported:  # one report for each kind of error
                self._reported.add(type(error))
                report(error, verbose=False)
            if _holds_for_all(error):
                self._left = iter(())
        else:
            row["action"] = "deleted"
        return row


def _may_have_acted(error: "DockerHubError") -> bool:
    """Return whether Docker Hub may have deleted the tag despite an error."""
    from aiodockerhub import errors

    return isinstance(error, errors.ServerError) or (
        isinstance(error, errors.TransportError | errors.DecodeError) and error.sent
    )


def _holds_for_all(error: "DockerHubError") -> bool:
    """Return whether an error means that the other tags would fail, too.

    Status 403 concerns the whole repository, unless the message says that the tag is immutable.
    """
    from aiodockerhub import errors

    if isinstance(error, errors.ForbiddenError):
        return "immutable" not in error.message.lower()
    return isinstance(error, errors.AuthenticationError | errors.UnauthorizedError | errors.RateLimitError)


def _row(tag: "Tag", action: str, by: str) -> dict[str, Any]:
    moment = last_use(tag, by)
    return {
        "name": tag.name,
        "last_use": None if moment is None else moment.isoformat().replace("+00:00", "Z"),
        "full_size": tag.to_dict().get("full_size"),
        "action": action,
    }


def _sum_up(total: str, rows: dict[str, dict[str, Any]]) -> None:
    actions = [str(row["action"]) for row in rows.values()]
    counts = ", ".join(f"{actions.count(action)} {action}" for action in dict.fromkeys(actions))
    hint = "; add --yes to delete them" if "would be deleted" in actions else ""
    click.echo(f"{counts or 'nothing to delete'} of {total}{hint}", err=True)
