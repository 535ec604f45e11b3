"""Reads the message and the details from the bodies of error responses."""

import html
import json
import re
from collections.abc import Collection, Mapping
from typing import Any, Protocol, cast

from aiodockerhub_generated._masking import Reason
from attrs import frozen

from aiodockerhub.helpers.text import INTERNALS, readable_fields, shown

_HUB_PREFIX = re.compile(r"^httperror \d{3}: ")
_MAX_TITLE_CHARACTERS = 500  # read from a page; `shown` of helpers/text.py limits how much a message quotes
_TITLE = re.compile(rf"<title\b[^<>]{{0,500}}>([^<]{{0,{_MAX_TITLE_CHARACTERS}}})", re.IGNORECASE)
_HTML = re.compile(r"^\s*(<!doctype html|<!--|<html|<head|<body)", re.IGNORECASE)

_MAX_JSON_BYTES = 1 << 20  # a larger body is read like plain text
BLOCKED_MESSAGE = "blocked by Cloudflare"
"""Beginning of the message if Cloudflare, the proxy in front of Docker Hub, has blocked a request."""
_MAX_TEXT_BYTES = 1 << 16  # of HTML and plain text, only the beginning is read
_INTERNAL_NAMES = "|".join(sorted(INTERNALS))
_INTERNAL_FIELD = re.compile(rf"(?:^|;\s{{0,4}})({_INTERNAL_NAMES}):\s{{0,4}}([^;]*)", re.IGNORECASE)
# A message with the name of a source file is a dump of internals, so other separators end its fields too.
_SOURCE_FILE = re.compile(r"/go/src/|\w\.go\b")
_INTERNAL_FIELD_OF_ANY_FORM = re.compile(
    rf"(?:^|[;,:(\[\n]\s{{0,4}})({_INTERNAL_NAMES})[:=]\s{{0,4}}([^;,)\]\n]*)", re.IGNORECASE
)
# Keys that only error bodies have, and keys that error bodies may have too. They come from discrepancy D33, RFC 9457
# and RFC 7644.
_ERROR_KEYS = frozenset({"message", "detail", "errinfo", "error", "errors", "text"})
_ACCOMPANYING_KEYS = frozenset({"fields", "title", "type", "status", "code", "schemas", "scimType", "instance"})
ERROR_BODY_KEYS: frozenset[str] = _ERROR_KEYS | _ACCOMPANYING_KEYS | INTERNALS
"""All keys of the error bodies that this module recognizes."""


class Mask(Protocol):
    """The protocol of functions that mask the secrets of a request in JSON."""

    def __call__(self, value: object, *, is_cut: bool = False) -> object:
        """Return a copy of a value in which the secrets are masked.

        Args:
            value: JSON value.
            is_cut: Whether the value is a text that was cut, possibly within a secret; `False` by default.
        """
        ...


def mask_nothing(value: object, *, is_cut: bool = False) -> object:  # noqa: ARG001 - the protocol `Mask` requires it
    """Return a value unchanged, as the `Mask` of a request without secrets.

    Args:
        value: JSON value.
        is_cut: Not used.
    """
    return value


@frozen
class ErrorBody:
    """The message and the details of an error body.

    Attributes:
        message: Message on one line, shortened to about 200 characters. For a JSON object without a message, its fields
            in the same form; for any other JSON, its value. Empty for an empty body.
        detail: Fields of a JSON object other than texts under the keys of messages, such as `message` and `title`;
            empty for other bodies. The fields of the objects under `errinfo` and `fields` are among these fields.
    """

    message: str
    detail: Mapping[str, Any]


