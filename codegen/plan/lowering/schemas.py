"""Reduces schemas to shapes; the preferred names of inline classes."""

import json
from collections import deque
from collections.abc import Mapping, Sequence

import attrs

from codegen.document import nodes
from codegen.document.load import JSON, Location
from codegen.document.refs import adds_to_reference, node_at, pointer, target
from codegen.errors import BuildError
from codegen.plan.identifiers import allocate_names, class_name, python_name
from codegen.plan.lowering import discriminators, schema_parts
from codegen.plan.lowering.classes import ObjectClass, Property
from codegen.plan.lowering.composition import Composition
from codegen.plan.lowering.enumerations import enumeration
from codegen.plan.lowering.formats import FORMATS
from codegen.plan.lowering.schema_parts import Part, as_mapping, is_refined, possible_members
from codegen.plan.lowering.shapes import ANY, PLAIN, Shape, container, union, with_null

_MAX_TITLE_LENGTH = 40  # characters; a longer title is a sentence, and no name of a class
_MAX_SHAPES = 200_000  # of a document
_MAX_LEVELS = 100  # each takes up to eight frames of Python's recursion limit, 1,000 by default


@attrs.frozen
class Origin:
    """The name of an inline schema.

    Attributes:
        text: Words for the name of its class.
        parent: Number of the class that contains the schema; `None` outside of classes.
    """

    text: str
    parent: int | None = None


