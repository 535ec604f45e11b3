"""What makes an item of a list the same one when it is seen again."""

import functools
from collections.abc import Hashable, Mapping
from typing import Any, cast

import attrs

# In this order; the first that an item's model declares. A `name` alone is none: audit events have one that they share.
_IDENTITIES = (
    ("uuid",),
    ("id",),
    ("event_id",),
    ("namespace", "name"),
    ("repo_name",),
    ("digest",),
    ("username",),
    ("orgname",),
    ("slug",),
)


def identity(item: object) -> Hashable:
    """Tell an item from the others in its list.

    Args:
        item: A model, a JSON object or a plain value.

    Returns:
        The fields that identify it, as its model declares them; where there are none, or they are empty, a digest of
        the whole item, which is only the same as long as nothing about the item changes.
    """
    if isinstance(item, str | int):
        return item
    if isinstance(item, Mapping):
        mapping = cast("Mapping[str, Any]", item)
        values = tuple(mapping.get(name) for name in _identifying(frozenset(mapping)))
    else:
        values = tuple(getattr(item, name) for name in _declared(type(item)))
    if values and all(isinstance(value, str | int) and value for value in values):
        return values
    to_dict = getattr(item, "to_dict", None)
    return hash(repr(item if to_dict is None else to_dict()))


@functools.cache
def _declared(model: type) -> tuple[str, ...]:
    return _identifying(frozenset(attrs.fields_dict(model))) if attrs.has(model) else ()


def _identifying(names: frozenset[str]) -> tuple[str, ...]:
    return next((fields for fields in _IDENTITIES if names.issuperset(fields)), ())
