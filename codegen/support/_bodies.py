"""Encodes forms, multipart bodies, text and bytes."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import cast
from urllib.parse import quote_plus

import attrs

from ._calls import JSON, Content
from ._encoding import json_text, query
from ._omit import OMIT, Omit
from .arguments import WritesItself, check_text, described
from .errors import ArgumentTypeError

_FORM = "application/x-www-form-urlencoded"


@attrs.frozen
class Part:
    """A part of a multipart form whose media type the document states.

    Attributes:
        value: Value of the form's field.
        media_type: Media type of the part, such as `image/png`.
    """

    value: object
    media_type: str


def part(value: object, media_type: str) -> object:
    """Give a field of a multipart form the media type that is documented.

    Args:
        value: The value; `None` and `OMIT` leave the field out.
        media_type: Media type for the Content-Type header of the part, such as `image/png`.

    Returns:
        The `Part` to pass to `multipart`; the value itself if it is `None` or `OMIT`.
    """
    return value if value is None or value is OMIT else Part(value, media_type)


def fields(name: str, value: object) -> Mapping[str, object]:
    """Return the fields of a form that is given as a single argument.

    Args:
        name: Name of the argument, for the error.
        value: A model or another object with `to_dict`, or a mapping.

    Returns:
        The values by name of the field.

    Raises:
        ArgumentTypeError: The value is neither a mapping nor an object with `to_dict`.
    """
    if isinstance(value, Mapping):
        return cast("Mapping[str, object]", value)
    if isinstance(value, WritesItself):
        return value.to_dict()
    raise ArgumentTypeError(f"{name}: expected a model or a mapping, got {described(value)}", argument=name)


def form(fields: Mapping[str, object], further: Mapping[str, object] | None = None) -> Content:
    """Encode a URL-encoded form.

    Args:
        fields: Values by name. `None` and `OMIT` leave a field out, and a list repeats its field for each item.
        further: Fields that the document does not name; none by default. If `fields` has a value other than `None`
            and `OMIT` under the same name, that value is used.

    Returns:
        The body.

    Raises:
        ArgumentTypeError: A form cannot express a value of this type, such as a mapping.
        ArgumentError: A value, or the name of a further field, cannot be written; see `query`.
    """
    pairs = query(_merge_fields(fields, further))
    return Content("&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs).encode(), _FORM)


def multipart(fields: Mapping[str, object], further: Mapping[str, object] | None = None) -> Content:
    """Encode a multipart form (RFC 7578).

    Args:
        fields: Values by name. `None` and `OMIT` leave a field out. Bytes become files, mappings and models become
            JSON, and a list repeats its field for each item. A `Part` with a JSON media type becomes JSON, even a list,
            unless its value is bytes.
        further: Fields that the document does not name; none by default. If `fields` has a value other than `None`
            and `OMIT` under the same name, that value is used.

    Returns:
        The body. Its boundary depends only on its content, so that equal calls have equal bytes.

    Raises:
        ArgumentTypeError: A form cannot express a value of this type, or an item of a list is `None` or `OMIT`.
        ArgumentError: A value, or the name of a further field, cannot be written; see `query` and `json_text`.
    """
    parts = [
        encoded for name, value in _merge_fields(fields, further).items() for encoded in _encode_parts(name, value)
    ]
    boundary = hashlib.sha256(b"\0".join(parts)).hexdigest()[:32]
    body = b"".join(b"--" + boundary.encode() + b"\r\n" + part + b"\r\n" for part in parts)
    return Content(body + b"--" + boundary.encode() + b"--\r\n", f"multipart/form-data; boundary={boundary}")


def text(name: str, value: str, media_type: str) -> Content:
    """Encode a body of plain text.

    Args:
        name: Name of the argument, for the error.
        value: The text to send.
        media_type: Media type for the Content-Type header, such as `text/plain`.

    Returns:
        The body, in UTF-8.

    Raises:
        ArgumentTypeError: The value is not text.
        ArgumentError: The text contains half of a surrogate pair.
    """
    given = cast("object", value)
    if not isinstance(given, str):
        raise ArgumentTypeError(f"{name}: expected text, got {described(given)}", argument=name)
    check_text(name, value)
    return Content(value.encode(), media_type)


def raw(name: str, value: bytes, media_type: str) -> Content:
    """Make a body of bytes.

    Args:
        name: Name of the argument, for the error.
        value: The bytes to send.
        media_type: Media type for the Content-Type header, such as `application/octet-stream`.

    Returns:
        The body.

    Raises:
        ArgumentTypeError: The value is not `bytes`.
    """
    given = cast("object", value)
    if not isinstance(given, bytes):
        raise ArgumentTypeError(f"{name}: expected bytes, got {described(given)}", argument=name)
    return Content(value, media_type)


def _merge_fields(fields: Mapping[str, object], further: Mapping[str, object] | None) -> Mapping[str, object]:
    """Merge fields with further fields; of equal names, the field is used.

    A field whose value is `None` or `OMIT` is left out first, so that a further field of the same name is used.
    """
    for name in further or ():
        check_text("a further field", name)
    sent = {name: value for name, value in fields.items() if value is not None and not isinstance(value, Omit)}
    return {**(further or {}), **sent}


def _encode_parts(name: str, value: object) -> Iterable[bytes]:
    """Encode the parts of a field: one, or one for each item of a list."""
    media_type = value.media_type if isinstance(value, Part) else ""
    value = value.value if isinstance(value, Part) else value
    whole: object = value
    is_json = media_type.partition(";")[0].strip().endswith("json")
    if value is None or isinstance(value, Omit):
        return
    if isinstance(value, bytes | bytearray):
        yield _write_part(name, bytes(value), media_type or "application/octet-stream", file=True)
    elif is_json or isinstance(value, Mapping) or hasattr(value, "to_dict"):
        yield _write_part(name, json_text(name, whole).encode(), media_type if is_json else "application/json")
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for index, item in enumerate(cast("Iterable[object]", value)):
            if item is None or isinstance(item, Omit):
                raise ArgumentTypeError(f"{name}[{index}]: expected a value, got {described(item)}", argument=name)
            yield from _encode_parts(name, Part(item, media_type) if media_type else item)
    else:
        for _, text_ in query({name: cast("JSON", value)}):
            yield _write_part(name, text_.encode(), media_type)


def _write_part(name: str, content: bytes, media_type: str, *, file: bool = False) -> bytes:
    """Write the headers of a part before its content.

    Without a media type, the part has no Content-Type, and is plain text (RFC 7578, section 4.4).
    """
    quoted = name.replace("%", "%25").replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    head = f'Content-Disposition: form-data; name="{quoted}"' + (f'; filename="{quoted}"' if file else "")
    head += f"\r\nContent-Type: {media_type}" if media_type else ""
    return head.encode() + b"\r\n\r\n" + content
