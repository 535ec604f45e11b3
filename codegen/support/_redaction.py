"""Secrets in values that are shown: the keys whose values `repr` and drift hide."""

import re
from typing import Any

from ._json import is_array, is_object

HIDDEN = "<hidden>"
"""Stands where a secret was."""

_SECRETS = frozenset({"token", "secret", "password", "code"})
_SECRET_ENDS = tuple(f"_{name}" for name in _SECRETS)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_MAX_DEPTH = 8


def is_secret(key: str) -> bool:
    """Whether the value under a JSON key is a secret."""
    words = _HUMP.sub("_", key).lower()
    return words in _SECRETS or words.endswith(_SECRET_ENDS)


def without_secrets(value: Any, depth: int = 0) -> Any:
    """Copy a JSON value for showing.

    Args:
        value: The value.
        depth: How deep in the shown value this one is.

    Returns:
        The value with `<hidden>` in place of secrets, and `...` in place of what is nested too deeply.
    """
    if depth > _MAX_DEPTH and (is_object(value) or is_array(value)):
        return "..."
    if is_object(value):
        return {key: HIDDEN if is_secret(key) else without_secrets(item, depth + 1) for key, item in value.items()}
    if is_array(value):
        return [without_secrets(item, depth + 1) for item in value]
    return value
