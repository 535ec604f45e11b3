"""The model `GroupMember`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Literal, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, complete, extras, new, read_time
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class GroupMember(Model):
    """A member of a group."""

    SCHEMA: ClassVar = Schema("$.components.schemas.group_member")

    id: str | Unset = UNSET
    """The UUID trimmed."""
    company: str | Unset = UNSET
    """Company that the account names."""
    date_joined: datetime | Unset = UNSET
    """When the account was made."""
    full_name: str | Unset = UNSET
    """Name of the person, as the account gives it."""
    gravatar_email: str | Unset = UNSET
    """E-mail address that the picture belongs to."""
    gravatar_url: str | Unset = UNSET
    """Address of the picture."""
    location: str | Unset = UNSET
    """Place that the account names."""
    profile_url: str | Unset = UNSET
    """Web page that the account names."""
    type: Literal["User", "Org"] | str | Unset = UNSET
    """Whether the account is a user or an organization."""
    username: str | Unset = UNSET
    """Name of the account (Docker ID)."""
    email: str | Unset = UNSET
    """E-mail address; only for those who may see it."""

    @classmethod
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.id = v = src["id"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.company = v = src["company"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.date_joined = v = src["date_joined"]
                if v is not UNSET:
                    self.date_joined = time = read_time(v)
                    if "Z" not in v and time.tzinfo is None:
                        raise Surprise
                self.full_name = v = src["full_name"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.gravatar_email = v = src["gravatar_email"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.gravatar_url = v = src["gravatar_url"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.location = v = src["location"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.profile_url = v = src["profile_url"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.type = v = src["type"]
                if v != "Org" and v != "User" and v is not UNSET:
                    raise Surprise
                self.username = v = src["username"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.email = v = src["email"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                if len(src) != 11:
                    self._extras = extras(cls, src, len(src) - 11, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found
