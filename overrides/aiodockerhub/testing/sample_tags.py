"""Sample tags for a FakeHub, some of them incomplete as on Docker Hub."""

import itertools
from typing import Any

from aiodockerhub.testing.account_state import User
from aiodockerhub.testing.state import Tag, World

HOUR = 3600.0
_LIST_TYPE = "application/vnd.oci.image.index.v1+json"
# Numbers n: every n-th tag...
_NO_DIGEST_INTERVAL = 50  # has no digest and no dates, like tags from before Docker Hub stored them
_NO_IMAGES_INTERVAL = 40  # has no images, as if they had been deleted
_NEVER_PULLED_INTERVAL = 3  # was never pulled


def sample_tag(world: World, name: str, age: int, images: int, pusher: User) -> Tag:
    """Make a tag.

    The age decides whether the tag has a digest, images and a last pull.

    Args:
        world: State of the FakeHub, which has the clock and the next identifiers.
        name: Name of the tag.
        age: Hours since the push, a whole number.
        images: Number of platforms, if the tag has any.
        pusher: User who pushed the tag.
    """
    is_old = age % _NO_DIGEST_INTERVAL == _NO_DIGEST_INTERVAL - 1
    is_bare = age % _NO_IMAGES_INTERVAL == _NO_IMAGES_INTERVAL - 1
    updated = world.now() - age * HOUR
    return Tag(
        id=world.new_number(),
        name=name,
        images=[] if is_bare else [_image(world, index) for index in range(images)],
        updater=pusher,
        digest=None if is_old else f"sha256:{world.new_hex(64)}",
        media_type=_LIST_TYPE,
        updated=None if is_old else updated,
        pulled=None if is_old or age % _NEVER_PULLED_INTERVAL == 1 else min(updated + HOUR / 2, world.now()),
    )


def tag_names(count: int) -> list[str]:
    """Make the names of tags: `latest`, then versions, the newest first.

    Args:
        count: Number of names.
    """
    versions = (f"1.{minor}.0" for minor in itertools.count(max(count - 2, 0), -1))
    return ["latest", *itertools.islice(versions, count - 1)] if count else []


def _image(world: World, index: int) -> dict[str, Any]:
    platforms = (("amd64", "linux", None), ("arm64", "linux", "v8"))
    machine, system, variant = platforms[index] if index < len(platforms) else ("unknown", "unknown", None)
    digest = f"sha256:{world.new_hex(64)}"
    size = 30_000_000 + index * 1_000_003
    return {"architecture": machine, "os": system, "variant": variant, "digest": digest, "size": size}
