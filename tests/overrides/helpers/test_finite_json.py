"""JSON of what servers have sent."""

from __future__ import annotations

import json
import math

from aiodockerhub.helpers.finite_json import finite_json


def test_numbers_that_are_not_finite_become_null() -> None:
    value = {"a": [1.5, math.nan, {"b": math.inf}], "c": -math.inf, "d": "NaN"}
    assert json.loads(finite_json(value), parse_constant=lambda name: name) == {
        "a": [1.5, None, {"b": None}], "c": None, "d": "NaN"
    }  # fmt: skip


def test_other_values_are_written_as_they_are() -> None:
    assert finite_json({"a": ["é", 1]}, separators=(",", ":")) == '{"a":["é",1]}'
