"""Item keys: what makes an item the same when it comes twice."""

import functools
import hashlib
import zlib
from collections import Counter
from collections.abc import Collection, Hashable, Iterator
from typing import Any, cast

import attrs

from aiodockerhub.threads import check_ended

# In this order; the first that an item's model declares. A `name` alone is none: audit events have one that they share.
_ITEM_KEYS = (
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
_ITEMS_A_CHECK = 100


def item_key(item: object) -> Hashable:
    """Compute the item key: equal for the same item on different pages.

    Args:
        item: A model, a JSON object or a plain value.

    Returns:
        The values of the fields that identify the item, as its model declares them. If the model declares none, or they
        are empty, a digest of the whole item, which is equal as long as nothing about the item changes.
    """
    key = _declared_key(item)
    return _digest(item) if key is None else key


def item_keys(items: list[Any]) -> list[Hashable]:
    """Compute the item keys of a page.

    Args:
        items: The items of the page.

    Returns:
        The key of each item; a digest of the whole item if another item of the page has the same key, as when a server
        leaves all ids at 0.
    """
    keys = [item_key(item) for item in _checked(items)]
    if len(set(keys)) == len(keys):
        return keys
    times = Counter(keys)
    return [key if times[key] == 1 else _digest(item) for key, item in zip(keys, _checked(items), strict=True)]


def _checked(items: list[Any]) -> Iterator[Any]:
    """Yield items until the call that decodes them is cancelled."""
    for index, item in enumerate(items):
        if index % _ITEMS_A_CHECK == 0:
            check_ended()
        yield item


def page_digest(keys: list[Hashable]) -> str:
    """Hash the item keys of a page; every process computes the same hash."""
    return f"{zlib.crc32(repr(keys).encode('utf-8', 'replace')):08x}"


def _declared_key(item: object) -> Hashable | None:
    """Give the fields that identify an item, or None if they are empty."""
    if isinstance(item, str | int):
        return item
    values = _values(item)
    return values if values and all(isinstance(value, str | int) and value != "" for value in values) else None


def _digest(item: object) -> bytes:
    """Hash a whole item; unlike `hash`, every process computes the same."""
    to_dict = getattr(item, "to_dict", None)
    text = repr(item if to_dict is None else to_dict())
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()


def _values(item: object) -> tuple[Any, ...]:
    if isinstance(item, dict):
        fields = cast("dict[str, Any]", item)
        return tuple(fields[name] for name in _identifying(fields))
    return tuple(getattr(item, name) for name in _declared(cast("Hashable", type(item))))


@functools.cache
def _declared(model: Hashable) -> tuple[str, ...]:
    return _identifying(attrs.fields_dict(model)) if isinstance(model, type) and attrs.has(model) else ()


def _identifying(names: Collection[str]) -> tuple[str, ...]:
    return next((fields for fields in _ITEM_KEYS if all(field in names for field in fields)), ())