def extract(body: bytes, mask: Mask = mask_nothing) -> ErrorBody:
    """Read the message and the details of an error body.

    The body may be JSON of any shape, HTML or plain text. The content type is not used, because Cloudflare, the proxy
    in front of Docker Hub, often sends a wrong one. No body makes this function raise.

    Args:
        body: Body of the response.
        mask: Function that masks the secrets of the request; by default nothing is masked. It is called before the
            message is shortened, and `is_cut` tells it that only the beginning of a body or title was read, so that no
            part of a secret remains.

    Returns:
        The message and the details.
    """
    if body[:_MAX_TEXT_BYTES].lstrip()[:1] in {b"{", b"[", b'"'} and len(body) <= _MAX_JSON_BYTES:
        try:
            value: object = json.loads(body.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            pass
        else:
            value = mask(value)
            if isinstance(value, dict):
                return _read_object(cast("dict[str, Any]", value))
            return ErrorBody(shown(value), {})
    text = body[:_MAX_TEXT_BYTES].decode("utf-8", "replace").strip()
    if _HTML.match(text):
        return ErrorBody(_read_html(text, mask), {})
    if re.fullmatch(r"error code: 1\d{3}", text):
        return ErrorBody(f"{BLOCKED_MESSAGE} ({text})", {})
    return ErrorBody(shown(mask(text, is_cut=len(body) > _MAX_TEXT_BYTES)), {})


def is_other_than_csv(body: bytes) -> bool:
    """Return whether the body of a 2xx response is not CSV.

    Args:
        body: Body of a response that should be CSV, or the beginning of that body.

    Returns:
        True if the body is empty, begins like HTML or like a JSON object or array, or is any other JSON value of at
        most 64 KiB. A CSV export is never empty: its first line has the names of the columns.
    """
    start = body[:_MAX_TEXT_BYTES].strip()
    if not start or _HTML.match(start.decode("utf-8", "replace")):
        return True
    try:
        json.loads(start)
    except (ValueError, RecursionError):
        return start[:1] in {b"{", b"["}
    return True


def is_error(keys: Collection[str], unknown: Collection[str]) -> bool:
    """Return whether the JSON object in a 2xx response is an error body.

    Args:
        keys: Keys of the object.
        unknown: Keys of the object that its schema in Docker's OpenAPI document lacks.

    Returns:
        True if at least one unknown key occurs only in error bodies, and all known keys may occur in error bodies.
    """
    return not _ERROR_KEYS.isdisjoint(unknown) and all(key in unknown or key in _ACCOMPANYING_KEYS for key in keys)


def _read_object(value: dict[str, Any]) -> ErrorBody:
    """Read the message and the details of a JSON object.

    The message is the first text that is not blank under `message`, `detail`, `text`, `error` or `title`; other texts,
    booleans and empty values under these keys are dropped. All other values, and the fields of `errinfo` and `fields`,
    are the details. Without a text, the message is made of the details.
    """
    detail: dict[str, Any] = {}
    for name in ("errinfo", "fields"):
        extra = value.get(name)
        if isinstance(extra, dict):
            fields = cast("dict[str, Any]", extra)
            detail.update({field: _mark_reason(text) for field, text in fields.items()} if name == "fields" else fields)
        elif extra:
            detail[name] = extra
    message = ""
    for name in ("message", "detail", "text", "error", "title"):
        text = value.get(name)
        if isinstance(text, str) and text.strip():
            message = message or text
        elif text and not isinstance(text, bool):
            detail[name] = text
    message_keys = {"errinfo", "fields", "message", "detail", "text", "error", "title"}
    detail.update({name: extra for name, extra in value.items() if name not in message_keys})
    message = _move_internals(message[:_MAX_TEXT_BYTES], detail) or readable_fields(detail)
    return ErrorBody(shown(_HUB_PREFIX.sub("", message)), detail)


def _mark_reason(value: object) -> object:
    """Mark a text with a space as the reason why the server refused a field.

    A `Reason` is shown even under the name of a secret, such as `password`. Any other value is returned as it is.
    """
    return Reason(value) if isinstance(value, str) and " " in value else value


def _move_internals(message: str, detail: dict[str, Any]) -> str:
    """Move internals of the server from a message to the detail.

    Internals are fields such as `file: /go/src/...` in the text of the message: one of the names in
    `helpers.text.INTERNALS`, a colon and a value. Semicolons separate them. In a message that names a source file of
    Go, `=` may be in the place of the colon, and other separators may be in the place of the semicolon, such as commas.

    Args:
        message: Message of the server.
        detail: Fields of the error, to which the internals are added. A field that is there already keeps its value.

    Returns:
        The rest of the message; the whole message if nothing is left. A message with a single internal field is
        returned unchanged, and nothing is moved, because that field may be meant for the reader.
    """
    pattern = _INTERNAL_FIELD_OF_ANY_FORM if _SOURCE_FILE.search(message) else _INTERNAL_FIELD
    internals = pattern.findall(message)
    if len(internals) < 2:  # noqa: PLR2004 - "at least two"
        return message
    for name, value in internals:
        detail.setdefault(name, value)
    return pattern.sub("", message).strip(";,:([)] \n") or message


def _read_html(text: str, mask: Mask) -> str:
    match = _TITLE.search(text)
    title = "without a title"
    if match is not None:
        title = shown(mask(html.unescape(match[1]), is_cut=len(match[1]) >= _MAX_TITLE_CHARACTERS))
    if "just a moment" in title.lower() or "cloudflare" in text.lower():
        return f"{BLOCKED_MESSAGE} (HTML page {title!r})"
    return f"an HTML page instead of a response ({title!r})"
