"""Styles of lists and objects in requests (OpenAPI 3.0.3, Style Values)."""

from collections.abc import Iterable, Mapping
from typing import cast
from urllib.parse import quote

from ._omit import Omit
from ._scalar_text import Pairs, Quoted, join_texts, key_text, one_segment, text
from .arguments import WritesItself
from .errors import ArgumentError

__all__ = ["flat", "segment", "write_styled"]


def segment(name: str, value: object, key: str, style: str, *, explode: bool) -> Quoted:
    """Write a path argument that is a list, an object or a plain value.

    Args:
        name: Name of the argument, for errors.
        value: A plain value, a list of plain values, or a model or mapping with plain values.
        key: Name of the parameter in the document. The style `matrix` writes it, except before an object with
            `explode`.
        style: `simple`, `label` or `matrix`.
        explode: If true, `=` separates the keys of an object from their values, and `label` and `matrix` write their
            prefix (`.` or `;`) before each item. If false, a comma separates keys from values, and the prefix is only
            before the first item.

    Returns:
        The encoded segment.

    Raises:
        ArgumentTypeError: A path cannot express the value, or a value inside it.
        ArgumentError: The value is empty, or would not stay one segment; see `check_segment`.
    """
    prefix, separator = {"simple": ("", ","), "label": (".", "."), "matrix": (";", ";")}[style]
    if style != "simple" and not explode:
        separator = ","
    named = f"{quote(key, safe='')}=" if style == "matrix" else ""
    if (fields := _fields_or_none(value)) is not None:
        pairs = [(one_segment(name, key), one_segment(name, text)) for key, text in _field_texts(name, fields)]
        parts = [f"{key}={text}" if explode else f"{key},{text}" for key, text in pairs]
        named = "" if explode else named
    elif isinstance(value, Iterable) and not isinstance(value, str | bytes):
        parts = [one_segment(name, text(name, item)) for item in cast("Iterable[object]", value)]
        parts = [f"{named}{part}" for part in parts] if explode else parts
        named = "" if explode else named
    else:
        parts = [one_segment(name, text(name, value))]
    if not parts:
        raise ArgumentError(
            f"{name}: expected at least one item, got none, which would call another address", argument=name
        )
    return Quoted(prefix + named + separator.join(parts))


def write_styled(name: str, value: object, key: str, style: str, *, explode: bool) -> Pairs | None:
    """Write a query parameter, or a field of a form, in its style.

    Args:
        name: Name of the argument, for errors.
        value: A plain value, a list of plain values, or a model or mapping with plain values. In the style
            `deepObject`, values may be nested. `None` and `OMIT` leave the parameter out.
        key: Name of the parameter in the request.
        style: `form`, `spaceDelimited`, `pipeDelimited` or `deepObject`.
        explode: Whether each item or field is a separate parameter, which it always is in the style `deepObject`.

    Returns:
        Names and values for `query`; `None` if the parameter is left out.

    Raises:
        ArgumentTypeError: A query cannot express the value, or a value inside it.
        ArgumentError: Without `explode`, an item contains the separator of the style; or an item cannot be written, see
            `text`.
    """
    if value is None or isinstance(value, Omit):
        return None
    if style == "deepObject":
        return Pairs(_write_deep(name, value, key))
    separator = {"spaceDelimited": " ", "pipeDelimited": "|"}.get(style, ",")
    if (fields := _fields_or_none(value)) is not None:
        texts = _field_texts(name, fields)
        if explode:
            return Pairs(texts)
        return Pairs([(key, join_texts(separator, name, [part for pair in texts for part in pair]))] if texts else [])
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        items = [text(name, item) for item in cast("Iterable[object]", value)]
        return (
            Pairs((key, item) for item in items)
            if explode
            else Pairs([(key, join_texts(separator, name, items))] if items else [])
        )
    return Pairs([(key, text(name, value))])


def flat(name: str, value: object, *, explode: bool) -> str | None:
    """Write an object, a list or a plain value in a header or a cookie.

    Args:
        name: Name of the argument, for errors.
        value: A plain value, a list of plain values, or a model or mapping with plain values; `None` and `OMIT` leave
            the header or cookie out.
        explode: Whether `=` separates the keys of an object from their values; otherwise a comma does.

    Returns:
        The text, with commas between items; `None` if there are none, because an empty list is left out (RFC 6570,
        2.3).

    Raises:
        ArgumentTypeError: A header cannot express the value, or a value inside it.
        ArgumentError: An item contains a comma, or `=` if `=` separates keys from values, or cannot be written; see
            `text`.
    """
    if value is None or isinstance(value, Omit):
        return None
    if (fields := _fields_or_none(value)) is not None:
        between = "=" if explode else ","
        pairs = [
            (join_texts(between, name, [join_texts(",", name, [key])]), join_texts(",", name, [part]))
            for key, part in _field_texts(name, fields)
        ]
        return Quoted(",".join(between.join(pair) for pair in pairs)) if pairs else None
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        items = [text(name, item) for item in cast("Iterable[object]", value)]
        return Quoted(join_texts(",", name, items)) if items else None
    return text(name, value)


def _write_deep(name: str, value: object, key: str) -> Iterable[tuple[str, str]]:
    """Write nested values as `x[a][b]`, and lists as `x[a][0]`.

    OpenAPI defines only one level. Most servers read deeper levels in this form.
    """
    if value is None or isinstance(value, Omit):
        return
    if (fields := _fields_or_none(value)) is not None:
        for inner, inner_value in ((key_text(name, inner), inner_value) for inner, inner_value in fields.items()):
            yield from _write_deep(f"{name}.{inner}", inner_value, f"{key}[{inner}]")
    elif isinstance(value, Iterable) and not isinstance(value, str | bytes):
        for index, inner_value in enumerate(cast("Iterable[object]", value)):
            yield from _write_deep(f"{name}[{index}]", inner_value, f"{key}[{index}]")
    else:
        yield key, text(name, value)


def _fields_or_none(value: object) -> Mapping[object, object] | None:
    """Return the fields of a model or mapping; `None` for other values."""
    if isinstance(value, WritesItself):
        return cast("Mapping[object, object]", value.to_dict())
    return cast("Mapping[object, object]", value) if isinstance(value, Mapping) else None


def _field_texts(name: str, fields: Mapping[object, object]) -> list[tuple[str, str]]:
    """Write plain fields as text, without those that are `None` or `OMIT`."""
    return [
        (key, text(f"{name}.{key}", value))
        for key, value in ((key_text(name, key), value) for key, value in fields.items())
        if value is not None and not isinstance(value, Omit)
    ]
