"""The state of a FakeHub: accounts, organizations, repositories, events.

Unless a docstring says otherwise, times are seconds since the epoch, and names of users are Docker IDs.
"""

import math
import random
import re
import secrets
import uuid
from collections.abc import Iterator
from typing import Any, Literal

from attrs import define, field

from aiodockerhub.helpers.clock import Clock

Permission = Literal["read", "write", "admin"]
PERMISSIONS: tuple[Permission, ...] = ("read", "write", "admin")
OWNERS = "owners"
_TOKEN_LENGTHS = {"pat": 27, "oat": 32}  # characters after the prefix, as in Docker Hub's tokens


@define(eq=False)
class PersonalToken:
    """A personal access token (PAT).

    `expires_at` is the text that the request had, such as `2027-01-01T00:00:00Z`.
    """

    uuid: str
    label: str
    secret: str = field(repr=False)
    scopes: list[str]
    created_at: float
    creator_ip: str = "127.0.0.1"
    creator_ua: str = ""
    is_active: bool = True
    last_used: float | None = None
    expires_at: str | None = None


@define(eq=False)
class User:
    """A user.

    `code` is the one-time code, `None` without a second factor. `number` is the numeric id, `tokens` has the personal
    access tokens by UUID, and `modified` is the time that SCIM shows as the last change. If SCIM has set `active` to
    false, the user cannot log in with the password.
    """

    name: str
    password: str = field(repr=False)
    uuid: str
    number: int
    email: str
    full_name: str
    joined: float
    code: str | None = field(default=None, repr=False)
    company: str = ""
    location: str = ""
    active: bool = True
    modified: float = 0.0
    tokens: dict[str, PersonalToken] = field(factory=dict[str, PersonalToken], repr=False)


@define(eq=False)
class OrgToken:
    """An organization access token (OAT).

    `expires_at` is the text that the request had, such as `2027-01-01T00:00:00Z`.
    """

    id: str
    label: str
    secret: str = field(repr=False)
    resources: list[dict[str, Any]]
    created_at: float
    created_by: str
    description: str | None = None
    is_active: bool = True
    last_used_at: float | None = None
    expires_at: str | None = None


@define(eq=False)
class Team:
    """A team of an organization; the API calls it a group.

    `members` has the names of users as keys, in the order in which they joined.
    """

    id: int
    uuid: str
    name: str
    description: str = ""
    members: dict[str, None] = field(factory=dict[str, None])


@define(eq=False)
class Member:
    """The membership of a user; its role is `Owner`, `Editor` or `Member`."""

    user: User
    role: str
    joined: float


@define(eq=False)
class Invite:
    """An invitation that has not been accepted yet."""

    id: str
    inviter: str
    invitee: str
    org: str
    team: str
    role: str
    created_at: float


@define(eq=False)
class Org:
    """An organization, its members, teams, tokens, invitations and settings.

    `members` has Docker IDs as keys, `teams` names of teams, `tokens` and `invites` ids, and `allowlist` names of
    repositories. `seats` is the maximum number of members and invitations, `None` for no limit.
    """

    name: str
    uuid: str
    number: int
    full_name: str
    joined: float
    scim_token: str | None = field(default=None, repr=False)
    seats: int | None = None
    badge: str = ""
    company: str = ""
    location: str = ""
    members: dict[str, Member] = field(factory=dict[str, Member])
    teams: dict[str, Team] = field(factory=dict[str, Team])
    tokens: dict[str, OrgToken] = field(factory=dict[str, OrgToken])
    invites: dict[str, Invite] = field(factory=dict[str, Invite])
    restricted_images: dict[str, bool] = field(
        factory=lambda: {"enabled": False, "allow_official_images": False, "allow_verified_publishers": False}
    )
    registry_access: dict[str, Any] = field(
        factory=lambda: {
            "enabled": False,
            "standard_registries": [{"id": "DockerHub", "allowed": True}],
            "custom_registries": list[dict[str, Any]](),
        }
    )
    namespace_settings: dict[str, bool] = field(
        factory=lambda: {
            "disable_public_repositories": False,
            "disable_push_member_namespaces": False,
            "repository_allowlist_enabled": False,
            "require_federated_auth_for_push": False,
        }
    )
    allowlist: dict[str, None] = field(factory=dict[str, None])
    default_visibility: str = "public"

    def owners(self) -> list[str]:
        """List the names of the owners."""
        return [name for name, member in self.members.items() if member.role == "Owner"]


@define(eq=False)
class Tag:
    """A tag of a repository.

    `updated` and `digest` are `None` for tags from before Docker Hub stored them; `pulled` is `None` without a pull.
    """

    id: int
    name: str
    images: list[dict[str, Any]]
    updater: User | None
    digest: str | None
    media_type: str
    content_type: str = "image"
    updated: float | None = None
    pulled: float | None = None


