"""Classes of credentials: password, access tokens, second factor, bearer."""

from collections.abc import Awaitable, Callable
from typing import Any, Literal, NoReturn, Protocol, Self, TypeAlias

from aiodockerhub_generated._masking import SecretText, hidden, kind_of
from attrs import field, frozen

from aiodockerhub.auth.credential_arguments import (
    ORGANIZATION_PREFIX,
    PERSONAL_PREFIX,
    check_async_callable,
    check_bearer,
    check_name,
    check_not_empty,
    hide_if_token,
    hide_secret,
    token_validator,
    trim_and_hide,
)
from aiodockerhub.auth.sent_codes import SentCodes
from aiodockerhub.errors import ArgumentTypeError

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


class Credentials(Protocol):
    """The protocol of a provider of credentials.

    `Password`, `AccessToken`, `OrganizationToken`, `TwoFactor`, `BearerToken`, `Anonymous` and `DockerConfig` implement
    it. A program can pass an object of its own class to `DockerHub`, for example to read credentials from a vault:

        class FromVault:
            async def current(self) -> AccessToken:
                return AccessToken("jane", await vault.read("docker-hub"))
    """

    async def current(self) -> "KnownCredentials":
        """Return the credentials for the next log-in.

        The client calls this method when it needs a bearer token, not for every request. A client never runs two calls
        of this method at the same time. An exception that this method raises ends the log-in, and the calls that wait
        for the log-in raise the exception. While the previous token is still valid, no call waits: the exception is
        only logged, with known secrets masked.

        Returns:
            An instance of `Password`, `AccessToken`, `OrganizationToken`, `TwoFactor`, `BearerToken` or `Anonymous`.
        """
        ...


class NeverPickled:
    """Base of values with secrets, which cannot be pickled.

    A pickle would write the secret in plain text. A copy would lose the wrapper that hides the secret, so copying
    returns the same object.
    """

    __slots__ = ()

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError(
            f"{type(self).__name__} may hold a secret, so it cannot be pickled: create it in the other process, "
            "or let DockerHub() find credentials in the environment there"
        )


class _CredentialValue(NeverPickled):
    """Base of credentials that provide themselves: `current` returns `self`."""

    __slots__ = ()

    async def current(self) -> Self:
        """Return this object."""
        return self


@frozen
class Password(_CredentialValue):
    """User name and password of an account.

    A log-in with a password gives access to every operation that the user may perform. The log-in fails if the account
    has two-factor authentication or requires single sign-on.

    Args:
        user: Docker ID (not an email address).
        secret: Password of the account.

    Raises:
        ArgumentError: `user` or `secret` is not text of 1 to 16,384 characters, or `user` is an access token.
    """

    user: str = field(validator=check_name)
    secret: str = field(validator=check_not_empty)

    def __init__(self, user: str, secret: str) -> None:
        user, secret = hide_if_token(user), hide_secret(secret)
        self.__attrs_init__(user, secret)  # type: ignore[attr-defined]

    def __str__(self) -> str:
        return f"the password of {self.user}"


@frozen
class AccessToken(_CredentialValue):
    """A personal access token with the name of its user.

    A log-in with the token gives access to the user's repositories within the scopes of the token. The log-in needs no
    second factor.

        DockerHub(AccessToken("jane", os.environ["DOCKERHUB_PAT"]))

    Args:
        user: Docker ID of the user who owns the token.
        pat: The token. It usually begins with `dckr_pat_`. Leading and trailing white space is removed.

    Raises:
        ArgumentError: `pat` is an organization access token, or not text of 1 to 65,536 visible ASCII characters; or
            `user` is an access token, or not text of 1 to 16,384 characters.
    """

    user: str = field(validator=check_name)
    pat: str = field(validator=token_validator(PERSONAL_PREFIX, "for an organization access token"))

    def __init__(self, user: str, pat: str) -> None:
        user, pat = hide_if_token(user), trim_and_hide(pat)
        self.__attrs_init__(user, pat)  # type: ignore[attr-defined]

    def __str__(self) -> str:
        return f"a personal access token of {self.user}"


@frozen
class OrganizationToken(_CredentialValue):
    """An organization access token with the name of its organization.

    A log-in with the token gives access to the operations that api.md marks for organization access tokens, within the
    scopes of the token.

        DockerHub(OrganizationToken("acme", os.environ["DOCKERHUB_OAT"]))

    Args:
        org: Name of the organization.
        oat: The token. It usually begins with `dckr_oat_`. Leading and trailing white space is removed.

    Raises:
        ArgumentError: `oat` is a personal access token, or not text of 1 to 65,536 visible ASCII characters; or `org`
            is an access token, or not text of 1 to 16,384 characters.
    """

    org: str = field(validator=check_name)
    oat: str = field(validator=token_validator(ORGANIZATION_PREFIX, "for a personal access token"))

    def __init__(self, org: str, oat: str) -> None:
        org, oat = hide_if_token(org), trim_and_hide(oat)
        self.__attrs_init__(org, oat)  # type: ignore[attr-defined]

    def __str__(self) -> str:
        return f"an organization access token of {self.org}"


