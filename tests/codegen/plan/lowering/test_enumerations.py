"""Which shape a schema has that lists its values."""

from typing import Any

import pytest

from codegen.plan.lowering.enumerations import enumeration
from codegen.plan.lowering.shapes import ANY, Shape


@pytest.mark.parametrize(
    ("values", "types", "expected"),
    [
        (["a", {"b": 1}], (), ANY),
        ([1, [2]], (), ANY),
        (["a", {"b": 1}], ("string",), Shape("enum", values=("a",))),
        (["a", "a"], (), Shape("enum", values=("a",))),
    ],
)
def test_values_of_a_schema_without_type_may_be_objects_and_arrays(
    values: list[Any], types: tuple[str, ...], expected: Shape
) -> None:
    assert enumeration(values, types, ()) == expected
