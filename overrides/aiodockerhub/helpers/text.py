"""Text for messages and logs: one line, limited in length, no secrets."""

import json
import re
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from aiodockerhub_generated._redaction import redacted
from aiodockerhub_generated._redaction import without_secrets as _without_secrets
from aiodockerhub_generated._secret_names import is_secret

_MASK = "***"
_LONGEST_URL = 500
INTERNALS = frozenset(
    {"column", "constraint", "datatypename", "file", "func", "function", "internalposition", "internalquery"}
    | {"data_type_name", "internal_position", "internal_query"}
    | {"line", "position", "routine", "schema", "severity", "table", "where"}
)
"""Names of what database drivers and loggers of Docker Hub (such as lib/pq for Go) add to an error."""

_FOR_PROGRAMS = re.compile(
    r" \(in a program\b(?:[^()]|\([^()]*\))*\)"  # in brackets, which may hold a call
    r"|,? or in a program\b(?:[^.;()]|\.(?=\S)|\([^()]*\))*"  # to the end of the sentence
)
_MAX_FIELDS = 20
_LOOKED_AT = 16  # characters of a text for each one that is shown of it


def one_line(value: object, limit: int = 200) -> str:
    """Write a value on one line, cut after `limit` characters.

    Control characters are escaped. The time does not depend on the length of the text.

    Args:
        value: Text, or anything with a `str`.
        limit: Greatest number of characters.
    """
    text = value if isinstance(value, str) else str(value)
    text = text[: _LOOKED_AT * limit]
    text = "".join(character if character.isprintable() else " " for character in text)
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def without_program_hints(text: str) -> str:
    """Remove advice for programs from a message or note.

    Such advice begins with the words "in a program", in brackets or as the last of several alternatives.

    Args:
        text: Message or note of an error.

    Returns:
        The text for people at a command line, and for language models.
    """
    return _FOR_PROGRAMS.sub("", text)


def shown(value: object, limit: int = 200, *, log_in: bool = False) -> str:
    """Write a value of a response on one line, without secrets.

    Text is written as it is, anything else as JSON.

    Args:
        value: A JSON value.
        limit: Greatest number of characters.
        log_in: Whether the value belongs to a log-in.
    """
    whole = value
    if isinstance(value, str):
        return one_line(redacted(value[: _LOOKED_AT * limit], log_in=log_in), limit)
    texts: list[object] = cast("list[object]", value) if isinstance(value, list) else []
    if texts and all(isinstance(text, str) for text in texts):
        return shown(", ".join(str(text)[: _LOOKED_AT * limit] for text in texts[:limit]), limit, log_in=log_in)
    return as_json(whole, limit, log_in=log_in)


def as_json(value: object, limit: int = 200, *, log_in: bool = False) -> str:
    """Write a value as JSON on one line, without secrets.

    Args:
        value: A JSON value.
        limit: Greatest number of characters.
        log_in: Whether the value belongs to a log-in.
    """
    value = _without_secrets(value, log_in=log_in, mask=_MASK)
    try:
        text = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError):
        text = redacted(repr(value)[: _LOOKED_AT * limit], log_in=log_in)
    return one_line(text, limit)


def redact(text: str) -> str:
    """Mask the secrets in text: JSON, form data, headers, HTML, prose."""
    return redacted(text)


def redact_body(body: bytes, *, log_in: bool = False) -> bytes:
    """Mask the secrets in a body of any kind."""
    return redacted(body.decode("latin-1"), log_in=log_in).encode("latin-1")


def redact_fields(fields: Mapping[str, Any], *, log_in: bool = False) -> dict[str, Any]:
    """Mask the secrets in a mapping, at any depth."""
    copy: dict[str, Any] = _without_secrets(dict(fields), log_in=log_in, whole=True, mask=_MASK)
    return copy


def readable_fields(fields: Mapping[str, Any]) -> str:
    """Write fields of an error on one line.

    Secrets and the server's internals are left out.

    Args:
        fields: What an error body holds beyond its message.
    """
    internal = {name for name in fields if name.lower() in INTERNALS}
    named = [(name, value) for name, value in fields.items() if len(internal) < 2 or name not in internal]  # noqa: PLR2004 - one alone may be meant for the reader
    shown_fields = redact_fields(dict(named[:_MAX_FIELDS])).items()
    return "; ".join(f"{one_line(name)}: {shown(value)}" for name, value in shown_fields)


def redact_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Mask the secrets among headers."""
    return {name: _MASK if is_secret(name) else redacted(value) for name, value in headers.items()}


def without_secrets(url: str) -> str:
    """Write a URL without user name, password and other secrets.

    The result is on one line and cut after 500 characters.

    Args:
        url: A URL, or what a server passes off as one.
    """
    url = url[: _LOOKED_AT * _LONGEST_URL]
    try:
        parts = urlsplit(url)
        query = parts.query
        if query:
            pairs = parse_qsl(query, keep_blank_values=True)
            query = urlencode(
                [(name, _MASK if is_secret(name, log_in=True) else value) for name, value in pairs], safe="*"
            )
        text = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, query, ""))
    except ValueError:
        text = url.rpartition("@")[2]
    return one_line(redacted(text), _LONGEST_URL)
