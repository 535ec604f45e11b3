"""Masks the secrets of a call in errors, events, drift and logs.

Some servers repeat a password in the error that rejects it, or in the URL of a redirect.
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import cast
from urllib.parse import parse_qsl, quote, quote_plus, urlencode, urlsplit, urlunsplit

from aiodockerhub_generated._masking import SecretText
from aiodockerhub_generated.credentials import PlacedCredentials
from aiodockerhub_generated.types import Drift
from attrs import evolve

from aiodockerhub.errors import DecodeError, DockerHubError
from aiodockerhub.helpers.text import mask_header
from aiodockerhub.http.headers import Headers
from aiodockerhub.http.secret_spellings import Spellings, count_pieces, merge_parts, spellings
from aiodockerhub.responses.error_bodies import ERROR_BODY_KEYS

_MASK = "***"
_MAX_DEPTH = 100
_MAX_PIECES = 500  # preparing these takes 0.25 s; if the secrets have more pieces, every text is masked completely
_MAX_VALUES = 1_000  # within one JSON value; the values after them are left out
_CUT_MARK = re.compile(r"(?:…|\.\.\.)\Z")
_MAX_BODY_BYTES = 131_072
_MIN_CUT_BYTES = 65_536  # a body up to this size was not cut
_MIN_CUT_CHARACTERS = 200  # a shorter text in a drift was not cut
_NO_SPELLINGS = Spellings(())
_LAST_STEP = re.compile(r"(?:\.\w+|\['.*'\])\Z", re.DOTALL)


class SentSecrets:
    """The secrets that a call has sent, which are masked in its response.

    The secrets of the session's log-ins can be among them. A server may repeat a secret in another form, such as in
    base64 or with the escapes of JSON, HTML or URLs. These forms are the spellings of the secret; `secret_spellings`
    lists them. If the secrets have more than 500 pieces (see `count_pieces`), the mask replaces each text as a whole.

    Args:
        secrets: Secrets of the call. A secret for which the function `spellings` returns nothing is not masked, because
            such a short text occurs in ordinary words.
        names: Names of the query parameters and body fields of the request. Keys of JSON objects that are equal to such
            a name are not masked.
        of_session: Spellings of the secrets of the session's log-ins, from `SessionSpellings`; none by default. `None`
            masks each text as a whole.
    """

    __slots__ = ("_are_too_many", "_names", "_of_session", "_prepared", "_secrets")

    def __init__(
        self, secrets: Iterable[str], names: Iterable[str] = (), of_session: Spellings | None = _NO_SPELLINGS
    ) -> None:
        self._secrets = frozenset(map(SecretText, secrets))
        self._are_too_many = of_session is None or sum(map(count_pieces, self._secrets)) > _MAX_PIECES
        self._names = names
        self._of_session = of_session or _NO_SPELLINGS
        self._prepared: Spellings | None = None

    @property
    def _spellings(self) -> Spellings:
        if self._prepared is None:
            self._prepared = Spellings(spelling for secret in self._secrets for spelling in spellings(secret))
        return self._prepared

    def mask_text(self, text: str, *, is_cut: bool = False) -> str:
        """Return a text in which the secrets are masked.

        Args:
            text: Text to mask.
            is_cut: Whether the text is the beginning of a longer text, which may end within a secret; `False` by
                default.
        """
        masked = self._mask_bytes(encoded := text.encode("utf-8", "surrogatepass"), is_cut=is_cut)
        if masked is encoded:
            return text
        try:
            return masked.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:  # a secret in another encoding has matched a part of a character
            return masked.decode("utf-8", "replace")

    def mask_value(self, value: object, *, is_cut: bool = False) -> object:
        """Return a JSON value in which the secrets are masked.

        Secrets are masked in texts, in numbers, and in keys that are neither names of the request nor keys of error
        bodies. Only the first 1,000 values are kept, and `"..."` replaces objects and lists at depth 100.

        Args:
            value: JSON value to mask.
            is_cut: Whether the value is a text that was cut, possibly within a secret; `False` by default.
        """
        return self._mask_at_depth(value, 0, iter(range(_MAX_VALUES)), is_cut=is_cut)

    def mask_body(self, body: bytes) -> bytes:
        """Return the first 128 KiB of a body, in which the secrets are masked.

        The result for JSON is JSON too, if the body has at most 128 KiB and fewer than about 1,000 values.

        Args:
            body: Body of a response.
        """
        try:
            value: object = json.loads(body) if len(body) <= _MAX_BODY_BYTES and _are_few_values(body) else None
        except (ValueError, RecursionError):
            value = None
        if value is None:
            return self._mask_bytes(body[:_MAX_BODY_BYTES], is_cut=len(body) > _MIN_CUT_BYTES)
        masked = self.mask_value(value)
        if masked == value and self._mask_bytes(body) is body:
            return body
        return json.dumps(masked, ensure_ascii=False).encode("utf-8", "surrogatepass")

    def mask_headers(self, headers: Headers) -> Headers:
        """Return headers in whose names and values secrets are masked.

        In the values, secrets are also found by their form, such as a new token, and under the name of a secret.

        Args:
            headers: Headers of a response.
        """
        pairs = [
            (name.encode("latin-1"), value.encode("latin-1")) for name in headers for value in headers.get_list(name)
        ]
        shown_pairs = [(name, mask_header(name, value)) for name in headers for value in headers.get_list(name)]
        masked = [
            (self._mask_bytes(name.encode("latin-1")), self._mask_bytes(value.encode("latin-1")))
            for name, value in shown_pairs
        ]
        return headers if masked == pairs else Headers(masked)

    def mask_drift(self, drift: Drift) -> Drift:
        """Return a schema mismatch in which the secrets are masked.

        Args:
            drift: Schema mismatch, whose long texts were cut.
        """
        path = drift.path
        if drift.kind == "unknown":  # all other paths consist of documented keys
            step = _LAST_STEP.search(path)
            start = len(path) if step is None else step.start()
            path = path[:start] + self._mask_cut_text(path[start:].removesuffix("']"))
            path += "']" if drift.path.endswith("']") else ""
        return evolve(
            drift, path=path, received=self._mask_at_depth(drift.received, 0, iter(range(_MAX_VALUES)), may_be_cut=True)
        )

    def mask_error(self, error: DockerHubError) -> None:
        """Mask the secrets in the texts of an error, in place.

        Args:
            error: Error whose arguments are replaced; of a `DecodeError`, also `path` and `received`, and if the cause
                is an error of the operating system, also its message. Other attributes do not change.
        """
        cause = error.__cause__
        if isinstance(cause, OSError) and isinstance(cause.strerror, str):
            masked = self._mask_cut_text(cause.strerror)
            if masked != cause.strerror:  # a transport of the user may raise any text
                cause.args = cause.errno, masked
                cause.strerror = masked
        if isinstance(error, DecodeError):
            error.path, error.received = self._mask_cut_text(error.path), self._mask_cut_text(error.received)
            error.args = error.operation, error.path, error.expected, error.received
        else:
            error.args = tuple(self._mask_cut_text(part) if isinstance(part, str) else part for part in error.args)

    def mask_url(self, url: str, *, whole: bool = False) -> str:
        """Return a URL in whose query the secrets are masked.

        Args:
            url: URL to mask.
            whole: Whether secrets are masked in the path too; `False` by default. `True` is needed for the URL of a
                redirect, which comes from the server; the path of other URLs consists of arguments of the caller.
        """
        parts = urlsplit(url)
        if parts.query:
            pairs = parse_qsl(parts.query, keep_blank_values=True)
            masked = [(name, self.mask_text(value)) for name, value in pairs]
            if masked != pairs:
                parts = parts._replace(query=urlencode(masked, safe="*"))
        if whole:
            parts = parts._replace(path=self.mask_text(parts.path), query=self.mask_text(parts.query))
        return urlunsplit(parts)

    def _mask_bytes(self, text: bytes, *, is_cut: bool = False) -> bytes:
        if self._are_too_many:
            return _MASK.encode() if text else text
        parts = merge_parts(
            part
            for spellings_ in (self._spellings, self._of_session)
            if text and spellings_
            for part in spellings_.find_all(text, is_cut=is_cut)
        )
        if not parts:
            return text
        pieces, done = list[bytes](), 0
        for start, end in parts:
            pieces += (text[done:start], _MASK.encode())
            done = end
        return b"".join([*pieces, text[done:]])

    def _mask_cut_text(self, text: str) -> str:
        """Mask the secrets in a text that was cut and may end in an ellipsis."""
        mark = _CUT_MARK.search(text)
        end = len(text) if mark is None else mark.start()
        return self.mask_text(text[:end], is_cut=True) + text[end:]

    def _mask_at_depth(
        self, value: object, depth: int, left: Iterator[int], *, is_cut: bool = False, may_be_cut: bool = False
    ) -> object:
        """Mask the secrets in a value that is inside other values.

        Args:
            value: JSON value to mask.
            depth: Number of objects and lists around the value.
            left: Iterator with one item for each value that may still be masked; the values after them are left out.
            is_cut: Whether a text is the beginning of a longer text; `False` by default.
            may_be_cut: Whether each text of at least `_MIN_CUT_CHARACTERS` may have been cut; `False` by default.
        """
        if isinstance(value, dict | list):
            if depth >= _MAX_DEPTH:
                return "..."
            return self._mask_nested(cast("object", value), depth + 1, left, may_be_cut)
        if isinstance(value, str):
            is_shortened = may_be_cut and len(value) >= _MIN_CUT_CHARACTERS
            return self._mask_cut_text(value) if is_shortened else self.mask_text(value, is_cut=is_cut)
        if isinstance(value, int | float) and not isinstance(value, bool):
            text = repr(value)
            return value if self.mask_text(text) == text else _MASK
        return value

    def _mask_nested(self, value: object, depth: int, left: Iterator[int], may_be_cut: bool) -> object:  # noqa: FBT001 - private
        if isinstance(value, dict):
            pairs = takewhile(lambda _: next(left, None) is not None, cast("dict[str, object]", value).items())
            return {
                self._mask_key(key): self._mask_at_depth(item, depth, left, may_be_cut=may_be_cut)
                for key, item in pairs
            }
        items = takewhile(lambda _: next(left, None) is not None, cast("list[object]", value))
        return [self._mask_at_depth(item, depth, left, may_be_cut=may_be_cut) for item in items]

    def _mask_key(self, key: str) -> str:
        masked = key if key in ERROR_BODY_KEYS else self.mask_text(key)
        if masked != key and not isinstance(self._names, frozenset):
            self._names = frozenset(self._names)  # delayed until needed, because the request may be long
        return key if masked == key or key in cast("frozenset[str]", self._names) else masked


class HeadersToShow:
    """A function without arguments that returns masked response headers.

    The headers are masked at the first call.

    Args:
        headers: Headers as received.
        secrets: Secrets to mask.
    """

    __slots__ = ("_headers", "_secrets")

    def __init__(self, headers: Headers, secrets: SentSecrets) -> None:
        self._headers = headers
        self._secrets: SentSecrets | None = secrets  # `None` after the headers were masked

    def __call__(self) -> Headers:
        """Return the masked headers."""
        if self._secrets is not None:
            self._headers, self._secrets = self._secrets.mask_headers(self._headers), None
        return self._headers


def mask_named_credentials(url: str, named: PlacedCredentials | None) -> str:
    """Return a URL in whose query the named credentials are masked.

    A secret is masked wherever it follows an equals sign, also at the beginning of a longer value.

    Args:
        url: URL of a request, or a text that contains such a URL.
        named: Named credentials of the request; `None` if it has none, which leaves the URL unchanged.
    """
    for secret in named.query.values() if named is not None else ():
        for spelling in (quote_plus(secret), quote(secret, safe="")):
            url = url.replace(f"={spelling}", f"={_MASK}")
    return url


def _are_few_values(body: bytes) -> bool:
    return sum(body.count(mark) for mark in (b",", b"[", b"{")) < _MAX_VALUES
