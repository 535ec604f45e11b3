"""The model `LoginToken`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model_attributes import ABSENT, new
from .._model_methods import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class LoginToken(Model):
    """Successful user login response.

    Attributes:
        token: Created authentication token. This token can be used in the HTTP Authorization
            header as a JWT to authenticate with the Docker Hub APIs.
        refresh_token: Token to renew the session with, if the request asked for one.
        login_2fa_token: Token for `authentication.two_factor_login`, in place of `token`, if a
            second factor is required.
    """

    _schema: ClassVar = Schema("$.components.schemas.PostUsersLoginSuccessResponse", nullable=("login_2fa_token",))

    token: str | None = attrs.field(default=None, repr=False)
    """Created authentication token. This token can be used in the HTTP Authorization header as a JWT
    to authenticate with the Docker Hub APIs.
    """
    refresh_token: str | None = attrs.field(default=None, repr=False)
    """Token to renew the session with, if the request asked for one."""
    login_2fa_token: str | None = attrs.field(default=None, repr=False)
    """Token for `authentication.two_factor_login`, in place of `token`, if a second factor is
    required.
    """

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        nulls, absent = cls._schema.nullable, ABSENT
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            bits = 0
            model.token = src.token
            model.refresh_token = src.refresh_token
            v = src.login_2fa_token
            if v is None:
                bits += 1
            elif v is absent:
                v = None
            model.login_2fa_token = v
            model._none_exceptions = nulls[bits]
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models
