"""Describes the account of credentials without its name."""

import hashlib
from typing import Any
from weakref import WeakKeyDictionary

from aiodockerhub.auth import jwt
from aiodockerhub.auth.credentials import Anonymous, BearerToken, KnownCredentials, OrganizationToken

ANONYMOUS = "anonymous"
_DIGEST_BYTES = 4
_KINDS = ("user", "organization", "subject")
_LENGTH = 2 * _DIGEST_BYTES
_accounts_of_errors: WeakKeyDictionary[BaseException, str] = WeakKeyDictionary()


def account_of(credentials: KnownCredentials) -> str | None:
    """Describe the account of credentials.

    The text has a digest of the name of the account or, for a bearer token, of the id of the account. It does not
    depend on the password or the access token, so the text stays the same if the password or the token is replaced.

    Args:
        credentials: Credentials for a log-in.

    Returns:
        A text for `are_other_accounts`; `None` for a bearer token without the id of its account.
    """
    name: Any
    match credentials:
        case Anonymous():
            return ANONYMOUS
        case OrganizationToken():
            kind, name = "organization", credentials.org
        case BearerToken():
            kind, name = "subject", jwt.claims(credentials.jwt).get("sub")
        case _:
            kind, name = "user", credentials.user
    if not isinstance(name, str) or not name:
        return None
    digest = hashlib.blake2b(name.lower().encode("utf-8", "replace"), digest_size=_DIGEST_BYTES)
    return f"{kind}-{digest.hexdigest()}"


def are_other_accounts(account: str | None, other: str | None) -> bool:
    """Return whether two texts of `account_of` certainly are of two accounts.

    Nothing is certain about a bearer token and credentials with a name: the text of the bearer token has the id of the
    account instead of the name.

    Args:
        account: Text of `account_of`; `None` if unknown.
        other: Another such text.
    """
    if account is None or other is None or account == other:
        return False
    kinds = {text.partition("-")[0] for text in (account, other)}
    return "subject" not in kinds or kinds == {"subject"} or ANONYMOUS in kinds


def note_account(error: BaseException, account: str | None) -> None:
    """Remember the account of the request that an error is about.

    Args:
        error: Error that this package has made. Its copies and pickles do not have the account.
        account: Text of `account_of`; `None` if unknown.
    """
    if account is not None:
        _accounts_of_errors[error] = account


def noted_account(error: BaseException) -> str | None:
    """Return the account that `note_account` has remembered for an error.

    Args:
        error: Error that this package has made.
    """
    return _accounts_of_errors.get(error)


def is_account(text: object) -> bool:
    """Return whether a value has the form of a text of `account_of`.

    Args:
        text: Value of any type, such as the account of a cursor.
    """
    if not isinstance(text, str) or text == ANONYMOUS:
        return text == ANONYMOUS
    kind, _, digest = text.partition("-")
    return kind in _KINDS and len(digest) == _LENGTH and set(digest) <= set("0123456789abcdef")
