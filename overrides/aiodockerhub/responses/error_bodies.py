"""Makes the best of any error body that Docker Hub or the edge in front of it answers with."""

import html
import json
import re
from collections.abc import Mapping
from typing import Any, cast

from attrs import frozen

from aiodockerhub.helpers.text import one_line, redact_fields, shown

_HUB_PREFIX = re.compile(r"^httperror \d{3}: ")
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_HTML = re.compile(r"^\s*(<!doctype html|<html|<head|<body)", re.IGNORECASE)


@frozen
class ErrorBody:
    """What an error body says.

    Attributes:
        message: The best message in it, on one line; empty if it says nothing.
        detail: The rest: `errinfo`, `fields`, or whatever keys there are.
    """

    message: str
    detail: Mapping[str, Any]


def extract(body: bytes) -> ErrorBody:
    """Read an error body of any kind: JSON of every known shape, HTML, plain text, nothing.

    Never raises, and never believes the content type, which the edge gets wrong.

    Args:
        body: The body as received.
    """
    text = body.decode("utf-8", "replace").strip()
    if text[:1] in {"{", "[", '"'}:
        try:
            value: object = json.loads(text)
        except (ValueError, RecursionError):
            return ErrorBody(shown(text), {})
        if isinstance(value, dict):
            return _from_object(cast("dict[str, Any]", value))
        return ErrorBody(shown(value), {})
    if _HTML.match(text):
        return ErrorBody(_from_html(text), {})
    if re.fullmatch(r"error code: 1\d{3}", text):
        return ErrorBody(f"blocked by Cloudflare ({text})", {})
    return ErrorBody(shown(text), {})


def _from_object(value: dict[str, Any]) -> ErrorBody:
    detail: dict[str, Any] = {}
    for name in ("errinfo", "fields"):
        extra = value.get(name)
        if isinstance(extra, dict):
            detail.update(cast("dict[str, Any]", extra))
        elif extra:
            detail[name] = extra
    message = ""
    for name in ("message", "detail", "text", "error", "title"):
        text = value.get(name)
        if isinstance(text, str) and text.strip():
            message = message or text
        elif text and not isinstance(text, bool):
            detail[name] = text
    known = {"errinfo", "fields", "message", "detail", "text", "error", "title"}
    detail.update({name: extra for name, extra in value.items() if name not in known})
    if not message:
        message = "; ".join(f"{name}: {shown(extra)}" for name, extra in redact_fields(detail).items())
    return ErrorBody(shown(_HUB_PREFIX.sub("", message)), detail)


def _from_html(text: str) -> str:
    found = _TITLE.search(text)
    title = one_line(html.unescape(found[1])) if found else "without a title"
    if "just a moment" in title.lower() or "cloudflare" in text.lower():
        return f"blocked by Cloudflare (HTML page {title!r})"
    return f"an HTML page instead of an answer ({title!r})"
