"""Calls of `hub.authentication` as values, for `hub.request`."""

from typing import TYPE_CHECKING

from .. import _encoding, models
from .._calls import Call
from .._deprecation import warn_deprecated
from .._masking import hidden
from ..operations import OPERATIONS

if TYPE_CHECKING:
    from ..models.created_token import CreatedToken
    from ..models.login_token import LoginToken


def login(*, username: str, password: str) -> "Call[LoginToken]":
    """Make the call that `Authentication.login` sends."""
    warn_deprecated("authentication.login is deprecated: use `authentication.create_token` instead")
    password = hidden(password)
    return Call(
        operation=OPERATIONS["authentication.login"],
        path="/v2/users/login",
        body=_encoding.body(
            {
                "username": _encoding.check_type("username", username, "str"),
                "password": _encoding.check_type("password", password, "str"),
            }
        ),
        decode=models.LoginToken.from_json,
    )


def two_factor_login(*, login_2fa_token: str, code: str) -> "Call[LoginToken]":
    """Make the call that `Authentication.two_factor_login` sends."""
    login_2fa_token = hidden(login_2fa_token)
    code = hidden(code)
    return Call(
        operation=OPERATIONS["authentication.two_factor_login"],
        path="/v2/users/2fa-login",
        body=_encoding.body(
            {
                "login_2fa_token": _encoding.check_type("login_2fa_token", login_2fa_token, "str"),
                "code": _encoding.check_type("code", code, "str"),
            }
        ),
        decode=models.LoginToken.from_json,
    )


def create_token(*, identifier: str, secret: str) -> "Call[CreatedToken]":
    """Make the call that `Authentication.create_token` sends."""
    secret = hidden(secret)
    return Call(
        operation=OPERATIONS["authentication.create_token"],
        path="/v2/auth/token",
        body=_encoding.body(
            {
                "identifier": _encoding.check_type("identifier", identifier, "str"),
                "secret": _encoding.check_type("secret", secret, "str"),
            }
        ),
        decode=models.CreatedToken.from_json,
    )
