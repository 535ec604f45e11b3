"""The model `LoginToken`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
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
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.token = src.token
            made.refresh_token = src.refresh_token
            made.login_2fa_token = src.login_2fa_token
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found
