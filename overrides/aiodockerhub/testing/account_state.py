"""The state of a FakeHub's accounts: users, organizations, teams, tokens.

Unless a docstring says otherwise, times are seconds since the epoch, and names of users are Docker IDs.
"""

from typing import Any, Literal

from attrs import define, field

Permission = Literal["read", "write", "admin"]
PERMISSIONS: tuple[Permission, ...] = ("read", "write", "admin")
"""The permissions for a repository. Each permission includes those before it."""
OWNERS = "owners"
"""Name of the team that every organization has, and to which its owners belong."""


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
