"""Enumerations: the shape of a schema that lists its values."""

from collections.abc import Sequence

from codegen.document.load import JSON, Location
from codegen.plan.lowering.schema_parts import kind_of
from codegen.plan.lowering.shapes import ANY, NULL, PLAIN, Shape, nullable, union


def enumeration(values: Sequence[JSON], types: Sequence[str], location: Location) -> Shape:
    """Make the shape of listed values.

    Args:
        values: The values, of which null may be one.
        types: The types that the schema allows besides; none if it names none.
        location: Location of the schema, for errors.

    Returns:
        An enumeration of strings or of integers; their types if the values are of several, and anything if objects or
        arrays are among them.
    """
    scalars = [value for value in values if isinstance(value, str | int | float | bool)]
    listed = list({(type(value), value): value for value in scalars}.values())  # true is no 1
    texts = tuple(value for value in listed if isinstance(value, str))
    numbers = tuple(value for value in listed if type(value) is int)
    if listed and len(texts) == len(listed) and types in {(), ("string",)}:
        shape = Shape("enum", values=texts)
    elif listed and len(numbers) == len(listed) and types in {(), ("integer",)}:
        shape = Shape("enum", values=numbers)
    else:
        kinds = types or tuple(sorted({kind_of(value) for value in values if value is not None}))
        if any(kind not in PLAIN for kind in kinds):
            return ANY
        shape = union((PLAIN[kind] for kind in kinds), location) if kinds else NULL
    return nullable(shape, location) if None in values else shape
