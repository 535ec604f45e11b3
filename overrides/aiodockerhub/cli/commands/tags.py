"""`aiodockerhub tags`: finds the newest tag of an image.

The operation `repositories list-tags` shows the table of all tags; the overlay has its columns.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from aiodockerhub.cli import connection, output, progress
from aiodockerhub.cli.failures import ExitCode
from aiodockerhub.cli.group import Group
from aiodockerhub.cli.stale_tags import matching_tags

if TYPE_CHECKING:
    from aiodockerhub_generated.models import Tag

    from aiodockerhub.image_reference import ImageReference


@click.group("tags", cls=Group, short_help="Find the newest tag of an image.")
def command() -> None:
    """Find the newest tag of an image."""


@command.command("newest")
@click.argument("image", metavar="[NAMESPACE/]IMAGE")
@click.option("--suffix", default="", metavar="TEXT", help="Only tags of this variant, such as -alpine.")
@click.option("--prereleases", is_flag=True, help="Consider alphas, betas and release candidates, too.")
@click.option("--by-date", is_flag=True, help="The tag that was pushed last, whatever its name.")
@connection.add_options
def newest(image: str, **values: Any) -> int:
    """Find the tag with the highest version, or the tag pushed last.

    Write IMAGE as for docker pull: nginx, acme/app, docker.io/library/nginx. A tag or digest of IMAGE is ignored. The
    exit code is 4 if there is no such repository, or if none of its tags fits.
    """
    from aiodockerhub.cli import signals

    return signals.run_read(_newest(image, values))


async def _newest(image: str, values: dict[str, Any]) -> int:
    """Read all tags of an image, and write the image with its newest tag."""
    from aiodockerhub.image_reference import ImageReference
    from aiodockerhub.tag_versions import newest_tag

    reference = ImageReference.parse(image)
    async with connection.client(values) as hub:
        pager = hub.repositories.list_tags(*reference.parts)
        with progress.show_progress(f"tags of {reference.familiar}") as on_page:
            tags = await pager.collect(prefetch=4, on_page=on_page)
    named = [
        tag
        for tag in matching_tags(tags, None)
        if tag.name.endswith(values["suffix"]) and _is_allowed(tag.name, reference)
    ]
    names = [tag.name for tag in named]
    if values["by_date"]:
        dated = {tag.name: time for tag in named if (time := _last_push(tag)) is not None}
        newest = max(dated, key=lambda name: dated[name], default=None)
    else:
        newest = newest_tag(names, suffix=values["suffix"], prereleases=values["prereleases"])
    if newest is None:
        hint = "" if values["by_date"] or not names else ": none is a version; --by-date takes the one pushed last"
        click.echo(f"error: {reference.familiar} has no such tag among {len(tags)}{hint}", err=True)
        return ExitCode.NOT_FOUND
    output.write_text(reference.with_tag(newest).familiar)
    return ExitCode.SUCCESS


def _is_allowed(name: str, reference: "ImageReference") -> bool:
    """Return whether a tag, as a server named it, may be in a reference."""
    from aiodockerhub.errors import ArgumentError

    try:
        reference.with_tag(name)
    except ArgumentError:
        return False
    return True


def _last_push(tag: "Tag") -> datetime | None:
    """Return the time of the last push, or else of the last update.

    Returns:
        The time; `None` if neither is known.
    """
    times: tuple[object, ...] = (tag.tag_last_pushed, tag.last_updated)  # the client keeps values of other types
    return next((time for time in times if isinstance(time, datetime)), None)
