"""Takes the secrets of a request out of its response.

Some servers repeat a password in the error about it.
"""

import html
import json
from collections.abc import Iterator
from typing import cast
from urllib.parse import quote, quote_plus

from aiodockerhub_generated._redaction import is_secret

_SHORTEST = 6  # characters; shorter ones turn up in innocent words
_MASK = b"***"


def without_echo(body: bytes, authorization: str | None, content: bytes | None) -> bytes:
    """Mask the secrets of a request in a body, in every usual spelling.

    Args:
        body: Body of a response.
        authorization: Value of the Authorization header that was sent, if any.
        content: Body that was sent, if any.
    """
    for secret in (*_sent(authorization, content),):
        for spelling in {
            secret,
            json.dumps(secret)[1:-1],
            json.dumps(secret, ensure_ascii=False)[1:-1],
            html.escape(secret),
            quote(secret, safe=""),
            quote_plus(secret),
        }:
            body = body.replace(spelling.encode(), _MASK)
    return body


def _sent(authorization: str | None, content: bytes | None) -> Iterator[str]:
    if authorization is not None:
        yield authorization.removeprefix("Bearer ")
    try:
        fields: object = json.loads(content) if content else None
    except ValueError:
        return
    if isinstance(fields, dict):
        for name, value in cast("dict[str, object]", fields).items():
            if isinstance(value, str) and len(value) >= _SHORTEST and is_secret(name, log_in=True):
                yield value
