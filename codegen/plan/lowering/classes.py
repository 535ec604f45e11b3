"""Classes: the object schemas that become models, with their attributes."""

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
"""Names that modules of the generated package use themselves."""
_LONGEST = 60


@attrs.frozen(kw_only=True)
class Property:
    """One attribute of a model.

    Attributes:
        key: Key in JSON.
        name: Name in Python.
        token: Name of its shape in the document that openapi-python-client reads.
        required: Whether the document requires it.
        shape: Shape of its value.
        schema: Its schema, references and `allOf` merged, for its text and its `x-` keys.
        location: Location of its schema.
        owner: Location of the schema that declares it.
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
    """One object schema.

    Attributes:
        number: Index of the class among all classes, by which shapes refer to it.
        location: Location of its schema.
        parts: The schemas that it is composed of.
        schema: The schema, references and `allOf` merged, for its text and its `x-` keys.
        wanted: The preferred name; for a class with a parent, the part after the name of the parent.
        parent: Number of the class in which an inline schema stands; `None` for a named schema.
        name: Its name, once all classes are known.
        module: Name of its module.
        properties: Its attributes, in the order of the document.
        open: Whether the document allows further keys.
        extra: Shape of the values under further keys, if the document has one.
        discriminator_values: Values of a discriminator that mean this class, by the discriminator's key.
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
    """Name every class, independent of the order of the document.

    Schemas of components come first, those with a title before the others, then inline ones below the class in which
    they stand; of several that want one name, the first by its location gets it.

    Args:
        classes: All classes.
        taken: Names that no class may have, besides those of the generated code.
        notices: Takes a line for each class that does not get the name it wants.
    """
    allocation = Allocation(frozenset(name.lower() for name in CLASS_NAMES | taken), suffix="Model")
    waiting = sorted(
        classes,
        key=lambda object_class: (
            object_class.location[:2] != ("components", "schemas"),
            "title" not in object_class.schema,
            _order(object_class),
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
            _name(object_class, parent.name if parent else "", allocation, notices)
        if len(later) == len(waiting):  # classes in a circle of parents: begin with the first
            _name(later.pop(0), "", allocation, notices)
        waiting = later


def _order(object_class: ObjectClass) -> tuple[int, str]:
    return len(object_class.location), pointer(object_class.location)


def _name(object_class: ObjectClass, parent: str, allocation: Allocation, notices: list[str]) -> None:
    wanted = class_name(f"{parent} {object_class.wanted}" if parent else object_class.wanted)[:_LONGEST]
    name = allocation.name(wanted, module_name)
    if name != wanted:
        notices.append(
            f"{pointer(object_class.location)}: the class is called {name}, for {wanted} is taken: give it a title"
        )
    object_class.name, object_class.module = name, module_name(name)
