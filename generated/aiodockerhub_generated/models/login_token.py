"""The model `LoginToken`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, complete, extras, new
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class LoginToken(Model):
    """Successful user login response."""

    SCHEMA: ClassVar = Schema("$.components.schemas.PostUsersLoginSuccessResponse")

    token: str | Unset = attrs.field(default=UNSET, repr=False)
    """Created authentication token. This token can be used in the HTTP Authorization header as a JWT
    to authenticate with the Docker Hub APIs.
    """
    refresh_token: str | Unset = attrs.field(default=UNSET, repr=False)
    """Token to renew the session with, if it was asked for."""
    login_2fa_token: str | None | Unset = attrs.field(default=UNSET, repr=False)
    """Token for `authentication.two_factor_login`, in place of `token`, if a second factor is
    required.
    """

    @classmethod
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.token = v = src["token"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.refresh_token = v = src["refresh_token"]
                if type(v) is not str and v is not UNSET:
                    raise Surprise
                self.login_2fa_token = v = src["login_2fa_token"]
                if v is not None and type(v) is not str and v is not UNSET:
                    raise Surprise
                if len(src) != 3:
                    self._extras = extras(cls, src, len(src) - 3, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found
