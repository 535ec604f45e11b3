"""Drift: one value of a response that differs from the document."""

from collections.abc import Callable
from typing import Any, Literal, TypeAlias

import attrs


@attrs.frozen(kw_only=True)
class Drift:
    """One value of a response that differs from the document.

    Attributes:
        path: JSONPath of the value in the response, with `*` for any index, such as `$.results[*].images`.
        expected: The type or format in the document, such as `array` or `date-time`.
        received: The value received; `None` for null and for a missing key, `<hidden>` for a secret, and `...` for
            values that are nested too deeply to show.
        kind: The kind of difference.
        target: JSONPath of the schema in the OpenAPI document: that of the value, or of the object for a `missing` or
            `unknown` key.
        reference: JSONPath of the schema that the target refers to, where it is a mere reference; empty otherwise.
    """

    path: str
    expected: str
    received: Any
    kind: Literal["missing", "null", "type", "enum", "unknown"]
    target: str
    reference: str = ""


DriftSink: TypeAlias = Callable[[Drift], None]
"""Is handed every drift that decoding meets; one that raises makes decoding strict.

If it has a method `check_ended`, that is called at each difference, repeated ones included, and may end decoding by an
error.
"""
