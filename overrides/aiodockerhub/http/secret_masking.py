"""Masks the secrets of a call in errors, events, drift and logs.

Some servers repeat a password in the error about it, or in the URL of a redirect.
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import cast
from urllib.parse import parse_qsl, quote, quote_plus, urlencode, urlsplit, urlunsplit

from aiodockerhub_generated._redaction import SecretText
from aiodockerhub_generated.credentials import PlacedCredentials
from aiodockerhub_generated.types import Drift
from attrs import evolve

from aiodockerhub.errors import DecodeError, DockerHubError
from aiodockerhub.http.headers import Headers
from aiodockerhub.http.secret_spellings import Spellings, number_of_pieces, spellings
from aiodockerhub.responses.error_bodies import ERROR_BODY_KEYS

_MASK = "***"
_MOST_DEPTH = 100
_MOST_PIECES = 500  # of all secrets, which are prepared in a quarter of a second; where there are more, all is masked
_MOST_VALUES = 1_000  # of one JSON value; those after them are left out
_CUT = re.compile(r"(?:…|\.\.\.)\Z")
_LONGEST_JSON = 131_072
_LONGEST_WHOLE = 65_536  # bytes of a body that has certainly not been cut
_LONGEST_SHOWN = 200  # characters of a drift value, after which it is cut
_LAST_STEP = re.compile(r"(?:\.\w+|\['.*'\])\Z", re.DOTALL)


class SentSecrets:
    """The secrets of a call, to be masked where a response repeats them.

    Secrets are also found as JSON, HTML, URLs and base64 spell them; see `secret_spellings`.

    Args:
        secrets: The secrets. Very short ones are not masked, as they occur in innocent words; see `spellings`.
        names: Names of parameters and fields of the request. They stay as keys of JSON, even if a secret is equal.
    """

    __slots__ = ("_are_too_many", "_names", "_prepared", "_secrets")

    def __init__(self, secrets: Iterable[str], names: Iterable[str] = ()) -> None:
        self._secrets = frozenset(map(SecretText, secrets))
        self._are_too_many = sum(map(number_of_pieces, self._secrets)) > _MOST_PIECES
        self._names = names
        self._prepared: Spellings | None = None

    @property
    def _spellings(self) -> Spellings:
        if self._prepared is None:
            self._prepared = Spellings(spelling for secret in self._secrets for spelling in spellings(secret))
        return self._prepared

    def without(self, text: str, *, is_cut: bool = False) -> str:
        """Mask the secrets in text.

        Args:
            text: The text to show.
            is_cut: Whether the text is the beginning of a longer one, so that a secret may be cut off at its end.
        """
        masked = self._masked(encoded := text.encode("utf-8", "surrogatepass"), is_cut=is_cut)
        if masked is encoded:
            return text
        try:
            return masked.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:  # bytes of another encoding were within a character
            return masked.decode("utf-8", "replace")

    def without_in(self, value: object, *, is_cut: bool = False) -> object:
        """Mask the secrets in a JSON value: in texts, numbers and unknown keys.

        Args:
            value: The value.
            is_cut: Whether the value is text, and the beginning of a longer one.
        """
        return self._value(value, 0, iter(range(_MOST_VALUES)), is_cut=is_cut)

    def without_in_body(self, body: bytes) -> bytes:
        """Mask the secrets in the first 128 KiB of a body; JSON stays JSON.

        Args:
            body: Body of a response.
        """
        try:
            value: object = json.loads(body) if len(body) <= _LONGEST_JSON and _are_few_values(body) else None
        except (ValueError, RecursionError):
            value = None
        if value is None:
            return self._masked(body[:_LONGEST_JSON], is_cut=len(body) > _LONGEST_WHOLE)
        masked = self.without_in(value)
        if masked == value and self._masked(body) is body:
            return body
        return json.dumps(masked, ensure_ascii=False).encode("utf-8", "surrogatepass")

    def without_in_headers(self, headers: Headers) -> Headers:
        """Mask the secrets in headers.

        Args:
            headers: Headers of a response.
        """
        pairs = [
            (name.encode("latin-1"), value.encode("latin-1")) for name in headers for value in headers.get_list(name)
        ]
        masked = [(self._masked(name), self._masked(value)) for name, value in pairs]
        return headers if masked == pairs else Headers(masked)

    def without_in_drift(self, drift: Drift) -> Drift:
        """Mask the secrets in a schema mismatch.

        Args:
            drift: The mismatch, in which long texts are cut off.
        """
        path = drift.path
        if drift.kind == "unknown":  # all other keys are of the document
            step = _LAST_STEP.search(path)
            start = len(path) if step is None else step.start()
            path = path[:start] + self._of_cut(path[start:].removesuffix("']"))
            path += "']" if drift.path.endswith("']") else ""
        return evolve(
            drift, path=path, received=self._value(drift.received, 0, iter(range(_MOST_VALUES)), may_be_cut=True)
        )

    def without_in_error(self, error: DockerHubError) -> None:
        """Mask the secrets in the texts of an error.

        Args:
            error: The error, whose attributes are changed.
        """
        if isinstance(error, DecodeError):
            error.path, error.received = self._of_cut(error.path), self._of_cut(error.received)
            error.args = error.operation, error.path, error.expected, error.received
        else:
            error.args = tuple(self._of_cut(part) if isinstance(part, str) else part for part in error.args)

    def without_in_url(self, url: str, *, whole: bool = False) -> str:
        """Mask the secrets in the query of a URL, or in the whole URL.

        Args:
            url: The URL.
            whole: Whether to mask in the path too, as in the URL of a redirect, which the server made. The path of
                other URLs is made of arguments of the caller.
        """
        parts = urlsplit(url)
        if parts.query:
            pairs = parse_qsl(parts.query, keep_blank_values=True)
            masked = [(name, self.without(value)) for name, value in pairs]
            if masked != pairs:
                parts = parts._replace(query=urlencode(masked, safe="*"))
        if whole:
            parts = parts._replace(path=self.without(parts.path), query=self.without(parts.query))
        return urlunsplit(parts)

    def _masked(self, text: bytes, *, is_cut: bool = False) -> bytes:
        if self._are_too_many:
            return _MASK.encode() if text else text
        places = self._spellings.places(text, is_cut=is_cut) if text and self._spellings else []
        if not places:
            return text
        pieces, done = list[bytes](), 0
        for start, end in places:
            pieces += (text[done:start], _MASK.encode())
            done = end
        return b"".join([*pieces, text[done:]])

    def _of_cut(self, text: str) -> str:
        """Mask the secrets in text that may end in the mark of a cut."""
        mark = _CUT.search(text)
        end = len(text) if mark is None else mark.start()
        return self.without(text[:end], is_cut=True) + text[end:]

    def _value(
        self, value: object, depth: int, left: Iterator[int], *, is_cut: bool = False, may_be_cut: bool = False
    ) -> object:
        if isinstance(value, dict | list):
            return self._nested(cast("object", value), depth + 1, left, may_be_cut) if depth < _MOST_DEPTH else "..."
        if isinstance(value, str):
            is_shortened = may_be_cut and len(value) >= _LONGEST_SHOWN
            return self._of_cut(value) if is_shortened else self.without(value, is_cut=is_cut)
        if isinstance(value, int | float) and not isinstance(value, bool):
            text = repr(value)
            return value if self.without(text) == text else _MASK
        return value

    def _nested(self, value: object, depth: int, left: Iterator[int], may_be_cut: bool) -> object:  # noqa: FBT001 - as above
        if isinstance(value, dict):
            pairs = takewhile(lambda _: next(left, None) is not None, cast("dict[str, object]", value).items())
            return {self._key(key): self._value(item, depth, left, may_be_cut=may_be_cut) for key, item in pairs}
        items = takewhile(lambda _: next(left, None) is not None, cast("list[object]", value))
        return [self._value(item, depth, left, may_be_cut=may_be_cut) for item in items]

    def _key(self, key: str) -> str:
        masked = key if key in ERROR_BODY_KEYS else self.without(key)
        if masked != key and not isinstance(self._names, frozenset):  # only now, for the body of a request may be long
            self._names = frozenset(self._names)
        return key if masked == key or key in cast("frozenset[str]", self._names) else masked


class HeadersToShow:
    """Response headers, masked when they are first needed.

    They are pickled as masked.

    Args:
        headers: The headers as received, or masked.
        secrets: The secrets to mask; `None` if that is done.
    """

    __slots__ = ("_headers", "_secrets")

    def __init__(self, headers: Headers, secrets: SentSecrets | None) -> None:
        self._headers = headers
        self._secrets = secrets

    def __call__(self) -> Headers:
        """Give the masked headers."""
        if self._secrets is not None:
            self._headers, self._secrets = self._secrets.without_in_headers(self._headers), None
        return self._headers

    def __reduce__(self) -> tuple[type["HeadersToShow"], tuple[Headers, None]]:
        return HeadersToShow, (self(), None)


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


def _are_few_values(body: bytes) -> bool:
    return sum(body.count(mark) for mark in (b",", b"[", b"{")) < _MOST_VALUES
