"""The shape of a schema that lists values: `enum` and `const`."""

from collections.abc import Sequence

from codegen.document.load import JSON, Location
from codegen.plan.lowering.schema_parts import kind_of
from codegen.plan.lowering.shapes import ANY, NULL, PLAIN, Shape, union, with_null


def enumeration(values: Sequence[JSON], types: Sequence[str], location: Location) -> Shape:
    """Make the shape of a schema that lists its values.

    Args:
        values: The listed values, which may contain null.
        types: The types that the schema allows; empty if it states none.
        location: Location of the schema, for errors.

    Returns:
        The first of these that applies, with null added if null is among the values:

        - An enumeration, if all values are strings, or all are integers, and `types` has no other type. Null does not
          count, nor do objects and arrays if `types` is not empty.
        - `ANY`, if the types include objects or arrays. The types are `types` or, if that is empty, the types of the
          values.
        - A union of these types.
        - `NULL`, if there are no types.
    """
    scalars = [value for value in values if isinstance(value, str | int | float | bool)]
    others = [] if types else [value for value in values if isinstance(value, dict | list)]
    listed = list({(type(value), value): value for value in scalars}.values())  # with the type, because `True == 1`
    texts = tuple(value for value in listed if isinstance(value, str))
    numbers = tuple(value for value in listed if type(value) is int)
    if listed and not others and len(texts) == len(listed) and types in {(), ("string",)}:
        shape = Shape("enum", values=texts)
    elif listed and not others and len(numbers) == len(listed) and types in {(), ("integer",)}:
        shape = Shape("enum", values=numbers)
    else:
        kinds = types or tuple(sorted({kind_of(value) for value in values if value is not None}))
        if any(kind not in PLAIN for kind in kinds):
            return ANY
        shape = union((PLAIN[kind] for kind in kinds), location) if kinds else NULL
    return with_null(shape, location) if None in values else shape