@frozen
class TwoFactor(_CredentialValue):
    """User name and password of an account with two-factor authentication.

    Objects with the same user and password are equal, whatever their `code`.

        async def ask_for_code() -> str:
            return await asyncio.to_thread(input, "One-time code: ")

        DockerHub(TwoFactor("jane", os.environ["DOCKERHUB_PASSWORD"], ask_for_code))

    Args:
        user: Docker ID (not an email address).
        password: Password of the account.
        code: Async callable without arguments that returns the current one-time code. A log-in calls `code` a second
            and last time if Docker Hub rejected the first code as late, responded with status 5xx, or did not respond.
            No code is sent twice, not even in a later log-in or by another client with the same `TwoFactor` object.
            Only a code of 6 to 8 digits may be sent again after an hour.

    Attributes:
        sent: Memory of the codes that log-ins with this object have sent.

    Raises:
        ArgumentError: `user` or `password` is not text of 1 to 16,384 characters, or `user` is an access token.
        ArgumentTypeError: `code` is not callable, or is a plain function. Any other callable that is not async fails at
            the log-in.
    """

    user: str = field(validator=check_name)
    password: str = field(validator=check_not_empty)
    # A provider may make a function for the code at each log-in, and functions are compared by identity: refused
    # credentials would be taken for new ones, and be sent again at each call.
    code: Callable[[], Awaitable[str]] = field(validator=check_async_callable, repr=False, eq=False)
    sent: SentCodes = field(factory=SentCodes, init=False, repr=False, eq=False)

    def __init__(self, user: str, password: str, code: Callable[[], Awaitable[str]]) -> None:
        user, password, code = hide_if_token(user), hide_secret(password), hidden(code)
        self.__attrs_init__(user, password, code)  # type: ignore[attr-defined]

    def __str__(self) -> str:
        return f"the password of {self.user} with a second factor"


@frozen
class BearerToken(_CredentialValue):
    """A bearer token that Docker Hub has issued.

    The client sends the token without a log-in, and cannot refresh it. After its expiry, calls that send the token
    raise `UnauthorizedError`.

    Args:
        jwt: The JSON Web Token, without the word `Bearer`. Leading and trailing white space is removed.

    Raises:
        ArgumentError: `jwt` is an access token, or not text of 1 to 65,536 visible ASCII characters.
    """

    jwt: str = field(validator=check_bearer)

    def __init__(self, jwt: str) -> None:
        jwt = trim_and_hide(jwt)
        self.__attrs_init__(jwt)  # type: ignore[attr-defined]

    def __str__(self) -> str:
        return "a bearer token"


@frozen
class Anonymous:
    """No credentials; the credential chain is not searched.

    An anonymous client can read public repositories.
    """

    async def current(self) -> Self:
        """Return this object."""
        return self

    def __str__(self) -> str:
        return "anonymous"


KnownCredentials: TypeAlias = Password | AccessToken | OrganizationToken | TwoFactor | BearerToken | Anonymous
"""The types that `Credentials.current` may return."""


def from_pair(name: str, secret: str) -> Password | AccessToken | OrganizationToken:
    """Make credentials from a name and a secret.

    The prefix of the secret chooses the class: `dckr_pat_` for `AccessToken`, `dckr_oat_` for `OrganizationToken`, and
    `Password` for any other secret.

    Args:
        name: Docker ID of a user, or name of an organization.
        secret: Password or access token. Leading and trailing white space is removed from a token with a prefix, and
            kept in a password.

    Returns:
        The credentials.

    Raises:
        ArgumentError: The chosen class rejects the name or the secret.
    """
    name, secret = hide_if_token(name), hidden(secret)
    trimmed = SecretText(secret.strip())
    if trimmed.startswith(ORGANIZATION_PREFIX):
        return OrganizationToken(name, trimmed)
    if trimmed.startswith(PERSONAL_PREFIX):
        return AccessToken(name, trimmed)
    return Password(name, secret)


def check_known(credentials: object, provider: object) -> KnownCredentials:
    """Check that a provider has returned credentials of this package.

    Args:
        credentials: Value that `provider.current()` has returned.
        provider: Provider of the credentials, for the error message.

    Returns:
        The credentials.

    Raises:
        ArgumentTypeError: The value is not an instance of a class in `KnownCredentials`.
    """
    if isinstance(credentials, KnownCredentials):
        return credentials
    raise ArgumentTypeError(
        f"{kind_of(provider)}.current() must return credentials of this package, such as AccessToken(...); "
        f"got {kind_of(credentials)}",
        argument="credentials",
    )


def caller_of(credentials: KnownCredentials | None) -> Literal["organization", "personal", "anonymous"] | None:
    """Return the kind of caller that the service distinguishes in refusals.

    Args:
        credentials: The credentials that were used last; `None` if no request has needed credentials.

    Returns:
        `"personal"` for a personal access token, `"organization"` for an organization access token, `"anonymous"` for
        `Anonymous`; `None` for all other credentials.
    """
    match credentials:
        case AccessToken():
            return "personal"
        case OrganizationToken():
            return "organization"
        case Anonymous():
            return "anonymous"
        case _:
            return None
