"""Finds responses that the service sends in two forms.

The marks `x-array-of`, `x-nested-in`, `x-aliases` and `x-one-or-many` describe the second form. The comments of
overrides/overlay/schemas.yaml explain them.
"""

from codegen.document import merged_schemas, nodes
from codegen.document.load import JSON


def adaptation(document: dict[str, JSON], schema: JSON) -> str:
    """Write arguments of `_shapes.adapting_decoder` for a response.

    Args:
        document: The patched document.
        schema: Schema of the response, or a reference to it.

    Returns:
        Keyword arguments as Python source, such as `array_of='results'`; empty if neither the schema nor its properties
        have one of the four marks, so that the service sends the response only as documented.
    """
    top = merged_schemas.merge(document, schema)
    properties = merged_schemas.object_properties(document, schema)
    aliases = {
        nodes.text(alias): key for key, value in properties.items() for alias in nodes.sequence(value.get("x-aliases"))
    }
    facts: dict[str, object] = {
        "aliases": aliases,
        "array_of": nodes.text(top.get("x-array-of")),
        "nested_in": nodes.text(top.get("x-nested-in")),
        "one_or_many": tuple(key for key, value in properties.items() if value.get("x-one-or-many") is True),
    }
    return ", ".join(f"{name}={value!r}" for name, value in facts.items() if value)
