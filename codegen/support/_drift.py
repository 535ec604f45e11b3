"""`Drift`: the attributes of one schema mismatch."""

from collections.abc import Callable
from typing import Any, Literal, TypeAlias

import attrs


@attrs.frozen(kw_only=True)
class Drift:
    """A schema mismatch: one difference between a response and the document.

    Attributes:
        path: JSONPath of the value in the response, with `*` for each index and for each key of a map, such as
            `$.results[*].images`.
        expected: Type or format that the document states, such as `array`, `date-time` or `one of 'on', 'off'`; `no
            such key` for an unknown key.
        received: Received value. It is `None` for null and for a missing key. It has `<hidden>` in the place of
            secrets, `***` in the place of secrets of the request, and `...` after 200 characters of a text, 20 items of
            an array or object, 100 values in all, and 8 levels. Words replace an integer of more than 4,300 digits.
        kind: Kind of the difference: a `missing` required key, `null` where it is not allowed, a wrong `type` or
            format, an undocumented value of an enumeration (`enum`), or an `unknown` key.
        target: JSONPath of a schema in the OpenAPI document: the schema of the value, or of the object for a `missing`
            or `unknown` key.
        reference: JSONPath of the schema to which the target's `$ref` leads; empty if the target is not a reference.
    """

    path: str
    expected: str
    received: Any
    kind: Literal["missing", "null", "type", "enum", "unknown"]
    target: str
    reference: str = ""


DriftSink: TypeAlias = Callable[[Drift], None]
"""Function that a decoder calls with each schema mismatch, only once for equal mismatches of several items. For a
response that is an array of models, the decoder calls the function for the mismatches of each item, even if they are
equal. If the function raises an error, decoding ends with this error.

A sink may have a method `check_ended` without arguments. Decoders call the method at each mismatch, even at a repeated
mismatch that they do not report. The method ends decoding by raising an error.
"""
