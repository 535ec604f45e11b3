"""Sample tags for a fake Hub, with gaps as on the real service."""

import itertools
from typing import Any

from aiodockerhub.testing.state import Tag, User, World

HOUR = 3600.0
_LIST_TYPE = "application/vnd.oci.image.index.v1+json"
_NO_DIGEST_EACH = 50  # one in so many tags is from before Hub kept digests and dates
_NO_IMAGES_EACH = 40  # the images of one in so many are gone
_NEVER_PULLED_EACH = 3


def sample_tag(world: World, name: str, age: int, images: int, pusher: User) -> Tag:
    """Make a tag.

    Its age decides whether it has a digest, images and a last pull.

    Args:
        world: Gives numbers, digests and the time.
        name: Name of the tag.
        age: Hours since it was pushed.
        images: Number of its platforms.
        pusher: Who pushed it.
    """
    is_old = age % _NO_DIGEST_EACH == _NO_DIGEST_EACH - 1
    is_bare = age % _NO_IMAGES_EACH == _NO_IMAGES_EACH - 1
    updated = world.now() - age * HOUR
    return Tag(
        id=world.new_number(),
        name=name,
        images=[] if is_bare else [_image(world, index) for index in range(images)],
        updater=pusher,
        digest=None if is_old else f"sha256:{world.new_hex(64)}",
        media_type=_LIST_TYPE,
        updated=None if is_old else updated,
        pulled=None if is_old or age % _NEVER_PULLED_EACH == 1 else min(updated + HOUR / 2, world.now()),
    )


def tag_names(count: int) -> list[str]:
    """Name so many tags: `latest`, then versions, the newest first.

    Args:
        count: Number of tags.
    """
    versions = (f"1.{minor}.0" for minor in itertools.count(max(count - 2, 0), -1))
    return ["latest", *itertools.islice(versions, count - 1)] if count else []


def _image(world: World, index: int) -> dict[str, Any]:
    platforms = (("amd64", "linux", None), ("arm64", "linux", "v8"))
    machine, system, variant = platforms[index] if index < len(platforms) else ("unknown", "unknown", None)
    digest = f"sha256:{world.new_hex(64)}"
    size = 30_000_000 + index * 1_000_003
    return {"architecture": machine, "os": system, "variant": variant, "digest": digest, "size": size}
