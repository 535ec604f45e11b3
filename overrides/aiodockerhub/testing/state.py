"""The state of a fake Hub: accounts, organizations, repositories, events."""

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
_TOKEN_CHARACTERS = {"pat": 27, "oat": 32}  # behind the prefix, as Hub's


@define(eq=False)
class PersonalToken:
    """A personal access token (PAT).

    Times are seconds since the epoch; `expires_at` is as it was given.
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
    """An account of a person."""

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
    """An organization access token (OAT); `expires_at` as it was given."""

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
    """A group of an organization.

    `members` are user names in the order in which they came.
    """

    id: int
    uuid: str
    name: str
    description: str = ""
    members: dict[str, None] = field(factory=dict[str, None])


@define(eq=False)
class Member:
    """A user's membership; roles are capitalised as in Hub's responses."""

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
    """An organization."""

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
        """List the names of those who own the organization."""
        return [name for name, member in self.members.items() if member.role == "Owner"]


@define(eq=False)
class Tag:
    """A tag; `updated` is `None` on tags from before Hub wrote it down."""

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
    """A webhook; `targets` have a `name` and a `hook_url`."""

    slug: str
    name: str
    targets: list[dict[str, str]]
    expects_callback: bool
    registry: str | None
    created: float


@define(eq=False)
class Repository:
    """A repository.

    `groups` maps the number of a team to its permission, `stars` holds names of users.
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
        """Whether it is one of Docker's official images."""
        return self.namespace == "library"

    @property
    def path(self) -> str:
        """Namespace and name, as in `docker pull`."""
        return f"{self.namespace}/{self.name}"

    def is_immutable(self, tag: str) -> bool:
        """Tell whether a tag of that name can be pushed once only."""
        return self.immutable and any(re.search(rule, tag) for rule in self.immutable_rules)


@define(eq=False)
class AuditEvent:
    """An event in a namespace, in milliseconds since the epoch."""

    id: str
    account: str
    action: str
    name: str
    actor: str
    data: dict[str, str]
    at: int
    description: str


class World:
    """All state of one fake Hub; the same seed gives the same identifiers.

    Args:
        clock: what time it is.
        seed: start of the generator of identifiers.
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
        self._random = random.Random(seed)  # noqa: S311 - identifiers that repeat, not secrets
        self._numbers = iter(range(1_000_001, 2**62))

    def new_uuid(self) -> str:
        """Make a version 4 UUID."""
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))

    def new_number(self) -> int:
        """Give a fresh number for an object."""
        return next(self._numbers)

    def new_hex(self, digits: int) -> str:
        """Give a fresh string of so many hexadecimal digits."""
        return f"{self._random.getrandbits(digits * 4):0{digits}x}"

    def new_token_value(self, kind: Literal["pat", "oat"]) -> str:
        """Make the value of an access token.

        It has the prefix and the length of Hub's, and is plainly not a real one.

        Args:
            kind: `pat` for a personal access token, `oat` for an organization access token.
        """
        return f"dckr_{kind}_fake{self.new_hex(_TOKEN_CHARACTERS[kind] - len('fake'))}"

    def now(self) -> float:
        """Give seconds since the epoch by the clock of this Hub."""
        return self.clock.time()

    def in_namespace(self, namespace: str) -> Iterator[Repository]:
        """List the repositories of a user or organization."""
        return (repository for (owner, _), repository in self.repositories.items() if owner == namespace)

    def record(self, account: str, action: str, name: str, actor: str, description: str, **data: str) -> None:
        """Write a line of the audit log.

        Args:
            account: namespace to whose log it belongs.
            action: such as `repo.tag.push`.
            name: repository, organization or user it is about.
            actor: who did it, as shown in the log.
            description: a sentence for people.
            **data: details, texts only.
        """
        at = math.floor(self.now() * 1000)
        self.events.append(AuditEvent(self.new_uuid(), account, action, name, actor, data, at, description))
