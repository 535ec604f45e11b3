"""Seeds a FakeHub with accounts: users, organizations, teams, tokens."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from aiodockerhub_generated.arguments import shortened
from aiodockerhub_generated.errors import ArgumentError

from aiodockerhub.auth.scopes import PersonalScope
from aiodockerhub.models import Model
from aiodockerhub.testing.account_state import OWNERS, Invite, Member, Org, OrgToken, PersonalToken, Team, User
from aiodockerhub.testing.arguments import check_arguments, check_range
from aiodockerhub.testing.state import World

_ROLES = ("Owner", "Editor", "Member")


class AccountSeeding:
    """The methods that add accounts to a FakeHub before a test.

    Args:
        world: State of the FakeHub.
    """

    def __init__(self, world: World) -> None:
        self.world = world

    @check_arguments
    def user(
        self,
        name: str,
        *,
        password: str = "password",  # noqa: S107 - of an account that exists in a test only
        code: str | None = None,
        email: str | None = None,
        full_name: str | None = None,
    ) -> User:
        """Add a user.

        Args:
            name: Docker ID.
            password: Password of the user, by default `password`.
            code: One-time code that a log-in must send; `None`, the default, for a user without second factor.
            email: E-mail address; `None`, the default, for `<name>@example.com`.
            full_name: Full name; `None`, the default, for a name that is made from the Docker ID.

        Returns:
            The user.

        Raises:
            ArgumentError: A user or an organization has this name.
        """
        self._must_be_free(name)
        user = User(
            name=name,
            password=password,
            uuid=self.world.new_uuid(),
            number=self.world.new_number(),
            email=f"{name}@example.com" if email is None else email,
            full_name=name.replace("-", " ").title() if full_name is None else full_name,
            joined=self.world.now(),
            code=code,
        )
        user.modified = user.joined
        self.world.users[name] = user
        return user

    @check_arguments
    def org(
        self,
        name: str,
        *,
        owner: str,
        members: Iterable[str] | Mapping[str, str] = (),
        teams: Mapping[str, Iterable[str]] | None = None,
        scim_token: str | None = None,
        seats: int | None = None,
        badge: str = "",
    ) -> Org:
        """Add an organization, and those of its users that do not exist.

        Args:
            name: Name of the organization.
            owner: Docker ID of the owner.
            members: Further members: Docker IDs, or roles (`Owner`, `Editor`, `Member`) by Docker ID; none by default.
            teams: Docker IDs of the members of each team, by the name of the team; none by default. These users also
                become members of the organization. The team `owners` always exists.
            scim_token: Bearer token for SCIM; `None`, the default, for an organization without SCIM.
            seats: Maximum number of members and invited users; `None`, the default, for no limit.
            badge: Badge of the organization: `verified_publisher`, `open_source`, or empty, the default.

        Returns:
            The organization.

        Raises:
            ArgumentError: The name is in use, a role is unknown, the number of seats is negative, or a member has the
                name of an organization.
        """
        self._must_be_free(name)
        check_range("seats", seats, 0)
        roles = cast("Mapping[str, str]", members) if isinstance(members, Mapping) else dict.fromkeys(members, "Member")
        for user, role in roles.items():
            _must_be_one_of(f"members[{shortened(user)}]", role, _ROLES)
        organization = Org(
            name=name,
            uuid=self.world.new_uuid(),
            number=self.world.new_number(),
            full_name=name.replace("-", " ").title(),
            joined=self.world.now(),
            scim_token=scim_token,
            seats=seats,
            badge=badge,
        )
        self.world.orgs[name] = organization
        self._add_team(organization, OWNERS, ())
        self._add_member(organization, owner, "Owner")
        for user, role in roles.items():
            self._add_member(organization, user, role)
        for team, people in (teams or {}).items():
            self._add_team(organization, team, people)
        self.world.record(name, "org.create", name, owner, f"created the organization {name}")
        return organization

    @check_arguments
    def personal_token(
        self,
        user: str,
        *,
        scopes: Iterable[str] = ("repo:admin",),
        secret: str | None = None,
        expires_at: datetime | str | None = None,
    ) -> str:
        """Add a personal access token.

        Args:
            user: Docker ID of the owner; a user who does not exist is added.
            scopes: Scopes of the token, such as `repo:admin`, the default, `repo:write`, `repo:read` or
                `repo:public_read`.
            secret: Value of the token; `None`, the default, for a new value.
            expires_at: Time of expiry, as a datetime with a time zone or as text (RFC 3339); `None`, the default, for
                no expiry.

        Returns:
            The value of the token.

        Raises:
            ArgumentError: A scope is unknown, `expires_at` is not a time with a time zone, or `user` is an
                organization.
        """
        for scope in (scopes := list(scopes)):
            _must_be_one_of("scopes", scope, [*map(str, PersonalScope)])
        if expires_at is not None:
            _must_have_a_zone("expires_at", expires_at)
        expires_at = expires_at.isoformat() if isinstance(expires_at, datetime) else expires_at
        owner = self._user_named(user)
        value = self.world.new_token_value("pat") if secret is None else secret
        token = PersonalToken(
            self.world.new_uuid(), "seeded", value, list(scopes), self.world.now(), expires_at=expires_at
        )
        owner.tokens[token.uuid] = token
        return value

    @check_arguments
    def org_token(self, org: str, *resources: Mapping[str, Any] | Model, secret: str | None = None) -> str:
        """Add an organization access token.

        Args:
            org: Name of the organization, which must exist.
            *resources: Resources of the token with scopes, as in the API: `{"type": "TYPE_REPO", "path": "acme/*",
                "scopes": [...]}` or `TokenResource.repository("acme/*", ...)`.
            secret: Value of the token; `None`, the default, for a new value.

        Returns:
            The value of the token.

        Raises:
            ArgumentError: The organization does not exist.
        """
        organization = self._organization(org)
        value = self.world.new_token_value("oat") if secret is None else secret
        granted = [resource.to_dict() if isinstance(resource, Model) else dict(resource) for resource in resources]
        owner = organization.owners()[0]
        token = OrgToken(self.world.new_uuid(), "seeded", value, granted, self.world.now(), owner)
        organization.tokens[token.id] = token
        return value

    @check_arguments
    def invite(self, org: str, invitee: str, *, by: str | None = None, team: str = "", role: str = "member") -> Invite:
        """Invite a user to an organization.

        Args:
            org: Name of the organization, which must exist.
            invitee: Docker ID or e-mail address of the invited user.
            by: Docker ID of the user who invites; `None`, the default, for the first owner.
            team: Name of the team that the invited user joins; empty, the default, for none.
            role: Role that the invited user gets, in lower case as in the API (unlike `members` of `org`); by default
                `member`.

        Returns:
            The invitation, which is pending.

        Raises:
            ArgumentError: The organization does not exist.
        """
        organization = self._organization(org)
        inviter = by or organization.owners()[0]
        invite = Invite(self.world.new_uuid(), inviter, invitee, org, team, role, self.world.now())
        organization.invites[invite.id] = invite
        return invite

    def _must_be_free(self, name: str) -> None:
        if name in self.world.users or name in self.world.orgs:
            raise ArgumentError(
                f"name {shortened(name)} is taken; users and organizations share one namespace", argument="name"
            )

    def _organization(self, name: str) -> Org:
        if name not in self.world.orgs:
            raise ArgumentError(
                f"there is no organization {shortened(name)}; add it with fake.org({shortened(name)}, owner=...)",
                argument="org",
            )
        return self.world.orgs[name]

    def _user_named(self, name: str) -> User:
        """Return a user; add the user first if there is none of this name."""
        return self.world.users.get(name) or self.user(name)

    def _add_member(self, org: Org, name: str, role: str = "Member") -> Member:
        """Add a member, or give a member another role."""
        member = org.members.get(name)
        if member is None:
            member = org.members[name] = Member(self._user_named(name), role, self.world.now())
        member.role = role
        if role == "Owner":
            org.teams[OWNERS].members[name] = None
        return member

    def _add_team(self, org: Org, name: str, people: Iterable[str]) -> Team:
        """Add people to a team and to its organization; make a missing team."""
        team = org.teams.get(name)
        if team is None:
            team = org.teams[name] = Team(self.world.new_number(), self.world.new_uuid(), name)
        for person in people:
            if person not in org.members:
                self._add_member(org, person)
            team.members[person] = None
        return team

    @staticmethod
    def _named_team(org: Org | None, name: str) -> Team:
        if org is None or name not in org.teams:
            raise ArgumentError(
                f"there is no team {shortened(name)}; name it in fake.org(..., teams=...)", argument="teams"
            )
        return org.teams[name]


def _must_be_one_of(name: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise ArgumentError(f"{name}: expected one of {', '.join(allowed)}, got {shortened(value)}", argument=name)


def _must_have_a_zone(name: str, value: datetime | str) -> None:
    try:
        time = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        time = None
    if time is None or time.tzinfo is None:
        raise ArgumentError(
            f"{name}: expected a time with a zone, such as datetime.now(UTC) + timedelta(days=1) or "
            f"'2026-01-31T12:00:00Z', got {shortened(value)}",
            argument=name,
        )
