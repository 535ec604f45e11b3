"""The model `PersonalAccessToken`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, complete, extras, new, read_time, texts
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class PersonalAccessToken(Model):
    """A personal access token."""

    SCHEMA: ClassVar = Schema("$.components.schemas.accessToken")

    uuid: str
    """Identifier of the token; not the secret."""
    client_id: str | Unset = UNSET
    """Application that the token was made for."""
    creator_ip: str | Unset = UNSET
    """Network address from which the token was made."""
    creator_ua: str | Unset = UNSET
    """User agent with which the token was made."""
    created_at: datetime | Unset = UNSET
    """When the token was made."""
    last_used: datetime | None | Unset = UNSET
    """When the token was last used; null if never."""
    generated_by: str | Unset = UNSET
    """How the token was made, such as `manual`."""
    is_active: bool
    """Whether the token works."""
    token: str | Unset = attrs.field(default=UNSET, repr=False)
    """The secret, which only the answer to its creation holds; empty otherwise."""
    token_label: str
    """Name of the token, for people."""
    scopes: list[str] | Unset = UNSET
    """What the token may do."""
    expires_at: datetime | None | Unset = UNSET
    """When the token expires; null or missing if never."""

    @classmethod
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.uuid = v = src["uuid"]
                if type(v) is not str:
                    raise Surprise
                self.client_id = v = src["client_id"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.creator_ip = v = src["creator_ip"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.creator_ua = v = src["creator_ua"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.created_at = v = src["created_at"]
                if v is not UNSET:
                    self.created_at = time = read_time(v)
                    if "Z" not in v and time.tzinfo is None:
                        raise Surprise
                self.last_used = v = src["last_used"]
                if v is not None and v is not UNSET:
                    self.last_used = time = read_time(v)
                    if "Z" not in v and time.tzinfo is None:
                        raise Surprise
                self.generated_by = v = src["generated_by"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.is_active = v = src["is_active"]
                if type(v) is not bool:
                    raise Surprise
                self.token = v = src["token"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.token_label = v = src["token_label"]
                if type(v) is not str:
                    raise Surprise
                v = src["scopes"]
                self.scopes = v if v is UNSET else texts(v)
                self.expires_at = v = src["expires_at"]
                if v is not None and v is not UNSET:
                    self.expires_at = time = read_time(v)
                    if "Z" not in v and time.tzinfo is None:
                        raise Surprise
                if len(src) != 12:
                    self._extras = extras(cls, src, len(src) - 12, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found
