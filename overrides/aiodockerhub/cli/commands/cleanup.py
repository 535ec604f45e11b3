"""`aiodockerhub cleanup`: deletes unused tags, after a confirmation."""

import re
import signal
from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterable, Sequence
from contextlib import aclosing, contextmanager, suppress
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

import click

from aiodockerhub.cli import connection, output, progress
from aiodockerhub.cli.failures import ExitCode, exit_code, report
from aiodockerhub.cli.help import Command
from aiodockerhub.cli.parameter_types import Integer, Time
from aiodockerhub.cli.parameters import Argument

if TYPE_CHECKING:
    from aiodockerhub_generated.models import Tag

    from aiodockerhub.client import DockerHub
    from aiodockerhub.errors import DockerHubError
    from aiodockerhub.image_reference import ImageReference

_KINDS = {"name": "text", "last_use": "time", "full_size": "bytes", "action": "text"}
_AT_A_TIME = 4
_LATEST = "latest"
_NOT_TRIED = "not tried"


class _Pattern(click.ParamType["re.Pattern[str]"]):
    """A regular expression of Python."""

    name = "regex"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "re.Pattern[str]":
        """Compile the expression."""
        try:
            return re.compile(value)
        except re.error as error:
            self.fail(f"{value!r} is no regular expression: {error}", param, ctx)


def _run(image: str, **values: Any) -> int:
    """Delete the tags that nobody has pulled or pushed for some time.

    Without --yes it only shows the tags it would delete. All tags are read before the first is deleted. A tag whose
    last use Docker Hub does not know is kept, and so is `latest`.
    """
    import asyncio

    if values["yes"] and values["dry_run"]:
        raise click.UsageError("--yes deletes, --dry-run only shows: choose one of them")
    if "/" not in image:
        raise click.UsageError(
            f"{image!r} has no namespace: write NAMESPACE/{image} for one repository, library/{image} for Docker's own"
        )
    form = output.Output.of(values, usual=list(_KINDS), kinds=_KINDS)
    try:
        return asyncio.run(_clean_up(image, form, values))
    except asyncio.CancelledError:  # by a signal
        raise click.Abort from None


_OWN: list[click.Parameter] = [
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
    own=_OWN,
    params=[*_OWN, *output.options(), *connection.options()],
    help=_run.__doc__,
    short_help="Delete the tags of a repository that are no longer used.",
)


def stale(
    tags: "Sequence[Tag]",
    *,
    before: datetime,
    keep: int = 0,
    match: "re.Pattern[str] | None" = None,
    spared: Sequence[str] = (),
    by: str = "use",
) -> "list[Tag]":
    """Choose the tags that are no longer used.

    Args:
        tags: All tags of a repository.
        before: Tags whose last use lies before it are stale.
        keep: Number of matching tags to keep in any case: the last used ones.
        match: Only tags with a match of this expression in their name are considered.
        spared: Names of tags to keep.
        by: `use` for pulls and pushes, `push` for pushes alone.

    Returns:
        The stale tags, the one that was used last first. A tag whose last use is unknown is not among them.
    """
    looked_at = [(tag, last_use(tag, by)) for tag in tags if match is None or match.search(tag.name or "")]
    dated = [(time, tag) for tag, time in looked_at if time is not None]
    dated.sort(key=lambda pair: pair[0], reverse=True)
    return [tag for time, tag in dated[keep:] if time < before and tag.name and tag.name not in spared]


def last_use(tag: "Tag", by: str = "use") -> datetime | None:
    """Tell when a tag was last used.

    Args:
        tag: The tag.
        by: `use` for pulls and pushes, `push` for pushes alone.

    Returns:
        The time, `None` if Docker Hub does not know.
    """
    pulled = [tag.tag_last_pulled] if by == "use" else []
    times = [time for time in (*pulled, tag.tag_last_pushed, tag.last_updated) if isinstance(time, datetime)]
    return max(times, default=None)


async def _clean_up(image: str, form: output.Output, values: dict[str, Any]) -> int:
    from aiodockerhub.image_reference import ImageReference

    reference = ImageReference.parse(image)
    if reference.tag or reference.digest:
        raise click.UsageError(f"{image} names one tag; name the repository, such as {reference.parts[0]}/app")
    with _cancelled_by_signals():
        return await _clean_up_image(reference, form, values)


async def _clean_up_image(reference: "ImageReference", form: output.Output, values: dict[str, Any]) -> int:
    async with connection.client(values) as hub:
        with progress.shown(f"tags of {reference.familiar}") as on_page:
            tags = await hub.repositories.list_tags(*reference.parts).collect(prefetch=4, unique=True, on_page=on_page)
        chosen = stale(
            tags,
            before=values["older_than"],
            keep=values["keep"],
            match=values["match"],
            spared=[_LATEST, *values["spared"]],
            by=values["by"],
        )
        rows = {str(tag.name): _row(tag, "would be deleted", values["by"]) for tag in chosen}
        pattern: re.Pattern[str] | None = values["match"]
        looked_at = [tag for tag in tags if pattern is None or pattern.search(tag.name or "")]
        unknown = sum(last_use(tag, values["by"]) is None for tag in looked_at)
        total = f"{len(tags)} tags" + (f" ({unknown} kept, for their last use is unknown)" if unknown else "")
        if not values["yes"]:
            form.value([*rows.values()], listed=True, noun="such tags")
            _sum_up(total, rows)
            return ExitCode.SUCCESS
        return await _delete(hub, reference.parts, rows, form, total)


