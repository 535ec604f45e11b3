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

_LITERAL = re.compile(r"Literal\[.*\] \| ")
_PLAIN = frozenset({"str", "int", "float", "bool", "date", "datetime", "None"})


def argument(  # noqa: PLR0917 - the facts of an argument
    source: Source,
    json_name: str,
    location: str,
    prop: PropertyProtocol,
    schema: Mapping[str, JSON],
    shape: Shape,
    encoding: str = "",
) -> Argument:
    """Make an argument of an operation.

    Args:
        source: The operation.
        json_name: Name in the request.
        location: Location in the request: `path`, `query`, `headers`, `cookies`, `body` or `whole body`.
        prop: Type of the value, as openapi-python-client has read it.
        schema: Schema of the value; for a parameter, merged with the parameter object.
        shape: Shape of the value, which keeps the values of enumerations in the order of the document.
        encoding: Expression that encodes the value, with `{name}` in the place of the argument's name; empty for the
            default expression of the location.

    Returns:
        The argument.

    Raises:
        BuildError: The type is not supported in arguments.
    """
    name = argument_name(json_name, schema)
    values = nodes.sequence(
        merged_schemas.merge(source.document, schema.get("items")).get("enum") or schema.get("enum")
    )
    is_of_body = location in {"body", "whole body"}
    required = location == "path" or schema.get("required") is True or (is_of_body and prop.required)
    return Argument(
        json_name=json_name,
        name=name,
        location=location,
        required=required,
        annotation=annotation(prop, order=shape.listed_values),
        encoding=encoding or _checking_expression(location, prop, required=required),
        text=docstrings.argument(name, source.plain(schema.get("description")), schema, values, required=required),
        imports=frozenset(imports(prop)),
    )


def _checking_expression(location: str, prop: PropertyProtocol, *, required: bool) -> str:
    """Write the expression that checks the type of an argument.

    In a path, only integers are checked here: `_encoding.path` checks text. Elsewhere, a value is not checked if its
    items or the values of its keys would have to be checked; of a list, at least the type `list` is checked.
    """
    annotated = annotation(prop)
    if location == "path":
        return "_encoding.integer({name!r}, {name})" if annotated == "int" else "{name}"
    optional = not required or annotated.endswith(" | None")
    if annotated.startswith("Sequence["):
        item = _checkable_types(prop.inner_property) if isinstance(prop, ListProperty) else ""
        rest = (f', "{item}"' if item else "") + (", optional=True" if optional else "")
        return f"_encoding.check_list({{name!r}}, {{name}}{rest})"
    types = _checkable_types(prop)
    return f'_encoding.check_type({{name!r}}, {{name}}, "{types}{" | None" * optional}")' if types else "{name}"


def _checkable_types(prop: PropertyProtocol) -> str:
    """List the types that a check of the argument accepts.

    Returns:
        Names of plain types or of a model, in the form of an annotation. Empty if the items or the values of the keys
        of the argument would have to be checked.
    """
    types = _LITERAL.sub("", annotation(prop).removesuffix(" | None"))
    is_model = isinstance(prop, ModelProperty) and types.isidentifier()
    return types if is_model or _PLAIN.issuperset(types.split(" | ")) else ""
