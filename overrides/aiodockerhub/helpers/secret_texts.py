"""Finds the secrets in JSON: texts and numbers under names of secrets."""

from collections.abc import Iterator
from itertools import repeat
from typing import cast

from aiodockerhub_generated._masking import SealedArray, SecretText, hidden
from aiodockerhub_generated._secret_names import is_secret


def secret_texts(value: object, *, is_below: bool = False) -> Iterator[str]:
    """Yield all texts and numbers under names of secrets, as text.

    For example, `{"user": "jane", "password": "x"}` yields `x`. A name is the name of a secret if `is_secret(name,
    log_in=True)` is true. All values inside an object or array under such a name are secrets. The order is the order in
    the JSON text.

    Args:
        value: JSON value.
        is_below: Whether `value` itself is under the name of a secret; `False` by default.
    """
    left = SealedArray([(hidden(value), is_below)])  # no variable shows a secret in the frame of an error
    while left:
        outer, is_secret_here = cast("tuple[object, bool]", left.pop())
        if isinstance(outer, dict):
            inner = cast("dict[object, object]", outer)
            are_secret = [is_secret_here or is_secret(str(name), log_in=True) for name in inner]
            left += reversed([*zip(map(hidden, inner.values()), are_secret, strict=True)])
        elif isinstance(outer, list | tuple):
            items = map(hidden, reversed(cast("list[object]", outer)))
            left += zip(items, repeat(is_secret_here))
        elif is_secret_here and isinstance(outer, str | int | float) and not isinstance(outer, bool):
            yield SecretText(outer) if isinstance(outer, str) else SecretText(repr(outer))


def names_in(value: object) -> Iterator[str]:
    """Yield the keys of all objects in a JSON value, at any depth.

    Args:
        value: JSON value.
    """
    left = [value]
    while left:
        outer = left.pop()
        if isinstance(outer, dict):
            pairs = cast("dict[object, object]", outer)
            yield from map(str, pairs)
            left += pairs.values()
        elif isinstance(outer, list | tuple):
            left += cast("list[object]", outer)
