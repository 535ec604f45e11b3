"""Decides which methods, arguments and fields have moved or new names."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from codegen.report.client import Argument, Field, Method

_Value = TypeVar("_Value", Argument, Field)
_Endpoint = tuple[str, str]
_IDENTITIES: Sequence[Callable[[_Endpoint, Method], object]] = (
    lambda _, method: method.call,
    lambda endpoint, _: (endpoint[0], endpoint[1].rstrip("/")),
)
"""Functions that return what a method keeps if its endpoint changes."""


def endpoint_without_names(method: Method) -> tuple[str, str]:
    """Return method and path of an operation, without names of variables.

    Args:
        method: The method of the operation.

    Returns:
        HTTP method, and path with `{}` in the place of each variable.
    """
    return method.fact("method"), re.sub(r"\{[^}]*\}", "{}", method.fact("path"))


def moved_methods(
    old: Mapping[_Endpoint, Method], new: Mapping[_Endpoint, Method]
) -> tuple[dict[_Endpoint, Method], list[Method]]:
    """Pair the methods of removed endpoints with those of new endpoints.

    Args:
        old: The methods of the present client, by `endpoint_without_names`.
        new: The methods of the new client, by `endpoint_without_names`.

    Returns:
        Two values. The first has, by removed endpoint, the method of a new endpoint: the method of the same name or, if
            there is none, the method whose path differs only in a slash at the end. The second has the methods of all
            other new endpoints.
    """
    added = {key: method for key, method in new.items() if key not in old}
    moved: dict[_Endpoint, Method] = {}
    for identify in _IDENTITIES:
        by_identity = {identify(key, method): key for key, method in added.items()}
        for key, method in old.items():
            other = by_identity.pop(identify(key, method), None) if key not in new and key not in moved else None
            if other is not None:
                moved[key] = added.pop(other)
    return moved, list(added.values())


def likely_successor(value: _Value, removed: Iterable[_Value], added: Iterable[_Value]) -> _Value | None:
    """Return the addition that may be a removed value with a new name.

    Args:
        value: The removed argument or field.
        removed: All removed arguments of its method, or fields of its model.
        added: The added arguments or fields.

    Returns:
        The only addition with the type and the default of the value; `None` if there are none or several, or if another
        removed argument or field has the same type and default.
    """
    likely, rivals = (
        [other for other in others if (other.annotation, other.default) == (value.annotation, value.default)]
        for others in (added, removed)
    )
    return likely[0] if len(likely) == len(rivals) == 1 else None
