"""Text for messages and logs: one line, of limited length, no secrets."""

import json
import re
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from aiodockerhub_generated._masking import SecretText, mask_text
from aiodockerhub_generated._masking import without_secrets as _without_secrets
from aiodockerhub_generated._secret_names import is_secret
from aiodockerhub_generated.arguments import described, shortened

MAX_LINE_LENGTH = 200
"""The default of the maximum length of a value in a message or log record, in characters."""

_MASK = "***"
_MAX_URL_LENGTH = 500
INTERNALS = frozenset(
    {"column", "constraint", "datatypename", "file", "func", "function", "internalposition", "internalquery"}
    | {"data_type_name", "internal_position", "internal_query"}
    | {"line", "position", "routine", "schema", "severity", "table", "where"}
)
"""Names of the fields that database drivers and loggers of Docker Hub (such as lib/pq for Go) add to an error."""

_FOR_PROGRAMS = re.compile(
    r" \(in a program\b(?:[^()]|\([^()]*\))*\)"  # in brackets, which may contain a call
    r"|,? or in a program\b(?:[^.;()]|\.(?=\S)|\([^()]*\))*"  # to the end of the sentence
)
_MAX_FIELDS = 20
_READ_PER_SHOWN = 16  # characters of a text that are read for each character that is shown


def one_line(value: object, limit: int = MAX_LINE_LENGTH) -> str:
    """Write a value on one line of at most `limit` characters.

    Each run of white space and characters that are not printable becomes one space. The function reads at most 16
    characters of the text for each character of `limit`, so long texts take no more time.

    Args:
        value: Text, or a value to convert by `str`.
        limit: Maximum number of characters of the result, by default 200. A longer result is cut, and its last
            character is "…". Nothing in the result shows that characters were not read.
    """
    text = value if isinstance(value, str) else str(value)
    text = text[: _READ_PER_SHOWN * limit]
    text = "".join(character if character.isprintable() else " " for character in text)
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def without_program_hints(text: str) -> str:
    """Remove advice for programs from a message or note.

    Such advice begins with the words "in a program". It is in brackets, or the last of several alternatives.

    Args:
        text: Message or note of an error.

    Returns:
        The text for the command line and the MCP server, whose users write no program.
    """
    return _FOR_PROGRAMS.sub("", text)


def shown(value: object, limit: int = MAX_LINE_LENGTH, *, log_in: bool = False) -> str:
    """Write a value of a response on one line, with secrets masked.

    Text is written without quotes, a list of texts with commas, and any other value as JSON.

    Args:
        value: JSON value.
        limit: Maximum number of characters, by default 200.
        log_in: Whether the value belongs to a log-in, in which `code` is also the name of a secret; false by default.
    """
    whole = value
    if isinstance(value, str):
        return one_line(mask_text(value[: _READ_PER_SHOWN * limit], log_in=log_in), limit)
    texts: list[object] = cast("list[object]", value) if isinstance(value, list) else []
    if texts and all(isinstance(text, str) for text in texts):
        return shown(", ".join(str(text)[: _READ_PER_SHOWN * limit] for text in texts[:limit]), limit, log_in=log_in)
    return as_json(whole, limit, log_in=log_in)


def shown_name(name: object) -> str:
    """Show the name of an unknown option or key, without quotes.

    Args:
        name: The name; any value that is not text is only described.

    Returns:
        The name as `shortened` writes it, without the quotes.
    """
    return shortened(name)[1:-1] if isinstance(name, str) and not isinstance(name, SecretText) else described(name)


def as_json(value: object, limit: int = MAX_LINE_LENGTH, *, log_in: bool = False) -> str:
    """Write a value as JSON on one line, with secrets masked.

    Unlike `shown`, texts are written with quotes. The line is cut after `limit` characters, so it may not be valid
    JSON.

    Args:
        value: JSON value, or a value that JSON cannot express, whose `repr` is written.
        limit: Maximum number of characters, by default 200.
        log_in: Whether the value belongs to a log-in, in which `code` is also the name of a secret; false by default.
    """
    value = _without_secrets(value, log_in=log_in, mask=_MASK)
    try:
        text = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError):
        text = mask_text(repr(value)[: _READ_PER_SHOWN * limit], log_in=log_in)
    return one_line(text, limit)


def mask_body(body: bytes, *, log_in: bool = False) -> bytes:
    """Mask the secrets in a body of any media type.

    Bytes outside of secrets do not change, even in binary bodies.

    Args:
        body: Body of a request or response.
        log_in: Whether the body belongs to a log-in, in which `code` is also the name of a secret; false by default.
    """
    return mask_text(body.decode("latin-1"), log_in=log_in).encode("latin-1")


def mask_fields(fields: Mapping[str, Any], *, log_in: bool = False) -> dict[str, Any]:
    """Mask the secrets in a mapping, at any depth.

    Args:
        fields: JSON object.
        log_in: Whether the object belongs to a log-in, in which `code` is also the name of a secret; false by default.

    Returns:
        A copy of the object. Arrays and objects more than 8 levels inside it become `...`.
    """
    copy: dict[str, Any] = _without_secrets(dict(fields), log_in=log_in, whole=True, mask=_MASK)
    return copy


def readable_fields(fields: Mapping[str, Any]) -> str:
    """Write the fields of an error on one line.

    Secrets are masked. If at least two fields have names in `INTERNALS`, all these fields are left out. At most 20
    fields are written.

    Args:
        fields: Fields of an error body except for the message.
    """
    internal = {name for name in fields if name.lower() in INTERNALS}
    named = [(name, value) for name, value in fields.items() if len(internal) < 2 or name not in internal]  # noqa: PLR2004 - a single such name may be a field for the reader
    shown_fields = mask_fields(dict(named[:_MAX_FIELDS])).items()
    return "; ".join(f"{one_line(name)}: {shown(value)}" for name, value in shown_fields)


def mask_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Copy headers, with their secrets masked as in `mask_header`."""
    return {name: mask_header(name, value) for name, value in headers.items()}


def mask_header(name: str, value: str) -> str:
    """Mask the secrets in the value of a header.

    The whole value is masked if the header has the name of a secret, such as Authorization. Otherwise only the secrets
    that `mask_text` recognizes in the value are masked.

    Args:
        name: Name of the header.
        value: Value of the header.
    """
    return _MASK if is_secret(name) else mask_text(value)


def without_secrets(url: str) -> str:
    """Write a URL without user name, password, fragment and other secrets.

    Secrets in the query are masked. The result is on one line and has at most 500 characters.

    Args:
        url: URL, or text from a server that should be a URL.
    """
    url = url[: _READ_PER_SHOWN * _MAX_URL_LENGTH]
    try:
        parts = urlsplit(url)
        query = parts.query
        if query:
            pairs = parse_qsl(query, keep_blank_values=True)
            query = urlencode(
                [(name, _MASK if is_secret(name, log_in=True) else mask_text(value)) for name, value in pairs], safe="*"
            )
        text = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, query, ""))
    except ValueError:
        text = url.rpartition("@")[2]
    return one_line(mask_text(text), _MAX_URL_LENGTH)
