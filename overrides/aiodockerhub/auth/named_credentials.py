"""Named credentials: secrets for security schemes without a log-in.

Such schemes are API keys, basic authentication and OAuth2. The option `named_credentials` of the client maps the name
of each security scheme in the OpenAPI document to a secret. No operation of Docker Hub's document uses them today.
"""

import re
from collections.abc import Mapping
from typing import Any, cast

from aiodockerhub_generated.arguments import shortened
from aiodockerhub_generated.credentials import Credential, PlacedCredentials, placed
from aiodockerhub_generated.types import Operation

from aiodockerhub.errors import ArgumentError, ArgumentTypeError, NoCredentialsError

_HEADER_VALUE = re.compile(r"[\x20-\x7e]*[\x21-\x7e]")
_COOKIE_VALUE = re.compile(r"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+")  # RFC 6265, section 4.1.1


def check_named_credentials(_: object, attribute: Any, value: object) -> None:
    """Validate the option `named_credentials`, as a validator of attrs.

    Args:
        attribute: Attribute of the attrs class, for its name.
        value: Value of the option.

    Raises:
        ArgumentTypeError: The value is not a mapping from non-empty text to non-empty text. The message shows no
            secret.
    """
    if not isinstance(value, Mapping) or not all(
        isinstance(item, str) and item for pair in cast("Mapping[object, object]", value).items() for item in pair
    ):
        raise ArgumentTypeError(
            f"{attribute.name} must be a mapping of names of security schemes to secrets, all of them text",
            argument=attribute.name,
        )


def for_operation(
    operation: Operation, secrets: Mapping[str, str], headers: Mapping[str, str], query: Mapping[str, str]
) -> PlacedCredentials:
    """Choose the named credentials of a request.

    The OpenAPI document lists alternatives for an operation, each of one or more security schemes. The first
    alternative whose secrets are all available is chosen. A secret is available if it is in `secrets`, or if the
    request already has the header or query parameter of the scheme.

    Args:
        operation: Operation with `Security.NAMED`.
        secrets: Secrets of the client, by names of security schemes.
        headers: Headers that the caller gave, with names in lower case.
        query: Query parameters that the caller gave.

    Returns:
        The headers, query parameters and cookies to add to the request.

    Raises:
        NoCredentialsError: Every alternative lacks a secret.
        ArgumentError: A chosen secret has characters that its header or cookie cannot hold.
    """
    for alternative in operation.credentials:
        missing = [credential for credential in alternative if not _is_in_request(credential, headers, query)]
        if all(credential.name in secrets for credential in missing):
            chosen = placed(missing, secrets)
            _check_characters(chosen)
            return chosen
    wanted = " or ".join(
        " and ".join(repr(credential.name) for credential in alternative) for alternative in operation.credentials
    )
    raise NoCredentialsError(
        f"{operation.id} needs {wanted}: DockerHub(named_credentials={{name: secret}}); "
        f"there are {', '.join(map(shortened, sorted(secrets))) or 'none'}"
    )


def named_headers(credentials: PlacedCredentials, headers: Mapping[str, str]) -> dict[str, str]:
    """Build the headers that carry named credentials.

    Args:
        credentials: Credentials of the request, from `for_operation`. Their query parameters are not used here.
        headers: Other headers of the request, with names in lower case. The cookies among them are kept.

    Returns:
        Headers to set. A header of the same name in `headers` must be replaced: `cookie`, for example, has the cookies
        of `headers` and the new ones.
    """
    added = dict(credentials.headers)
    if credentials.cookies:
        own = [f"{name}={value}" for name, value in credentials.cookies.items()]
        added["cookie"] = "; ".join([*filter(None, [headers.get("cookie")]), *own])
    return added


def _is_in_request(credential: Credential, headers: Mapping[str, str], query: Mapping[str, str]) -> bool:
    if credential.location == "query":
        return credential.key in query
    return credential.location == "header" and credential.key.lower() in headers


def _check_characters(chosen: PlacedCredentials) -> None:
    for values, pattern in ((chosen.headers, _HEADER_VALUE), (chosen.cookies, _COOKIE_VALUE)):
        for name, value in values.items():
            if not pattern.fullmatch(value):
                raise ArgumentError(
                    f"named_credentials: the secret for {name} has characters that no such header or cookie can hold",
                    argument="named_credentials",
                )
