"""The bodies of Docker Hub's responses: their keys, nulls and dates."""

from aiodockerhub.testing.bodies.accounts import (
    account,
    current_user,
    group_member,
    invite,
    invited_member,
    member,
    organization_of,
    person,
    team,
)
from aiodockerhub.testing.bodies.dates import maybe_stamp, stamp
from aiodockerhub.testing.bodies.repositories import (
    catalog_entry,
    image,
    image_with_layers,
    repository,
    repository_entry,
    search_result,
    tag,
    webhook,
)
from aiodockerhub.testing.bodies.tokens_and_events import (
    created_org_token,
    event,
    org_token,
    personal_token,
)

__all__ = [
    "account",
    "catalog_entry",
    "created_org_token",
    "current_user",
    "event",
    "group_member",
    "image",
    "image_with_layers",
    "invite",
    "invited_member",
    "maybe_stamp",
    "member",
    "org_token",
    "organization_of",
    "person",
    "personal_token",
    "repository",
    "repository_entry",
    "search_result",
    "stamp",
    "tag",
    "team",
    "webhook",
]
