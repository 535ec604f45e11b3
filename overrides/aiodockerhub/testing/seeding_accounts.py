"""Seeds a fake Hub with accounts: users, organizations, teams, tokens."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, cast

from aiodockerhub.models import Model
from aiodockerhub.testing.state import (
    OWNERS,
    Invite,
    Member,
    Org,
    OrgToken,
    PersonalToken,
    Team,
    User,
    World,
)


class AccountSeeding:
    """The accounts on a fake Hub before a test.

    Args:
        world: The state to fill.
    """

    def __init__(self, world: World) -> None:
        self.world = world

    def user(
        self,
        name: str,
        *,
        password: str = "password",  # noqa: S107 - of an account that exists in a test only
        code: str | None = None,
        email: str | None = None,
        full_name: str | None = None,
    ) -> User:
        """Add an account.

        Args:
            name: Docker ID.
            password: To log in with.
            code: Of the second factor; ``None`` for an account without one.
            email: ``<name>@example.com`` by default.
            full_name: Made from the name by default.

        Returns:
            The account.

        Raises:
            ValueError: The name is taken.
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
        """Add an organization. Users it names that do not exist yet are added too.

        Args:
            name: Of the organization.
            owner: Who owns it.
            members: Who else belongs to it: names, or roles (``Owner``, ``Editor``, ``Member``) by name.
            teams: Names of the members of each team; the team ``owners`` is always there.
            scim_token: Bearer for its SCIM routes; ``None`` if provisioning is off.
            seats: How many people it may have, invited ones included; ``None`` for any number.
            badge: ``verified_publisher``, ``open_source`` or nothing.

        Returns:
            The organization.

        Raises:
            ValueError: The name is taken.
        """
        self._must_be_free(name)
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
        self._team(organization, OWNERS, ())
        self._member(organization, owner, "Owner")
        roles = cast("Mapping[str, str]", members) if isinstance(members, Mapping) else dict.fromkeys(members, "Member")
        for user, role in roles.items():
            self._member(organization, user, role)
        for team, people in (teams or {}).items():
            self._team(organization, team, people)
        self.world.record(name, "org.create", name, owner, f"created the organization {name}")
        return organization

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
            user: Whose.
            scopes: ``repo:admin``, ``repo:write``, ``repo:read`` or ``repo:public_read``.
            secret: Its value; a new one by default.
            expires_at: When it expires, as a time with a zone or its text (RFC 3339); never by default.

        Returns:
            Its value.

        Raises:
            TypeError: `scopes` is a single text.
        """
        if isinstance(scopes, str):
            raise TypeError(f"scopes must be a list such as ['repo:read']; got the text {scopes!r}")
        expires_at = expires_at.isoformat() if isinstance(expires_at, datetime) else expires_at
        owner = self._person(user)
        value = self.world.new_secret("pat", 27) if secret is None else secret
        token = PersonalToken(
            self.world.new_uuid(), "seeded", value, list(scopes), self.world.now(), expires_at=expires_at
        )
        owner.tokens[token.uuid] = token
        return value

    def org_token(self, org: str, *resources: Mapping[str, Any] | Model, secret: str | None = None) -> str:
        """Add an organization access token.

        Args:
            org: Of which organization; it must exist.
            *resources: What it may do, as in the API: `{"type": "TYPE_REPO", "path": "acme/*", "scopes": [...]}`, or as
                `TokenResource.repository("acme/*", ...)` makes it.
            secret: Its value; a new one by default.

        Returns:
            Its value.

        Raises:
            ValueError: There is no such organization.
        """
        organization = self._organization(org)
        value = self.world.new_secret("oat", 32) if secret is None else secret
        granted = [resource.to_dict() if isinstance(resource, Model) else dict(resource) for resource in resources]
        owner = organization.owners()[0]
        token = OrgToken(self.world.new_uuid(), "seeded", value, granted, self.world.now(), owner)
        organization.tokens[token.id] = token
        return value

    def invite(self, org: str, invitee: str, *, by: str | None = None, team: str = "", role: str = "member") -> Invite:
        """Invite somebody to an organization.

        Args:
            org: Name of the organization, which must exist.
            invitee: Docker ID or e-mail address.
            by: Who invites; the first owner by default.
            team: Group that the invitee joins.
            role: Role that the invitee gets.

        Returns:
            The invitation, still open.

        Raises:
            ValueError: There is no such organization.
        """
        organization = self._organization(org)
        inviter = by or organization.owners()[0]
        invite = Invite(self.world.new_uuid(), inviter, invitee, org, team, role, self.world.now())
        organization.invites[invite.id] = invite
        return invite

    def _must_be_free(self, name: str) -> None:
        if name in self.world.users or name in self.world.orgs:
            raise ValueError(f"name {name!r} is taken; users and organizations share one namespace")

    def _organization(self, name: str) -> Org:
        if name not in self.world.orgs:
            raise ValueError(f"there is no organization {name!r}; add it with fake.org({name!r}, owner=...)")
        return self.world.orgs[name]

    def _person(self, name: str) -> User:
        return self.world.users.get(name) or self.user(name)

    def _member(self, org: Org, name: str, role: str = "Member") -> Member:
        member = org.members.get(name)
        if member is None:
            member = org.members[name] = Member(self._person(name), role, self.world.now())
        member.role = role
        if role == "Owner":
            org.teams[OWNERS].members[name] = None
        return member

    def _team(self, org: Org, name: str, people: Iterable[str]) -> Team:
        team = org.teams.get(name)
        if team is None:
            team = org.teams[name] = Team(self.world.new_number(), self.world.new_uuid(), name)
        for person in people:
            if person not in org.members:
                self._member(org, person)
            team.members[person] = None
        return team

    @staticmethod
    def _named_team(org: Org | None, name: str) -> Team:
        if org is None or name not in org.teams:
            raise ValueError(f"there is no team {name!r}; name it in fake.org(..., teams=...)")
        return org.teams[name]
