"""Read all tags of a repository, with a progress bar, and add up their sizes.

    python examples/progress.py library/nginx

The progress bar requires rich: `pip install rich`.
"""

import argparse
import asyncio
import sys

from aiodockerhub import DockerHub
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


async def total_size(hub: DockerHub, path: str, console: Console) -> int:
    """Add up the sizes of all tags of a repository.

    Args:
        hub: The client.
        path: Namespace and name of the repository, such as `library/nginx`.
        console: Console on which the progress bar is drawn.

    Returns:
        The sum in bytes.

    Raises:
        DockerHubError: A call failed.
    """
    namespace, _, repository = path.partition("/")
    size = 0
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        bar = progress.add_task(path, total=None)

        def on_page(_number: int, so_far: int, total: int | None) -> None:
            progress.update(bar, completed=so_far, total=total)

        tags = hub.repositories.list_tags(namespace, repository)
        async for tag in tags.items(prefetch=4, on_page=on_page):
            size += tag.full_size or 0
    return size


async def main() -> int:
    """Read the arguments, and print the sum in GB."""
    parser = argparse.ArgumentParser(description="Add up the sizes of all tags of a repository.")
    parser.add_argument("repository", help="namespace/name")
    chosen = parser.parse_args()
    async with DockerHub(application="progress-example") as hub:
        size = await total_size(hub, chosen.repository, Console(stderr=True))
    print(f"{size / 1e9:.1f} GB")
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
