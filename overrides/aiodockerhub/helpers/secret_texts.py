"""Finds the secrets in JSON: texts and numbers under names of secrets."""

from collections.abc import Iterator
from typing import cast

from aiodockerhub_generated._secret_names import is_secret


def secret_texts(value: object, *, is_below: bool = False) -> Iterator[str]:
    """Yield all texts and numbers under names of secrets, as text.

    For example, `{"user": "jane", "password": "x"}` yields `x`. A name is the name of a secret if `is_secret(name,
    log_in=True)` is true. All values inside an object or array under such a name are secrets. The order is the order in
    the JSON text.

    Args:
        value: JSON value.
        is_below: Whether `value` itself is under the name of a secret.
    """
    left = [(value, is_below)]
    while left:
        outer, is_secret_here = left.pop()
        if isinstance(outer, dict):
            pairs = cast("dict[object, object]", outer).items()
            inner = [(inner, is_secret_here or is_secret(str(name), log_in=True)) for name, inner in pairs]
            left += reversed(inner)
        elif isinstance(outer, list | tuple):
            left += [(inner, is_secret_here) for inner in reversed(cast("list[object]", outer))]
        elif is_secret_here and isinstance(outer, str | int | float) and not isinstance(outer, bool):
            yield str.__str__(outer) if isinstance(outer, str) else repr(outer)


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
