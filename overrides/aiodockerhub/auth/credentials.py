"""Credentials of Docker Hub as values whose `repr` hides the secret."""

import inspect
import re
from collections.abc import Awaitable, Callable
from typing import Any, Literal, NoReturn, Protocol, Self, TypeAlias, TypeVar

from aiodockerhub_generated._redaction import SecretText, hidden
from aiodockerhub_generated.arguments import LONGEST, check_text
from attrs import Attribute, field, frozen

from aiodockerhub.auth.sent_codes import SentCodes
from aiodockerhub.errors import ArgumentError, ArgumentTypeError

__all__ = [
    "AccessToken",
    "Anonymous",
    "BearerToken",
    "Credentials",
    "KnownCredentials",
    "OrganizationToken",
    "Password",
    "TwoFactor",
]

T = TypeVar("T")
_PERSONAL = "dckr_pat_"
_ORGANIZATION = "dckr_oat_"
_LONGEST_TOKEN = 65_536
_VISIBLE = re.compile(r"[!-~]+")


class Credentials(Protocol):
    """The protocol of credentials: a class of this module, or one of yours.

    A class of yours can fetch credentials from a vault, for example:

        class FromVault:
            async def current(self) -> AccessToken:
                return AccessToken("jane", await vault.read("docker-hub"))
    """

    async def current(self) -> "KnownCredentials":
        """Give the credentials to use now.

        The client calls this method once for each log-in, not for each request, and never from two tasks at once.

        Returns:
            A value of one of the other classes of this module.
        """
        ...


def is_visible(text: str) -> bool:
    """Tell whether a text is visible ASCII, as a token has to be.

    Any other character could break the header that carries the token, or show in the error about that header.

    Args:
        text: Any text; more than 65,536 characters are no token.
    """
    return len(text) <= _LONGEST_TOKEN and _VISIBLE.fullmatch(text) is not None


def _not_empty(_: object, attribute: "Attribute[str]", value: object) -> None:
    if not isinstance(value, str) or not value:
        raise ArgumentError(f"{attribute.name} must be text that is not empty", argument=attribute.name)
    check_text(attribute.name, value, longest=LONGEST)  # which shows no value of a name such as `secret`


def _token(prefix: str, other: str) -> Callable[[object, "Attribute[str]", object], None]:
    """Make the validator of an access token.

    The error of the validator names the other kind of token where the value is one, and never shows the value.
    """

    def check(_: object, attribute: "Attribute[str]", value: object) -> None:
        if not isinstance(value, str) or not is_visible(value):
            raise ArgumentError(
                f"{attribute.name} must be an access token: visible ASCII characters, at least one",
                argument=attribute.name,
            )
        for wrong, kind in ((_PERSONAL, "AccessToken(user, pat)"), (_ORGANIZATION, "OrganizationToken(org, oat)")):
            if wrong != prefix and value.startswith(wrong):
                raise ArgumentError(
                    f"{attribute.name} starts with {wrong}: {other}, use {kind}", argument=attribute.name
                )

    return check


def _bearer(_: object, attribute: "Attribute[str]", value: object) -> None:
    if not isinstance(value, str) or not is_visible(value) or value.startswith((_PERSONAL, _ORGANIZATION)):
        raise ArgumentError(
            f"{attribute.name} must be a JSON web token as Docker Hub issues them, without the word Bearer; "
            "for an access token use AccessToken(user, pat) or OrganizationToken(org, oat)",
            argument=attribute.name,
        )


def _secret(value: object) -> Any:
    """Wrap a secret, so that frames of the constructor do not show it.

    What is not text becomes the empty text, which the validators refuse without showing what was given.
    """
    return hidden(value) if isinstance(value, str) else SecretText()


def swapped(value: T) -> T:
    """Wrap a token that was given as a name, as in swapped arguments.

    Args:
        value: The value of the argument for the name.

    Returns:
        The value, as a `SecretText` if it is a token.
    """
    return hidden(value) if isinstance(value, str) and value.startswith((_PERSONAL, _ORGANIZATION)) else value


def _trimmed(value: object) -> Any:
    # Tokens are often read from files, with the newline at the end.
    return SecretText(_secret(value).strip())


def _async_callable(_: object, attribute: "Attribute[Any]", value: object) -> None:
    if not callable(value):
        problem = "must be an async callable that returns the code: codes themselves expire"
    elif inspect.isroutine(value) and not inspect.iscoroutinefunction(value):
        problem = "must be an async callable, and this is a plain function: write async def code() -> str: ..."
    else:
        return
    raise ArgumentTypeError(f"{attribute.name} {problem}", argument=attribute.name)


class StaysHere:
    """Base of values with secrets: a copy is the same object; never pickled."""

    __slots__ = ()

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError(
            f"{type(self).__name__} may hold a secret, so it is not pickled: make it anew in the other process, "
            "or let DockerHub() find credentials in the environment there"
        )


class _Value(StaysHere):
    """Base of credentials that are values: each is its own provider."""

    __slots__ = ()

    async def current(self) -> Self:
        """Give these credentials themselves."""
        return self


