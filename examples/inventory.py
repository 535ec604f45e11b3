"""List the repositories of a namespace with their sizes and the number of tags that nobody uses.

    python examples/inventory.py acme --days 180 > inventory.csv

Ten repositories are read at a time. The client handles the rate limit, retries and log-ins.
"""

import argparse
import asyncio
import csv
import sys
from datetime import UTC, datetime, timedelta
from typing import TextIO

from aiodockerhub import DockerHub
from aiodockerhub.models import Tag
from attrs import asdict, define, fields

MAX_DAYS = 36_500


@define
class Row:
    """A row of the inventory, which describes a repository.

    Attributes:
        repository: Namespace and name, such as `acme/app`.
        pulls: Number of pulls.
        tags: Number of tags.
        size: Sum of the sizes of all tags in bytes. A layer that several tags share is counted for each of them.
        stale: Number of tags that were neither pulled nor pushed since a given time.
        newest: Name of the tag that was pushed last; empty if there is none.
    """

    repository: str
    pulls: int
    tags: int = 0
    size: int = 0
    stale: int = 0
    newest: str = ""


def is_stale(tag: Tag, before: datetime) -> bool:
    """Tell whether a tag was neither pulled nor pushed since a given time; `False` if its last use is unknown."""
    times: list[object] = [tag.tag_last_pulled, tag.tag_last_pushed, tag.last_updated]
    dates = [time for time in times if isinstance(time, datetime)]
    if not tag.has("tag_last_pulled") or len(dates) + times.count(None) < len(times):  # not sent, or not readable
        return False
    # Year 1 is how programs in Go, such as Docker Hub, write a time that is not set.
    last_use = max((time for time in dates if time.year > 1), default=None)
    return last_use is not None and last_use < before


async def take(hub: DockerHub, namespace: str, *, before: datetime) -> list[Row]:
    """Read all repositories of a namespace, and their tags.

    Args:
        hub: The client. Without credentials, it reads public repositories only.
        namespace: User or organization.
        before: Time before which the last use of a stale tag was.

    Returns:
        A row for each repository, in Docker Hub's order.

    Raises:
        DockerHubError: A call failed.
    """
    rows = [
        Row(f"{namespace}/{repository.name}", repository.pull_count or 0)
        async for repository in hub.repositories.list(namespace)
    ]

    async def read_tags(row: Row) -> None:
        latest: datetime | None = None
        async for tag in hub.repositories.list_tags(namespace, row.repository.partition("/")[2]):
            row.tags += 1
            row.size += tag.full_size or 0
            row.stale += is_stale(tag, before)
            pushed = tag.tag_last_pushed or tag.last_updated
            if isinstance(pushed, datetime) and (latest is None or pushed > latest):
                latest, row.newest = pushed, tag.name

    await hub.gather((read_tags(row) for row in rows), limit=10)
    return rows


def write(rows: list[Row], file: TextIO) -> None:
    """Write the rows as CSV."""
    writer = csv.DictWriter(file, [field.name for field in fields(Row)])
    writer.writeheader()
    writer.writerows(asdict(row) for row in rows)


async def main() -> None:
    """Read the arguments, write the inventory to standard output, and its totals to standard error."""
    parser = argparse.ArgumentParser(description="Take an inventory of a namespace.")
    parser.add_argument("namespace")
    parser.add_argument("--days", type=int, default=180, help="days without a pull or push after which a tag is stale")
    chosen = parser.parse_args()
    if not 0 <= chosen.days <= MAX_DAYS:
        parser.error(f"--days must be from 0 to {MAX_DAYS}")
    async with DockerHub(application="inventory") as hub:
        rows = await take(hub, chosen.namespace, before=datetime.now(UTC) - timedelta(days=chosen.days))
    write(rows, sys.stdout)
    total = sum(row.size for row in rows)
    print(
        f"{len(rows)} repositories, {total / 1e9:.1f} GB, {sum(row.stale for row in rows)} stale tags", file=sys.stderr
    )


if __name__ == "__main__":
    asyncio.run(main())
