"""Copy a README to the description of a repository, for example as the last step of a release.

    python examples/push_description.py acme/app README.md --short "Does things"

A personal access token needs the scope `repo:admin`. The descriptions are sent only if they differ from the present
descriptions.
"""

import argparse
import asyncio
from pathlib import Path

from aiodockerhub import DockerHub
from aiodockerhub.image_reference import ImageReference

MAX_FULL = 25_000  # bytes of a long description, the limit of Docker Hub
MAX_SHORT = 100  # bytes of a short description, the limit of Docker Hub


def shortened(text: str, limit: int) -> str:
    """Cut a text after the last whole character within a number of bytes in UTF-8."""
    return text.encode()[:limit].decode(errors="ignore")


async def push(hub: DockerHub, image: ImageReference, *, full: str, short: str | None = None) -> bool:
    """Set the descriptions of a repository.

    Args:
        hub: Client with credentials that may edit the repository.
        image: The repository.
        full: Long description in Markdown; only its first 25,000 bytes are sent.
        short: Short description, a line of which the first 100 bytes are sent; `None`, the default, keeps the present
            short description.

    Returns:
        Whether the descriptions were changed; `False` if they were the same already.

    Raises:
        DockerHubError: A call failed.
    """
    full = shortened(full, MAX_FULL)
    repository = await hub.repositories.get(*image.parts)
    short = repository.description or "" if short is None else shortened(short, MAX_SHORT)
    if (repository.full_description or "", repository.description or "") == (full, short):
        return False
    await hub.repositories.update(*image.parts, full_description=full, description=short)
    return True


async def main() -> None:
    """Read the arguments and the file, and set the descriptions."""
    parser = argparse.ArgumentParser(description="Push a README to Docker Hub.")
    parser.add_argument("repository", help="such as acme/app")
    parser.add_argument("file", type=Path)
    parser.add_argument("--short", help="the short description")
    chosen = parser.parse_args()
    image = ImageReference.parse(chosen.repository)
    async with DockerHub(application="push-description") as hub:
        changed = await push(hub, image, full=chosen.file.read_text("utf-8"), short=chosen.short)
    print("changed" if changed else "nothing to change")


if __name__ == "__main__":
    asyncio.run(main())
