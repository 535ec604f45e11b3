"""Results of tools: chosen fields, secrets masked, shortened texts."""

from collections.abc import Callable, Sequence
from typing import Any

from aiodockerhub_generated import _masking
from aiodockerhub_generated._json import is_array, is_object
from aiodockerhub_generated.errors import ArgumentError

from aiodockerhub.helpers.finite_json import finite_json

_MAX_TEXT_LENGTH = 2000  # characters


def choose_fields(value: Any, fields: Sequence[str]) -> Any:
    """Keep the requested fields of an object, as far as it has them.

    A requested field is kept even if it is null.

    Args:
        value: JSON value; a value that is not an object does not change.
        fields: Names of the requested fields; empty, or with `*`, for all fields that are not null.
    """
    if not is_object(value):
        return value
    if fields and "*" not in fields:
        return {name: value[name] for name in fields if name in value}
    return {name: field for name, field in value.items() if field is not None}


def without_secrets(value: Any) -> Any:
    """Mask secrets: values under names of secrets, and tokens in texts.

    Arrays and objects more than 8 levels inside the value become `...`.

    Args:
        value: JSON value.
    """
    return _masking.without_secrets(value, whole=True, reasons=False)


def shorten(value: Any, requested: Sequence[str]) -> Any:
    """Cut long texts in a JSON value, except for requested fields.

    A text of more than 2,000 characters is cut, and says how to get the rest.

    Args:
        value: JSON value.
        requested: Names of the requested fields. Fields with these names are not shortened, at any depth.
    """
    if is_array(value):
        return [shorten(item, requested) for item in value]
    if not is_object(value):
        return _cut_text(value, "fields") if isinstance(value, str) else value
    return {key: item if key in requested else _shorten_field(key, item, requested) for key, item in value.items()}


def _shorten_field(key: str, item: Any, requested: Sequence[str]) -> Any:
    return _cut_text(item, key) if isinstance(item, str) else shorten(item, requested)


def _cut_text(text: str, name: str) -> str:
    if len(text) <= _MAX_TEXT_LENGTH:
        return text
    excess = len(text) - _MAX_TEXT_LENGTH
    return f"{text[:_MAX_TEXT_LENGTH]}… ({excess} more characters; ask for the field {name!r} by name)"


def page_text(items: list[Any], more: dict[str, Any], advise: Callable[[int], str], limit: int) -> str:
    """Write a page of a list.

    Args:
        items: Items as JSON values.
        more: Further keys of the result, such as the cursor of the next page.
        advise: Function that gives advice on a smaller request, from the number of items that fit.
        limit: Maximum number of characters. The text of a page without items may be longer.

    Returns:
        The JSON text. If not all items fit, the text has the first items that fit, the number of the items left out,
        and advice on a smaller request. It has no cursor of the next page, except after a page of a single item.
    """
    text = _json_text({"items": items, **more})
    if len(text) <= limit:
        return text
    count: int = len(items)
    while count and len(text) > limit:
        count = min(count - 1, count * limit // len(text))
        rest = {key: value for key, value in more.items() if key != "next_cursor" or len(items) == 1}
        text = _json_text({"items": items[:count], **rest, "left_out": len(items) - count, "hint": advise(count)})
    return text


def single_text(value: Any, limit: int, *, is_done: bool = False, kept: Sequence[str] = ()) -> str:
    """Write the result of an operation that is no list.

    Args:
        value: JSON value.
        limit: Maximum number of characters.
        is_done: Whether the operation has changed something, or created a secret; `False` by default. A result that is
            too long is then shortened and is not an error, because a language model would repeat the operation after an
            error.
        kept: Names of the fields that are not left out if `is_done`, however long they are; none by default.

    Returns:
        The JSON text; if `value` is text, this text. A text that is too long is cut after `limit` characters, and a
        remark is added. If `is_done`, a JSON object that is too long loses its longest fields, except those of `kept`;
        any other JSON value that is too long is replaced by "done" and the number of its characters.

    Raises:
        ArgumentError: The JSON text is too long, and `is_done` is false; the message advises to choose fields.
    """
    text = _writable(value) if isinstance(value, str) else _json_text(value)
    if len(text) <= limit:
        return text
    if isinstance(value, str):
        return f"{text[:limit]}… ({len(text) - limit} more characters)"
    if is_done:
        if is_object(value):
            return _leave_out_fields(value, limit, kept)
        return f"done; the result of {len(text)} characters is left out"
    names = f" of {', '.join(value)}" if is_object(value) else ""
    raise ArgumentError(
        f"the result has {len(text)} characters, and at most {limit} are given: choose fields={names}",
        argument="fields",
    )


def _leave_out_fields(value: dict[str, Any], limit: int, kept: Sequence[str]) -> str:
    """Leave out the longest fields until the rest fits, except for `kept`.

    The key `left_out` of the result has their names. If the object with these names is still too long, all fields
    except `kept` are left out, and `left_out` has their number. Fields of `kept` may make the text longer than the
    limit.
    """
    always = {name: field for name, field in value.items() if name in kept}
    lengths = {name: len(_json_text({name: field})) - 1 for name, field in value.items() if name not in kept}
    length, left_out = len(_json_text({**value, "left_out": []})), list[str]()
    for name in sorted(lengths, key=lengths.__getitem__, reverse=True):
        if length <= limit:
            break
        left_out.append(name)
        length += len(_json_text(name)) + 1 - lengths[name]
    hidden_names = {*left_out}
    text = _json_text(
        {**{name: field for name, field in value.items() if name not in hidden_names}, "left_out": left_out}
    )
    if len(text) <= limit or not lengths:
        return text
    return _json_text({**always, "left_out": f"all {len(lengths)} {'other ' if always else ''}fields"})


def _json_text(value: Any) -> str:
    return _writable(finite_json(value, separators=(",", ":")))


def _writable(text: str) -> str:
    """Replace unpaired surrogates, which cannot be encoded as UTF-8."""
    return text.encode("utf-8", "replace").decode()
