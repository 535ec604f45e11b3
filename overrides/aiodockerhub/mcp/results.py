"""Results for a model: chosen fields, no secrets, limited in size."""

from collections.abc import Sequence
from typing import Any

from aiodockerhub_generated import _redaction
from aiodockerhub_generated._json import is_array, is_object
from aiodockerhub_generated.errors import ArgumentError

from aiodockerhub.helpers.finite_json import finite_json

_LONGEST_TEXT = 2000


def plain(value: Any) -> Any:
    """Make JSON of a result.

    Args:
        value: A model, a JSON value, or a list of these.
    """
    if is_array(value):
        return [plain(item) for item in value]
    if isinstance(value, bytes):
        return f"{len(value)} bytes, which are not shown"
    to_dict = getattr(value, "to_dict", None)
    return value if to_dict is None else to_dict()


def chosen(value: Any, fields: Sequence[str]) -> Any:
    """Keep the requested fields of an object.

    Args:
        value: A JSON value; other values than objects stay as they are.
        fields: Names of fields; `*` or none for all that are not null.
    """
    if not is_object(value):
        return value
    if fields and "*" not in fields:
        return {name: value[name] for name in fields if name in value}
    return {name: field for name, field in value.items() if field is not None}


def without_secrets(value: Any) -> Any:
    """Hide secrets: under their names, and tokens in text.

    Args:
        value: A JSON value.
    """
    return _redaction.without_secrets(value, whole=True)


def shortened(value: Any, asked_for: Sequence[str]) -> Any:
    """Shorten the long texts of an object, except requested fields.

    Args:
        value: A JSON value.
        asked_for: Names of the fields that stay whole.
    """
    if is_array(value):
        return [shortened(item, asked_for) for item in value]
    if not is_object(value):
        return _cut(value, "fields") if isinstance(value, str) else value
    return {key: item if key in asked_for else _short_field(key, item, asked_for) for key, item in value.items()}


def _short_field(key: str, item: Any, asked_for: Sequence[str]) -> Any:
    return _cut(item, key) if isinstance(item, str) else shortened(item, asked_for)


def _cut(text: str, name: str) -> str:
    if len(text) <= _LONGEST_TEXT:
        return text
    return f"{text[:_LONGEST_TEXT]}… ({len(text) - _LONGEST_TEXT} more characters; ask for the field {name!r} by name)"


def page(items: list[Any], more: dict[str, Any], size: str | None, limit: int) -> str:
    """Write a page of a list.

    Args:
        items: The items.
        more: Further keys of the result, such as the cursor of the page.
        size: Name of the argument with the page size, `None` if there is none.
        limit: Greatest number of characters.

    Returns:
        JSON text. If not all items fit, the first ones that do, no cursor, and advice on a smaller request.
    """
    text = _json({"items": items, **more})
    if len(text) <= limit:
        return text
    kept: int = len(items)
    while kept and len(text) > limit:
        kept = min(kept - 1, kept * limit // len(text))
        way_out = (
            "ask for fewer fields" if size is None else f"ask again with {size}={max(kept, 1)}, or for fewer fields"
        )
        left = {key: value for key, value in more.items() if key != "next_cursor"}
        text = _json({"items": items[:kept], **left, "left_out": len(items) - kept, "hint": way_out})
    return text


def single(value: Any, limit: int, *, is_done: bool = False) -> str:
    """Write one result.

    Args:
        value: A JSON value.
        limit: Greatest number of characters.
        is_done: Whether the value is the result of a write. An error would make a language model repeat the write.

    Returns:
        JSON text, or a plain text itself. If the result of a write is too long, only the fields that fit.

    Raises:
        ArgumentError: The result of a read is too long; the message tells the language model to choose fields.
    """
    text = _writable(value) if isinstance(value, str) else _json(value)
    if len(text) <= limit:
        return text
    if isinstance(value, str):
        return f"{text[:limit]}… ({len(text) - limit} more characters)"
    if is_done:
        return _fitting(value, limit) if is_object(value) else f"done; the result of {len(text)} characters is left out"
    names = f" of {', '.join(value)}" if is_object(value) else ""
    raise ArgumentError(
        f"the result has {len(text)} characters, and at most {limit} are given: choose fields={names}",
        argument="fields",
    )


def _fitting(value: dict[str, Any], limit: int) -> str:
    """Leave out the longest fields, one after the other, until the rest fits."""
    kept, left_out = dict(value), list[str]()
    text = _json(value)
    while kept and len(text) > limit:
        longest = max(kept, key=lambda name: len(_json(kept[name])))
        del kept[longest]
        left_out.append(longest)
        text = _json({**kept, "left_out": left_out})
    return text


def _json(value: Any) -> str:
    return _writable(finite_json(value, separators=(",", ":")))


def _writable(text: str) -> str:
    """Replace halves of surrogate pairs, which no transport can write."""
    return text.encode("utf-8", "replace").decode()
