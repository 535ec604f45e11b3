"""Decides which arguments are refused before a request is sent."""

import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol, TypeVar, cast, runtime_checkable
from urllib.parse import unquote, unquote_to_bytes

from ._masking import SecretBytes, SecretText, kind_of, mask_text
from ._omit import OMIT
from ._secret_names import is_secret
from .errors import ArgumentError, ArgumentTypeError

if TYPE_CHECKING:
    from ._calls import JSON

T = TypeVar("T")


@runtime_checkable
class WritesItself(Protocol):
    """A model: an object that can be written as a JSON object."""

    def to_dict(self) -> "dict[str, JSON]":
        """Write the object as a JSON object."""
        ...


LONGEST = 16_384
"""Maximum number of characters of an argument in a path, query or header. Docker Hub refuses requests whose path, query
and headers together are longer."""

_NAMES: dict[str, tuple[str, tuple[type, ...]]] = {
    "str": ("text", (str,)),
    "int": ("an integer", (int,)),
    "float": ("a number", (int, float)),
    "bool": ("True or False", (bool,)),
    "datetime": ("a datetime", (datetime,)),
    "date": ("a date", (date,)),
    "None": ("None", (type(None),)),
}
_OBJECTS: tuple[type, ...] = (Mapping, WritesItself)
_MAX_DECODINGS = 16  # more than any chain of proxies does
_PERCENT_U = re.compile(r"%u([0-9a-f]{4})", re.IGNORECASE)  # an escape that IIS reads
_CLIMBING = re.compile(r"[\s+]*\.{1,2}[\s+]*([;?#].*)?", re.DOTALL)  # `.` or `..` with what servers ignore
_INVISIBLE = re.compile(r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
SLASHES = re.compile(r"[/\\\u2044\u2215\u2216\u29f5\u29f8]")
"""Slashes, and characters that servers may replace by a slash."""
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_DIGEST = re.compile(r"sha\d")
_READ_PER_SHOWN = 16  # characters of a text that are read for each character that is shown


def check_type(name: str, value: T, expected: str) -> T:
    """Check the type of an argument.

    Args:
        name: Name of the argument, for the error.
        value: Value of the argument; `OMIT` is treated like `None`.
        expected: The allowed types as an annotation of plain types and models, such as `datetime | None`.

    Returns:
        The value, unchanged.

    Raises:
        ArgumentTypeError: The value has another type.
        ArgumentError: The value is a time without a time zone.
    """
    words, types = _words_and_types(expected)
    given: object = value
    if type(value) in types or (given is OMIT and type(None) in types):
        if type(given) is datetime:
            check_zone(name, given)
        return value
    fits = isinstance(given, types) and not (isinstance(given, bool) and bool not in types)
    if not fits or (isinstance(given, datetime) and datetime not in types):
        raise ArgumentTypeError(
            f"{name}: expected {words}, got {described(given)}{_advice(given, types)}", argument=name
        )
    if isinstance(given, datetime):  # of a subclass
        check_zone(name, given)
    return value


def check_zone(name: str, value: datetime) -> None:
    """Refuse a time without a time zone, because it is ambiguous.

    Args:
        name: Name of the argument, for the error.
        value: The time to check.

    Raises:
        ArgumentError: The time has no time zone.
    """
    if value.utcoffset() is None:
        raise ArgumentError(
            f"{name}: expected a time with a time zone, got {value.isoformat()} without one; "
            "use datetime.now(UTC), or .astimezone() to mean local time",
            argument=name,
        )


def check_list(name: str, values: T, expected: str = "", *, optional: bool = False) -> T:
    """Check that an argument is a list and not a single item.

    Type checkers accept `scopes="repo:read"`, because a `str` is a sequence of `str`.

    Args:
        name: Name of the argument, for the error.
        values: Value of the argument.
        expected: Types of the items, as for `check_type`; empty, the default, allows any. Only the items of a list or
            tuple are checked.
        optional: Whether `None` and `OMIT` are allowed too; `False` by default.

    Returns:
        The argument, unchanged.

    Raises:
        ArgumentTypeError: The value is text, bytes, a mapping or not iterable, or has an item of another type.
        ArgumentError: An item is a time without a time zone.
    """
    given: object = values
    if optional and (given is None or given is OMIT):
        return values
    if isinstance(given, str | bytes):
        raise ArgumentTypeError(f"{name}: expected a list, got a single text; put it into brackets", argument=name)
    if not isinstance(given, Iterable) or isinstance(given, Mapping):
        hint = "pass [] for none" if given is None or given is OMIT else "put it into brackets"
        raise ArgumentTypeError(f"{name}: expected a list, got {described(values)}; {hint}", argument=name)
    if expected and isinstance(given, list | tuple):  # not an iterator, which can be read only once
        for index, item in enumerate(cast("Sequence[object]", given)):
            check_type(f"{name}[{index}]", item, expected)
    return values


def check_text(name: str, value: str, *, longest: int | None = None, quoted: bool = True) -> None:
    """Refuse text that cannot be sent.

    Args:
        name: Name of the argument, for the error.
        value: The text to check.
        longest: Maximum number of characters; `None`, the default, for no limit.
        quoted: Whether the error shows a text whose name is not that of a secret; true by default.

    Raises:
        ArgumentError: The text contains halves of surrogate pairs, or is too long.
    """
    if longest is not None and len(value) > longest:
        raise ArgumentError(
            f"{name}: expected at most {longest:,} characters, got {len(value):,}; shorten it", argument=name
        )
    if not value.isascii() and _SURROGATE.search(value):
        where = f" in {_shown_argument(name, value)}" if quoted else ""
        raise ArgumentError(
            f"{name}: expected text, got half of a surrogate pair{where}; decode the bytes that it came from as UTF-8",
            argument=name,
        )


def check_no_control_characters(name: str, value: str) -> None:
    """Refuse control characters; a line end would begin another header.

    Args:
        name: Name of the argument, for the error.
        value: The text to check.

    Raises:
        ArgumentError: The text contains control characters.
    """
    if _CONTROL.search(value):
        raise ArgumentError(
            f"{name}: expected text without control characters, got {_shown_argument(name, value)}; strip it first",
            argument=name,
        )


def check_segment(name: str, value: str) -> None:
    """Refuse text that would not stay one segment of a path.

    For example, a server would read `groups/..` as the parent, and delete a team instead of its member.

    Args:
        name: Name of the argument, for the error.
        value: The text before it is percent-encoded.

    Raises:
        ArgumentError: The text is empty, blank or a dot segment, contains slashes or control characters,
            percent-encoded or not, has more than 16,384 characters (`LONGEST`), or is ambiguous; see `is_ambiguous`.
    """
    if not value.strip():
        blank = "blanks" if value else "an empty string"
        raise ArgumentError(f"{name}: expected a name, got {blank}, which would call another address", argument=name)
    check_text(name, value, longest=LONGEST)
    check_no_control_characters(name, value)
    for spelling in spellings(value):
        check_no_control_characters(name, spelling)
        if is_climbing(spelling) or is_ambiguous(value):
            raise ArgumentError(
                f"{name}: expected a name, got {_shown_argument(name, value)}, which would call another address",
                argument=name,
            )
        if SLASHES.search(spelling):
            raise ArgumentError(
                f"{name}: expected one name without slashes, got {_shown_argument(name, value)}; "
                "each part of a path is a separate argument",
                argument=name,
            )


def spellings(text: str) -> list[str]:
    """List a text and its repeated percent-decodings, as servers may read it.

    Args:
        text: Text of a path.

    Returns:
        The text, its decodings (at most 16), and the compatibility forms (NFKC) of those that are not ASCII.
    """
    texts = [text]
    while "%" in texts[-1] and len(texts) <= _MAX_DECODINGS:
        decoded = unquote(_PERCENT_U.sub(lambda match: chr(int(match[1], 16)), texts[-1]))
        if decoded == texts[-1]:
            break
        texts.append(decoded)
    return texts + [unicodedata.normalize("NFKC", spelling) for spelling in texts if not spelling.isascii()]


def is_climbing(segment: str) -> bool:
    """Return whether some server reads a path segment as `.` or `..`.

    Tomcat drops text after a semicolon. Other servers begin a query at a decoded `?`, read a plus sign as a space, or
    ignore invisible characters.

    Args:
        segment: A segment of a path, percent-decoded.
    """
    if "." not in segment:
        return False
    visible = segment if segment.isascii() else _INVISIBLE.sub("", segment)
    return _CLIMBING.fullmatch(visible) is not None


def is_ambiguous(text: str) -> bool:
    """Return whether servers may read the text of a path in different ways.

    They may if the decoded text is not UTF-8, because some servers accept overlong UTF-8 of dots and slashes. They also
    may if the text is percent-encoded 16 times or more, because servers differ in how often they decode.

    Args:
        text: Text of a path.
    """
    for _ in range(_MAX_DECODINGS):
        if "%" not in text:
            return False
        try:
            decoded = unquote_to_bytes(text).decode()
        except UnicodeDecodeError:
            return True
        if decoded == text:
            return False
        text = decoded
    return True


def described(value: object) -> str:
    """Describe the type of a value without the value, which may be secret.

    Args:
        value: Value of the argument.

    Returns:
        Words for a message, such as "a value of type int"; "None" and "OMIT" for these two; "a secret" for a secret.
    """
    if isinstance(value, SecretText | SecretBytes):
        return "a secret"
    if value is OMIT:
        return "OMIT"
    return "None" if value is None else f"a value of type {kind_of(value)}"


def shortened(value: object, limit: int = 80) -> str:
    """Show a value in few characters, unless it is marked as a secret.

    A refused argument may hold a secret that belongs elsewhere, such as a URL with a password in the place of a name.
    Therefore what has the form of a secret is masked, and so is a user name with a password before `@`.

    Args:
        value: Value of the argument.
        limit: Maximum number of characters of the `repr`; 80 by default.

    Returns:
        The `repr` of the value, cut at the limit. For a secret, or if `repr` fails: the type in words, as `described`
        gives it.
    """
    if isinstance(value, SecretText | SecretBytes):
        return described(value)
    try:
        text = (
            repr(_mask_credentials(value[: _READ_PER_SHOWN * limit]))
            if isinstance(value, str)
            else _mask_credentials(repr(value))
        )
    except Exception:  # noqa: BLE001 - an integer of too many digits, or a class of the caller's
        return described(value)
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _mask_credentials(text: str) -> str:
    """Mask secrets by their form, and a user with a password before `@`."""
    before, at, digest = text.rpartition("@")
    if not _DIGEST.match(digest):  # a tag and a digest are no user and password
        before, at, digest = text, "", ""
    user, sign, rest = before.rpartition("@")
    return mask_text((f"***{sign}{rest}" if ":" in user else before) + at + digest)


def _shown_argument(name: str, value: str) -> str:
    """Show an argument, unless its name is that of a secret."""
    return "a secret" if is_secret(name) else shortened(value)


@functools.cache
def _words_and_types(annotation: str) -> tuple[str, tuple[type, ...]]:
    """Return words for an annotation, such as "text or None", and its types."""
    members = [_NAMES.get(member) or (member, _OBJECTS) for member in annotation.split(" | ")]
    return " or ".join(words for words, _ in members), tuple(kind for _, kinds in members for kind in kinds)


_HINTS: tuple[tuple[type, type, str], ...] = (
    (str, datetime, "convert it by datetime.fromisoformat(...)"),
    (timedelta, datetime, "add it to datetime.now(UTC)"),
    (date, datetime, "use datetime(year, month, day, tzinfo=UTC)"),
    (str, int, "convert it by int(...)"),
    (bytes, str, "decode it first"),
)
"""Advice for an argument of the first type if the second type is expected."""


def _advice(value: object, types: tuple[type, ...]) -> str:
    if value is None or value is OMIT:
        return "; it is required"
    hints = (f"; {text}" for given, expected, text in _HINTS if isinstance(value, given) and expected in types)
    return next(hints, "")
