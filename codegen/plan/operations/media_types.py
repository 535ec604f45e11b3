"""Which media types are sent and read, and which of several is chosen."""

import re
from typing import Literal, TypeAlias

from codegen.document import nodes
from codegen.document.load import JSON, Location
from codegen.document.refs import pointer
from codegen.errors import BuildError

Kind: TypeAlias = Literal["json", "form", "multipart", "text", "bytes"]
JSON_TYPE = "application/json"
BYTES_TYPE = "application/octet-stream"
_WILDCARDS = {"*/*", "application/*"}
_WORD = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"
_QUOTED = r'"[^"\\\x00-\x1f\x7f-\U0010ffff]*"'
# RFC 9110, section 8.3.1, allows two words only. But documents have more, and servers accept them.
_MEDIA_TYPE = re.compile(rf"{_WORD}(?:/{_WORD})+(?:[ \t]*;[ \t]*(?:{_WORD}=(?:{_WORD}|{_QUOTED}))?)*")
_CHARSET = re.compile(r";\s*charset=\"?([^\s;\"]+)", re.IGNORECASE)


def choose(content: dict[str, JSON]) -> tuple[str, dict[str, JSON]]:
    """Choose a media type: JSON, then forms, text, and any other.

    Args:
        content: The media type objects by media type.

    Returns:
        The media type and its object, the first in alphabetical order if several are of the same kind; empty text and
        an empty mapping if there is no media type.
    """
    order: list[Kind] = ["json", "form", "multipart", "text", "bytes"]
    ranked = sorted(content, key=lambda name: (order.index(kind(name)), name))
    return (ranked[0], nodes.mapping(content[ranked[0]])) if ranked else ("", {})


def check(media_type: str, location: Location, *, sent: bool) -> None:
    """Refuse a media type that the client cannot send or accept.

    Args:
        media_type: Text from the document, which should be a media type, with or without parameters.
        location: Location in the document, for the error.
        sent: Whether the media type belongs to a request.

    Raises:
        BuildError: The text is not a media type (RFC 9110, section 8.3.1). Or the media type belongs to a request, and
            is a multipart type other than `multipart/form-data`, or states a charset other than UTF-8 and US-ASCII.
    """
    if not _MEDIA_TYPE.fullmatch(media_type):
        raise BuildError(f"{pointer(location)}: {media_type!r:.80} is not a media type")
    if not sent:
        return
    charset = _CHARSET.search(media_type)
    if charset and charset[1].lower() not in {"utf-8", "utf8", "us-ascii"}:
        raise BuildError(f"{pointer(location)}: the charset {charset[1]!r:.40} of a body is not supported: use UTF-8")
    if media_type.lower().startswith("multipart/") and kind(media_type) != "multipart":
        raise BuildError(f"{pointer(location)}: {media_type!r:.80} is not supported: use multipart/form-data")


def kind(media_type: str) -> Kind:
    """Return how the client writes and reads a media type.

    Args:
        media_type: A media type such as `application/scim+json`, with or without parameters.

    Returns:
        `json` (also for `*/*` and `application/*`), `form` (URL-encoded), `multipart`, `text`, or `bytes` for every
        other media type.
    """
    essence = _essence(media_type)
    if nodes.is_json(essence) or essence in _WILDCARDS:
        return "json"
    if essence == "application/x-www-form-urlencoded":
        return "form"
    if essence == "multipart/form-data":
        return "multipart"
    return "text" if essence.startswith("text/") else "bytes"


def accept_type(media_type: str) -> str:
    """Return the media type for an Accept header.

    `*/*` and `application/*` become JSON.
    """
    return JSON_TYPE if _essence(media_type) in _WILDCARDS else media_type


def content_type(media_type: str) -> str:
    """Return the media type for a Content-Type header, without wildcards.

    `*/*` and `application/*` become JSON, `text/*` becomes plain text, and any other wildcard becomes bytes.
    """
    essence = _essence(media_type)
    if essence in _WILDCARDS:
        return JSON_TYPE
    if essence.endswith("/*"):
        return "text/plain" if essence == "text/*" else BYTES_TYPE
    return media_type


def _essence(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()
