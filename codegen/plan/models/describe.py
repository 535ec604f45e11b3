"""Attributes, defaults and imports of every model, for its template."""

import enum
import re
from collections.abc import Mapping, Sequence

import attrs
from openapi_python_client.parser.properties.protocol import PropertyProtocol

from codegen.document import nodes
from codegen.document.refs import json_path, pointer
from codegen.plan import docstrings, markdown
from codegen.plan.lowering.classes import ObjectClass, Property
from codegen.plan.lowering.openapi_python_client import Reading
from codegen.plan.models import struct_to_model
from codegen.plan.models.import_cycles import find_cycles, mentioned_first
from codegen.plan.models.python_types import annotation, imports, is_nullable, optional
from codegen.support._model_methods import Model as Model_
from codegen.support._secret_names import is_secret

ATTRIBUTE_NAMES = frozenset(
    {
        *(name.lower() for name in dir(Model_)),
        *("attrs", "bool", "classmethod", "date", "datetime", "dict", "float", "int", "list", "self", "str"),
    }
)
"""Names that an attribute must not have: names of `Model`'s attributes, and names that the class body reads."""
_SUPPORT = {
    "_model_attributes": ("ABSENT", "NO_NAMES", "new"),
    "_model_methods": ("Model",),
    "_schema": ("Schema", "SchemaMismatch"),
    "_times": ("aware", "read_date", "read_time"),
}
_ALWAYS = frozenset({"Model", "Schema", "new"})
_MAX_IMPORT_DEPTH = 30  # a nested import takes about six frames of Python's recursion limit, 1,000 by default


class Usage(enum.Enum):
    """The messages that contain a model."""

    REQUEST = "request"
    RESPONSE = "response"
    BOTH = "both"


@attrs.frozen(kw_only=True)
class Field:
    """An attribute of a model.

    Attributes:
        key: Key in JSON.
        name: Name in Python.
        annotation: Type of the attribute, with `None` if the attribute may be absent.
        required: Whether every object has the attribute, according to the document.
        secret: Whether `repr` hides the value.
        text: Description as plain text; empty if the document has none.
        docstring: Description as lines of a docstring.
        reading: Statements that copy the value from the struct `src` to the model `model`.
        imports: Import statements that the annotation needs.
    """

    key: str
    name: str
    annotation: str
    required: bool
    secret: bool
    text: str
    docstring: str
    reading: tuple[str, ...]
    imports: frozenset[str]

    @property
    def declaration(self) -> str:
        """The statement that declares the attribute in the class."""
        default = "" if self.required else " = None"
        if self.secret:
            default = " = attrs.field(repr=False)" if self.required else " = attrs.field(default=None, repr=False)"
        return f"{self.name}: {self.annotation}{default}"


@attrs.frozen(kw_only=True)
class Model:
    """A model.

    Attributes:
        name: Name of the class.
        module: Name of the module.
        docstring: Text of the class's docstring.
        schema: JSONPath of the model's schema in the document.
        keys: For each attribute whose name differs from its key in JSON: the key.
        inherited: For each attribute that another schema declares: the JSONPath of that schema.
        nullable: Names of the optional attributes that may be null.
        open: Whether the document explicitly allows further keys.
        discriminator_values: Discriminator values that mean this model, by the discriminator's key.
        fields: The attributes, in the order of the document.
        late: Names of models that this module imports at its end, if it mentions them: the models in a cycle of
            imports with this model, this model itself, and models that begin a long chain of imports. Empty by default.
    """

    name: str
    module: str
    docstring: str
    schema: str
    keys: dict[str, str]
    inherited: dict[str, str]
    nullable: tuple[str, ...]
    open: bool
    discriminator_values: dict[str, list[str]]
    fields: tuple[Field, ...]
    late: frozenset[str] = frozenset()

    @property
    def filling(self) -> list[str]:
        """The statements that fill one object of the class."""
        return [line for field in self.fields for line in field.reading]

    @property
    def preparation(self) -> list[str]:
        """The statements before the loop over the objects."""
        return [*struct_to_model.preparation(self.filling)]

    @property
    def none_exceptions(self) -> str:
        """The expression for the names of optional attributes that are null."""
        return "nulls[bits]" if self.nullable else "NO_NAMES"

    @property
    def imports(self) -> list[str]:
        """The import statements for annotations, except those of late models."""
        statements = {statement for field in self.fields for statement in field.imports}
        late = {statement for name, statement in self.mentioned.items() if name in self.late}
        return sorted(statement.replace("from ..models.", "from .") for statement in statements - late)

    @property
    def late_modules(self) -> dict[str, str]:
        """The modules to import late, by the name of the model in them.

        The model's own module is never among them.
        """
        return {
            name: statement.removeprefix("from ..models.").partition(" ")[0]
            for name, statement in sorted(self.mentioned.items())
            if name in self.late - {self.name}
        }

    @property
    def mentioned(self) -> dict[str, str]:
        """The models that the attributes mention, with their import statements."""
        statements = {statement for field in self.fields for statement in field.imports}
        return {line.split()[-1]: line for line in statements if line.startswith("from ..models.")}

    @property
    def support_imports(self) -> list[str]:
        """The import statements for names of `codegen/support`."""
        used = {
            module: [name for name in names if name in _ALWAYS or self._mentions(name)]
            for module, names in _SUPPORT.items()
        }
        return [f"from ..{module} import {', '.join(names)}" for module, names in used.items() if names]

    @property
    def typing(self) -> str:
        """Names to import from `typing`, separated by commas."""
        used = {"TYPE_CHECKING": bool(self.late_modules), "Literal": self._mentions("Literal")}
        return ", ".join(["Any", "ClassVar", "Self", *(name for name, is_used in used.items() if is_used)])

    def _mentions(self, name: str) -> bool:
        lines = (self.none_exceptions, *self.preparation, *self.filling, *(field.declaration for field in self.fields))
        return any(re.search(rf"\b{name}\b", line) for line in lines)


