"""Makes one argument of an operation: name, type, encoding, text."""

import re
from collections.abc import Mapping

from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.model_property import ModelProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol

from codegen.document import merged_schemas, nodes
from codegen.document.load import JSON
from codegen.plan import docstrings
from codegen.plan.lowering.shapes import Shape
from codegen.plan.models.python_types import annotation, imports
from codegen.plan.operation_names import argument_name
from codegen.plan.operations.operation import Argument
from codegen.plan.operations.source import Source

_NOTHING_IS_NONE = frozenset({"query", "headers", "cookies"})
_LITERAL = re.compile(r"Literal\[.*\] \| ")
_PLAIN = frozenset({"str", "int", "float", "bool", "date", "datetime", "None"})


def argument(  # noqa: PLR0917 - what is known of an argument
    source: Source,
    json_name: str,
    location: str,
    prop: PropertyProtocol,
    schema: Mapping[str, JSON],
    shape: Shape,
    encoding: str = "",
) -> Argument:
    """Make one argument.

    Args:
        source: The operation.
        json_name: Name in the request.
        location: Its location: `path`, `query`, `headers`, `cookies`, or a part of the body.
        prop: Its type.
        schema: Its schema, with the description of the parameter.
        shape: Its shape, which has the values of enumerations in the order of the document.
        encoding: Expression that encodes the value, with `{name}` for the argument; empty for the default of its
            location.

    Returns:
        The argument.
    """
    name = argument_name(json_name, schema)
    values = nodes.sequence(
        merged_schemas.merged(source.document, schema.get("items")).get("enum") or schema.get("enum")
    )
    return Argument(
        json_name=json_name,
        name=name,
        location=location,
        required=location == "path" or schema.get("required") is True or (location == "body" and prop.required),
        annotation=annotation(prop, order=shape.listed),
        encoding=encoding or _encoding(location, prop),
        text=docstrings.argument(name, source.plain(schema.get("description")), schema, values),
        imports=frozenset(imports(prop)),
    )


def _encoding(location: str, prop: PropertyProtocol) -> str:
    """Write the expression that encodes an argument and checks its type."""
    annotated = annotation(prop)
    if location == "path":
        return "_encoding.integer({name!r}, {name})" if annotated == "int" else "{name}"
    optional = location in _NOTHING_IS_NONE or not prop.required or annotated.endswith(" | None")
    if annotated.startswith("Sequence["):
        item = _checked_types(prop.inner_property) if isinstance(prop, ListProperty) else ""
        rest = (f', "{item}"' if item else "") + (", optional=True" if optional else "")
        return f"_encoding.listed({{name!r}}, {{name}}{rest})"
    types = _checked_types(prop)
    return f'_encoding.checked({{name!r}}, {{name}}, "{types}{" | None" * optional}")' if types else "{name}"


def _checked_types(prop: PropertyProtocol) -> str:
    """List the types that a check of the argument accepts.

    These are plain types and models; empty if the check would have to look into the value.
    """
    types = _LITERAL.sub("", annotation(prop).removesuffix(" | None"))
    is_model = isinstance(prop, ModelProperty) and types.isidentifier()
    return types if is_model or _PLAIN.issuperset(types.split(" | ")) else ""
