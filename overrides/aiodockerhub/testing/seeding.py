"""Filling a fake Hub in a line or two."""

import itertools
from collections.abc import Iterable, Mapping
from typing import Any, cast

from aiodockerhub.testing.state import (
    OWNERS,
    Invite,
    Member,
    Org,
    OrgToken,
    Permission,
    PersonalToken,
    Repository,
    Tag,
    Team,
    User,
    World,
)

_LIST_TYPE = "application/vnd.oci.image.index.v1+json"
_HOUR = 3600.0
# Every so many tags there is one from before Hub kept digests and dates, and one whose images are gone.
_OLD, _BARE = 50, 40
_NEVER_PULLED = 3


class Seeding:
    """What there is on a fake Hub before the program under test comes.

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
        made = User(
            name=name,
            password=password,
            uuid=self.world.new_uuid(),
            number=self.world.new_number(),
            email=f"{name}@example.com" if email is None else email,
            full_name=name.replace("-", " ").title() if full_name is None else full_name,
            joined=self.world.now(),
            code=code,
        )
        made.modified = made.joined
        self.world.users[name] = made
        return made

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
        made = Org(
            name=name,
            uuid=self.world.new_uuid(),
            number=self.world.new_number(),
            full_name=name.replace("-", " ").title(),
            joined=self.world.now(),
            scim_token=scim_token,
            seats=seats,
            badge=badge,
        )
        self.world.orgs[name] = made
        self._team(made, OWNERS, ())
        self._member(made, owner, "Owner")
        roles = cast("Mapping[str, str]", members) if isinstance(members, Mapping) else dict.fromkeys(members, "Member")
        for user, role in roles.items():
            self._member(made, user, role)
        for team, people in (teams or {}).items():
            self._team(made, team, people)
        self.world.record(name, "org.create", name, owner, f"created the organization {name}")
        return made

    def repository(
        self,
        path: str,
        *,
        tags: int | Iterable[str] = (),
        private: bool = False,
        description: str = "",
        full_description: str = "",
        pulls: int = 0,
        stars: int = 0,
        teams: Mapping[str, Permission] | None = None,
        images: int = 2,
        immutable: Iterable[str] = (),
        dockerfile: str | None = None,
    ) -> Repository:
        """Add a repository. A namespace that does not exist yet becomes a user.

        Args:
            path: ``namespace/name``.
            tags: How many, or their names, newest first; an hour lies between each two.
            private: Whether only some may see it.
            description: Short text, up to 100 bytes.
            full_description: Long text, up to 25,000 bytes.
            pulls: How often it was pulled.
            stars: How many people like it.
            teams: Permissions by team of the organization.
            images: Platforms of each tag; after the first two come attestations of platform ``unknown``.
            immutable: Rules (regular expressions) of the tags that are immutable; none for a repository without.
            dockerfile: Text of the Dockerfile of an automated build.

        Returns:
            The repository.

        Raises:
            ValueError: The path is no ``namespace/name``, or it is taken.
        """
        namespace, slash, name = path.partition("/")
        if not (namespace and slash and name) or "/" in name:
            raise ValueError(f"path must be namespace/name, such as acme/app; got {path!r}")
        if (namespace, name) in self.world.repositories:
            raise ValueError(f"path {path!r} is taken; choose another name")
        if namespace not in self.world.orgs and namespace not in self.world.users:
            self.user(namespace)
        now = self.world.now()
        made = Repository(
            id=self.world.new_number(),
            namespace=namespace,
            name=name,
            registered=now - 365 * 24 * _HOUR,
            updated=now,
            description=description,
            full_description=full_description,
            is_private=private,
            pull_count=pulls,
            star_count=stars,
            dockerfile=dockerfile,
        )
        self.world.repositories[namespace, name] = made
        if rules := list(immutable):
            made.immutable, made.immutable_rules = True, rules
        org = self.world.orgs.get(namespace)
        for team, permission in (teams or {}).items():
            made.groups[self._named_team(org, team).id] = permission
        names = _tag_names(tags) if isinstance(tags, int) else list(tags)
        for age, tag in enumerate(names):
            self._tag(made, tag, age, images)
        return made

    def tag(
        self,
        path: str,
        name: str,
        *,
        by: str | None = None,
        images: int = 2,
        age: float = 0.0,
        pulled: float | None = None,
    ) -> Tag:
        """Push a tag; it replaces one of the same name.

        Args:
            path: ``namespace/name`` of a repository that exists.
            name: Of the tag.
            by: Who pushes it; by default the namespace or the first owner of the organization.
            images: Platforms.
            age: Seconds since it was pushed; now by default.
            pulled: Seconds since it was last pulled; never by default.

        Returns:
            The tag.

        Raises:
            ValueError: There is no such repository, or the tag is there and immutable.
        """
        namespace, _, repository = path.partition("/")
        found = self.world.repositories.get((namespace, repository))
        if found is None:
            raise ValueError(f"there is no repository {path!r}; add it with fake.repository({path!r})")
        if name in found.tags and found.is_immutable(name):
            raise ValueError(f"tag {name!r} of {path!r} is immutable; push another one")
        found.updated = self.world.now()
        made = self._tag(found, name, 0, images, by)
        if age:
            made.updated = self.world.now() - age
        made.pulled = None if pulled is None else self.world.now() - pulled
        actor = made.updater.name if made.updater else namespace
        digest = made.digest or ""
        self.world.record(
            namespace, "repo.tag.push", path, actor, f"pushed the tag {name} to {path}", tag=name, digest=digest
        )
        return made

    def personal_token(
        self,
        user: str,
        *,
        scopes: Iterable[str] = ("repo:admin",),
        secret: str | None = None,
        expires_at: str | None = None,
    ) -> str:
        """Add a personal access token.

        Args:
            user: Whose.
            scopes: ``repo:admin``, ``repo:write``, ``repo:read`` or ``repo:public_read``.
            secret: Its value; a new one by default.
            expires_at: When it expires (RFC 3339); never by default.

        Returns:
            Its value.
        """
        owner = self._person(user)
        value = self.world.new_secret("pat", 27) if secret is None else secret
        token = PersonalToken(
            self.world.new_uuid(), "seeded", value, list(scopes), self.world.now(), expires_at=expires_at
        )
        owner.tokens[token.uuid] = token
        return value

    def org_token(self, org: str, *resources: Mapping[str, Any], secret: str | None = None) -> str:
        """Add an organization access token.

        Args:
            org: Of which organization; it must exist.
            *resources: What it may do, as in the API: ``{"type": "TYPE_REPO", "path": "acme/*", "scopes": [...]}``.
            secret: Its value; a new one by default.

        Returns:
            Its value.

        Raises:
            ValueError: There is no such organization.
        """
        if org not in self.world.orgs:
            raise ValueError(f"there is no organization {org!r}; add it with fake.org({org!r}, owner=...)")
        found = self.world.orgs[org]
        value = self.world.new_secret("oat", 32) if secret is None else secret
        held = [dict(resource) for resource in resources]
        owner = found.owners()[0]
        token = OrgToken(self.world.new_uuid(), "seeded", value, held, self.world.now(), owner)
        found.tokens[token.id] = token
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
        if org not in self.world.orgs:
            raise ValueError(f"there is no organization {org!r}; add it with fake.org({org!r}, owner=...)")
        found = self.world.orgs[org]
        inviter = by or found.owners()[0]
        made = Invite(self.world.new_uuid(), inviter, invitee, org, team, role, self.world.now())
        found.invites[made.id] = made
        return made

    def audit_event(self, account: str, action: str, name: str, *, by: str, age: float = 0.0, **data: str) -> None:
        """Write a line of the audit log.

        Args:
            account: Namespace to whose log it belongs.
            action: Such as ``repo.tag.push``.
            name: Repository, organization or user it is about.
            by: Who did it.
            age: Seconds since it happened; now by default.
            **data: Details.
        """
        self.world.record(account, action, name, by, f"{action} {name}", **data)
        self.world.events[-1].at -= round(age * 1000)

    def _must_be_free(self, name: str) -> None:
        if name in self.world.users or name in self.world.orgs:
            raise ValueError(f"name {name!r} is taken; users and organizations share one namespace")

    def _person(self, name: str) -> User:
        return self.world.users.get(name) or self.user(name)

    def _member(self, org: Org, name: str, role: str = "Member") -> Member:
        held = org.members.get(name)
        if held is None:
            held = org.members[name] = Member(self._person(name), role, self.world.now())
        held.role = role
        if role == "Owner":
            org.teams[OWNERS].members[name] = None
        return held

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

    def _tag(self, repository: Repository, name: str, age: int, images: int, by: str | None = None) -> Tag:
        old, bare = age % _OLD == _OLD - 1, age % _BARE == _BARE - 1
        org = self.world.orgs.get(repository.namespace)
        pusher = by or (org.owners()[0] if org else repository.namespace)
        updated = self.world.now() - age * _HOUR
        made = Tag(
            id=self.world.new_number(),
            name=name,
            images=[] if bare else [self._image(place) for place in range(images)],
            updater=self._person(pusher),
            digest=None if old else f"sha256:{self.world.new_hex(64)}",
            media_type=_LIST_TYPE,
            updated=None if old else updated,
            pulled=None if old or age % _NEVER_PULLED == 1 else min(updated + _HOUR / 2, self.world.now()),
        )
        repository.tags[name] = made
        return made

    def _image(self, place: int) -> dict[str, Any]:
        platforms = (("amd64", "linux", None), ("arm64", "linux", "v8"))
        machine, system, variant = platforms[place] if place < len(platforms) else ("unknown", "unknown", None)
        digest = f"sha256:{self.world.new_hex(64)}"
        size = 30_000_000 + place * 1_000_003
        return {"architecture": machine, "os": system, "variant": variant, "digest": digest, "size": size}


def _tag_names(count: int) -> list[str]:
    versions = (f"1.{minor}.0" for minor in itertools.count(max(count - 2, 0), -1))
    return ["latest", *itertools.islice(versions, count - 1)] if count else []
