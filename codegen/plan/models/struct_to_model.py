"""Writes the statements that fill a model from a struct of msgspec."""

from collections.abc import Iterator, Sequence

from openapi_python_client.parser.properties import LiteralEnumProperty, ModelProperty
from openapi_python_client.parser.properties.date import DateProperty
from openapi_python_client.parser.properties.datetime import DateTimeProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.parser.properties.union import UnionProperty

from codegen.plan.models.python_types import is_map, values_of


def statements(name: str, prop: PropertyProtocol, null_bit: int, *, required: bool) -> Iterator[str]:
    """Write the statements that copy a value from a struct to a model.

    The statements read the struct `src`, and fill the model `model`. They also use the variables `v`, `bits`, `absent`,
    `parse` and `unknown` of the generated method `_from_structs`.

    Args:
        name: Name of the attribute, which is the same in the struct and in the model.
        prop: Type of the value, as openapi-python-client has read it.
        null_bit: Bit that the statements add to `bits` if the value is null, so that the model can tell null from
            absent; 0 for an attribute that cannot be both.
        required: Whether the document requires the attribute.

    Yields:
        The lines.
    """
    core, nullable = _without_null(prop)
    if null_bit:
        yield f"v = src.{name}"
        yield "if v is None:"
        yield f"    bits += {null_bit}"
        yield "elif v is absent:"
        yield "    v = None"
        if conversion := list(_conversion(core)):
            yield "else:"
            yield from (f"    {line}" for line in conversion)
        yield f"model.{name} = v"
    elif (nullable or not required) and (conversion := list(_conversion(core))):
        yield f"v = src.{name}"
        yield "if v:" if isinstance(core, ListProperty) else "if v is not None:"  # an empty list needs no conversion
        yield from (f"    {line}" for line in conversion)
        yield f"model.{name} = v"
    elif isinstance(core, DateTimeProperty):
        yield f"v = src.{name}"
        yield from _conversion(core)
        yield f"model.{name} = v"
    else:
        yield f"model.{name} = {_expression(core, f'src.{name}')}"


def preparation(lines: Sequence[str]) -> Iterator[str]:
    """Write the statements before the loop over the structs.

    They assign names that the loop uses often to local variables, which Python reads faster than attributes and
    globals.

    Args:
        lines: The statements for one struct.

    Yields:
        The lines.
    """
    text = "\n".join(lines)
    if "v is absent" in text:
        yield "nulls, absent = cls._schema.nullable, ABSENT"
    if "parse(v)" in text:
        yield "parse = read_time"


def _conversion(prop: PropertyProtocol) -> Iterator[str]:
    """Write the statements that convert `v`, which is not null.

    Yields:
        The lines; none if the struct and the model contain the same value.
    """
    expression = _expression(prop, "v")
    if isinstance(prop, DateTimeProperty):
        # Large responses have many times, for which a function call would take too long. Therefore these lines repeat
        # `_times.aware`. The struct has checked that the text is long enough.
        yield 'if v[7] != "-" or v[-1] != "Z":'
        yield "    raise SchemaMismatch"
        yield "v = parse(v)"
    elif expression != "v":
        yield f"v = {expression}"


def _expression(prop: PropertyProtocol, value: str, depth: int = 0) -> str:
    """Write the expression that converts a value of a struct for a model.

    Args:
        prop: Type of the value, as openapi-python-client has read it.
        value: Expression of the value.
        depth: Number of comprehensions that contain the expression, so that each has a different variable; 0 by
            default.

    Returns:
        The expression; `value` itself if the struct and the model contain the same value.
    """
    item = f"item{depth or ''}"
    converted = value
    match prop:
        case DateTimeProperty():
            converted = f"aware({value})"
        case DateProperty():
            converted = f"read_date({value})"
        case ModelProperty() if is_map(prop):
            if (inner := _expression(values_of(prop), item, depth + 1)) != item:
                converted = f"{{key: {inner} for key, {item} in {value}.items()}}"
        case ModelProperty():
            converted = f"{prop.class_info.name}._from_structs(({value},), unknown)[0]"
        case ListProperty(inner_property=ModelProperty() as model) if not is_map(model):
            converted = f"{model.class_info.name}._from_structs({value}, unknown)"
        case ListProperty():
            if (inner := _expression(prop.inner_property, item, depth + 1)) != item:
                converted = f"[{inner} for {item} in {value}]"
        case UnionProperty():
            core, _ = _without_null(prop)  # a union of several types is left as it is: no struct accepts a value of it
            if core is not prop and (inner := _expression(core, value, depth)) != value:
                converted = f"None if {value} is None else {inner}"
        case _:
            pass
    return converted


def _without_null(prop: PropertyProtocol) -> tuple[PropertyProtocol, bool]:
    """Remove null from a union.

    Returns:
        The only other type, or the union itself if several types are left; and whether null is a member of the union.
    """
    if not isinstance(prop, UnionProperty):
        return prop, False
    members = [member for member in prop.inner_properties if not isinstance(member, NoneProperty)]
    first = members[0]
    alike = isinstance(first, LiteralEnumProperty) and all(
        isinstance(member, LiteralEnumProperty) and member.values == first.values for member in members
    )  # openapi-python-client makes a union of three members from every nullable enumeration
    return (first if alike or len(members) == 1 else prop), len(members) < len(prop.inner_properties)