@define(eq=False)
class Webhook:
    """A webhook; each of its `targets` has a `name` and a `hook_url`."""

    slug: str
    name: str
    targets: list[dict[str, str]]
    expects_callback: bool
    registry: str | None
    created: float


@define(eq=False)
class Repository:
    """A repository.

    `groups` maps the id of a team to its permission; `stars` and `collaborators` have Docker IDs as keys. `status` is 0
    for inactive, 1 for active and 6 for archived. `dockerfile` is `None` without an automated build.
    """

    id: int
    namespace: str
    name: str
    registered: float
    description: str = ""
    full_description: str = ""
    is_private: bool = False
    status: int = 1
    pull_count: int = 0
    star_count: int = 0
    updated: float | None = None
    categories: list[dict[str, str]] = field(factory=list[dict[str, str]])
    immutable: bool = False
    immutable_rules: list[str] = field(factory=lambda: [".*"])
    tags: dict[str, Tag] = field(factory=dict[str, Tag])
    groups: dict[int, Permission] = field(factory=dict[int, Permission])
    collaborators: dict[str, None] = field(factory=dict[str, None])
    stars: dict[str, None] = field(factory=dict[str, None])
    webhooks: dict[str, Webhook] = field(factory=dict[str, Webhook])
    dockerfile: str | None = None

    @property
    def is_official(self) -> bool:
        """Whether the repository is one of Docker's official images."""
        return self.namespace == "library"

    @property
    def path(self) -> str:
        """The namespace and the name, as in `docker pull`."""
        return f"{self.namespace}/{self.name}"

    def is_immutable(self, tag: str) -> bool:
        """Return whether a tag of this name cannot be changed after its push.

        Args:
            tag: Name of the tag.
        """
        return self.immutable and any(re.search(rule, tag) for rule in self.immutable_rules)


@define(eq=False)
class AuditEvent:
    """An event in the audit log; `at` is in milliseconds since the epoch."""

    id: str
    account: str
    action: str
    name: str
    actor: str
    data: dict[str, str]
    at: int
    description: str


class World:
    """The whole state of a FakeHub.

    Args:
        clock: Clock of the FakeHub.
        seed: Seed of the identifiers: a world with the same seed makes the same identifiers.

    Attributes:
        key: Key that signs bearer tokens, random in each world.
        users: Users by Docker ID.
        orgs: Organizations by name.
        repositories: Repositories by namespace and name.
        events: Events of the audit logs of all namespaces, in the order in which they were recorded.
        failed_logins: Times of recent failed log-ins by Docker ID, for the lock-out.
        lists_of_tags: Number of requests for lists of tags, for `Settings.false_not_found`.
        pending_codes: Users who still have to send a one-time code, by the token of their log-in.
    """

    def __init__(self, clock: Clock, seed: int = 0) -> None:
        self.clock = clock
        self.key: bytes = secrets.token_bytes(32)
        self.users: dict[str, User] = {}
        self.orgs: dict[str, Org] = {}
        self.repositories: dict[tuple[str, str], Repository] = {}
        self.events: list[AuditEvent] = []
        self.failed_logins: dict[str, list[float]] = {}
        self.lists_of_tags = 0
        self.pending_codes: dict[str, User] = {}
        self._random = random.Random(seed)  # noqa: S311 - reproducible identifiers, not secrets
        self._numbers = iter(range(1_000_001, 2**62))

    def new_uuid(self) -> str:
        """Make a version 4 UUID."""
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))

    def new_number(self) -> int:
        """Return a new numeric id, which no other object has."""
        return next(self._numbers)

    def new_hex(self, digits: int) -> str:
        """Return a new text of hexadecimal digits.

        Args:
            digits: Number of digits.
        """
        return f"{self._random.getrandbits(digits * 4):0{digits}x}"

    def new_token_value(self, kind: Literal["pat", "oat"]) -> str:
        """Make the value of an access token.

        The value has the prefix and the length of Docker Hub's tokens, and contains the word `fake`.

        Args:
            kind: Kind of token: `pat` for a personal, `oat` for an organization access token.
        """
        return f"dckr_{kind}_fake{self.new_hex(_TOKEN_LENGTHS[kind] - len('fake'))}"

    def now(self) -> float:
        """Return the seconds since the epoch by the clock of the FakeHub."""
        return self.clock.time()

    def in_namespace(self, namespace: str) -> Iterator[Repository]:
        """Yield the repositories of a user or organization."""
        return (repository for (owner, _), repository in self.repositories.items() if owner == namespace)

    def record(self, account: str, action: str, name: str, actor: str, description: str, **data: str) -> None:
        """Add an event to the audit log of a namespace.

        Args:
            account: Name of the namespace.
            action: Name of the action, such as `repo.tag.push`.
            name: Name of the repository, organization or user to which the action was done.
            actor: Name of the caller, as the log shows it.
            description: Description for people.
            **data: Details of the event, by key.
        """
        at = math.floor(self.now() * 1000)
        self.events.append(AuditEvent(self.new_uuid(), account, action, name, actor, data, at, description))
