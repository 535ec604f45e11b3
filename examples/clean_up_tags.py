"""Delete the tags of a repository that nobody has pulled or pushed for a while.

    python examples/clean_up_tags.py acme/app --days 180              prints the tags, and deletes none
    python examples/clean_up_tags.py acme/app --days 180 --delete     deletes the tags

A tag whose last use is unknown is kept, and so is a tag that was pulled or pushed after the list was read.
"""

import argparse
import asyncio
from datetime import UTC, datetime, timedelta

from aiodockerhub import DockerHub, NotFoundError, RequestEvent, models

MAX_DAYS = 36_500


def last_use(tag: models.Tag) -> datetime | None:
    """Return the time at which a tag was last pulled or pushed.

    A time that Docker Hub did not send, or that cannot be read, may be any time; null means never.

    Args:
        tag: The tag.

    Returns:
        The time; `None` if it is not known.
    """
    times: list[object] = [tag.tag_last_pulled, tag.tag_last_pushed, tag.last_updated]
    dates = [time for time in times if isinstance(time, datetime)]
    are_known = all(time is None or isinstance(time, datetime) for time in times)
    if not are_known or not tag.has("tag_last_pulled") or not tag.has("tag_last_pushed"):
        return None
    # Year 1 is how programs in Go, such as Docker Hub, write a time that is not set.
    return max((time for time in dates if time.year > 1), default=None)


async def find_stale(hub: DockerHub, namespace: str, repository: str, *, before: datetime, keep: set[str]) -> list[str]:
    """Find the tags that were last used before a given time.

    All pages are read before any tag is deleted: deletions during the walk would move later tags to pages that the walk
    has already read.

    Args:
        hub: The client.
        namespace: User or organization.
        repository: Name of the repository.
        before: The time. A tag whose last use is unknown is not stale.
        keep: Names of tags that are never stale.

    Returns:
        Names of the stale tags.
    """
    stale: list[str] = []
    async for tag in hub.repositories.list_tags(namespace, repository):
        used = last_use(tag)
        if used is not None and used < before and tag.name not in keep:
            stale.append(tag.name)
    return stale


class InUseError(Exception):
    """A tag is no longer stale."""


async def delete(
    hub: DockerHub, namespace: str, repository: str, tags: list[str], *, before: datetime
) -> tuple[list[str], list[str]]:
    """Delete tags, four at a time, if they are still stale.

    The rate limit may delay a deletion by minutes, in which a tag can be pushed again. So each tag is read immediately
    before each attempt to delete it.

    Args:
        hub: The client.
        namespace: User or organization.
        repository: Name of the repository.
        tags: Names of the tags.
        before: The time. A tag that was last used at this time or later is kept.

    Returns:
        Names of the tags that had already been deleted, and names of the tags that are kept.
    """
    gone: list[str] = []
    kept: list[str] = []
    limit = asyncio.Semaphore(4)

    async def delete_one(tag: str) -> None:
        async def check(_: RequestEvent) -> None:
            used = last_use(await hub.repositories.get_tag(namespace, repository, tag))
            if used is None or used >= before:
                raise InUseError(tag)

        async with limit:
            try:
                await hub.with_options(on_request=check).repositories.delete_tag(namespace, repository, tag)
            except NotFoundError:
                gone.append(tag)
            except InUseError:
                kept.append(tag)

    async with asyncio.TaskGroup() as group:
        for tag in tags:
            group.create_task(delete_one(tag))
    return gone, kept


async def main() -> None:
    """Read the arguments, print the stale tags, and delete them if `--delete` is given."""
    parser = argparse.ArgumentParser(description="Delete tags that are no longer used.")
    parser.add_argument("repository", help="namespace/name")
    parser.add_argument(
        "--days", type=int, default=180, help="days without a pull or push after which a tag is stale (default: 180)"
    )
    parser.add_argument("--keep", action="append", default=["latest"], help="a tag to keep; may be repeated")
    parser.add_argument(
        "--delete", action="store_true", help="delete the tags; without this option they are only printed"
    )
    chosen = parser.parse_args()
    namespace, _, name = chosen.repository.partition("/")
    if not 0 <= chosen.days <= MAX_DAYS:
        parser.error(f"--days must be from 0 to {MAX_DAYS}")
    before = datetime.now(UTC) - timedelta(days=chosen.days)
    async with DockerHub(application="clean-up-tags") as hub:
        stale = await find_stale(hub, namespace, name, before=before, keep=set(chosen.keep))
        print("\n".join(stale))
        if chosen.delete:
            gone, kept = await delete(hub, namespace, name, stale, before=before)
            deleted = len(stale) - len(gone) - len(kept)
            print(f"{deleted} deleted, {len(gone)} already gone, {len(kept)} kept, because they were used meanwhile")
        else:
            print(f"{len(stale)} would be deleted; add --delete to do it")


if __name__ == "__main__":
    asyncio.run(main())