async def _delete(
    hub: "DockerHub", parts: tuple[str, str], rows: dict[str, dict[str, Any]], form: output.Output, total: str
) -> ExitCode:
    """Delete tags, and show what became of each, also if that is interrupted."""
    for row in rows.values():
        row["action"] = _NOT_TRIED
    deletion, unwritten = _Deletion(hub, parts, rows), dict(rows)
    try:
        async with aclosing(deletion.run()) as done:
            if form.streams:
                await form.items(_noted(done, unwritten))
            else:
                async for _ in done:
                    pass
    finally:
        try:
            if unwritten or not form.streams:
                await form.items(_each(unwritten.values()), is_continued=len(unwritten) < len(rows))
        finally:
            _sum_up(total, rows)
    return deletion.code


async def _noted(
    rows: AsyncIterator[dict[str, Any]], unwritten: dict[str, dict[str, Any]]
) -> AsyncGenerator[dict[str, Any], None]:
    """Note which rows have been written."""
    async for row in rows:
        yield row
        del unwritten[row["name"]]


async def _each(rows: Iterable[dict[str, Any]]) -> AsyncGenerator[dict[str, Any], None]:
    """Hand out the rows of the tags whose deletion was not awaited."""
    for row in rows:
        yield row


@contextmanager
def _cancelled_by_signals() -> Generator[None]:
    """Let the signals that end a process cancel this task."""
    import asyncio

    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    ours = [
        getattr(signal, name)
        for name in ("SIGTERM", "SIGHUP")  # Windows has no SIGHUP
        if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) is signal.SIG_DFL  # not below nohup
    ]
    with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows, and threads but the first
        for number in ours:
            loop.add_signal_handler(number, cast("asyncio.Task[Any]", task).cancel)
    try:
        yield
    finally:
        with suppress(NotImplementedError, RuntimeError, ValueError):
            for number in ours:
                loop.remove_signal_handler(number)


class _Deletion:
    """Deletes tags, a few at a time.

    One that fails does not keep the others, unless it says that they would fail as well.

    Args:
        hub: The client.
        parts: Namespace and repository.
        rows: A row for each tag, by its name; each is told what became of it.

    Attributes:
        code: Exit code, by the last failure.
    """

    def __init__(self, hub: "DockerHub", parts: tuple[str, str], rows: dict[str, dict[str, Any]]) -> None:
        self._hub, self._parts, self._rows = hub, parts, rows
        self._left = iter(rows)
        self._reported = set[type[Exception]]()
        self.code = ExitCode.SUCCESS

    async def run(self) -> AsyncGenerator[dict[str, Any], None]:
        """Delete all, and yield the row of each when it is done."""
        import asyncio

        from aiodockerhub.helpers.tasks import end_tasks, start_task

        running = {start_task(self._delete(name)) for name in islice(self._left, _AT_A_TIME)}
        try:
            while running:
                done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    running |= {start_task(self._delete(name)) for name in islice(self._left, 1)}
                    yield task.result()
        finally:
            await end_tasks(running)

    async def _delete(self, name: str) -> dict[str, Any]:
        from aiodockerhub import errors

        row = self._rows[name]
        row["action"] = "perhaps deleted"  # until there is a response
        try:
            await self._hub.repositories.delete_tag(*self._parts, name)
        except errors.NotFoundError:
            row["action"] = "was gone already"
        except errors.DockerHubError as error:
            row["action"] = "failed"
            self.code = exit_code(error)
            if type(error) not in self._reported:  # a hundred refusals of one kind are one piece of news
                self._reported.add(type(error))
                report(error, verbose=False)
            if _holds_for_all(error):
                self._left = iter(())
        else:
            row["action"] = "deleted"
        return row


def _holds_for_all(error: "DockerHubError") -> bool:
    """Tell whether the next tags would fail as well.

    A 403 is about the whole repository, unless its message says that the tag is immutable.
    """
    from aiodockerhub import errors

    if isinstance(error, errors.ForbiddenError):
        return "immutable" not in error.message.lower()
    return isinstance(error, errors.AuthenticationError | errors.UnauthorizedError | errors.RateLimitError)


def _row(tag: "Tag", action: str, by: str) -> dict[str, Any]:
    time = last_use(tag, by)
    return {
        "name": tag.name,
        "last_use": None if time is None else time.isoformat().replace("+00:00", "Z"),
        "full_size": tag.to_dict().get("full_size"),
        "action": action,
    }


def _sum_up(total: str, rows: dict[str, dict[str, Any]]) -> None:
    actions = [str(row["action"]) for row in rows.values()]
    counts = ", ".join(f"{actions.count(action)} {action}" for action in dict.fromkeys(actions))
    hint = "; add --yes to delete them" if "would be deleted" in actions else ""
    click.echo(f"{counts or 'nothing to delete'} of {total}{hint}", err=True)
