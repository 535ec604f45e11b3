"""List the repositories of a namespace with their sizes and the tags that nobody uses.

    python examples/inventory.py acme --days 180 > inventory.csv

Ten repositories are read at a time; the rate limit, retries and log-ins are the client's business.
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


@define
class Row:
    """What is told about a repository.

    Attributes:
        repository: Name with namespace.
        pulls: How often it was pulled.
        tags: How many tags it has.
        size: Bytes of all tags together; layers that tags share count for each.
        stale: Tags without a pull or push since the given moment.
        newest: Tag that was pushed last.
    """

    repository: str
    pulls: int
    tags: int = 0
    size: int = 0
    stale: int = 0
    newest: str = ""


def is_stale(tag: Tag, before: datetime) -> bool:
    """Tell whether a tag was neither pulled nor pushed since a moment; where nothing is known, it is not stale."""
    times = [time for time in (tag.tag_last_pulled, tag.tag_last_pushed, tag.last_updated) if time]
    return bool(times) and max(times) < before


async def take(hub: DockerHub, namespace: str, *, before: datetime) -> list[Row]:
    """Read a whole namespace.

    Args:
        hub: The client; without credentials only public repositories, and no more than Docker Hub shows to anybody.
        namespace: User or organization.
        before: Tags without a use since then are stale.

    Returns:
        A row for each repository, in Docker Hub's order.
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
            if pushed and (latest is None or pushed > latest):
                latest, row.newest = pushed, tag.name

    await hub.gather((read_tags(row) for row in rows), limit=10)
    return rows


def write(rows: list[Row], file: TextIO) -> None:
    """Write the rows as CSV."""
    writer = csv.DictWriter(file, [field.name for field in fields(Row)])
    writer.writeheader()
    writer.writerows(asdict(row) for row in rows)


async def main() -> None:
    """Read the arguments, take the inventory, write it."""
    parser = argparse.ArgumentParser(description="Take an inventory of a namespace.")
    parser.add_argument("namespace")
    parser.add_argument("--days", type=int, default=180, help="a tag is stale when unused for so many days")
    chosen = parser.parse_args()
    async with DockerHub(application="inventory") as hub:
        rows = await take(hub, chosen.namespace, before=datetime.now(UTC) - timedelta(days=chosen.days))
    write(rows, sys.stdout)
    total = sum(row.size for row in rows)
    print(
        f"{len(rows)} repositories, {total / 1e9:.1f} GB, {sum(row.stale for row in rows)} stale tags", file=sys.stderr
    )


if __name__ == "__main__":
    asyncio.run(main())
