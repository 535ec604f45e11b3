"""Decides which passwords, tokens and names are refused as arguments.

The functions that take `attribute` are validators of attrs. Messages name the type of a wrong value and never its
`repr`, which may show a secret.
"""

import inspect
import re
from collections.abc import Callable
from typing import Any, TypeVar

from aiodockerhub_generated._masking import SecretText, hidden, kind_of
from aiodockerhub_generated.arguments import LONGEST, check_text
from attrs import Attribute

from aiodockerhub.errors import ArgumentError, ArgumentTypeError

T = TypeVar("T")
PERSONAL_PREFIX = "dckr_pat_"
"""Prefix of personal access tokens."""
ORGANIZATION_PREFIX = "dckr_oat_"
"""Prefix of organization access tokens."""
_MAX_TOKEN_CHARACTERS = 65_536
_VISIBLE_ASCII = re.compile(r"[!-~]+")


def is_visible(text: str) -> bool:
    """Return whether a text consists of visible ASCII characters.

    Tokens must be visible ASCII: an HTTP library rejects a header with other characters, and its error may quote the
    token.

    Args:
        text: Text to check, such as a token.

    Returns:
        True if the text has from 1 to 65,536 characters and all of them are visible ASCII; spaces are not visible.
    """
    return len(text) <= _MAX_TOKEN_CHARACTERS and _VISIBLE_ASCII.fullmatch(text) is not None


def is_blank(text: str) -> bool:
    """Return whether a text has no visible character.

    Such a text is no name and no secret, but what a missing file or variable leaves, and a few refused log-ins lock an
    account.

    Args:
        text: Text to check, such as a password.
    """
    return not any(character.isprintable() and not character.isspace() for character in text)


def check_name(_: object, attribute: "Attribute[str]", value: object) -> None:
    """Validate the name of a user or an organization.

    Args:
        attribute: Attribute of the attrs class, for its name.
        value: Value of the attribute.

    Raises:
        ArgumentError: The value is an access token, is not text of 1 to 16,384 characters, is blank (`is_blank`), or
            contains half of a surrogate pair. The message does not show the value.
    """
    if is_access_token(value):
        raise ArgumentError(
            f"{attribute.name} must be a name, not an access token: name and token may be swapped",
            argument=attribute.name,
        )
    check_not_empty(_, attribute, value)


def check_not_empty(_: object, attribute: "Attribute[str]", value: object) -> None:
    """Validate a name or a password.

    Args:
        attribute: Attribute of the attrs class, for its name.
        value: Value of the attribute.

    Raises:
        ArgumentError: The value is not text of 1 to 16,384 characters, is blank (`is_blank`), or contains half of a
            surrogate pair. The message does not show the value.
    """
    if not isinstance(value, str) or is_blank(value):
        raise ArgumentError(f"{attribute.name} must be non-empty text", argument=attribute.name)
    # Not quoted, because a name may be a password: a program, a file or a credential helper may have them swapped.
    check_text(attribute.name, value, longest=LONGEST, quoted=False)


def token_validator(prefix: str, other: str) -> Callable[[object, "Attribute[str]", object], None]:
    """Return a validator for one kind of access token.

    The validator raises `ArgumentError`, which never shows the value. For a token of the other kind, the error names
    the class to use.

    Args:
        prefix: Prefix of the accepted kind: `PERSONAL_PREFIX` or `ORGANIZATION_PREFIX`. A token that begins with
            neither is also accepted.
        other: Beginning of the advice for a token of the other kind, such as "for a personal access token".

    Returns:
        The validator for an attribute of an attrs class.
    """

    def check(_: object, attribute: "Attribute[str]", value: object) -> None:
        if not isinstance(value, str) or not is_visible(value):
            raise ArgumentError(
                f"{attribute.name} must be an access token of one or more visible ASCII characters",
                argument=attribute.name,
            )
        for wrong, use in (
            (PERSONAL_PREFIX, "AccessToken(user, pat)"),
            (ORGANIZATION_PREFIX, "OrganizationToken(org, oat)"),
        ):
            if wrong != prefix and value.startswith(wrong):
                raise ArgumentError(
                    f"{attribute.name} starts with {wrong}: {other}, use {use}", argument=attribute.name
                )

    return check


