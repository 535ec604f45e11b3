"""Writes the statements by which a model takes its values out of a struct that msgspec has parsed and checked."""

from collections.abc import Iterator, Sequence

from openapi_python_client.parser.properties import LiteralEnumProperty, ModelProperty
from openapi_python_client.parser.properties.date import DateProperty
from openapi_python_client.parser.properties.datetime import DateTimeProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.parser.properties.union import UnionProperty

from codegen.plan.models.annotations import is_map, values_of


def statements(name: str, prop: PropertyProtocol) -> Iterator[str]:
    """Write the statements that take one value from the struct `src` into the model `made`.

    Args:
        name: Name of the attribute, the same in both.
        prop: Its type as openapi-python-client has read it.

    Yields:
        The lines.
    """
    core, nullable = _without_null(prop)
    others = [*(["None"] if nullable else []), *([] if prop.required else ["UNSET"])]
    if isinstance(core, DateTimeProperty):
        yield from _time(f"made.{name}", f"src.{name}", others)
    elif (made := _expression(core, "v")) == "v":
        yield f"made.{name} = src.{name}"
    elif others:
        yield f"v = src.{name}"
        yield f"made.{name} = v if {' or '.join(f'v is {other}' for other in others)} else {made}"
    else:
        yield f"made.{name} = {_expression(core, f'src.{name}')}"


def _time(target: str, value: str, others: Sequence[str]) -> Iterator[str]:
    """Write the statements for a time: they are common in large answers, where a function call would cost too much."""
    if others:
        yield f"{target} = v = {value}"
        yield f"if {' and '.join(f'v is not {other}' for other in others)}:"
        value = "v"
    margin = "    " if others else ""
    yield f"{margin}{target} = v = read_time({value})"
    yield f"{margin}if v.tzinfo is None:"
    yield f"{margin}    raise SchemaMismatch"


def _expression(prop: PropertyProtocol, value: str, depth: int = 0) -> str:
    """Write the expression for what the model holds; it is the value itself where that can stay as it is."""
    item = f"item{depth or ''}"
    made = value
    match prop:
        case DateTimeProperty():
            made = f"aware({value})"
        case DateProperty():
            made = f"read_date({value})"
        case ModelProperty() if is_map(prop):
            if (inner := _expression(values_of(prop), item, depth + 1)) != item:
                made = f"{{key: {inner} for key, {item} in {value}.items()}}"
        case ModelProperty():
            made = f"{prop.class_info.name}.from_structs(({value},), unknown)[0]"
        case ListProperty(inner_property=ModelProperty() as model) if not is_map(model):
            made = f"{model.class_info.name}.from_structs({value}, unknown)"
        case ListProperty():
            if (inner := _expression(prop.inner_property, item, depth + 1)) != item:
                made = f"[{inner} for {item} in {value}]"
        case UnionProperty():
            core, _ = _without_null(prop)  # of several types at once nothing is made: the struct refuses them
            if core is not prop and (inner := _expression(core, value, depth)) != value:
                made = f"None if {value} is None else {inner}"
        case _:
            pass
    return made


def _without_null(prop: PropertyProtocol) -> tuple[PropertyProtocol, bool]:
    """Take null out of a union; a union of several other types stays one."""
    if not isinstance(prop, UnionProperty):
        return prop, False
    members = [member for member in prop.inner_properties if not isinstance(member, NoneProperty)]
    first = members[0]
    alike = isinstance(first, LiteralEnumProperty) and all(
        isinstance(member, LiteralEnumProperty) and member.values == first.values for member in members
    )  # openapi-python-client makes three of every nullable enumeration
    return (first if alike or len(members) == 1 else prop), len(members) < len(prop.inner_properties)