@frozen
class Password(_Value):
    """A user name with its password.

    Works for all operations of a user, unless two-factor authentication or single sign-on is set up.

    Args:
        user: Docker ID (not an email address).
        secret: The password.

    Raises:
        ArgumentError: `user` or `secret` is empty or not text, or `user` holds a token.
    """

    user: str = field(validator=_not_empty)
    secret: str = field(validator=_not_empty)

    def __init__(self, user: str, secret: str) -> None:
        user, secret = swapped(user), _secret(secret)
        self.__attrs_init__(user, secret)  # type: ignore[attr-defined]

    def __str__(self) -> str:
        return f"the password of {self.user}"


@frozen
class AccessToken(_Value):
    """A personal access token with its user name.

    Works for the user's repositories within its scopes, and needs no second factor.

    Args:
        user: Docker ID of the token's owner.
        pat: The token, usually `dckr_pat_…`; white space around it is dropped.

    Raises:
        ArgumentError: The token is an organization's, or not of visible ASCII characters; or the name is empty.
    """

    user: str = field(validator=_not_empty)
    pat: str = field(validator=_token(_PERSONAL, "for an organization access token"))

    def __init__(self, user: str, pat: str) -> None:
        user, pat = swapped(user), _trimmed(pat)
        self.__attrs_init__(user, pat)  # type: ignore[attr-defined]

    def __str__(self) -> str:
        return f"a personal access token of {self.user}"


@frozen
class OrganizationToken(_Value):
    """An organization access token with the name of its organization.

    Works for the operations that api.md marks with it, within its scopes.

    Args:
        org: Name of the organization.
        oat: The token, usually `dckr_oat_…`; white space around it is dropped.

    Raises:
        ArgumentError: The token is a personal one, or not of visible ASCII characters; or the name is empty.
    """

    org: str = field(validator=_not_empty)
    oat: str = field(validator=_token(_ORGANIZATION, "for a personal access token"))

    def __init__(self, org: str, oat: str) -> None:
        org, oat = swapped(org), _trimmed(oat)
        self.__attrs_init__(org, oat)  # type: ignore[attr-defined]

    def __str__(self) -> str:
        return f"an organization access token of {self.org}"


@frozen
class TwoFactor(_Value):
    """A user's password where the account has two-factor authentication.

    Args:
        user: Docker ID.
        password: The password.
        code: Async callable without arguments that returns the current code. Called at most twice in a log-in: a second
            time if Docker Hub refused the first code as expired, or if the response to it was lost. The same code is
            never sent twice, not even in a later log-in, or by another client with this object.

    Attributes:
        sent: The codes that were sent.

    Raises:
        ArgumentError: Name or password is empty or not text.
        ArgumentTypeError: `code` is not an async callable.
    """

    user: str = field(validator=_not_empty)
    password: str = field(validator=_not_empty)
    code: Callable[[], Awaitable[str]] = field(validator=_async_callable, repr=False)
    sent: SentCodes = field(factory=SentCodes, init=False, repr=False, eq=False)

    def __init__(self, user: str, password: str, code: Callable[[], Awaitable[str]]) -> None:
        user, password, code = swapped(user), _secret(password), hidden(code)
        self.__attrs_init__(user, password, code)  # type: ignore[attr-defined]

    def __str__(self) -> str:
        return f"the password of {self.user} with a second factor"


@frozen
class BearerToken(_Value):
    """A bearer token that Docker Hub has issued.

    The client sends the token as it is and cannot refresh it.

    Args:
        jwt: The JSON web token, without the word Bearer; white space around it is dropped.

    Raises:
        ArgumentError: `jwt` is empty, an access token, or not of visible ASCII characters.
    """

    jwt: str = field(validator=_bearer)

    def __init__(self, jwt: str) -> None:
        jwt = _trimmed(jwt)
        self.__attrs_init__(jwt)  # type: ignore[attr-defined]

    def __str__(self) -> str:
        return "a bearer token"


@frozen
class Anonymous:
    """No credentials, whatever the environment holds.

    Public repositories can be read.
    """

    async def current(self) -> Self:
        """Give these credentials themselves."""
        return self

    def __str__(self) -> str:
        return "anonymous"


KnownCredentials: TypeAlias = Password | AccessToken | OrganizationToken | TwoFactor | BearerToken | Anonymous
"""Every kind of credentials that Docker Hub takes."""


def from_pair(name: str, secret: str) -> Password | AccessToken | OrganizationToken:
    """Make credentials from a user name and a secret.

    The prefix of the secret decides between password and access token.

    Args:
        name: Docker ID, or the organization's name.
        secret: Password or access token.

    Raises:
        ArgumentError: The class that the prefix chooses refuses the name or the secret.
    """
    name, secret = swapped(name), hidden(secret)
    trimmed = SecretText(secret.strip())
    if trimmed.startswith(_ORGANIZATION):
        return OrganizationToken(name, trimmed)
    if trimmed.startswith(_PERSONAL):
        return AccessToken(name, trimmed)
    return Password(name, secret)


def caller_of(credentials: KnownCredentials | None) -> Literal["organization", "personal", "anonymous"] | None:
    """Name the kind of access token, `None` for other credentials."""
    match credentials:
        case AccessToken():
            return "personal"
        case OrganizationToken():
            return "organization"
        case Anonymous():
            return "anonymous"
        case _:
            return None
