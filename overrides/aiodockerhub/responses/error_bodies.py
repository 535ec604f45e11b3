"""Makes the best of any error body that Docker Hub or the edge in front of it answers with."""

import html
import json
import re
from collections.abc import Mapping
from typing import Any, Literal, cast

from attrs import frozen

from aiodockerhub.helpers.text import one_line, redact_fields, shown

_HUB_PREFIX = re.compile(r"^httperror \d{3}: ")
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_HTML = re.compile(r"^\s*(<!doctype html|<html|<head|<body)", re.IGNORECASE)

_PLAN = "The plan of this account does not include what was asked for; see https://www.docker.com/pricing."
_EDGE = (
    "The edge in front of Docker Hub blocked the request before Hub saw it. Give your program a name with "
    "DockerHub(application='name/version'), slow down, or ask whether your network or proxy is blocked."
)
_PERSONAL = (
    "This route does not accept personal access tokens: log in with the account's password (`Password` or "
    "`TwoFactor`), or with an `OrganizationToken` where api.md lists one."
)
_ORGANIZATION = (
    "Organization access tokens work only on the operations that api.md marks with them: use a user's credentials "
    "for this one."
)
_ORGANIZATION_LOGIN = (
    "An organization has no password: use `OrganizationToken(organization, token)`, or a user who owns it."
)
_ABUSE = "Docker Hub's protection against abuse counts by address: slow down, and log in if you have not."
_WALL = (
    "Docker Hub shows anonymous callers only the beginning of a long list. Log in to read the rest, with "
    "DockerHub(AccessToken(username, token)) or the environment's credentials: any personal access token will do, even "
    "one that may only read public repositories."
)
_MISPLACED = {"personal": _PERSONAL, "organization": _ORGANIZATION}
_HINTS = (
    (re.compile(r"current plan|upgrade your plan", re.IGNORECASE), _PLAN),
    (re.compile(r"personal access token", re.IGNORECASE), _PERSONAL),
    (re.compile(r"organi[sz]ation access token", re.IGNORECASE), _ORGANIZATION),
    (re.compile(r"log into an organization account", re.IGNORECASE), _ORGANIZATION_LOGIN),
    (re.compile(r"cloudflare|error code: 1\d{3}", re.IGNORECASE), _EDGE),
    (re.compile(r"too large for anonymous requests|sign in to page further", re.IGNORECASE), _WALL),
    (re.compile(r"HAP429"), _ABUSE),
)
_FORBIDDEN = 403
_HINTED = {401, 403, 429, 503}


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


def hint(status_code: int, message: str, *, misplaced: Literal["organization", "personal"] | None = None) -> str | None:
    """What to do about a well-known refusal, in a sentence or two; `None` if it is not one.

    Args:
        status_code: HTTP status of the answer; only 401, 403, 429 and 503 have hints.
        message: Message as extracted.
        misplaced: The kind of access token that was used where none of its kind is accepted.
    """
    if status_code not in _HINTED:
        return None
    blind = _MISPLACED[misplaced] if misplaced and status_code == _FORBIDDEN else None
    return next((note for pattern, note in _HINTS if pattern.search(message)), blind)


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
