"""Finds responses that come in two forms.

The `x-` keys for this are explained in overrides/overlay/schemas.yaml.
"""

from codegen.document import merged_schemas, nodes
from codegen.document.load import JSON


def adaptation(document: dict[str, JSON], schema: JSON) -> str:
    """Write the arguments of `_shapes.adapted` for a response in two forms.

    Args:
        document: The patched document.
        schema: The schema of the response.

    Returns:
        Keyword arguments as Python source; empty if the response has one form only.
    """
    top = merged_schemas.merged(document, schema)
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
