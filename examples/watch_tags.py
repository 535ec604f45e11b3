"""Tell when a tag of an image points to something new, until interrupted.

    python examples/watch_tags.py nginx:1.25 redis:7 --every 300

Docker Hub sends no ETag, so each look is one small request. Errors that pass are reported and waited out.
"""

import argparse
import asyncio
from collections.abc import AsyncGenerator, Iterable

from aiodockerhub import DockerHub, DockerHubError, NotFoundError
from aiodockerhub.image_reference import ImageReference
from attrs import frozen


@frozen
class Change:
    """A tag has moved.

    Attributes:
        image: The tag.
        old: Digest before; `None` when it was not there.
        new: Digest now; `None` when it is gone.
    """

    image: ImageReference
    old: str | None
    new: str | None


async def digest(hub: DockerHub, image: ImageReference) -> str | None:
    """Give the digest that a tag points to; `None` if there is no such tag."""
    try:
        tag = await hub.repositories.get_tag(*image.parts, image.tag or "latest")
    except NotFoundError:
        return None
    return tag.digest


async def watch(hub: DockerHub, images: Iterable[ImageReference], *, every: float) -> AsyncGenerator[Change]:
    """Look at tags again and again.

    Args:
        hub: The client.
        images: What to look at.
        every: Seconds between two looks.

    Yields:
        Each change, also the first sight of a tag.
    """
    last: dict[ImageReference, str | None] = dict.fromkeys(images)
    while True:
        for image, old in last.items():
            try:
                new = await digest(hub, image)
            except DockerHubError as error:
                print(f"{image.familiar}: {error}")
                continue
            if new != old:
                last[image] = new
                yield Change(image, old, new)
        await asyncio.sleep(every)


async def main() -> None:
    """Read the arguments and watch."""
    parser = argparse.ArgumentParser(description="Watch tags of images.")
    parser.add_argument("images", nargs="+", type=ImageReference.parse)
    parser.add_argument("--every", type=float, default=300, help="seconds between two looks (default: 300)")
    chosen = parser.parse_args()
    async with DockerHub(application="watch-tags") as hub:
        async for change in watch(hub, chosen.images, every=chosen.every):
            print(f"{change.image.familiar}: {change.old or 'nothing'} -> {change.new or 'nothing'}")


if __name__ == "__main__":
    asyncio.run(main())
