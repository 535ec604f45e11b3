"""Collects the secrets that a request carries: in headers, URL and body."""

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl, unquote, urlsplit

from aiodockerhub_generated._secret_names import is_secret
from aiodockerhub_generated.credentials import PlacedCredentials

from aiodockerhub.helpers.secret_texts import names_in, secret_texts

_SCHEME = re.compile(r"[A-Za-z][\w-]*[ \t]+(?=\S)")
_PARAMETER = re.compile(r"=\s*\"?([^\s\",;]+)")  # of a scheme with several, such as Digest
_BOUNDARY = re.compile(r"boundary=\"?([^\s\";]{1,200})", re.IGNORECASE)
_PART_NAME = re.compile(rb"\bname=\"?([^\";\r\n]{1,200})", re.IGNORECASE)
_MOST_NESTED = 4  # bodies within bodies
_LONGEST_FORM = 1 << 20


def of_headers(headers: Mapping[str, str]) -> Iterator[str]:
    """Yield the secrets in the headers of a request.

    These are the values of headers with secret names, whole and in parts, and all cookies.

    Args:
        headers: The headers as sent.
    """
    for name, value in headers.items():
        if name.lower() == "cookie":
            yield value
            for cookie in value.split(";"):
                yield cookie.partition("=")[2].strip().strip('"')
        elif is_secret(name, log_in=True):
            yield from _of_credentials(value)


def _of_credentials(value: str) -> Iterator[str]:
    """Yield the secrets of a header such as Authorization.

    See RFC 9110, section 11.4.
    """
    yield value
    scheme = _SCHEME.match(value)
    if scheme is None:
        return
    credentials = value[scheme.end() :]
    yield credentials
    yield from _PARAMETER.findall(credentials)
    if scheme[0].lower().startswith("basic"):
        try:
            pair = base64.b64decode(credentials).decode("utf-8", "replace")
        except (ValueError, binascii.Error):
            return
        yield pair
        yield pair.partition(":")[2]


def of_url(url: str) -> Iterator[str]:
    """Yield the secrets in a URL.

    These are its password, and the values of query parameters with secret names.

    Args:
        url: An absolute URL.
    """
    parts = urlsplit(url)
    for name, value in parse_qsl(parts.query):
        if is_secret(name, log_in=True):
            yield value
    user_info = parts.netloc.rpartition("@")[0]
    if user_info:
        yield unquote(user_info)
        yield unquote(user_info.partition(":")[2])


def of_body(content: bytes | None, media_type: str = "") -> Iterator[str]:
    """Yield the secrets in the body of a request: values below secret names.

    Args:
        content: JSON, a form or a multipart form; `None` for no body.
        media_type: Value of its Content-Type header.
    """
    yield from (secret for fields in _fields_of(content, media_type) for secret in secret_texts(fields))


def names_of(url: str, content: bytes | None, media_type: str = "") -> Iterator[str]:
    """Yield the names of parameters and fields of a request.

    Such names stay visible, even if a secret is equal to one.

    Args:
        url: URL of the request.
        content: Body of the request.
        media_type: Value of its Content-Type header.
    """
    yield from (name for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True))
    for fields in _fields_of(content, media_type):
        yield from names_in(fields)


def of_named(named: PlacedCredentials | None) -> Iterator[str]:
    """Yield the named credentials of a request.

    Args:
        named: The credentials with their headers, query parameters and cookies; `None` for none.
    """
    if named is not None:
        yield from named.query.values()
        yield from named.cookies.values()
        for value in named.headers.values():
            yield from _of_credentials(value)


def _fields_of(content: bytes | None, media_type: str, depth: int = 0) -> Iterator[object]:
    """Yield the fields of a body: JSON, a form or a multipart form."""
    if not content or depth > _MOST_NESTED:
        return
    try:  # numbers as they are spelled
        yield json.loads(content, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        pass
    else:
        return
    boundary = _BOUNDARY.search(media_type) if media_type.lower().lstrip().startswith("multipart/") else None
    if boundary is not None:
        for part in bytes(content).split(b"--" + boundary[1].encode("latin-1", "replace")):
            head, _, value = part.partition(b"\r\n\r\n")
            named = _PART_NAME.search(head)
            value = value.removesuffix(b"\r\n")
            if named is not None:
                yield {named[1].decode("utf-8", "replace"): value.decode("utf-8", "replace")}
            yield from _fields_of(value, "", depth + 1)
    elif b"=" in content[:_LONGEST_FORM]:
        yield from ({name: text} for name, text in parse_qsl(content[:_LONGEST_FORM].decode("utf-8", "replace")))
