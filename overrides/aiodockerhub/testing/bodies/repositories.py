"""Makes the JSON of repositories, tags, images and webhooks."""

from collections.abc import Iterable
from typing import Any

from aiodockerhub.testing.bodies.dates import maybe_stamp, stamp
from aiodockerhub.testing.state import Repository, Tag, Webhook

Json = dict[str, Any]

_ARCHIVED_STATUS = 6
_LABELS = {"amd64": "x86-64", "arm64": "ARM 64", "linux": "Linux", "windows": "Windows"}
_STATUS_DESCRIPTIONS = {1: "active", _ARCHIVED_STATUS: "archived", 0: "inactive"}


def image(value: Json, *, pulled: float | None, pushed: float | None) -> Json:
    """Make the JSON of an image: a tag has one for each platform.

    Args:
        value: Platform, digest and size of the image.
        pulled: Time of the last pull, in seconds since the epoch; `None` if the image was never pulled. The JSON of an
            attestation, whose operating system is `unknown`, never has this time.
        pushed: Time of the push, in seconds since the epoch; `None` if Docker Hub does not state the time, as for old
            tags.
    """
    return {
        "architecture": value["architecture"],
        "features": "",
        "variant": value.get("variant"),
        "digest": value["digest"],
        "os": value["os"],
        "os_features": "",
        "os_version": None,
        "size": value["size"],
        "status": "active",
        "last_pulled": None if value["os"] == "unknown" else maybe_stamp(pulled, 9),
        "last_pushed": maybe_stamp(pushed, 9),
    }


def image_with_layers(value: Json, tag: Tag) -> Json:
    """Make the JSON of one platform of a tag in `.../tags/{tag}/images`.

    The features are null. The layers are included; an empty layer has no digest.
    """
    return image(value, pulled=tag.pulled, pushed=tag.updated) | {
        "features": None,
        "os_features": None,
        "layers": [
            {"digest": value["digest"], "size": value["size"], "instruction": "ADD rootfs.tar.xz / # buildkit"},
            {"size": 0, "instruction": 'CMD ["/bin/sh"]'},
        ],
    }


def tag(repository: Repository, value: Tag) -> Json:
    """Make the JSON of a tag, alone or in a list."""
    sizes = [item["size"] for item in value.images]
    body: Json = {
        "creator": value.updater.number if value.updater else 0,
        "id": value.id,
        "images": [image(item, pulled=value.pulled, pushed=value.updated) for item in value.images],
        "last_updated": maybe_stamp(value.updated),
        "last_updater": value.updater.number if value.updater else 0,
        "last_updater_username": value.updater.name if value.updater else "",
        "name": value.name,
        "repository": repository.id,
        "full_size": sizes[0] if sizes else 0,
        "v2": True,
        "tag_status": "active" if value.updated is not None else "inactive",
        "tag_last_pulled": maybe_stamp(value.pulled, 9),
        "tag_last_pushed": maybe_stamp(value.updated),
        "media_type": value.media_type,
        "content_type": value.content_type,
    }
    if value.digest is None:  # a tag from before Docker Hub stored digests
        body["image_id"] = None
    else:
        body["digest"] = value.digest
    return body


def repository_entry(value: Repository) -> Json:
    """Make the JSON of a repository in a list.

    The JSON lacks keys that `repository` adds, such as `user`, `permissions` and `has_starred`.
    """
    has_tags = bool(value.tags)
    return {
        "name": value.name,
        "namespace": value.namespace,
        "repository_type": "image",
        "status": value.status,
        "status_description": _STATUS_DESCRIPTIONS.get(value.status, "inactive"),
        "description": value.description,
        "is_private": value.is_private,
        "star_count": value.star_count,
        "pull_count": value.pull_count,
        "last_updated": maybe_stamp(value.updated),
        "last_modified": maybe_stamp(value.updated),
        "date_registered": stamp(value.registered),
        "affiliation": "",
        "media_types": sorted({item.media_type for item in value.tags.values()}),
        "content_types": ["image"] if has_tags else [],
        "categories": value.categories,
        "storage_size": sum(picture["size"] for item in value.tags.values() for picture in item.images),
    }


def repository(value: Repository, user: str, permissions: dict[str, bool], *, starred: bool) -> Json:
    """Make the JSON of a single repository; lists have `repository_entry`.

    Args:
        value: Repository.
        user: Namespace of the repository.
        permissions: Whether the caller may read, write and administer the repository: keys `read`, `write` and `admin`.
        starred: Whether the caller has starred the repository.

    Returns:
        The JSON, without `full_description` if the long description is empty.
    """
    body = repository_entry(value) | {
        "user": user,
        "is_automated": value.dockerfile is not None,
        "collaborator_count": len(value.collaborators),
        "affiliation": None,
        "hub_user": user,
        "has_starred": starred,
        "permissions": permissions,
        "immutable_tags_settings": {"enabled": value.immutable, "rules": value.immutable_rules},
        "source": None,
        # `last_updated` is not null here, says Docker's document. The creation of a repository is its first update.
        "last_updated": stamp(value.registered if value.updated is None else value.updated),
    }
    if value.full_description:
        body["full_description"] = value.full_description
    return body


def search_result(value: Repository) -> Json:
    """Make the JSON of a repository in the search of the API."""
    return {
        "repo_name": value.name if value.is_official else value.path,
        "short_description": value.description,
        "star_count": value.star_count,
        "pull_count": value.pull_count,
        "repo_owner": "",
        "is_automated": value.dockerfile is not None,
        "is_official": value.is_official,
    }


def catalog_entry(value: Repository, badge: str | None) -> Json:
    """Make the JSON of a repository in the search of the catalog.

    The number of pulls is a text. From 1,000 on, it is abbreviated, such as `1.2M`. `badge` is the badge of the
    publisher; `None` if it has none.
    """
    images = [image for item in value.tags.values() for image in item.images if image["os"] != "unknown"]
    publisher = "Docker" if value.is_official else value.namespace
    return {
        "id": str(value.id),
        "name": value.path,
        "slug": value.path,
        "type": "image",
        "publisher": {"id": value.namespace, "name": publisher},
        "created_at": stamp(value.registered),
        "updated_at": stamp(value.registered if value.updated is None else value.updated),
        "short_description": value.description,
        "badge": badge,
        "star_count": value.star_count,
        "pull_count": _abbreviate(value.pull_count),
        "operating_systems": _labels(image["os"] for image in images),
        "architectures": _labels(image["architecture"] for image in images),
        "logo_url": None,
        "extension_reviewed": False,
        "categories": value.categories,
        "archived": value.status == _ARCHIVED_STATUS,
    }


def _labels(names: Iterable[str]) -> list[Json]:
    return [{"name": name, "label": _LABELS.get(name, name)} for name in sorted(set(names))]


def _abbreviate(count: int) -> str:
    for size, letter in ((10**9, "B"), (10**6, "M"), (10**3, "K")):
        if count >= size:
            return f"{count / size:.1f}{letter}"
    return str(count)


def webhook(value: Webhook) -> Json:
    """Make the JSON of a webhook."""
    body: Json = {
        "name": value.name,
        "slug": value.slug,
        "expect_final_callback": value.expects_callback,
        "webhooks": value.targets,
        "created": stamp(value.created),
        "last_updated": stamp(value.created),
    }
    return body if value.registry is None else body | {"registry": value.registry}
