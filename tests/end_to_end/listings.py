"""Every list of the client: how a test fills it on FakeHub, and how the client reads it."""

import abc
from collections.abc import MutableMapping
from typing import Any, Protocol

import pytest
from aiodockerhub import DockerHub, Pager
from aiodockerhub.testing import FakeHub
from aiodockerhub.testing.account_state import Invite, Member, OrgToken, PersonalToken, Team
from aiodockerhub.testing.state import AuditEvent, Tag
from hypothesis import settings


class Listing(Protocol):
    """A list of the client: how a test fills it on FakeHub, how the client reads it, and the key of its entries."""

    operation: str

    def keys(self, fake: FakeHub) -> list[str]: ...
    def arrange(self, fake: FakeHub, keys: list[str]) -> None: ...
    def pager(self, hub: DockerHub, size: int) -> Pager[Any]: ...
    def key(self, item: Any) -> str: ...


class _Kept(abc.ABC):
    """A dictionary of FakeHub's state as a list of entries; missing entries are made."""

    @abc.abstractmethod
    def mapping(self, fake: FakeHub) -> MutableMapping[str, Any]: ...

    @abc.abstractmethod
    def make(self, fake: FakeHub, key: str) -> Any: ...

    def keys(self, fake: FakeHub) -> list[str]:
        return [*self.mapping(fake)]

    def arrange(self, fake: FakeHub, keys: list[str]) -> None:
        mapping = self.mapping(fake)
        wanted = {key: mapping[key] if key in mapping else self.make(fake, key) for key in keys}
        mapping.clear()
        mapping.update(wanted)


class Tags(_Kept):
    operation = "repositories.list_tags"

    def mapping(self, fake: FakeHub) -> MutableMapping[str, Any]:
        return fake.world.repositories["acme", "app"].tags

    def make(self, fake: FakeHub, key: str) -> Any:
        return Tag(fake.world.new_number(), key, [], None, None, "", updated=0.0)

    def pager(self, hub: DockerHub, size: int) -> Pager[Any]:
        return hub.repositories.list_tags("acme", "app", page_size=size)

    def key(self, item: Any) -> str:
        return str(item.name)


class Teams(_Kept):
    operation = "groups.list"

    def mapping(self, fake: FakeHub) -> MutableMapping[str, Any]:
        return fake.world.orgs["acme"].teams

    def make(self, fake: FakeHub, key: str) -> Any:
        return Team(fake.world.new_number(), fake.world.new_uuid(), key)

    def pager(self, hub: DockerHub, size: int) -> Pager[Any]:
        return hub.groups.list("acme", page_size=size)

    def key(self, item: Any) -> str:
        return str(item.name)


class OrgTokens(_Kept):
    operation = "org_access_tokens.list"

    def mapping(self, fake: FakeHub) -> MutableMapping[str, Any]:
        return fake.world.orgs["acme"].tokens

    def make(self, fake: FakeHub, key: str) -> Any:
        return OrgToken(key, "ci", "dckr_oat_dummy", [], 0.0, "jane")

    def pager(self, hub: DockerHub, size: int) -> Pager[Any]:
        return hub.org_access_tokens.list("acme", page_size=size)

    def key(self, item: Any) -> str:
        return str(item.id)


class PersonalTokens(_Kept):
    operation = "access_tokens.list"

    def mapping(self, fake: FakeHub) -> MutableMapping[str, Any]:
        return fake.world.users["jane"].tokens

    def make(self, fake: FakeHub, key: str) -> Any:
        return PersonalToken(key, "ci", "dckr_pat_example", [], 0.0)

    def pager(self, hub: DockerHub, size: int) -> Pager[Any]:
        return hub.access_tokens.list(page_size=size)

    def key(self, item: Any) -> str:
        return str(item.uuid)


class Invites(_Kept):
    operation = "invites.list"

    def mapping(self, fake: FakeHub) -> MutableMapping[str, Any]:
        return fake.world.orgs["acme"].invites

    def make(self, fake: FakeHub, key: str) -> Any:
        return Invite(key, "jane", f"{key}@example.com", "acme", "owners", "member", 0.0)

    def pager(self, hub: DockerHub, size: int) -> Pager[Any]:
        return hub.invites.list("acme")

    def key(self, item: Any) -> str:
        return str(item.id)


class Members(_Kept):
    operation = "orgs.list_members"

    def mapping(self, fake: FakeHub) -> MutableMapping[str, Any]:
        return fake.world.orgs["acme"].members

    def make(self, fake: FakeHub, key: str) -> Any:
        return Member(fake.world.users.get(key) or fake.user(key), "Owner" if key == "jane" else "Member", 0.0)

    def arrange(self, fake: FakeHub, keys: list[str]) -> None:
        super().arrange(fake, keys)
        fake.world.orgs["acme"].teams["owners"].members["jane"] = None

    def pager(self, hub: DockerHub, size: int) -> Pager[Any]:
        return hub.orgs.list_members("acme", page_size=size)

    def key(self, item: Any) -> str:
        return str(item.username)


class ScimUsers(Members):
    operation = "scim.list_users"

    def pager(self, hub: DockerHub, size: int) -> Pager[Any]:
        return hub.scim.list_users(count=size)

    def key(self, item: Any) -> str:
        return str(item.user_name).partition("@")[0]


class AuditLogs:
    operation = "audit_logs.list"

    def keys(self, fake: FakeHub) -> list[str]:
        return [event.id for event in reversed(fake.world.events)]

    def arrange(self, fake: FakeHub, keys: list[str]) -> None:
        newest_first = [AuditEvent(key, "jane", "repo.tag.push", "jane/app", "jane", {}, 0, "") for key in keys]
        fake.world.events[:] = reversed(newest_first)

    def pager(self, hub: DockerHub, size: int) -> Pager[Any]:
        return hub.audit_logs.list("jane", page_size=size)

    def key(self, item: Any) -> str:
        return str(item.event_id)


LISTINGS: list[Listing] = [
    Tags(),
    Teams(),
    OrgTokens(),
    PersonalTokens(),
    Invites(),
    Members(),
    ScimUsers(),
    AuditLogs(),
]
each_listing = pytest.mark.parametrize("listing", LISTINGS, ids=lambda listing: listing.operation)
quickly = settings(max_examples=12, deadline=None)
