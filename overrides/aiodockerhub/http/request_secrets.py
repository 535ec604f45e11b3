"""Collects the secrets in headers, URL and body of a request."""

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl, unquote, urlsplit

from aiodockerhub_generated._masking import hidden, mask_text
from aiodockerhub_generated._secret_names import is_secret
from aiodockerhub_generated.credentials import PlacedCredentials

from aiodockerhub.helpers.secret_texts import names_in, secret_texts

_SCHEME = re.compile(r"[A-Za-z][\w-]*[ \t]+(?=\S)")
_PARAMETER = re.compile(r"=\s*\"?([^\s\",;]+)")  # a parameter of a scheme such as Digest
_BOUNDARY = re.compile(r"boundary=\"?([^\s\";]{1,200})", re.IGNORECASE)
_PART_NAME = re.compile(rb"\bname=\"?([^\";\r\n]{1,200})", re.IGNORECASE)
_MAX_NESTING = 4  # of forms and JSON within the parts of a multipart form
_MAX_FORM_BYTES = 1 << 20  # the rest of a longer form is not searched


def of_headers(headers: Mapping[str, str]) -> Iterator[str]:
    """Yield the secrets in the headers of a request.

    The secrets are all cookies, and the values of headers with the name of a secret, such as Authorization. The parts
    of such a value are yielded too, such as the password of basic authentication.

    Args:
        headers: Headers that were sent.
    """
    for name, value in headers.items():
        if name.lower() == "cookie":
            yield value
            for cookie in value.split(";"):
                yield cookie.partition("=")[2].strip().strip('"')
        elif is_secret(name, log_in=True):
            yield from _of_credentials(value)


def _of_credentials(value: str) -> Iterator[str]:
    """Yield the secrets in the value of a header such as Authorization.

    RFC 9110, section 11.4, specifies the format.
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

    The secrets are the user information with its password, the values of query parameters with the name of a secret,
    such as `token`, and tokens in the path.

    Args:
        url: Absolute URL.
    """
    parts = urlsplit(url)
    if mask_text(parts.path) != parts.path:
        for segment in map(unquote, parts.path.split("/")):
            before, _, after = mask_text(segment, mask="\0").partition("\0")
            if len(before) < len(segment):
                yield segment[len(before) : len(segment) - len(after)]
    for name, value in parse_qsl(parts.query):
        if is_secret(name, log_in=True):
            yield value
    user_info = parts.netloc.rpartition("@")[0]
    if user_info:
        yield unquote(user_info)
        yield unquote(user_info.partition(":")[2])


def of_body(content: bytes | None, media_type: str = "") -> Iterator[str]:
    """Yield the values in a request body that have names of secrets.

    An example is the value of `password` in the body of a log-in. Only the first MiB of a form is searched.

    Args:
        content: JSON, a form or a multipart form; `None` for no body.
        media_type: Value of the Content-Type header of the request; empty, the default, if there is none.
    """
    yield from (secret for fields in map(hidden, _fields_of(content, media_type)) for secret in secret_texts(fields))


def names_of(url: str, content: bytes | None, media_type: str = "") -> Iterator[str]:
    """Yield the names of the query parameters and body fields of a request.

    These names are not masked in responses, even if a secret is equal to a name.

    Args:
        url: URL of the request.
        content: Body of the request; `None` for no body.
        media_type: Value of the Content-Type header of the request; empty, the default, if there is none.
    """
    yield from (name for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True))
    for fields in _fields_of(content, media_type):
        yield from names_in(fields)


def of_named(named: PlacedCredentials | None) -> Iterator[str]:
    """Yield the secrets among the named credentials of a request.

    Args:
        named: Headers, query parameters and cookies of the named credentials; `None` if the request has none.
    """
    if named is not None:
        yield from named.query.values()
        yield from named.cookies.values()
        for value in named.headers.values():
            yield from _of_credentials(value)


def _fields_of(content: bytes | None, media_type: str, depth: int = 0) -> Iterator[object]:
    """Yield the JSON value of a body, or each field of a form as a dictionary.

    Values of a multipart form are also searched for JSON and forms.
    """
    if not content or depth > _MAX_NESTING:
        return
    try:  # numbers stay text, because a response may repeat them in the same spelling
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
    elif b"=" in content[:_MAX_FORM_BYTES]:
        yield from ({name: text} for name, text in parse_qsl(content[:_MAX_FORM_BYTES].decode("utf-8", "replace")))
