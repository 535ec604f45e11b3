"""Print a line each time a tag points to another digest, until the program is interrupted.

    python examples/watch_tags.py nginx:1.25 redis:7 --every 300

Docker Hub sends no ETag, so that each look at a tag is a whole, but small, request. If a request fails for a reason
that may pass, the error is printed, and the tag is requested again in the next round. Any other error ends the program,
such as refused credentials or a response that is not as documented, because the next request would fail too.
"""

import argparse
import asyncio
import contextlib
from collections.abc import AsyncGenerator, Iterable

from aiodockerhub import DockerHub, NotFoundError, RateLimitError, ServerError, TransportError
from aiodockerhub.image_reference import ImageReference
from attrs import frozen


@frozen
class Change:
    """A change of the digest that a tag points to.

    Attributes:
        image: The image reference with the tag.
        old: Digest before the change; `None` if there was no such tag, or it was not requested before.
        new: Digest after the change; `None` if the tag was deleted.
    """

    image: ImageReference
    old: str | None
    new: str | None


async def digest(hub: DockerHub, image: ImageReference) -> str | None:
    """Return the digest that a tag points to; `None` if there is no such tag."""
    for _ in range(2):  # Docker Hub sometimes responds with 404 though the tag exists
        with contextlib.suppress(NotFoundError):
            return (await hub.repositories.get_tag(*image.parts, image.tag or "latest")).digest
    return None


async def watch(hub: DockerHub, images: Iterable[ImageReference], *, every: float) -> AsyncGenerator[Change]:
    """Request the digests of tags in rounds, without end.

    Args:
        hub: The client.
        images: Image references with the tags; `latest` for a reference without a tag.
        every: Seconds to wait between two rounds.

    Yields:
        Each change. The first digest of a tag is a change too.

    Raises:
        ValueError: A reference has a digest, which never changes.
        DockerHubError: A request failed, and the next would fail too.
    """
    last: dict[ImageReference, str | None] = dict.fromkeys(images)
    for image in last:
        if image.digest is not None:
            raise ValueError(f"{image.familiar} names a digest, to which no tag can point later: leave it out")
    while True:
        for image, old in last.items():
            try:
                new = await digest(hub, image)
            except (RateLimitError, ServerError, TransportError) as error:
                print(f"{image.familiar}: {error}")
                continue
            if new != old:
                last[image] = new
                yield Change(image, old, new)
        await asyncio.sleep(every)


async def main() -> None:
    """Read the arguments, and print each change."""
    parser = argparse.ArgumentParser(description="Watch tags of images.")
    parser.add_argument("images", nargs="+", type=ImageReference.parse)
    parser.add_argument(
        "--every", type=float, default=300, help="seconds between two rounds of requests (default: 300)"
    )
    chosen = parser.parse_args()
    async with DockerHub(application="watch-tags") as hub:
        async for change in watch(hub, chosen.images, every=chosen.every):
            print(f"{change.image.familiar}: {change.old or 'nothing'} -> {change.new or 'nothing'}")


if __name__ == "__main__":
    asyncio.run(main())