def describe(
    object_class: ObjectClass, reading: Reading, links: Mapping[str, str], usage: Usage, notices: list[str]
) -> Model:
    """Describe a model.

    A model that only requests contain has no `readOnly` attributes.

    Args:
        object_class: The class.
        reading: The types as openapi-python-client has read them.
        links: Python names of operations by the last part of the link, from `link_targets`.
        usage: Whether requests, responses or both contain the model.
        notices: List to which notices for the maintainer are appended.

    Returns:
        The model as its template needs it.

    Raises:
        BuildError: The type of an attribute is not supported.
    """
    location = json_path(object_class.location)
    properties = [
        property_
        for property_ in object_class.properties
        if usage is not Usage.REQUEST or property_.schema.get("readOnly") is not True  # a request must not contain it
    ]
    read = [
        (property_, reading.attribute(object_class, property_), _is_required(property_, usage))
        for property_ in properties
    ]
    nullable = tuple(property_.name for property_, prop, required in read if not required and is_nullable(prop))
    described = tuple(
        _describe_field(property_, prop, links, required=required, nullable=nullable)
        for property_, prop, required in read
    )
    if object_class.extra is not None and object_class.extra.kind != "any" and usage is not Usage.REQUEST:
        notices.append(f"{pointer(object_class.location)}: further keys of {object_class.name} are kept as plain JSON")
    text = markdown.sentence(markdown.plain(nodes.text(object_class.schema.get("description")), links))
    return Model(
        name=object_class.name,
        module=object_class.module,
        docstring=docstrings.model_class(
            text or docstrings.undescribed_model(object_class.location),
            [(field.name, field.text, field.annotation) for field in described],
        ),
        schema=location,
        keys={property_.name: property_.key for property_ in properties if property_.name != property_.key},
        inherited={
            property_.name: json_path(property_.owner)
            for property_ in properties
            if json_path(property_.owner) != location
        },
        nullable=nullable,
        open=object_class.open,
        discriminator_values={key: list(values) for key, values in sorted(object_class.discriminator_values.items())},
        fields=described,
    )


def break_import_cycles(models: Sequence[Model]) -> list[Model]:
    """Make models that mention each other importable.

    In a cycle, or in a chain that is too long for nested imports, modules are imported late, and annotations that
    mention their models become quoted.

    Args:
        models: All models.

    Returns:
        The models in the same order. Models in no cycle and no long chain are unchanged.
    """
    mentioned = {model.name: model.mentioned for model in models}
    late = {name: set(circle) for name, circle in find_cycles(mentioned).items()}
    depths = dict.fromkeys(mentioned, 0)
    for name in mentioned_first(mentioned):
        for other in mentioned.get(name, {}).keys() - late.get(name, set()) & depths.keys():
            if depths[other] == _MAX_IMPORT_DEPTH:
                late[name].add(other)
            else:
                depths[name] = max(depths[name], depths[other] + 1)
    importable: list[Model] = []
    for model in models:
        members = [
            attrs.evolve(field, annotation=repr(field.annotation)) if _names_any(field, late[model.name]) else field
            for field in model.fields
        ]
        importable.append(attrs.evolve(model, fields=tuple(members), late=frozenset(late[model.name])))
    return importable


def _names_any(field: Field, names: set[str]) -> bool:
    """Return whether the annotation of an attribute contains one of the names."""
    return bool(names.intersection(re.findall(r"\w+", field.annotation)))


def _describe_field(
    property_: Property, prop: PropertyProtocol, links: Mapping[str, str], *, required: bool, nullable: Sequence[str]
) -> Field:
    node = property_.schema
    kind = annotation(prop, "list", property_.shape.listed_values)
    text = docstrings.field_text(nodes.text(node.get("description")), links, deprecated=node.get("deprecated") is True)
    null_bit = 1 << nullable.index(property_.name) if property_.name in nullable else 0
    return Field(
        key=property_.key,
        name=property_.name,
        annotation=kind if required else optional(kind),
        required=required,
        secret=(is_secret(property_.key) and kind.startswith("str")) or node.get("x-secret") is True,
        text=text,
        docstring=docstrings.attribute(text),
        reading=tuple(struct_to_model.statements(property_.name, prop, null_bit, required=required)),
        imports=frozenset(imports(prop, "list")),
    )


def _is_required(property_: Property, usage: Usage) -> bool:
    """Return whether every object has an attribute.

    A `readOnly` attribute is missing in requests, and a `writeOnly` attribute in responses. An attribute of a model
    that both contain is therefore required only if it has neither keyword. An attribute that the document does not
    require is never required.
    """
    one_way = ("readOnly", usage is not Usage.RESPONSE), ("writeOnly", usage is not Usage.REQUEST)
    return property_.required and not any(
        property_.schema.get(keyword) is True and applies for keyword, applies in one_way
    )
