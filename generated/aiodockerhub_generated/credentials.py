"""Named credentials: credentials other than Docker Hub's bearer tokens."""

import base64
from collections.abc import Mapping, Sequence
from typing import Literal

import attrs

__all__ = ["Credential", "PlacedCredentials", "placed"]


@attrs.frozen
class Credential:
    """A credential other than a bearer token of Docker Hub.

    Operations that require such credentials have `Security.NAMED`.

    Attributes:
        name: Name of the security scheme in the document.
        kind: Kind of the secret: an `apiKey` is sent as it is, `name:password` (`basic`) in Base64 after the word
            `Basic`, and a token (`bearer`) after the word `Bearer`.
        location: Part of the request that carries the secret; `header` for `basic` and `bearer`.
        key: Name of the header, query parameter or cookie; `Authorization` for `basic` and `bearer`.
    """

    name: str
    kind: Literal["apiKey", "basic", "bearer"]
    location: Literal["header", "query", "cookie"]
    key: str


@attrs.frozen(kw_only=True)
class PlacedCredentials:
    """Credentials in the parts of a request that carry them.

    Attributes:
        headers: Headers by name; empty if no header carries a secret.
        query: Query parameters by name; empty if no query parameter carries a secret.
        cookies: Cookies by name; empty if no cookie carries a secret.
    """

    headers: Mapping[str, str] = attrs.field(factory=dict[str, str], repr=False)
    query: Mapping[str, str] = attrs.field(factory=dict[str, str], repr=False)
    cookies: Mapping[str, str] = attrs.field(factory=dict[str, str], repr=False)


def placed(alternative: Sequence[Credential], secrets: Mapping[str, str]) -> PlacedCredentials:
    """Put secrets into headers, query parameters and cookies.

    Args:
        alternative: One of the alternatives of `Operation.credentials`.
        secrets: The secrets by the names of their security schemes: the key, the token, or `name:password` for basic
            authentication.

    Returns:
        The header, query parameter or cookie of each secret.

    Raises:
        KeyError: `secrets` lacks the secret of a credential.
    """
    parts: dict[str, dict[str, str]] = {"header": {}, "query": {}, "cookie": {}}
    for credential in alternative:
        secret = secrets[credential.name]
        if credential.kind == "basic":
            secret = f"Basic {base64.b64encode(secret.encode()).decode()}"
        elif credential.kind == "bearer":
            secret = f"Bearer {secret}"
        parts[credential.location][credential.key] = secret
    return PlacedCredentials(headers=parts["header"], query=parts["query"], cookies=parts["cookie"])
