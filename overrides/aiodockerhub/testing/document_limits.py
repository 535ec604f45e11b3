"""Limits that Docker's OpenAPI document states for fields of bodies."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, cast

from aiodockerhub_generated.catalog import ArgumentEntry, load

Schema = Mapping[str, Any]

NO_SCHEMA: Schema = MappingProxyType({})
"""A schema that allows any value."""


@cache
def body_schema(operation: str) -> Schema:
    """Return the JSON Schema of the body of an operation.

    Args:
        operation: Id of the operation, such as `repositories.create`.

    Returns:
        The schema, with only the keys `properties` and `required`. It allows any value if the body has no fields.
    """
    resource, _, method_name = operation.partition(".")
    fields: list[ArgumentEntry] = [
        argument
        for argument in load()[resource]["operations"][method_name]["arguments"]
        if argument["location"] == "body"
    ]
    return {
        "properties": {argument["json_name"]: argument["schema"] for argument in fields},
        "required": [argument["json_name"] for argument in fields if argument["required"]],
    }


def problem(schema: Schema, value: object) -> str | None:
    """Say which limit of a schema a value exceeds.

    Args:
        schema: JSON Schema. Its limits on the length and the characters of a text, the number of items of an array, and
            the size of a number are checked. Its types are not checked: a limit for texts does not apply to a number.
        value: JSON value.

    Returns:
        A sentence about the first limit that the value exceeds; `None` for a value within the limits.
    """
    if isinstance(value, str):
        pattern = schema.get("pattern")
        if isinstance(pattern, str) and re.search(pattern, value) is None:
            return "Enter a valid value."
        return _range(len(value), schema, "Length", "Length")
    if isinstance(value, list):
        return _range(len(cast("list[object]", value)), schema, "Items", "Number of items")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _range(value, schema, "imum", "Value")
    return None


def _range(size: float, schema: Schema, suffix: str, what: str) -> str | None:
    """Describe the limits that a size exceeds; return `None` if it does not."""
    least, most = schema.get(f"min{suffix}"), schema.get(f"max{suffix}")
    if (least is None or size >= least) and (most is None or size <= most):
        return None
    limits = (("at least", least), ("at most", most))
    return f"{what} must be {' and '.join(f'{word} {limit}' for word, limit in limits if limit is not None)}."
