"""Unknown keys: kept in models, and added to structs of the fast decoder.

A struct refuses keys that it does not have. Keys that Docker Hub has added to its responses are therefore added to the
struct of their model; otherwise each object with one would go to the slower lenient decoder. They still count as
unknown to the document, and are reported as drift.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ._base_model import ABSENT, BaseModel, schema_of
from ._json import NESTED, NotJSONError, is_too_deep

ADDED_KEYS: dict[type[BaseModel], tuple[str, ...]] = {}
"""Unknown keys received so far, by model; the structs of these models have them."""

MAX_ADDED_KEYS = 16
"""Keys added to one model at most: each costs a little for every object, present or not."""

_MAX_LENGTH = 100
_REFUSED_CHARACTERS = frozenset('"\\')  # msgspec takes no such key for a struct


class UnknownKeys(dict[tuple[type[BaseModel], tuple[str, ...]], dict[str, Any]]):
    """The unknown keys of a response, collected by the fast decoder.

    The mapping is by model and set of keys, and has the values of one object for each.
    """


def add_known_keys(model: type[BaseModel], keys: Iterable[str]) -> bool:
    """Add unknown keys to the struct of a model.

    If the struct would have more than `MAX_ADDED_KEYS` such keys, those that this response lacks are removed.

    Args:
        model: The model.
        keys: The unknown keys of a response. Very long keys, and keys that no struct can have, are ignored.

    Returns:
        Whether the struct of the model has changed.
    """
    added = ADDED_KEYS.get(model, ())
    usable = [
        key for key in keys if len(key) <= _MAX_LENGTH and key.isprintable() and not _REFUSED_CHARACTERS & set(key)
    ]
    # Sorted, so that the order of extras does not depend on which responses came before.
    wanted = tuple(sorted({*added, *usable}))
    if len(wanted) > MAX_ADDED_KEYS:
        wanted = tuple(sorted(usable[:MAX_ADDED_KEYS]))
    if wanted == added:
        return False
    ADDED_KEYS[model] = wanted
    return True


def move_extras(
    model: type[BaseModel], structs: Sequence[Any], models: Sequence[Any], unknown: UnknownKeys | None
) -> None:
    """Move the values under added keys from structs into their models.

    Args:
        model: The type of the models.
        structs: The structs.
        models: The models made of them, in the same order.
        unknown: Collects the keys.
    """
    # The struct itself knows its keys, for others may have been added since it was made.
    names: Mapping[str, str] = structs[0].ADDED if structs else {}
    if not names:
        return
    reported = None if schema_of(model).open else unknown
    last: tuple[str, ...] = ()  # the objects of a list are much alike
    for struct, instance in zip(structs, models, strict=True):
        extras: dict[str, Any] = {}
        for key, name in names.items():
            value = getattr(struct, name)
            if value is not ABSENT:
                if type(value) in NESTED and is_too_deep(value):
                    raise NotJSONError("nested too deeply")  # the lenient decoder says what is wrong
                extras[key] = value
        if extras:
            instance._extras = extras  # noqa: SLF001 - as `_from_structs` does
            if reported is not None and (keys := tuple(extras)) != last:
                reported.setdefault((model, keys), extras)
                last = keys
