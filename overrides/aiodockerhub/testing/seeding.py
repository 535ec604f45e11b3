"""Seeds a FakeHub with repositories, tags and events of the audit log."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from aiodockerhub_generated.arguments import shortened
from aiodockerhub_generated.errors import ArgumentError

from aiodockerhub.testing.account_state import Permission
from aiodockerhub.testing.arguments import age_in_seconds, check_arguments, check_range, check_rule
from aiodockerhub.testing.sample_tags import HOUR, sample_tag, tag_names
from aiodockerhub.testing.seeding_accounts import AccountSeeding
from aiodockerhub.testing.state import Repository, Tag

_MAX_TAGS = 1_000_000
_MAX_IMAGES = 1000


class Seeding(AccountSeeding):
    """The methods that add content to a FakeHub before a test."""

    @check_arguments
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
        """Add a repository; a namespace that does not exist becomes a user.

        As on Docker Hub, some tags have no platforms, some have neither digest nor dates, and some were never pulled.

        Args:
            path: Path of the repository, `namespace/name`.
            tags: Number of tags, at most 1,000,000, or names of the tags, newest first; none by default. The first is
                pushed now, and each further tag is one hour older.
            private: Whether the repository is private; `False` by default.
            description: Short description; Docker Hub allows 100 bytes; empty by default.
            full_description: Long description; Docker Hub allows 25,000 bytes; empty by default.
            pulls: Number of pulls; 0 by default.
            stars: Number of stars; 0 by default.
            teams: Permissions of teams of the organization, by the name of the team; none by default.
            images: Number of platforms of each tag, by default 2, at most 1,000. All platforms after the first two are
                attestations, with the name `unknown`.
            immutable: Rules (regular expressions) for the names of immutable tags; empty, the default, for no immutable
                tags.
            dockerfile: Text of the Dockerfile of an automated build; `None`, the default, for a repository without
                automated build.

        Returns:
            The repository.

        Raises:
            ArgumentError: The path is not `namespace/name`, or is in use; a number is out of range; a rule is not a
                regular expression; or the organization has no such team.
        """
        check_range("tags", tags if isinstance(tags, int) else None, 0, _MAX_TAGS)
        check_range("pulls", pulls, 0)
        check_range("stars", stars, 0)
        check_range("images", images, 0, _MAX_IMAGES)
        rules = [check_rule("immutable", rule) for rule in immutable]
        namespace, slash, name = path.partition("/")
        if not (namespace and slash and name) or "/" in name:
            raise ArgumentError(
                f"path must be namespace/name, such as acme/app; got {shortened(path)}", argument="path"
            )
        if (namespace, name) in self.world.repositories:
            raise ArgumentError(f"path {shortened(path)} is taken; choose another name", argument="path")
        if namespace not in self.world.orgs and namespace not in self.world.users:
            self.user(namespace)
        now = self.world.now()
        repository = Repository(
            id=self.world.new_number(),
            namespace=namespace,
            name=name,
            registered=now - 365 * 24 * HOUR,
            updated=now,
            description=description,
            full_description=full_description,
            is_private=private,
            pull_count=pulls,
            star_count=stars,
            dockerfile=dockerfile,
        )
        self.world.repositories[namespace, name] = repository
        if rules:
            repository.immutable, repository.immutable_rules = True, rules
        org = self.world.orgs.get(namespace)
        for team, permission in (teams or {}).items():
            repository.groups[self._named_team(org, team).id] = permission
        names = tag_names(tags) if isinstance(tags, int) else list(tags)
        for age, tag in enumerate(names):
            self._add_tag(repository, tag, age, images)
        return repository

    @check_arguments
    def tag(
        self,
        path: str,
        name: str,
        *,
        by: str | None = None,
        images: int = 2,
        age: float | timedelta = 0.0,
        pulled: float | timedelta | None = None,
    ) -> Tag:
        """Push a tag, which replaces a tag of the same name.

        Args:
            path: Path of an existing repository, `namespace/name`.
            name: Name of the tag.
            by: Docker ID of the user who pushes the tag; a user who does not exist is added. `None`, the default, for
                the user of the namespace or the first owner of the organization.
            images: Number of platforms, from 0 to 1,000; 2 by default.
            age: Time since the push, in seconds or as a `timedelta`; by default 0.
            pulled: Time since the last pull, in seconds or as a `timedelta`; `None`, the default, for no pull.

        Returns:
            The tag.

        Raises:
            ArgumentError: The repository does not exist, a number is out of range, an immutable tag has this name, or
                `by` is an organization.
        """
        check_range("images", images, 0, _MAX_IMAGES)
        since_push = age_in_seconds("age", age)
        since_pull = None if pulled is None else age_in_seconds("pulled", pulled)
        namespace, _, repository_name = path.partition("/")
        repository = self.world.repositories.get((namespace, repository_name))
        if repository is None:
            raise ArgumentError(
                f"there is no repository {shortened(path)}; add it with fake.repository({shortened(path)})",
                argument="path",
            )
        if name in repository.tags and repository.is_immutable(name):
            raise ArgumentError(
                f"tag {shortened(name)} of {shortened(path)} is immutable; push another one", argument="name"
            )
        repository.updated = self.world.now()
        tag = self._add_tag(repository, name, 0, images, by)
        if since_push:
            tag.updated = self.world.now() - since_push
        tag.pulled = None if since_pull is None else self.world.now() - since_pull
        actor = tag.updater.name if tag.updater else namespace
        digest = tag.digest or ""
        self.world.record(
            namespace, "repo.tag.push", path, actor, f"pushed the tag {name} to {path}", tag=name, digest=digest
        )
        return tag

    @check_arguments
    def audit_event(
        self, account: str, action: str, name: str, *, by: str, age: float | timedelta = 0.0, **data: str
    ) -> None:
        """Add an event to the audit log of a namespace.

        Args:
            account: Name of the namespace, which need not exist.
            action: Name of the action, such as `repo.tag.push`.
            name: Name of the repository, organization or user to which the action was done.
            by: Name of the user or organization that did the action.
            age: Time since the event, in seconds or as a `timedelta`; by default 0.
            **data: Details of the event, by key.

        Raises:
            ArgumentError: The age is negative or longer than 1,000 years.
        """
        since = age_in_seconds("age", age)
        self.world.record(account, action, name, by, f"{action} {name}", **data)
        self.world.events[-1].at -= round(since * 1000)

    def _add_tag(self, repository: Repository, name: str, age: int, images: int, by: str | None = None) -> Tag:
        org = self.world.orgs.get(repository.namespace)
        pusher = self._user_named(by or (org.owners()[0] if org else repository.namespace))
        tag = repository.tags[name] = sample_tag(self.world, name, age, images, pusher)
        return tag
