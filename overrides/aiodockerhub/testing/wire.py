"""How Hub writes its objects as JSON: which keys are there, which are null, how dates look."""

import math
import time
from typing import Any

from aiodockerhub.testing.state import (
    AuditEvent,
    Invite,
    Member,
    Org,
    OrgToken,
    PersonalToken,
    Repository,
    Tag,
    Team,
    User,
)

Json = dict[str, Any]

_ACTIVE = {1: "active", 6: "archived", 0: "inactive"}


def stamp(seconds: float, digits: int = 6) -> str:
    """A date as Go's RFC3339Nano writes it: UTC with ``Z``, trailing zeros of the fraction left out.

    Args:
        seconds: since the epoch.
        digits: of the fraction before zeros are cut; Hub mixes 3, 6 and 9.
    """
    whole = math.floor(seconds)
    return _written(whole, int((seconds - whole) * 10**digits), digits)


def _written(whole: int, fraction: int, digits: int) -> str:
    text = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(whole))
    decimals = f"{fraction:0{digits}}".rstrip("0")
    return f"{text}.{decimals}Z" if decimals else f"{text}Z"


def maybe_stamp(seconds: float | None, digits: int = 6) -> str | None:
    """A date, or null."""
    return None if seconds is None else stamp(seconds, digits)


def image(value: Json, *, pulled: float | None, pushed: float | None) -> Json:
    """One platform of a tag; attestations are never pulled by themselves."""
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
    """One platform of a tag as ``.../tags/{tag}/images`` shows it: null features, layers, empty ones without digest."""
    return image(value, pulled=tag.pulled, pushed=tag.updated) | {
        "features": None,
        "os_features": None,
        "layers": [
            {"digest": value["digest"], "size": value["size"], "instruction": "ADD rootfs.tar.xz / # buildkit"},
            {"size": 0, "instruction": 'CMD ["/bin/sh"]'},
        ],
    }


def tag(repository: Repository, value: Tag) -> Json:
    """A tag, alone or in a list."""
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
    if value.digest is None:  # tags from before Hub kept the digest
        body["image_id"] = None
    else:
        body["digest"] = value.digest
    return body


def repository_entry(value: Repository) -> Json:
    """A repository in a list: without user, permissions, hub_user, collaborator_count and has_starred."""
    has_tags = bool(value.tags)
    return {
        "name": value.name,
        "namespace": value.namespace,
        "repository_type": "image",
        "status": value.status,
        "status_description": _ACTIVE.get(value.status, "inactive"),
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


def repository(value: Repository, user: str, permissions: dict[str, bool]) -> Json:
    """A repository by itself; ``full_description`` is left out when empty."""
    body = repository_entry(value) | {
        "user": user,
        "is_automated": False,
        "collaborator_count": 0,
        "affiliation": None,
        "hub_user": user,
        "has_starred": False,
        "permissions": permissions,
        "immutable_tags_settings": {"enabled": value.immutable, "rules": value.immutable_rules},
        "source": None,
        # The document has last_updated non-null here, and a new repository has been touched by its creation.
        "last_updated": stamp(value.registered if value.updated is None else value.updated),
    }
    if value.full_description:
        body["full_description"] = value.full_description
    return body


def personal_token(value: PersonalToken, *, secret: bool = False) -> Json:
    """A PAT; its value is shown once, when it is created."""
    body: Json = {
        "uuid": value.uuid,
        "client_id": "HUB",
        "creator_ip": value.creator_ip,
        "creator_ua": value.creator_ua,
        "created_at": stamp(value.created_at),
        "last_used": maybe_stamp(value.last_used),
        "generated_by": "manual",
        "is_active": value.is_active,
        "token": value.secret if secret else "",
        "token_label": value.label,
        "scopes": value.scopes,
    }
    if value.expires_at is not None:
        body["expires_at"] = value.expires_at
    return body


def created_org_token(value: OrgToken) -> Json:
    """An OAT in the answer that creates it: with its value, without created_by and last_used_at."""
    return {
        "id": value.id,
        "label": value.label,
        "description": value.description or "",
        "resources": value.resources,
        "token": value.secret,
        "is_active": value.is_active,
        "expires_at": value.expires_at,
        "created_at": stamp(value.created_at),
    }


def org_token(value: OrgToken, *, resources: bool) -> Json:
    """An OAT afterwards; only the single one lists its resources."""
    body: Json = {
        "id": value.id,
        "label": value.label,
        "description": value.description or "",
        "created_by": value.created_by,
        "is_active": value.is_active,
        "created_at": stamp(value.created_at),
        "expires_at": value.expires_at,
        "last_used_at": maybe_stamp(value.last_used_at),
    }
    if resources:
        body["resources"] = value.resources
    return body


def person(value: User) -> Json:
    """A user as organizations and teams list it; the id is the UUID without its dashes."""
    return {
        "id": value.uuid.replace("-", ""),
        "company": value.company,
        "date_joined": stamp(value.joined),
        "full_name": value.full_name,
        "gravatar_email": "",
        "gravatar_url": "",
        "location": value.location,
        "profile_url": "",
        "type": "User",
        "username": value.name,
    }


def member(org: Org, value: Member) -> Json:
    """A member of an organization."""
    return person(value.user) | {
        "email": value.user.email,
        "role": value.role,
        "groups": [team.name for team in org.teams.values() if value.user.name in team.members],
        "is_guest": False,
        "primary_email": value.user.email,
    }


def invited_member(value: Invite) -> Json:
    """Somebody invited, as the list of members shows them."""
    is_email = "@" in value.invitee
    return {
        "id": value.id.replace("-", ""),
        "username": "" if is_email else value.invitee,
        "email": value.invitee if is_email else "",
        "full_name": "",
        "role": "Invitee",
        "groups": [value.team] if value.team else [],
        "date_joined": stamp(value.created_at),
        "type": "User",
        "is_guest": False,
    }


def account(value: User | Org) -> Json:
    """A user or organization as its own page describes it; organizations add ``orgname`` and ``badge``."""
    body: Json = {
        "id": value.uuid.replace("-", ""),
        "uuid": value.uuid,
        "username": value.name,
        "full_name": value.full_name,
        "location": value.location,
        "company": value.company,
        "profile_url": "",
        "date_joined": stamp(value.joined),
        "gravatar_url": "",
        "gravatar_email": "",
        "type": "User",
    }
    if isinstance(value, Org):
        body |= {"type": "Organization", "orgname": value.name, "badge": value.badge, "is_active": True}
        del body["username"]
    return body


def team(value: Team) -> Json:
    """A group of an organization."""
    return {
        "id": value.id,
        "uuid": value.uuid,
        "name": value.name,
        "description": value.description,
        "member_count": len(value.members),
    }


def invite(value: Invite) -> Json:
    """An invitation."""
    return {
        "id": value.id,
        "inviter_username": value.inviter,
        "invitee": value.invitee,
        "org": value.org,
        "team": value.team,
        "role": value.role,
        "created_at": stamp(value.created_at),
    }


def event(value: AuditEvent) -> Json:
    """A line of the audit log, dated to the millisecond."""
    return {
        "event_id": value.id,
        "account": value.account,
        "action": value.action,
        "name": value.name,
        "actor": value.actor,
        "data": value.data,
        "timestamp": _written(*divmod(value.at, 1000), 3),
        "action_description": value.description,
    }
