"""JSON without NaN and Infinity, which every parser accepts."""

import json
import math
from typing import Any

from aiodockerhub_generated._json import is_array, is_object


def finite_json(value: Any, **options: Any) -> str:
    """Write a value as JSON, with null for numbers that are not finite.

    Python reads and writes `NaN` and `Infinity`, but JSON does not allow them (RFC 8259, section 6).

    Args:
        value: Decoded JSON value, which may contain `NaN` and `Infinity`.
        **options: Options of `json.dumps`, such as `indent`.

    Returns:
        The JSON text.
    """
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, **options)
    except ValueError:
        return json.dumps(_replace_nonfinite(value), ensure_ascii=False, **options)


def _replace_nonfinite(value: Any) -> Any:
    if is_object(value):
        return {key: _replace_nonfinite(item) for key, item in value.items()}
    if is_array(value):
        return [_replace_nonfinite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
