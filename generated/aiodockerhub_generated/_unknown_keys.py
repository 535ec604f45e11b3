"""Unknown keys: kept in models, and added to structs of the fast decoder.

A struct refuses keys that it does not have. Therefore the slower lenient decoder decodes the first response with a key
that Docker Hub has added, and the key is added to the struct of the model, within the limits of `add_known_keys`. The
fast decoder then decodes later responses with the key. The document still lacks the key, so that it is reported as
drift.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ._json import MAX_DEPTH, NESTED, NotJSONError, is_too_deep
from ._model_attributes import ABSENT, BaseModel, schema_of

ADDED_KEYS: dict[type[BaseModel], tuple[str, ...]] = {}
"""Unknown keys that the structs of the fast decoder have, by model."""

MAX_ADDED_KEYS = 16
"""Maximum number of added keys of a model. Each takes a little time for every object, even an object without it."""

_MAX_LENGTH = 100  # characters of an added key
_MAX_DEPTH = MAX_DEPTH // 2  # levels of a value; the other half is for the models around it
_REFUSED_CHARACTERS = frozenset('"\\')  # msgspec refuses such keys


class UnknownKeys(dict[tuple[type[BaseModel], tuple[str, ...]], dict[str, Any]]):
    """The unknown keys of a response, collected by the fast decoder.

    Each key of this mapping is a model with a tuple of unknown keys. The value contains the values under these unknown
    keys in one of the objects that have them.
    """


def add_known_keys(model: type[BaseModel], keys: Iterable[str]) -> bool:
    """Add unknown keys to the struct of a model.

    The keys that were added to a struct are its added keys. If the struct would have more than 16 of them
    (`MAX_ADDED_KEYS`), the first 16 usable keys of this response replace all earlier added keys.

    Args:
        model: The type of the model.
        keys: The unknown keys of a response. Keys of more than 100 characters, and keys that no struct can have, are
            ignored.

    Returns:
        Whether the struct of the model has changed.
    """
    added = ADDED_KEYS.get(model, ())
    usable = [
        key for key in keys if len(key) <= _MAX_LENGTH and key.isprintable() and not _REFUSED_CHARACTERS & set(key)
    ]
    # Sorted, so that the order of a model's extra keys does not depend on earlier responses.
    wanted = tuple(sorted({*added, *usable}))
    if len(wanted) > MAX_ADDED_KEYS:
        wanted = tuple(sorted(usable[:MAX_ADDED_KEYS]))
    if wanted == added:
        return False
    ADDED_KEYS[model] = wanted
    return True


def copy_extras(
    model: type[BaseModel], structs: Sequence[Any], models: Sequence[Any], unknown: UnknownKeys | None
) -> None:
    """Copy the values under added keys from structs to their instances.

    Args:
        model: The model.
        structs: The structs, which may have values under added keys.
        models: The instances of the model made from the structs, in the same order.
        unknown: Collects the unknown keys to report as drift. For each set of keys that objects have together, the
            values of the first such object are collected. Nothing is collected if `unknown` is `None`, or if the schema
            allows further keys.

    Raises:
        NotJSONError: A value is nested more than 50 levels deep, so that the whole response may have more than 100.
    """
    # Read the keys from the struct, because keys may have been added since the struct was made.
    names: Mapping[str, str] = structs[0].ADDED if structs else {}
    if not names:
        return
    reported = None if schema_of(model).open else unknown
    last: tuple[str, ...] = ()  # the objects of a list usually have the same keys
    for struct, instance in zip(structs, models, strict=True):
        extras: dict[str, Any] = {}
        for key, name in names.items():
            value = getattr(struct, name)
            if value is not ABSENT:
                if type(value) in NESTED and is_too_deep(value, _MAX_DEPTH):
                    raise NotJSONError("nested deeply")  # the lenient decoder knows how deep the whole response is
                extras[key] = value
        if extras:
            instance._extras = extras  # noqa: SLF001 - a part of `_from_structs`
            if reported is not None and (keys := tuple(extras)) != last:
                reported.setdefault((model, keys), extras)
                last = keys
