"""Describes every model in the terms of its template: attributes, documentation, and how each value is read."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

import attrs
from openapi_python_client.parser.properties import ModelProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.strings import ClassName

from codegen.document import nodes
from codegen.document.load import JSON, Location
from codegen.document.refs import json_path
from codegen.errors import BuildError
from codegen.plan import docstrings, markdown
from codegen.plan.models import struct_to_model
from codegen.plan.models.annotations import annotation, fields, imports, is_nullable
from codegen.plan.naming import python_name

_SECRET_NAMES = frozenset({"token", "secret", "password", "code", "login_2fa_token", "refresh_token", "access_token"})
_TAKEN = frozenset({"from_dict", "from_json", "to_dict", "has", "additional_properties"})
_SCHEMAS = ("components", "schemas")
_DATA = frozenset({"example", "examples", "default", "enum"})
_SUPPORT = {
    "_base_model": ("ABSENT", "NO_NAMES", "new"),
    "_model": ("Model",),
    "_schema": ("Schema", "SchemaMismatch"),
    "_times": ("aware", "read_date", "read_time"),
}
_ALWAYS = frozenset({"Model", "Schema", "new"})


@attrs.frozen(kw_only=True)
class Field:
    """One attribute of a model.

    Attributes:
        key: Its key in JSON.
        name: Its name in Python.
        annotation: Its type, that of being absent included.
        required: Whether the document promises it.
        secret: Whether `repr` hides it.
        docstring: Text of its docstring; empty for none.
        reading: The statements that take it from the struct `src` into the model `made`.
        imports: Import statements that the annotation needs.
    """

    key: str
    name: str
    annotation: str
    required: bool
    secret: bool
    docstring: str
    reading: tuple[str, ...]
    imports: frozenset[str]

    @property
    def declaration(self) -> str:
        """The attribute as it stands in the class."""
        default = "" if self.required else " = None"
        if self.secret:
            default = " = attrs.field(repr=False)" if self.required else " = attrs.field(default=None, repr=False)"
        return f"{self.name}: {self.annotation}{default}"


@attrs.frozen(kw_only=True)
class Model:
    """One model.

    Attributes:
        name: Name of the class.
        module: Name of its module.
        docstring: Text of its docstring.
        schema: JSONPath of its schema in the document.
        keys: JSON keys by attribute, where the two differ.
        inherited: JSONPath of the declaring schema, by attribute, where that is another one.
        nullable: Names of the optional attributes that may be null.
        open: Whether the document says in so many words that there are further keys.
        fields: The attributes, in the order of the document.
        recursive: The models that mention this one while it mentions them, be it through others or itself.
    """

    name: str
    module: str
    docstring: str
    schema: str
    keys: dict[str, str]
    inherited: dict[str, str]
    nullable: tuple[str, ...]
    open: bool
    fields: tuple[Field, ...]
    recursive: frozenset[str] = frozenset()

    @property
    def filling(self) -> list[str]:
        """The statements that fill one object."""
        return [line for field in self.fields for line in field.reading]

    @property
    def none_exceptions(self) -> str:
        """The expression for the names of the attributes that came as null, though they may be absent."""
        return "nulls[bits]" if self.nullable else "NO_NAMES"

    @property
    def imports(self) -> list[str]:
        """The import statements of its module; the formatter sorts them."""
        found = {statement for field in self.fields for statement in field.imports}
        tied = {statement for name, statement in self.mentioned.items() if name in self.recursive}
        return sorted(statement.replace("from ..models.", "from .") for statement in found - tied)

    @property
    def late_imports(self) -> list[str]:
        """The import statements at the end of its module, where a module that imports this one finds the class."""
        tied = [statement for name, statement in self.mentioned.items() if name in self.recursive - {self.name}]
        return sorted(statement.replace("from ..models.", "from .") for statement in tied)

    @property
    def mentioned(self) -> dict[str, str]:
        """The models that its attributes mention, and their import statements."""
        found = {statement for field in self.fields for statement in field.imports}
        return {line.split()[-1]: line for line in found if line.startswith("from ..models.")}

    @property
    def support_imports(self) -> list[str]:
        """The import statements for what its module uses of `codegen/support`."""
        used = {
            module: [name for name in names if name in _ALWAYS or self._mentions(name)]
            for module, names in _SUPPORT.items()
        }
        return [f"from ..{module} import {', '.join(names)}" for module, names in used.items() if names]

    @property
    def typing(self) -> str:
        """What it takes from `typing`, for the import statement."""
        return ", ".join(["Any", "ClassVar", *(["Literal"] if self._mentions("Literal") else []), "Self"])

    def _mentions(self, name: str) -> bool:
        lines = (self.none_exceptions, *self.filling, *(field.declaration for field in self.fields))
        return any(re.search(rf"\b{name}\b", line) for line in lines)


def locations(document: dict[str, JSON]) -> dict[str, Location]:
    """Find the schemas of all classes.

    Args:
        document: The document that openapi-python-client has read.

    Returns:
        Where the schema of each class stands, by the name of the class.
    """
    found: dict[str, Location] = {}
    _visit(document, (), "", found)
    return found


def describe(
    document: dict[str, JSON], prop: ModelProperty, places: Mapping[str, Location], links: Mapping[str, str]
) -> Model:
    """Describe one model.

    Args:
        document: The document that openapi-python-client has read.
        prop: The model as openapi-python-client has read it.
        places: Where the schemas of classes stand.
        links: Names of the operations by operationId, for links in descriptions.

    Returns:
        Its description.

    Raises:
        BuildError: Two attributes would share a name.
    """
    name = str(prop.class_info.name)
    if name not in places:
        raise BuildError(f"{name}: no schema in the document makes this class; give its schema a title in the overlay")
    location = json_path(places[name])
    schema = nodes.mapping(_at(document, places[name]))
    properties = nodes.object_properties(document, schema)
    owners = dict(_owners(document, schema, location))
    order = list(properties)
    read = sorted(
        fields(prop),
        key=lambda member: order.index(_key(member)) if _key(member) in properties else len(order),
    )
    nullable = tuple(attribute_name(_key(member)) for member in read if not member.required and is_nullable(member))
    described = tuple(_field(member, properties.get(_key(member), {}), links, nullable) for member in read)
    names = [field.name for field in described]
    if len(set(names)) < len(names):
        raise BuildError(f"{name}: two attributes share a name among {', '.join(names)}; rename one in the overlay")
    text = markdown.sentence(markdown.plain(nodes.text(schema.get("description")), links))
    return Model(
        name=name,
        module=str(prop.class_info.module_name),
        docstring=docstrings.attribute(text or docstrings.unexplained(places[name])),
        schema=location,
        keys={field.name: field.key for field in described if field.name != field.key},
        inherited={field.name: owners[field.key] for field in described if owners.get(field.key, location) != location},
        nullable=nullable,
        open=schema.get("additionalProperties") is True,
        fields=described,
    )


def attribute_name(key: str) -> str:
    """Spell the name of a model's attribute.

    Args:
        key: Its key in JSON.

    Returns:
        A valid identifier that is none of the names that every model has.

    Raises:
        BuildError: Nothing in the key could be an identifier.
    """
    name = python_name(key)
    return f"{name}_" if name in _TAKEN else name


def break_import_cycles(models: Sequence[Model]) -> list[Model]:
    """Make models that mention each other in a circle work: their annotations in it are quoted, their imports late.

    Args:
        models: All models.

    Returns:
        The same models; those in no circle are as they were.
    """
    reached = {model.name: set(model.mentioned) for model in models}
    for _ in models:  # after so many steps everything is reached
        for names in reached.values():
            names |= {further for name in tuple(names) for further in reached.get(name, ())}
    tied: list[Model] = []
    for model in models:
        circle = frozenset(name for name in reached[model.name] if model.name in reached.get(name, ()))
        members = [
            attrs.evolve(field, annotation=json.dumps(field.annotation)) if _names_any(field, circle) else field
            for field in model.fields
        ]
        tied.append(attrs.evolve(model, fields=tuple(members), recursive=circle))
    return tied


def _names_any(field: Field, names: frozenset[str]) -> bool:
    return bool(names.intersection(re.findall(r"\w+", field.annotation)))


def _field(
    prop: PropertyProtocol, node: Mapping[str, JSON], links: Mapping[str, str], nullable: Sequence[str]
) -> Field:
    key = _key(prop)
    name = attribute_name(key)
    order = nodes.sequence(node.get("enum"))
    kind = annotation(prop, "list", order)
    text = docstrings.field_text(nodes.text(node.get("description")), links, deprecated=node.get("deprecated") is True)
    return Field(
        key=key,
        name=name,
        annotation=kind if prop.required else f"{kind.removesuffix(' | None')} | None",
        required=prop.required,
        secret=key in _SECRET_NAMES or node.get("x-secret") is True,
        docstring=docstrings.attribute(text),
        reading=tuple(struct_to_model.statements(name, prop, 1 << nullable.index(name) if name in nullable else 0)),
        imports=frozenset(imports(prop, "list")),
    )


def _key(prop: PropertyProtocol) -> str:
    return prop.name.get_untrusted_value()


def _owners(document: dict[str, JSON], schema: Mapping[str, JSON], location: str) -> Iterator[tuple[str, str]]:
    """Yield each property with the JSONPath of the schema that declares it, the outermost last."""
    for index, part in enumerate(nodes.sequence(schema.get("allOf"))):
        reference = nodes.mapping(part).get("$ref")
        path = f"{location}.allOf[{index}]"
        if isinstance(reference, str):
            path = json_path(tuple(reference.removeprefix("#/").split("/")))
        yield from _owners(document, nodes.follow(document, part), path)
    for key in nodes.mapping(schema.get("properties")):
        yield key, location


def _at(node: JSON, place: Location) -> JSON:
    for step in place:
        node = nodes.sequence(node)[step] if isinstance(step, int) else nodes.mapping(node)[step]
    return node


def _visit(node: JSON, location: Location, name: str, found: dict[str, Location]) -> None:
    """Collect the places of object schemas by the names that openapi-python-client gives their classes."""
    if isinstance(node, list):
        for index, item in enumerate(node):
            _visit(item, (*location, index), "", found)
    if not isinstance(node, dict):
        return
    title = node.get("title")
    if isinstance(title, str) and location != ("info",):
        name = ClassName(title, "")
    if name and ("properties" in node or "allOf" in node):
        found.setdefault(name, location)
    for key, child in node.items():
        if key == "properties" and location[-1:] != ("properties",):
            for member, schema in nodes.mapping(child).items():
                _visit(schema, (*location, key, member), ClassName(f"{name} {member}", "") if name else "", found)
        elif key not in _DATA:
            _visit(child, (*location, key), ClassName(key, "") if location == _SCHEMAS else "", found)
