"""`aiodockerhub inventory`: lists repositories with size and use."""

from typing import TYPE_CHECKING, Any

import click

from aiodockerhub.cli import connection, output, progress
from aiodockerhub.cli.failures import ExitCode
from aiodockerhub.cli.help import Command
from aiodockerhub.cli.parameters import Argument
from aiodockerhub.helpers.text import one_line

if TYPE_CHECKING:
    from aiodockerhub_generated.models import RepositoryListEntry

    from aiodockerhub.client import DockerHub

_FIELD_KINDS = {
    "name": "text",
    "is_private": "boolean",
    "pull_count": "integer",
    "star_count": "integer",
    "storage_size": "bytes",
    "tags": "integer",
    "newest_tag": "text",
    "last_updated": "time",
}
_MAX_CONCURRENT_REQUESTS = 8


def _run(namespace: str, *, count_tags: bool, **values: Any) -> int:
    """List the repositories of a namespace with size, use and number of tags.

    The number of tags and the newest tag take one more request for each repository; --no-tags leaves out these requests
    and both values. A repository whose tags are not found, or whose name cannot be sent, has neither value.
    """
    from aiodockerhub.cli import signals

    form = output.Output.of(values, usual=list(_FIELD_KINDS), kinds=_FIELD_KINDS)
    rows = signals.run_read(_rows(namespace, values, count_tags=count_tags))
    form.write_value(rows, listed=True, noun="repositories")
    return ExitCode.SUCCESS


_PARAMETERS: list[click.Parameter] = [
    Argument(["namespace"], text="User or organization."),
    click.Option(["--tags/--no-tags", "count_tags"], default=True, help="Count the tags of each repository."),
]
command: Command = Command(
    "inventory",
    callback=_run,
    own=_PARAMETERS,
    params=[*_PARAMETERS, *output.options(), *connection.options()],
    help=_run.__doc__,
    short_help="List the repositories of a namespace with size and use.",
)


async def _rows(namespace: str, values: dict[str, Any], *, count_tags: bool) -> list[dict[str, Any]]:
    """Make a row for each repository, with the columns of `_FIELD_KINDS`."""
    import asyncio

    limit = asyncio.Semaphore(_MAX_CONCURRENT_REQUESTS)

    async def row(hub: "DockerHub", repository: "RepositoryListEntry") -> dict[str, Any]:
        fields = repository.to_dict()
        columns = {name: fields.get(name) for name in _FIELD_KINDS}
        if count_tags:
            async with limit:
                columns |= await _count_tags(hub, namespace, repository.name)
        return columns

    async with connection.client(values) as hub:
        with progress.show_progress(f"repositories of {namespace}") as on_page:
            repositories = await hub.repositories.list(namespace).collect(on_page=on_page)
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(row(hub, repository)) for repository in repositories]
    return [task.result() for task in tasks]


async def _count_tags(hub: "DockerHub", namespace: str, name: Any) -> dict[str, Any]:
    """Request the columns `tags` and `newest_tag` of a repository.

    Args:
        hub: Client that sends the request.
        namespace: User or organization.
        name: Name of the repository, as the list has it, which may be no text.

    Returns:
        The two columns; an empty dictionary if Docker Hub does not find the tags, or if the name is no name of a
        repository. A note on stderr then says so.
    """
    from aiodockerhub.errors import ArgumentError, NotFoundError

    try:
        page = await hub.repositories.list_tags(namespace, name, page_size=1)
    except NotFoundError:  # it was deleted since it was listed, or Docker Hub errs
        click.echo(f"note: {one_line(f'{namespace}/{name}')} is listed, but its tags are not found", err=True)
        return {}
    except ArgumentError:
        click.echo(f"note: {one_line(f'{namespace}/{name}')} is listed, but is no name of a repository", err=True)
        return {}
    return {"tags": page.total, "newest_tag": page.items[0].name if page.items else None}
