"""Named credentials: API keys, basic authentication, OAuth2 tokens.

Docker Hub has none today; the document may name some for single operations.
"""

import re
from collections.abc import Mapping
from typing import Any, cast

from aiodockerhub_generated.credentials import Credential, PlacedCredentials, placed
from aiodockerhub_generated.types import Operation

from aiodockerhub.errors import ArgumentError, ArgumentTypeError, NoCredentialsError

_HEADER = re.compile(r"[\x20-\x7e]*[\x21-\x7e]")
_COOKIE = re.compile(r"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+")  # RFC 6265, section 4.1.1


def named(_: object, attribute: Any, value: object) -> None:
    """Validate a mapping of names to secrets, for attrs.

    Raises:
        ArgumentTypeError: The value is no such mapping. The message shows no secret.
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
    """Choose the credentials of a request.

    Args:
        operation: The operation, whose security is `Security.NAMED`.
        secrets: The secrets of the client, by the names of their schemes.
        headers: The other headers of the request, names in lower case; a credential among them need not be in
            `secrets`.
        query: The other query parameters, likewise.

    Returns:
        The secrets with their headers, query parameters and cookies, for the first alternative of which all are known.

    Raises:
        NoCredentialsError: Each alternative lacks a secret.
        ArgumentError: A secret has characters that its header, query parameter or cookie cannot hold.
    """
    for alternative in operation.credentials:
        missing = [credential for credential in alternative if not _is_given(credential, headers, query)]
        if all(credential.name in secrets for credential in missing):
            chosen = placed(missing, secrets)
            _check(chosen)
            return chosen
    wanted = " or ".join(
        " and ".join(repr(credential.name) for credential in alternative) for alternative in operation.credentials
    )
    raise NoCredentialsError(
        f"{operation.id} needs {wanted}: DockerHub(named_credentials={{name: secret}}); "
        f"there are {', '.join(map(repr, sorted(secrets))) or 'none'}"
    )


def named_headers(credentials: PlacedCredentials, headers: Mapping[str, str]) -> dict[str, str]:
    """Build the headers that carry credentials.

    Args:
        credentials: The credentials.
        headers: The other headers of the request; its cookies are kept.

    Returns:
        Headers to add, or to replace others of the same name.
    """
    added = dict(credentials.headers)
    if credentials.cookies:
        own = [f"{name}={value}" for name, value in credentials.cookies.items()]
        added["cookie"] = "; ".join([*filter(None, [headers.get("cookie")]), *own])
    return added


def _is_given(credential: Credential, headers: Mapping[str, str], query: Mapping[str, str]) -> bool:
    if credential.location == "query":
        return credential.key in query
    return credential.location == "header" and credential.key.lower() in headers


def _check(chosen: PlacedCredentials) -> None:
    for values, pattern in ((chosen.headers, _HEADER), (chosen.cookies, _COOKIE)):
        for name, value in values.items():
            if not pattern.fullmatch(value):
                raise ArgumentError(
                    f"named_credentials: the secret for {name} has characters that it cannot hold",
                    argument="named_credentials",
                )
