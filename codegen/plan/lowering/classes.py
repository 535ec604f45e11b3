"""The classes of object schemas; which gets a name that several prefer.

`schemas.py` decides which name a class prefers.
"""

from collections.abc import Mapping

import attrs

from codegen.document.load import JSON, Location
from codegen.document.refs import pointer
from codegen.plan.identifiers import Allocation, class_name, module_name
from codegen.plan.lowering.schema_parts import Part
from codegen.plan.lowering.shapes import Shape

CLASS_NAMES = frozenset(
    {
        *("Any", "ClassVar", "Literal", "Mapping", "Self", "Sequence", "TYPE_CHECKING", "TypeChecking"),
        *("Model", "Schema", "SchemaMismatch", "UnknownKeys", "Omit", "JSON", "Json"),
        *("OPERATIONS", "ABSENT", "NO_NAMES", "ADDED_KEYS"),
        *("Call", "CallOptions", "Content", "PagedCall", "Pager", "Sender", "Resources"),
        *("ArgumentError", "ArgumentTypeError", "DockerHubError"),
        *("BaseException", "Exception", "TypeError", "ValueError", "NotImplementedError", "AttributeError"),
        *("None", "True", "False", "Ellipsis", "Date", "Datetime"),
    }
)
"""Names that the generated modules use, which a class of that name would hide."""
_MAX_LENGTH = 60  # characters of a class name, before a suffix or number


@attrs.frozen(kw_only=True)
class Property:
    """An attribute of a model.

    Attributes:
        key: Key in JSON.
        name: Name in Python.
        token: Key of the attribute's type among all types that are read.
        required: Whether the document requires the attribute.
        shape: Shape of the value.
        schema: Schema of the value, merged with its `$ref` and `allOf`, for its text and its `x-` keys.
        location: Location of the schema.
        owner: Location of the schema that declares the attribute.
    """

    key: str
    name: str
    token: str
    required: bool
    shape: Shape
    schema: Mapping[str, JSON]
    location: Location
    owner: Location


@attrs.define(kw_only=True)
class ObjectClass:
    """An object schema that becomes a class.

    Attributes:
        number: Index of the class among all classes, by which shapes refer to the class.
        location: Location of the schema. If schemas with the same title and content share the class: the shortest of
            their locations.
        parts: The schemas that make up the schema, as `schema_parts.split` lists them.
        schema: The last of these schemas, for its text, its title and its `x-` keys.
        wanted: The preferred name; for a class with a parent, the part after the parent's name.
        parent: Number of the class that contains the inline schema; `None` for a schema with a name or a title, or
            outside of classes.
        name: Name of the class; empty until all classes are collected.
        module: Name of the module; empty until all classes are collected.
        properties: The attributes, in the order of the document, without those whose schema is `false`; empty until the
            class is filled.
        open: Whether the document explicitly allows further keys; `False` until the class is filled.
        extra: Shape of the values under further keys, `ANY` for `additionalProperties: true`; `None` if the document
            does not explicitly allow further keys, and until the class is filled.
        discriminator_values: Discriminator values that mean this class, by the discriminator's key; empty if there are
            none.
    """

    number: int
    location: Location
    parts: list[Part]
    schema: Mapping[str, JSON]
    wanted: str
    parent: int | None
    name: str = ""
    module: str = ""
    properties: list[Property] = attrs.field(factory=list[Property])
    open: bool = False
    extra: Shape | None = None
    discriminator_values: dict[str, tuple[str, ...]] = attrs.field(factory=dict[str, tuple[str, ...]])


def name_classes(classes: list[ObjectClass], taken: frozenset[str], notices: list[str]) -> None:
    """Name every class, independently of the order of the document.

    If several classes prefer the same name, the first class gets it. A class with a parent follows the parent, because
    the name of the class begins with the name of the parent. Apart from that, classes in `components.schemas` come
    before the others. Within these groups, classes with a title come first. The rest of the order follows from the
    length of the location, and then from its text. If parents form a cycle, the first class of the cycle is named as if
    it had no parent.

    Args:
        classes: All classes. The function sets their `name` and `module`.
        taken: Names that no class may have, in addition to the names that the generated code uses.
        notices: List to which a line is appended for each class that does not get its preferred name.
    """
    allocation = Allocation(frozenset(name.lower() for name in CLASS_NAMES | taken), suffix="Model")
    waiting = sorted(
        classes,
        key=lambda object_class: (
            object_class.location[:2] != ("components", "schemas"),
            "title" not in object_class.schema,
            _location_order(object_class),
        ),
    )
    by_number = {object_class.number: object_class for object_class in classes}
    while waiting:
        later: list[ObjectClass] = []
        for object_class in waiting:
            parent = by_number[object_class.parent] if object_class.parent is not None else None
            if parent is not None and not parent.name:
                later.append(object_class)
                continue
            _name_class(object_class, parent.name if parent else "", allocation, notices)
        if len(later) == len(waiting):  # the parents form a cycle: begin with the first
            _name_class(later.pop(0), "", allocation, notices)
        waiting = later


def _location_order(object_class: ObjectClass) -> tuple[int, str]:
    return len(object_class.location), pointer(object_class.location)


def _name_class(object_class: ObjectClass, parent: str, allocation: Allocation, notices: list[str]) -> None:
    """Set name and module of a class; `parent` is the name of its parent."""
    wanted = class_name(f"{parent} {object_class.wanted}" if parent else object_class.wanted)[:_MAX_LENGTH]
    name = allocation.allocate(wanted, module_name)
    if name != wanted:
        notices.append(
            f"{pointer(object_class.location)}: the class is called {name}, for {wanted} is taken: give it a title"
        )
    object_class.name, object_class.module = name, module_name(name)