def check_bearer(_: object, attribute: "Attribute[str]", value: object) -> None:
    """Validate a bearer token.

    Args:
        attribute: Attribute of the attrs class, for its name.
        value: Value of the attribute.

    Raises:
        ArgumentError: The value is not a text of 1 to 65,536 visible ASCII characters, or is an access token. The
            message does not show the value.
    """
    if not isinstance(value, str) or not is_visible(value) or is_access_token(value):
        raise ArgumentError(
            f"{attribute.name} must be a JSON web token as Docker Hub issues them, without the word Bearer; "
            "for an access token use AccessToken(user, pat) or OrganizationToken(org, oat)",
            argument=attribute.name,
        )


def hide_secret(value: object) -> Any:
    """Wrap a secret, so that tracebacks with variables do not show it.

    Args:
        value: Secret from the caller.

    Returns:
        The secret as a `SecretText`, whose `repr` is hidden. A value that is not text becomes the empty text: the
        validators reject the empty text, and cannot show the value.
    """
    return hidden(value) if isinstance(value, str) else SecretText()


def is_access_token(value: object) -> bool:
    """Return whether a value begins with the prefix of an access token.

    Args:
        value: Value to check.
    """
    return isinstance(value, str) and value.startswith((PERSONAL_PREFIX, ORGANIZATION_PREFIX))


def hide_if_token(value: T) -> T:
    """Wrap the value of a user name if the value is a token.

    The caller may have swapped the arguments for the name and the secret.

    Args:
        value: User name, or a token that was passed by mistake.

    Returns:
        A `SecretText` if the value begins with the prefix of an access token; otherwise the value itself.
    """
    return hidden(value) if isinstance(value, str) and is_access_token(value) else value


def trim_and_hide(value: object) -> Any:
    """Wrap a token without the white space around it.

    A token that was read from a file often ends with a newline.

    Args:
        value: Token from the caller.

    Returns:
        The token as a `SecretText`, which is empty if the value is not text.
    """
    return SecretText(hide_secret(value).strip())


def check_async_callable(_: object, attribute: "Attribute[Any]", value: object) -> None:
    """Validate the provider of one-time codes.

    Args:
        attribute: Attribute of the attrs class, for its name.
        value: Value of the attribute.

    Raises:
        ArgumentTypeError: The value is not callable, or is a plain function or method. Any other callable object is
            accepted; if it is not async, the log-in fails.
    """
    if not callable(value):
        problem = "must be an async callable that returns a new code, because codes expire"
    elif inspect.isroutine(value) and not inspect.iscoroutinefunction(value):
        problem = "must be an async callable, not a plain function: write async def code() -> str: ..."
    else:
        return
    raise ArgumentTypeError(f"{attribute.name} {problem}", argument=attribute.name)


def check_provider(credentials: object) -> None:
    """Check the option `credentials` of a client.

    Args:
        credentials: Value of the option; `None` is allowed.

    Raises:
        ArgumentTypeError: The value is a class, or has no method `current`.
    """
    if credentials is None or (callable(getattr(credentials, "current", None)) and not isinstance(credentials, type)):
        return
    raise ArgumentTypeError(
        f"credentials must be Password(...), AccessToken(...) or the like, got {kind_of(credentials)}",
        argument="credentials",
    )


def check_scim_token(token: object) -> None:
    """Check the option `scim_token` of a client.

    Args:
        token: Value of the option, which may have white space around the token; `None` is allowed.

    Raises:
        ArgumentError: The value is not text, or the token is not 1 to 65,536 visible ASCII characters.
    """
    if token is not None and not (isinstance(token, str) and is_visible(token.strip())):
        raise ArgumentError(
            "scim_token must be a bearer token of one or more visible ASCII characters", argument="scim_token"
        )
