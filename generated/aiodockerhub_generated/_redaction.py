"""Redaction: the one list of secret names, and the mask for values."""

import functools
import re
from typing import Any, NoReturn, Self, TypeVar, cast

from ._json import is_array, is_object

T = TypeVar("T")

HIDDEN = "<hidden>"
"""Stands where a secret was."""

_SECRETS = frozenset(
    {
        "apikey",
        "authorization",
        "bearer",
        "cookie",
        "cookies",
        "credential",
        "credentials",
        "jwt",
        "jwts",
        "otp",
        "passcode",
        "passphrase",
        "passwd",
        "pat",
        "pats",
        "pwd",
    }
)
_SECRET_ENDS = ("password", "passwords", "secret", "secrets", "token", "tokens")
_KEYS = frozenset({"access", "api", "encryption", "private", "secret", "signing"})
_CODES = frozenset({"backup", "fa", "mfa", "otp", "recovery", "totp", "factor"})
_QUALIFIERS = frozenset(
    {"again", "confirm", "confirmation", "hash", "plain", "plaintext", "raw", "text", "value", "values"}
)
_WORD = re.compile(r"[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_ONE_TIME_CODE = re.compile(r"\d{6,8}")
_LONGEST_NAME = 100
_MAX_DEPTH = 8
_MAX_ITEMS = 20
_MAX_TEXT = 200
_MAX_VALUES = 100

# What is a secret whatever it is called: JSON web tokens (RFC 7519), access tokens, and credentials of headers.
_SHAPES = re.compile(
    r"eyJ[\w-]{8,}(?:\.[\w-]*){0,4}|dckr_[a-z]{2,5}_[\w-]+"
    r"|(?P<scheme>\b(?:[Bb]earer|BEARER|[Bb]asic|BASIC)\s{1,4})(?!auth|token|credential|scheme)[\w+/=.~-]{8,}"
)
# A name, and what stands between it and its value: `"name": "`, `name=`, `\"name\": \"`, `name: `.
_PAIR = re.compile(
    r"(?<![\w-])(?P<name>[A-Za-z_][\w-]*+)(?P<close>\\{0,15}[\"']|&quot;|&#3[49];)?\s{0,8}(?P<sign>=>|[:=])\s{0,8}"
    r"(?P<open>\\{0,15}[\"']|&quot;|&#3[49];)?"
)
_ELEMENT = re.compile(r"<(?P<name>[A-Za-z_][\w:-]{1,99})(?:\s[^<>]{0,500})?>(?P<value>[^<]+)")
_TAG = re.compile(r"<[A-Za-z][^<>]{0,2000}>")
_TAG_NAME = re.compile(r"\s(?:name|id|property)\s{0,4}=\s{0,4}[\"']?([\w-]{2,100})", re.IGNORECASE)
_TAG_VALUE = re.compile(r"(\s(?:value|content)\s{0,4}=\s{0,4})(\"[^\"]*\"?|'[^']*'?|[^\s>]+)", re.IGNORECASE)
_BARE = re.compile(r"[^\s&;,<>\"'(){}\[\]\\]+")
_FIRST_TEXT = re.compile(r"\[\s*\\{0,15}[\"']([^\"'\\]*)")
_DIGIT = re.compile(r"\d")
_SHORTEST_BARE = 6


class _StaysHere:
    """Base of secrets: copied within the process, never pickled."""

    __slots__ = ()

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("this value holds a secret, so it is not pickled: make it anew in the other process")


class SecretText(_StaysHere, str):
    """A `str` with a `repr` that hides it.

    In dumps of local variables, logs and assertions.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'"


class SecretBytes(_StaysHere, bytes):
    """`bytes` with a `repr` that hides them.

    The body of a request may hold a password.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return "b'***'"


def hidden(value: T) -> T:
    """Wrap a secret argument, so that frames of this call do not show it.

    Args:
        value: What the caller gave.

    Returns:
        Text and bytes as such that hide themselves, anything else as it is.
    """
    given: object = value
    if isinstance(given, str):
        return cast("T", SecretText(given))
    if isinstance(given, bytes | bytearray):
        return cast("T", SecretBytes(given))
    return value


class Reason(str):
    """The reason of a refusal, shown even under the name of a secret."""

    __slots__ = ()


def is_secret(key: str, *, log_in: bool = False) -> bool:
    """Whether text under a key is a secret, by the last words of the key.

    Args:
        key: A name in any spelling, such as `access_token`, `tokenValue` or `X-Auth-Token`.
        log_in: Whether it belongs to a log-in, where `code` is the second factor.

    Returns:
        Whether it is; not so for `token_label`, `access_token_id` and the like.
    """
    return _is_secret(key[-_LONGEST_NAME:], log_in=log_in)


@functools.lru_cache(maxsize=1024)
def _is_secret(key: str, *, log_in: bool) -> bool:
    words = [word.lower() for word in _WORD.findall(key)]
    while len(words) > 1 and words[-1] in _QUALIFIERS:
        words.pop()
    if not words:
        return False
    last, before = words[-1], words[-2] if len(words) > 1 else ""
    if last in _SECRETS or last.endswith(_SECRET_ENDS):
        return True
    if last in {"key", "keys"}:
        return before in _KEYS
    return last in {"code", "codes"} and ((log_in and not before) or before in _CODES)


def is_secret_value(value: object) -> bool:
    """Tell whether a value under a secret key is a secret.

    Text is; a number, a date or a list of reasons is not.
    """
    return isinstance(value, str | bytes) and bool(value) and not isinstance(value, Reason)


def without_secrets(value: Any, *, log_in: bool = False, whole: bool = False, mask: str = HIDDEN) -> Any:
    """Copy a JSON value for showing.

    Args:
        value: The value.
        log_in: Whether it belongs to a log-in.
        whole: Whether to keep long texts and lists whole.
        mask: Stands in place of secrets.

    Returns:
        The value with secrets masked, and `...` in place of what is nested too deeply or goes on for too long.
    """
    return _Copy(log_in=log_in, whole=whole, mask=mask).of(value)


def without_secret(value: Any) -> Any:
    """Copy a value that stands under a secret key, for showing."""
    return _Copy(log_in=False, whole=False, mask=HIDDEN).under_secret_key(value)


def redacted(text: str, *, log_in: bool = False, mask: str = "***") -> str:
    """Mask the secrets in text.

    The text may be JSON, also nested as text or cut off, form data, headers, HTML or prose.

    Takes time in proportion to the length of the text.

    Args:
        text: The text.
        log_in: Whether it belongs to a log-in.
        mask: Stands in place of secrets.
    """
    if "<" in text:
        text = _TAG.sub(lambda tag: _tag(tag[0], log_in=log_in, mask=mask), text)
        text = _ELEMENT.sub(lambda element: _element(element, log_in=log_in, mask=mask), text)
    text = _SHAPES.sub(lambda match: (match["scheme"] or "") + mask, text)
    pieces: list[str] = []
    done = 0
    for pair in _PAIR.finditer(text):
        if pair.start() < done or not is_secret(pair["name"], log_in=log_in):
            continue
        end = _end(text, pair)
        if end > pair.end():
            pieces += [text[done : pair.end()], mask]
            pieces += [pair["open"]] if pair["open"] and end == len(text) else []
            done = end
    return "".join([*pieces, text[done:]]) if pieces else text


class _Copy:
    """One copy for showing."""

    def __init__(self, *, log_in: bool, whole: bool, mask: str) -> None:
        self._log_in, self._whole, self._mask = log_in, whole, mask
        self._left = _MAX_VALUES  # in all, for twenty at each of eight levels would be far too many

    def of(self, value: Any, depth: int = 0) -> Any:
        if isinstance(value, str):
            return self._text(value)
        if is_object(value):
            return self._object(value, depth) if depth <= _MAX_DEPTH else "..."
        if is_array(value):
            return self._array(value, depth) if depth <= _MAX_DEPTH else "..."
        return value

    def _object(self, value: dict[str, Any], depth: int) -> dict[str, Any]:
        shown: dict[str, Any] = {}
        for key, item in value.items():
            if not self._whole and (len(shown) >= _MAX_ITEMS or self._left <= 0):
                shown["..."] = "..."
                break
            self._left -= 1
            secret = is_secret(key, log_in=self._log_in) or (
                key.lower() == "code" and isinstance(item, str) and _ONE_TIME_CODE.fullmatch(item)
            )
            name = self._cut(key)
            shown[name] = self.under_secret_key(item, depth + 1) if secret else self.of(item, depth + 1)
        return shown

    def _array(self, value: list[Any], depth: int) -> list[Any]:
        shown: list[Any] = []
        for item in value:
            if not self._whole and (len(shown) >= _MAX_ITEMS or self._left <= 0):
                shown.append("...")
                break
            self._left -= 1
            shown.append(self.of(item, depth + 1))
        return shown

    def under_secret_key(self, value: Any, depth: int = 0) -> Any:
        """Mask text and lists of texts.

        Texts with blanks are reasons, and stay.
        """
        if is_secret_value(value):
            return self._mask
        if is_array(value) and any(is_secret_value(item) and " " not in item for item in value):
            return self._mask
        if is_object(value) and "value" in value and is_secret_value(value["value"]):
            return self.of({**value, "value": self._mask}, depth)
        return self.of(value, depth)

    def _text(self, text: str) -> str:
        if isinstance(text, SecretText):
            return self._mask
        return redacted(self._cut(text), log_in=self._log_in, mask=self._mask)

    def _cut(self, text: str) -> str:
        return text if self._whole or len(text) <= _MAX_TEXT else f"{text[:_MAX_TEXT]}..."


def _end(text: str, pair: "re.Match[str]") -> int:
    """Find the end of the value after a secret name.

    Without a value, that is where it would begin.
    """
    start, opening = pair.end(), pair["open"]
    if opening:
        return _closing_quote(text, start, opening)
    if text.startswith("[", start):
        return _end_of_list(text, start)
    bare = _BARE.match(text, start)
    if bare is None:
        return start
    if pair["sign"] == ":" and not pair["close"]:
        # In prose, such as `Invalid token: expired`, what follows is a reason unless it looks like no word.
        value = bare[0]
        return bare.end() if len(value) >= _SHORTEST_BARE and _DIGIT.search(value) else start
    return start if bare[0] in {"null", "true", "false"} or (pair["close"] and bare[0].isdigit()) else bare.end()


def _closing_quote(text: str, start: int, opening: str) -> int:
    """Find the end of a quoted value by its backslashes.

    A value that is cut off ends with the text.
    """
    if opening.startswith("&"):
        end = text.find(opening, start)
        return len(text) if end < 0 else end
    escapes, quote = len(opening) - 1, opening[-1]
    at = start
    while (at := text.find(quote, at)) >= 0:
        before = at
        while before > start and text[before - 1] == "\\":
            before -= 1
        backslashes = at - before
        if backslashes >= escapes and (backslashes - escapes) % (2 * (escapes + 1)) == 0:
            return at - escapes
        at += 1
    return len(text)


def _end_of_list(text: str, start: int) -> int:
    """Find the end of a list of secrets.

    A list whose first text has blanks holds reasons, and ends where it begins.
    """
    first = _FIRST_TEXT.match(text, start)
    if first is None or " " in first[1]:
        return start
    end = text.find("]", start)
    return len(text) if end < 0 else end


def _tag(tag: str, *, log_in: bool, mask: str) -> str:
    name = _TAG_NAME.search(tag)
    if name is None or not is_secret(name[1], log_in=log_in):
        return tag
    return _TAG_VALUE.sub(lambda value: f'{value[1]}"{mask}"', tag)


def _element(element: "re.Match[str]", *, log_in: bool, mask: str) -> str:
    if not is_secret(element["name"], log_in=log_in) or not element["value"].strip():
        return element[0]
    return element[0][: element.start("value") - element.start()] + mask