@attrs.define
class Lowering:
    """Reduces the schemas of a document.

    Attributes:
        document: The patched document.
        attribute_names: Names that no attribute of a model may have.
        classes: The classes of the object schemas so far.
        notices: Notices for the maintainer, one line each.
        heirs: Locations of the named schemas that include a schema with a discriminator, by that schema's location.
    """

    document: dict[str, JSON]
    attribute_names: frozenset[str]
    classes: list[ObjectClass] = attrs.field(factory=list[ObjectClass], init=False)
    notices: list[str] = attrs.field(factory=list[str], init=False)
    _shapes: dict[Location, Shape | None] = attrs.field(factory=dict[Location, "Shape | None"], init=False)
    _by_title: dict[tuple[str, str], ObjectClass] = attrs.field(factory=dict[tuple[str, str], ObjectClass], init=False)
    _unfilled: deque[ObjectClass] = attrs.field(factory=deque[ObjectClass], init=False)
    _unfolding: list[tuple[Location, str]] = attrs.field(factory=list[tuple[Location, str]], init=False)
    _unions: list[discriminators.Union] = attrs.field(factory=list[discriminators.Union], init=False)
    _depth: int = attrs.field(default=0, init=False)
    _by_parts: dict[frozenset[Location], Shape] = attrs.field(factory=dict[frozenset[Location], Shape], init=False)
    heirs: dict[Location, list[Location]] = attrs.field(init=False)
    _composition: Composition = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.heirs = discriminators.find_heirs(self.document)
        self._composition = Composition(self.document, siblings=self._siblings)

    @property
    def _siblings(self) -> bool:
        return str(self.document.get("openapi")).startswith("3.1")

    def shape(self, node: JSON, location: Location, origin: Origin) -> Shape:
        """Reduce a schema to a shape.

        Args:
            node: The schema, or a reference to a schema.
            location: Location of the node.
            origin: Name for the class, if the schema is an inline object.

        Raises:
            BuildError: The schema contradicts itself, or has an unsupported construct.
        """
        if isinstance(node, bool):
            if node:
                return ANY
            raise BuildError(f"{pointer(location)}: a schema that allows no value at all is not supported")
        mapping = as_mapping(node)
        if "$ref" in mapping and (not self._siblings or not adds_to_reference(mapping)):
            self._note_ignored(node, location)
            reference = target(self.document, nodes.text(mapping["$ref"]))
            return self._at(node_at(self.document, reference), reference, origin)
        return self._at(node, location, origin)

    def finish(self) -> None:
        """Reduce the attributes of all classes, also of classes in attributes.

        Then drop discriminator values that mean different classes in different unions. Both add lines to `notices`.

        Raises:
            BuildError: A schema of an attribute contradicts itself, or has an unsupported construct.
        """
        while self._unfilled:
            self._fill(self._unfilled.popleft())
        self.notices += discriminators.drop_ambiguous_values(self._unions, self.classes)

    def _at(self, node: JSON, location: Location, origin: Origin) -> Shape:
        if location in self._shapes:
            earlier = self._shapes[location]
            if earlier is None:
                self.notices.append(f"{pointer(location)}: a type that contains itself; inside it stands any JSON")
            return ANY if earlier is None else earlier
        if len(self._shapes) > _MAX_SHAPES or self._depth >= _MAX_LEVELS:
            raise BuildError(f"{pointer(location)}: more than {_MAX_SHAPES:,} schemas, or {_MAX_LEVELS} in each other")
        self._shapes[location] = None
        self._depth += 1
        shape = self._reduce(as_mapping(node), location, origin)
        self._depth -= 1
        self._shapes[location] = shape
        return shape

    def _reduce(self, node: dict[str, JSON], location: Location, origin: Origin) -> Shape:
        if "$dynamicRef" in node:
            raise BuildError(f"{pointer(location)}: $dynamicRef is not supported: write a $ref")
        own = is_refined(node)
        inner = nodes.sequence(node.get("allOf"))
        members = [member for member in inner if schema_parts.has_type_keyword(as_mapping(member))]
        parts = self._composition.split((location, node))
        is_alias = "allOf" in node and "$ref" not in node and not own and len(members) == 1
        if is_alias and not any(location in heirs for heirs in self.heirs.values()):  # an heir is a separate class
            index = next(index for index, member in enumerate(inner) if member is members[0])
            shape = self.shape(members[0], (*location, "allOf", index), origin)
        else:
            shape = self._combine(parts, location, origin)
        return with_null(shape, location) if schema_parts.is_nullable(node) else shape

    def _combine(self, parts: Sequence[Part], location: Location, origin: Origin) -> Shape:
        for index, (part_location, part) in enumerate(parts):
            for keyword in ("oneOf", "anyOf"):
                members = nodes.sequence(part.get(keyword))
                kept = [(number, member) for number, member in enumerate(members) if schema_parts.is_variant(member)]
                if kept and (part_location, keyword) not in self._unfolding:
                    without = part_location, schema_parts.without_union(part, keyword)
                    rest = [*parts[:index], without, *parts[index + 1 :]]
                    if self._unfolding:
                        self._composition.count_combination(parts, (*part_location, keyword), len(self._unfolding))
                    self._unfolding.append((part_location, keyword))
                    try:
                        return self._variants((part_location, keyword), part, kept, rest, location, origin)
                    finally:
                        self._unfolding.pop()
        types = schema_parts.common_types(parts)
        values = schema_parts.enumerated_values(parts)
        stands = parts[-1][0] if parts else location  # a combination of schemas has no location
        if values is not None:
            if not values:
                raise BuildError(
                    f"{pointer(stands)}: an allOf that no value satisfies: its enumerations share no value"
                )
            return enumeration(values, types, stands)
        if not types:
            return ANY
        shape = union((self._of_type(name, parts, location, origin) for name in types), stands)
        return with_null(shape, stands) if schema_parts.allow_null(parts) else shape

    def _variants(  # noqa: PLR0917 - all that `_combine` knows
        self,
        holder: tuple[Location, str],
        part: Mapping[str, JSON],
        members: Sequence[tuple[int, JSON]],
        rest: Sequence[Part],
        location: Location,
        origin: Origin,
    ) -> Shape:
        """Make a union of `oneOf` or `anyOf`, whose siblings apply to each member."""
        holder_location, keyword = holder
        beside = [sibling for sibling in rest if is_refined(sibling[1]) or "type" in sibling[1]]
        members, left_out = possible_members(self.document, holder, members, beside, siblings=self._siblings)
        self.notices += left_out
        beside = [sibling for sibling in beside if is_refined(sibling[1])]
        shapes: list[Shape] = []
        for number, member in members:
            member_location = (*holder_location, keyword, number)
            name = self._name_of(member) or f"Option{number + 1}"
            inner = Origin(f"{origin.text} {name}", origin.parent)
            if beside:
                member_part = member_location, as_mapping(member)
                own = self._composition.split(member_part)
                shape = self._combine([*rest, *own], (*location, keyword, number), inner)
            else:
                typed = next((sibling["type"] for _, sibling in rest if "type" in sibling), None)
                node = {"type": typed, **as_mapping(member)} if typed and schema_parts.lacks_type(member) else member
                shape = self.shape(node, member_location, inner)
            shapes.append(shape)
        discriminator = nodes.mapping(part.get("discriminator"))
        self._note_values(discriminator, [member for _, member in members], shapes, holder_location)
        return union(shapes, (*holder_location, keyword))

    def _of_type(self, name: str, parts: Sequence[Part], location: Location, origin: Origin) -> Shape:
        if name == "array":
            return self._array(parts, location, origin)
        if name == "object":
            return self._object(parts, location, origin)
        formats = [nodes.text(part.get("format")) for _, part in parts if "format" in part]
        shape = PLAIN.get(name)
        if shape is None:
            raise BuildError(f"{pointer(location)}: {name!r:.80} is not a type")
        return FORMATS.get(formats[-1], shape) if name == "string" and formats else shape

    def _array(self, parts: Sequence[Part], location: Location, origin: Origin) -> Shape:
        holders = [
            (part_location, part) for part_location, part in parts if "items" in part and "prefixItems" not in part
        ]
        if not holders or any("prefixItems" in part for _, part in parts):
            return container("array", ANY, location)
        part_location, part = holders[-1]
        item = Origin(f"{origin.text} Item", origin.parent)
        return container("array", self.shape(part["items"], (*part_location, "items"), item), location)

    def _object(self, parts: Sequence[Part], location: Location, origin: Origin) -> Shape:
        if not any(nodes.mapping(part.get("properties")) for _, part in parts):
            for part_location, part in reversed(parts):
                if isinstance(extra := part.get("additionalProperties"), dict):
                    value = Origin(f"{origin.text} Value", origin.parent)
                    return container(
                        "map", self.shape(extra, (*part_location, "additionalProperties"), value), location
                    )
            return container("map", ANY, location)
        own = self._class(parts, location, origin)
        heirs = self.heirs.get(location, [])
        return self._with_heirs(own, location, heirs) if heirs else own

    def _with_heirs(self, own: Shape, location: Location, heirs: Sequence[Location]) -> Shape:
        """Make a union of a schema with a discriminator and its heirs."""
        shapes = [self._at(node_at(self.document, heir), heir, Origin(str(heir[-1]))) for heir in heirs]
        # The schema itself is a member, for a value that means no heir or fits the schema as well as any heir.
        members: list[JSON] = [{"$ref": pointer(member)} for member in (location, *heirs)]
        discriminator = nodes.mapping(nodes.mapping(node_at(self.document, location)).get("discriminator"))
        self._note_values(discriminator, members, [own, *shapes])
        return union((own, *shapes), location)

    def _class(self, parts: Sequence[Part], location: Location, origin: Origin) -> Shape:
        schema = parts[-1][1]
        own_title = nodes.text(schema.get("title")) if parts[-1][0] == location else ""
        named = location[:2] == nodes.SCHEMAS and len(location) == len(nodes.SCHEMAS) + 1
        title = own_title if 0 < len(own_title) <= _MAX_TITLE_LENGTH else ""
        wanted = title or (str(location[-1]) if named else origin.text)
        parent = None if title or named else origin.parent
        twin = (class_name(title), json.dumps([part for _, part in parts], sort_keys=True)) if title else None
        if twin in self._by_title:
            object_class = self._by_title[twin]
            object_class.location = min(object_class.location, location, key=lambda each: (len(each), pointer(each)))
            return Shape("class", class_id=object_class.number)
        object_class = ObjectClass(
            number=len(self.classes),
            location=location,
            parts=list(parts),
            schema=schema,
            wanted=wanted,
            parent=parent,
        )
        self.classes.append(object_class)
        self._unfilled.append(object_class)
        if twin is not None:
            self._by_title[twin] = object_class
        return Shape("class", class_id=object_class.number)

    def _fill(self, object_class: ObjectClass) -> None:
        entries: dict[str, list[tuple[Location, Location, JSON]]] = {}
        required: set[str] = set()
        for part_location, part in object_class.parts:
            for key, node in nodes.mapping(part.get("properties")).items():
                entries.setdefault(key, []).append(((*part_location, "properties", key), part_location, node))
            required |= {nodes.text(key) for key in nodes.sequence(part.get("required"))}
            extra = part.get("additionalProperties")
            if isinstance(extra, dict) or extra is True:
                object_class.open = True
                value = Origin("Extra", object_class.number)
                object_class.extra = self.shape(extra, (*part_location, "additionalProperties"), value)
        self._composition.count_attributes(
            (inner for declared in entries.values() for inner, _, _ in declared), object_class.location
        )
        names = allocate_names({key: python_name(key) for key in entries}, self.attribute_names)
        for index, (key, declared) in enumerate(entries.items()):
            location, owner, node = declared[-1]
            if any(schema is False for _, _, schema in declared):
                self.notices.append(f"{pointer(location)}: no value is allowed, so there is no such attribute")
                continue
            if names[key] != python_name(key):
                self.notices.append(f"{pointer(location)}: the attribute is called {names[key]}")
            origin = Origin(key, object_class.number)
            shape = self._property(declared, origin)
            schema = self._composition.merge_texts(node for _, _, node in declared)
            object_class.properties.append(
                Property(
                    key=key,
                    name=names[key],
                    token=f"p{index}",
                    required=key in required,
                    shape=shape,
                    schema=schema,
                    location=location,
                    owner=owner,
                )
            )

    def _property(self, declared: Sequence[tuple[Location, Location, JSON]], origin: Origin) -> Shape:
        typed = [(location, node) for location, _, node in declared if schema_parts.limits_type(node)]
        if not typed:
            return ANY
        for location, node in typed:
            self._note_ignored(node, location)
        whole, parts = self._composition.compose_attribute(typed)
        if whole is not None:
            return self.shape(whole[1], whole[0], origin)
        made_of = frozenset(location for location, _ in parts)
        if made_of not in self._by_parts:
            self._by_parts[made_of] = self._combine(parts, (*typed[-1][0], "allOf"), origin)
        return self._by_parts[made_of]

    def _note_ignored(self, node: JSON, location: Location) -> None:
        ignored = schema_parts.ignored_beside_reference(node) if isinstance(node, dict) and "$ref" in node else []
        if ignored and not self._siblings:
            self.notices.append(f"{pointer(location)}: beside a $ref, OpenAPI 3.0 ignores {', '.join(ignored)}")

    def _note_values(
        self,
        discriminator: Mapping[str, JSON],
        members: Sequence[JSON],
        shapes: Sequence[Shape],
        holder: Location | None = None,
    ) -> None:
        """Add discriminator values to their classes, and note unmatched values."""
        key = nodes.text(discriminator.get("propertyName"))
        meant: dict[int, tuple[str, ...]] = {}
        for values, shape in zip(discriminators.values_of_variants(discriminator, members), shapes, strict=True):
            if key and values and shape.kind == "class":
                meant[shape.class_id] = values
                values_by_key = self.classes[shape.class_id].discriminator_values
                values_by_key[key] = tuple(dict.fromkeys((*values_by_key.get(key, ()), *values)))
        self._unions.append((key, meant))
        if holder is not None:
            self.notices += discriminators.unmatched_values(discriminator, members, holder)

    def _name_of(self, member: JSON) -> str:
        node = as_mapping(member)
        return (
            discriminators.last_step(nodes.text(node.get("$ref"))) or nodes.text(node.get("title"))[:_MAX_TITLE_LENGTH]
        )
