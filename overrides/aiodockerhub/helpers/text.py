"""Makes text fit to be shown: on one line, not too long, and without secrets."""

import json
import re
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_SECRET_NAME = re.compile(r"token|secret|password|^code$", re.IGNORECASE)
# The value may be cut off, as in an answer that broke half-way.
_SECRET_FIELD = re.compile(r'("[a-z0-9_]*(?:token|secret|password)"\s*:\s*)"[^"]*("|$)', re.IGNORECASE)
_LONGEST_URL = 500


def one_line(value: object, limit: int = 200) -> str:
    """Text of a value on one line, without control characters, cut after `limit` characters."""
    text = "".join(character if character.isprintable() else " " for character in str(value))
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def shown(value: object, limit: int = 200) -> str:
    """What an answer says on one line, without the secrets in it: texts as they are, anything else as JSON."""
    texts: list[object] = _items(value) or [value]
    if all(isinstance(text, str) for text in texts):
        return one_line(redact(", ".join(map(str, texts))), limit)
    return as_json(value, limit)


def as_json(value: object, limit: int = 200) -> str:
    """A value as JSON on one line, without the secrets in it."""
    try:
        text = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError):
        text = repr(value)
    return one_line(redact(text), limit)


def redact(text: str) -> str:
    """A text with the values of secret JSON fields blanked."""
    return _SECRET_FIELD.sub(r'\1"***"', text)


def redact_body(body: bytes) -> bytes:
    """A body with the values of secret JSON fields blanked."""
    return redact(body.decode("latin-1")).encode("latin-1")


def redact_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A mapping with the values under secret names blanked."""
    return {name: "***" if _SECRET_NAME.search(name) else value for name, value in fields.items()}


def without_secrets(url: str) -> str:
    """A URL without user name, password and the values of secret query parameters."""
    parts = urlsplit(url)
    query = parts.query
    if query:
        query = urlencode(redact_fields(dict(parse_qsl(query, keep_blank_values=True))), safe="*")
    return one_line(urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, query, "")), _LONGEST_URL)


def _items(value: object) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else []
