"""Writes the statements by which a model reads its JSON, on the fast path: they raise where something is surprising."""

import json
from collections.abc import Iterable, Iterator, Sequence

from openapi_python_client.parser.properties import LiteralEnumProperty, ModelProperty
from openapi_python_client.parser.properties.any import AnyProperty
from openapi_python_client.parser.properties.boolean import BooleanProperty
from openapi_python_client.parser.properties.const import ConstProperty
from openapi_python_client.parser.properties.date import DateProperty
from openapi_python_client.parser.properties.datetime import DateTimeProperty
from openapi_python_client.parser.properties.float import FloatProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.union import UnionProperty
from openapi_python_client.parser.properties.uuid import UuidProperty

from codegen.annotations import is_map, values_of

_PLAIN_TYPES: dict[type[PropertyProtocol], str] = {
    StringProperty: "str",
    UuidProperty: "str",
    ConstProperty: "str",
    IntProperty: "int",
    BooleanProperty: "bool",
}
_FEW = 3


def loop(dense: Sequence[Sequence[str]], sparse: Sequence[tuple[str, str, Sequence[str]]]) -> list[str]:
    """Write the loop over the objects: a model for each, its slots filled one by one.

    Args:
        dense: The statements for each attribute that is there as a rule.
        sparse: Name, key and statements of each that most objects lack. They are looked for only in an object that has
            more keys than usual.

    Returns:
        The lines.
    """
    count = len(dense)
    lines = ["self = new(cls)", "found.append(self)", "self._extras = None"]
    if not dense:  # nothing below would notice text or a list
        lines += _refuse("type(src) is not dict")
    lines += [line for reading in dense for line in reading]
    if not sparse:
        lines += [f"if len(src) != {count}:", *_indented(_collecting(str(count)))]
    else:
        lines += [
            f"{' = '.join(f'self.{name}' for name, _, _ in sparse)} = UNSET",
            f"if len(src) != {count}:",
            f"    known = {count}",
        ]
        for _, key, reading in sparse:
            lines += _indented([f"if {_quoted(key)} in src:", *_indented(["known += 1", *reading])])
        lines += _indented(["if len(src) != known:", *_indented(_collecting("known"))])
    return ["for src in items:", *_indented(lines)]


def statements(name: str, key: str, prop: PropertyProtocol) -> Iterator[str]:
    """Write the statements that read one value from `src` into `self`.

    Args:
        name: Name of the attribute.
        key: Its key in JSON.
        prop: Its type as openapi-python-client has read it.

    Yields:
        The lines.
    """
    core, nullable = _without_null(prop)
    others = [*(["None"] if nullable else []), *([] if prop.required else ["UNSET"])]
    yield from _statements(f"self.{name}", f"src[{_quoted(key)}]", core, others)


def _statements(target: str, value: str, prop: PropertyProtocol, others: Sequence[str]) -> Iterator[str]:
    """Write the statements for a value that may also be one of a few others, such as `None`.

    What is common in large answers is spelled out, since a function call would cost as much as three attributes.
    """
    null = "v is not None and " if "None" in others else ""  # first, for it is cheap and null is common
    allowed = " and v is not UNSET" if "UNSET" in others else ""
    plain = _PLAIN_TYPES.get(type(prop))
    match prop:
        case AnyProperty():
            yield f"{target} = {value}"
        case LiteralEnumProperty() if prop.value_type is str:
            known = sorted(map(str, prop.values))
            few = len(known) <= _FEW
            test = " and ".join(f"v != {_quoted(member)}" for member in known) if few else f"v not in {_set(known)}"
            yield f"{target} = v = {value}"
            yield from _refuse(f"{null}{test}{allowed}")
        case DateTimeProperty():
            yield f"{target} = v = {value}"
            margin = "    " if others else ""
            if others:
                yield f"if {' and '.join(f'v is not {other}' for other in others)}:"
            yield f"{margin}{target} = time = read_time(v)"
            yield from (f"{margin}{line}" for line in _refuse('"Z" not in v and time.tzinfo is None'))
        case _ if plain:
            yield f"{target} = v = {value}"
            yield from _refuse(f"{null}type(v) is not {plain}{allowed}")
        case _ if others:
            either = " or ".join(f"v is {other}" for other in others)
            yield f"v = {value}"
            yield f"{target} = v if {either} else {_expression(prop, 'v')}"
        case _:
            yield f"{target} = {_expression(prop, value)}"


def _expression(prop: PropertyProtocol, value: str, depth: int = 0) -> str:
    """Write the expression that reads any kind of value."""
    item = f"item{depth or ''}"
    match prop:
        case AnyProperty():
            expression = value
        case FloatProperty():
            expression = f"checked({value}, float, int)"
        case DateTimeProperty():
            expression = f"aware({value})"
        case DateProperty():
            expression = f"read_date({value})"
        case LiteralEnumProperty():
            expression = f"one_of({value}, {_set(sorted(prop.values, key=str))})"
        case ModelProperty() if is_map(prop):
            inner = _expression(values_of(prop), item, depth + 1)
            expression = f"{{key: {inner} for key, {item} in checked({value}, dict).items()}}"
        case ModelProperty():
            expression = f"{prop.class_info.name}.from_dicts(({value},), unknown)[0]"
        case ListProperty():
            expression = _list_expression(prop, value, item, depth)
        case _ if plain := _PLAIN_TYPES.get(type(prop)):
            expression = f"checked({value}, {plain})"
        case _:
            core, nullable = _without_null(prop)
            if core is prop:  # several types at once are for the tolerant path
                expression = f"surprising({value})"
            else:
                inner = _expression(core, value, depth)
                expression = f"None if {value} is None else {inner}" if nullable else inner
    return expression


def _list_expression(prop: ListProperty, value: str, item: str, depth: int) -> str:
    inner = prop.inner_property
    if isinstance(inner, ModelProperty) and not is_map(inner):
        return f"{inner.class_info.name}.from_dicts(array({value}), unknown)"
    core, nullable = _without_null(inner)
    if _PLAIN_TYPES.get(type(core)) == "str":
        return f"texts_or_nulls({value})" if nullable else f"texts({value})"
    return f"[{_expression(inner, item, depth + 1)} for {item} in array({value})]"


def _collecting(known: str) -> list[str]:
    return [f"self._extras = extras(cls, src, len(src) - {known}, unknown)"]


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def _refuse(condition: str) -> Iterator[str]:
    yield f"if {condition}:"
    yield "    raise Surprise"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=True)


def _set(members: Sequence[str | int]) -> str:
    return f"{{{', '.join(_quoted(member) if isinstance(member, str) else str(member) for member in members)}}}"


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
