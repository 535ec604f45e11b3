"""Takes the secrets of a request out of all that is shown of it.

Some servers repeat a password in the error about it, or in the address they redirect to.
"""

import contextlib
import html
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import cast
from urllib.parse import parse_qsl, quote, quote_plus, urlsplit

from aiodockerhub_generated._redaction import SecretText
from aiodockerhub_generated._secret_names import is_secret
from aiodockerhub_generated.credentials import PlacedCredentials
from aiodockerhub_generated.types import Drift
from attrs import evolve

from aiodockerhub.http.headers import Headers

_SHORTEST = 6  # characters; shorter ones turn up in innocent words
_MASK = "***"


def sent_secrets(
    authorization: str | None,
    content: bytes | None,
    named: PlacedCredentials | None = None,
    *,
    url: str = "",
    headers: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """Yield the secrets that a request carries.

    Args:
        authorization: Value of the Authorization header, if any.
        content: Body, if any.
        named: Named credentials, if any.
        url: Its URL, whose query may have some.
        headers: Its other headers.
    """
    if authorization is not None:
        yield authorization.removeprefix("Bearer ")
    if named is not None:
        for secret in (*named.headers.values(), *named.query.values(), *named.cookies.values()):
            yield secret.removeprefix("Bearer ").removeprefix("Basic ")
    others = dict[str, str]() if headers is None else headers
    for name, value in (*parse_qsl(urlsplit(url).query), *others.items()):
        if is_secret(name, log_in=True):
            yield value
    try:
        fields: object = json.loads(content) if content else None
    except (ValueError, RecursionError):
        return
    yield from _texts_under_secret_names(fields)


def _texts_under_secret_names(value: object) -> Iterator[str]:
    left = [value]
    while left:
        outer = left.pop()
        if isinstance(outer, dict):
            for name, inner in cast("dict[str, object]", outer).items():
                if isinstance(inner, str) and is_secret(name, log_in=True):
                    yield inner
                left.append(inner)
        elif isinstance(outer, list):
            left += cast("list[object]", outer)


class SentSecrets:
    """The secrets of a request, to be masked where a response repeats them.

    In every usual spelling.

    Args:
        secrets: The secrets; those of fewer than six characters are left alone.
    """

    __slots__ = ("_spellings",)

    def __init__(self, secrets: Iterable[str]) -> None:
        spellings = set(_spellings(secret for secret in secrets if len(secret) >= _SHORTEST))
        # The longest first: a secret may be part of another.
        self._spellings = tuple(map(SecretText, sorted(spellings, key=len, reverse=True)))

    def without(self, text: str) -> str:
        """Mask them in text.

        Args:
            text: What is to be shown.
        """
        for spelling in self._spellings:
            text = text.replace(spelling, _MASK)
        return text

    def without_in_body(self, body: bytes) -> bytes:
        """Mask them in a body.

        Args:
            body: Body of a response.
        """
        for spelling in self._spellings:
            body = body.replace(spelling.encode("utf-8", "surrogatepass"), _MASK.encode())
        return body

    def without_in_headers(self, headers: Headers) -> Headers:
        """Mask them in headers.

        Args:
            headers: Headers of a response.
        """
        pairs = [(name, value) for name in headers for value in headers.get_list(name)]
        if all(self.without(value) == value for _, value in pairs):
            return headers
        return Headers((name.encode("latin-1"), self.without(value).encode("latin-1")) for name, value in pairs)

    def without_in_drift(self, drift: Drift) -> Drift:
        """Mask them in a difference from the document.

        Args:
            drift: The difference.
        """
        text = json.dumps(drift.received, default=str)
        masked = self.without(text)
        received: object = masked  # as it is where a secret of digits came back as a number
        with contextlib.suppress(ValueError):
            received = drift.received if masked == text else json.loads(masked)
        return evolve(drift, path=self.without(drift.path), received=received)


def without_keys(url: str, named: PlacedCredentials | None) -> str:
    """Mask the named credentials that a URL carries in its query.

    Args:
        url: The URL, or text with it.
        named: The credentials of the request.
    """
    for secret in named.query.values() if named is not None else ():
        for spelling in (quote_plus(secret), quote(secret, safe="")):
            url = url.replace(f"={spelling}", f"={_MASK}")
    return url


def _spellings(secrets: Iterable[str]) -> Iterator[str]:
    for secret in secrets:
        yield from {
            secret,
            json.dumps(secret)[1:-1],
            json.dumps(secret, ensure_ascii=False)[1:-1],
            html.escape(secret),
            quote(secret),
            quote(secret, safe=""),
            quote_plus(secret),
        }
