"""Error bodies: the message and the details of unsuccessful responses."""

import html
import json
import re
from collections.abc import Collection, Mapping
from typing import Any, Protocol, cast

from aiodockerhub_generated._redaction import Reason
from attrs import frozen

from aiodockerhub.helpers.text import INTERNALS, readable_fields, shown

_HUB_PREFIX = re.compile(r"^httperror \d{3}: ")
_LONGEST_TITLE = 500
_TITLE = re.compile(rf"<title\b[^<>]{{0,500}}>([^<]{{0,{_LONGEST_TITLE}}})", re.IGNORECASE)
_HTML = re.compile(r"^\s*(<!doctype html|<html|<head|<body)", re.IGNORECASE)

_LARGEST_JSON = 1 << 20  # bytes
BLOCKED = "blocked by Cloudflare"
"""How the message begins if the edge has blocked a request."""
_LOOKED_AT = 1 << 16  # bytes of a body that is something else
_NAMES = "|".join(sorted(INTERNALS))
_INTERNAL = re.compile(rf"(?:^|;\s{{0,4}})({_NAMES}):\s{{0,4}}([^;]*)", re.IGNORECASE)
# Where a source file of the server is named, other separators are no words for the reader either.
_SOURCE_FILE = re.compile(r"/go/src/|\w\.go\b")
_INTERNAL_OF_ANY_FORM = re.compile(rf"(?:^|[;,:(\[\n]\s{{0,4}})({_NAMES})[:=]\s{{0,4}}([^;,)\]\n]*)", re.IGNORECASE)
# What error bodies are told by (D33, and RFC 9457 and RFC 7644 for the other keys), and what else is in them.
_TELLING = frozenset({"message", "detail", "errinfo", "error", "errors", "text"})
_BESIDE = frozenset({"fields", "title", "type", "status", "code", "schemas", "scimType", "instance"})
NAMES: frozenset[str] = _TELLING | _BESIDE | INTERNALS
"""The keys that error bodies are known to have."""


class Mask(Protocol):
    """A function that masks the secrets of a request in a JSON value."""

    def __call__(self, value: object, *, is_cut: bool = False) -> object:
        """Copy a value, secrets masked.

        Args:
            value: A JSON value.
            is_cut: Whether a text is the beginning of a longer one.
        """
        ...


def unmasked(value: object, *, is_cut: bool = False) -> object:  # noqa: ARG001 - as a `Mask` has it
    """Return a value unchanged: the `Mask` of a request without secrets."""
    return value


@frozen
class ErrorBody:
    """The message and the details of an error body.

    Attributes:
        message: The best message in the body, on one line; empty if there is none.
        detail: The other fields of the body: `errinfo`, `fields` or any other keys.
    """

    message: str
    detail: Mapping[str, Any]


def extract(body: bytes, mask: Mask = unmasked) -> ErrorBody:
    """Read an error body: JSON of every known shape, HTML or plain text.

    The function raises nothing, and ignores the content type, which Docker Hub's edge (Cloudflare) gets wrong.

    Args:
        body: The body as received.
        mask: Masks the secrets of the request, before texts are shortened.

    Returns:
        Message and details, on one line each and shortened.
    """
    if body[:_LOOKED_AT].lstrip()[:1] in {b"{", b"[", b'"'} and len(body) <= _LARGEST_JSON:
        try:
            value: object = json.loads(body.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            pass
        else:
            value = mask(value)
            if isinstance(value, dict):
                return _from_object(cast("dict[str, Any]", value))
            return ErrorBody(shown(value), {})
    text = body[:_LOOKED_AT].decode("utf-8", "replace").strip()
    if _HTML.match(text):
        return ErrorBody(_from_html(text, mask), {})
    if re.fullmatch(r"error code: 1\d{3}", text):
        return ErrorBody(f"{BLOCKED} ({text})", {})
    return ErrorBody(shown(mask(text, is_cut=len(body) > _LOOKED_AT)), {})


def is_other_than_csv(body: bytes) -> bool:
    """Tell whether the body of a 2xx that should be CSV is something else.

    Such a body is an HTML page of Docker Hub's edge, JSON, or empty: an export has a line with the names of its columns
    at least.

    Args:
        body: The body, or its beginning.
    """
    start = body[:_LOOKED_AT].strip()
    if not start or _HTML.match(start.decode("utf-8", "replace")):
        return True
    try:
        json.loads(start)
    except (ValueError, RecursionError):
        return start[:1] in {b"{", b"["}
    return True


def is_error(sent: Collection[str], unknown: Collection[str]) -> bool:
    """Tell whether an object that came with a 2xx is an error.

    Args:
        sent: The keys of the object.
        unknown: The keys among them that the document does not have.
    """
    return not _TELLING.isdisjoint(unknown) and all(key in unknown or key in _BESIDE for key in sent)


def _from_object(value: dict[str, Any]) -> ErrorBody:
    detail: dict[str, Any] = {}
    for name in ("errinfo", "fields"):
        extra = value.get(name)
        if isinstance(extra, dict):
            fields = cast("dict[str, Any]", extra)
            detail.update({field: _reason(text) for field, text in fields.items()} if name == "fields" else fields)
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
    message = _without_internals(message[:_LOOKED_AT], detail) or readable_fields(detail)
    return ErrorBody(shown(_HUB_PREFIX.sub("", message)), detail)


def _reason(value: object) -> object:
    """Mark the reason of a refused field, shown below secret names too."""
    return Reason(value) if isinstance(value, str) and " " in value else value


def _without_internals(message: str, detail: dict[str, Any]) -> str:
    """Move the server's internals (`file: /go/src/...`) into the detail."""
    pattern = _INTERNAL_OF_ANY_FORM if _SOURCE_FILE.search(message) else _INTERNAL
    internals = pattern.findall(message)
    if len(internals) < 2:  # noqa: PLR2004 - one may be meant for the reader
        return message
    for name, value in internals:
        detail.setdefault(name, value)
    return pattern.sub("", message).strip(";,:([)] \n") or message


def _from_html(text: str, mask: Mask) -> str:
    match = _TITLE.search(text)
    title = "without a title"
    if match is not None:
        title = shown(mask(html.unescape(match[1]), is_cut=len(match[1]) >= _LONGEST_TITLE))
    if "just a moment" in title.lower() or "cloudflare" in text.lower():
        return f"{BLOCKED} (HTML page {title!r})"
    return f"an HTML page instead of a response ({title!r})"
