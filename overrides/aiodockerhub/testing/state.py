"""The state of a FakeHub: repositories, tags, events, ids and the clock.

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
from aiodockerhub.testing.account_state import Org, Permission, User

_TOKEN_LENGTHS = {"pat": 27, "oat": 32}  # characters after the prefix, as in Docker Hub's tokens


@define(eq=False)
class Tag:
    """A tag of a repository.

    `updated` is the time of the last push. `updated` and `digest` are `None` for a tag that was pushed before Docker
    Hub stored times and digests. `pulled` is the time of the last pull; `None` if there was no pull.
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
        """Return random hexadecimal digits; the same seed gives the same digits.

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
        """Return the seconds since the epoch on the clock of the FakeHub."""
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
