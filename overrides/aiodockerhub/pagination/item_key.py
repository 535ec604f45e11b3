"""Item keys: which fields decide that two items are the same."""

import functools
import hashlib
import zlib
from collections import Counter
from collections.abc import Collection, Hashable, Iterator
from datetime import date
from typing import Any, cast

import attrs

from aiodockerhub.threads import check_ended

# The key of an item is the first of these groups of fields that its model declares.
_KEY_FIELDS = (
    ("uuid",),
    ("id",),
    ("event_id",),
    ("group_id",),
    ("namespace", "name"),
    ("repo_name",),
    ("digest",),
    ("username",),
    ("orgname",),
    ("slug",),
    ("repository_name",),
    ("user",),
)
# If the server leaves out one of `_IDS`, the key is the first of `_NAMES` that the model declares. Items with other key
# fields are not recognized by their names: many events of an audit log have the same name.
_IDS = (("uuid",), ("id",))
_NAMES = ("name", "username")
_KEY_TYPES = (str, int, date)  # includes `datetime`, which is a subclass of `date`
_ITEMS_PER_CHECK = 100


def item_key(item: object) -> Hashable:
    """Compute the item key, which is equal if an item comes on two pages.

    Args:
        item: Model, JSON object or plain value.

    Returns:
        The first of these that applies:

        - the item itself if it is a text or an integer;
        - the values of the fields that identify the item, if all are usable;
        - the name of the item if the field is an id or a UUID, and the name is usable;
        - a digest of the whole item, which changes with any field.

        Usable are texts that are not empty, integers other than 0, dates and times.
    """
    key = _declared_key(item)
    return _item_digest(item) if key is None else key


def item_keys(items: list[Any]) -> list[Hashable]:
    """Compute the item keys of a page.

    Args:
        items: Items of the page.

    Returns:
        The key of each item. If several items of the page have the same key, each of them gets a digest of the whole
        item instead.

    Raises:
        ComputationEndedError: The caller of `compute_in_thread` was cancelled.
    """
    keys = [item_key(item) for item in _iterate_until_cancelled(items)]
    if len(set(keys)) == len(keys):
        return keys
    times = Counter(keys)
    pairs = zip(keys, _iterate_until_cancelled(items), strict=True)
    return [key if times[key] == 1 else _item_digest(item) for key, item in pairs]


def _iterate_until_cancelled(items: list[Any]) -> Iterator[Any]:
    """Yield items; stop if the caller of the thread was cancelled.

    Raises:
        ComputationEndedError: The caller of `compute_in_thread` was cancelled.
    """
    for index, item in enumerate(items):
        if index % _ITEMS_PER_CHECK == 0:
            check_ended()
        yield item


def page_digest(keys: list[Hashable]) -> str:
    """Hash the item keys of a page; the hash is the same in every process."""
    return f"{zlib.crc32(repr(keys).encode('utf-8', 'replace')):08x}"


def _declared_key(item: object) -> Hashable | None:
    """Return the values of an item's key fields, or a plain item itself.

    Returns:
        The values; if the id is not usable, the name. `None` if neither is usable. The number 0 is not usable, because
        a server sends it for an item without an id.
    """
    if isinstance(item, str | int):
        return item
    keys = (_values(item, fields) for fields in _groups_of(item))
    return next((key for key in keys if key and all(map(_is_usable, key))), None)


def _is_usable(value: object) -> bool:
    return isinstance(value, _KEY_TYPES) and value not in {"", 0}


def _item_digest(item: object) -> bytes:
    """Hash a whole item; the hash is the same in every process."""
    to_dict = getattr(item, "to_dict", None)
    text = repr(item if to_dict is None else to_dict())
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()


def _values(item: object, fields: tuple[str, ...]) -> tuple[Any, ...]:
    if isinstance(item, dict):
        return tuple(cast("dict[str, Any]", item)[name] for name in fields)
    return tuple(getattr(item, name) for name in fields)


def _groups_of(item: object) -> tuple[tuple[str, ...], ...]:
    model = cast("Hashable", type(item))
    return _groups(cast("dict[str, Any]", item)) if isinstance(item, dict) else _groups_of_model(model)


@functools.cache
def _groups_of_model(model: Hashable) -> tuple[tuple[str, ...], ...]:
    return _groups(attrs.fields_dict(model)) if isinstance(model, type) and attrs.has(model) else ()


def _groups(names: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """Return the group of key fields; if it is an id, also the name."""
    fields = next((fields for fields in _KEY_FIELDS if all(field in names for field in fields)), ())
    name = next(((field,) for field in _NAMES if field in names), ()) if fields in _IDS else ()
    return tuple(group for group in (fields, name) if group)
