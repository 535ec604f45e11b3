"""How types become annotations, such as `Literal` for enumerations."""

from collections.abc import Collection, Iterator

from openapi_python_client.parser.properties import EnumProperty, LiteralEnumProperty, ModelProperty
from openapi_python_client.parser.properties.any import AnyProperty
from openapi_python_client.parser.properties.boolean import BooleanProperty
from openapi_python_client.parser.properties.date import DateProperty
from openapi_python_client.parser.properties.datetime import DateTimeProperty
from openapi_python_client.parser.properties.float import FloatProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.union import UnionProperty

from codegen.document.load import JSON
from codegen.errors import BuildError

_PLAIN: dict[type[PropertyProtocol], str] = {
    StringProperty: "str",
    IntProperty: "int",
    FloatProperty: "float",
    BooleanProperty: "bool",
    DateProperty: "date",
    DateTimeProperty: "datetime",
    NoneProperty: "None",
    AnyProperty: "JSON",
}
_SEQUENCES = {"Sequence": "from collections.abc import Sequence", "builtins.list": "import builtins"}
_SOURCES = {
    "date": "from datetime import date",
    "datetime": "from datetime import datetime",
    "JSON": "from .._calls import JSON",
}


def annotation(
    prop: PropertyProtocol, sequence: str = "Sequence", order: Collection[JSON] = (), models: str = ""
) -> str:
    """Write the annotation of a value's type.

    Enumerations are open, because Docker Hub may use more values than the document lists: a type checker accepts any
    text or, if the listed values are integers, any `int`. An editor offers the listed values.

    Args:
        prop: The value as openapi-python-client has read it.
        sequence: Type of arrays: `Sequence`, the default, for arguments, `list` or `builtins.list` for results.
        order: Values of enumerations in the order of the document, which openapi-python-client does not keep. All other
            values follow, sorted; by default, these are all values.
        models: Prefix for names of models, such as `models.`; empty by default.

    Returns:
        The annotation. It does not say that the value may be missing.

    Raises:
        BuildError: The type is not supported in arguments and responses.
    """
    plain = _PLAIN.get(type(prop))
    if plain:
        return plain
    match prop:
        case ModelProperty() if is_map(prop):
            return f"dict[str, {annotation(values_of(prop), sequence, order, models)}]"
        case ModelProperty():
            return f"{models}{prop.class_info.name}"
        case ListProperty():
            return f"{sequence}[{annotation(prop.inner_property, sequence, order, models)}]"
        case LiteralEnumProperty() | EnumProperty():
            values = set(prop.values if isinstance(prop, LiteralEnumProperty) else prop.values.values())
            ordered = dict.fromkeys(value for value in order if isinstance(value, str | int) and value in values)
            listed = ", ".join(map(repr, [*ordered, *sorted(values - ordered.keys())]))
            return f"Literal[{listed}] | {prop.value_type.__name__}"
        case UnionProperty():
            members = [annotation(inner, sequence, order, models) for inner in prop.inner_properties]
            return " | ".join(sorted(dict.fromkeys(members), key=lambda member: member == "None"))
        case _:
            name = prop.name.get_untrusted_value()
            raise BuildError(f"{name}: the type {type(prop).__name__} is not supported: change it by an overlay action")


def optional(kind: str) -> str:
    """Add `None` to an annotation, unless the annotation names it last.

    Args:
        kind: The annotation.

    Returns:
        If `kind` is `None` or ends with `| None`: `kind`. Otherwise: `kind` with `| None`, which is superfluous after
        `JSON`, because `JSON` allows `None` already.
    """
    return kind if kind == "None" or kind.endswith(" | None") else f"{kind} | None"


def fields(prop: PropertyProtocol) -> list[PropertyProtocol]:
    """List the properties of a model, with the required properties first.

    A value other than a model has none.
    """
    if not isinstance(prop, ModelProperty):
        return []
    return [*(prop.required_properties or []), *(prop.optional_properties or [])]


def is_map(prop: PropertyProtocol) -> bool:
    """Return whether a type is that of an object without documented keys.

    Such an object has no class, and is a `dict` in Python.
    """
    return isinstance(prop, ModelProperty) and not prop.data.properties and not prop.data.allOf


def values_of(prop: ModelProperty) -> PropertyProtocol:
    """Return the type of the values of an object without documented keys.

    Args:
        prop: Type of the object, for which `is_map` is true.

    Raises:
        BuildError: The document forbids all other keys too, so that the object can only be empty.
    """
    if prop.additional_properties is None:
        raise BuildError(f"{prop.class_info.name}: an object that can only be empty: remove it by an overlay action")
    return prop.additional_properties


def is_nullable(prop: PropertyProtocol) -> bool:
    """Return whether a type allows null."""
    kind = annotation(prop)
    return kind in {"JSON", "None"} or kind.endswith(" | None")


def models(prop: PropertyProtocol) -> Iterator[ModelProperty]:
    """Yield the models that an annotation mentions, possibly one twice."""
    match prop:
        case ModelProperty() if is_map(prop):
            yield from models(values_of(prop))
        case ModelProperty():
            yield prop
        case ListProperty():
            yield from models(prop.inner_property)
        case UnionProperty():
            for inner in prop.inner_properties:
                yield from models(inner)
        case _:
            pass


def imports(prop: PropertyProtocol, sequence: str = "Sequence") -> Iterator[str]:
    """List the import statements that an annotation needs.

    Imports from the package are relative, for a module one level below it.

    Args:
        prop: The value as openapi-python-client has read it.
        sequence: Type of arrays, as for `annotation`; `Sequence` by default.

    Yields:
        The statements, which may repeat.

    Raises:
        BuildError: The type contains an object that can only be empty; see `values_of`.
    """
    match prop:
        case ModelProperty() if is_map(prop):
            yield from imports(values_of(prop), sequence)
        case ModelProperty():
            yield f"from ..models.{prop.class_info.module_name} import {prop.class_info.name}"
        case ListProperty():
            if sequence != "list":
                yield _SEQUENCES[sequence]
            yield from imports(prop.inner_property, sequence)
        case UnionProperty():
            for inner in prop.inner_properties:
                yield from imports(inner, sequence)
        case LiteralEnumProperty() | EnumProperty():
            yield "from typing import Literal"
        case _:
            source = _SOURCES.get(_PLAIN.get(type(prop), ""))
            if source:
                yield source
