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
class InlineName:
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
        _shapes: Shapes by the location of the schema; `None` while the schema is reduced.
        _by_title: Classes by the class name of the title, and the content.
        _unfilled: Classes whose attributes are not reduced yet.
        _unfolding: Locations and keywords of the unions whose members are being reduced, the outermost first.
        _unions: Key and values of the discriminator of each union so far; empty for a union without discriminator.
        _depth: Number of schemas with a location that are being reduced, each inside the one before.
        _by_parts: Shapes of attributes that several schemas declare, by the locations of their parts.
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
        siblings_apply = str(self.document.get("openapi")).startswith("3.1")
        self._composition = Composition(self.document, siblings_apply=siblings_apply)

    def shape(self, node: JSON, location: Location, name: InlineName) -> Shape:
        """Reduce a schema to a shape.

        Args:
            node: The schema, or a reference to a schema.
            location: Location of the node.
            name: Name for the class, if the schema is an inline object.

        Raises:
            BuildError: The schema contradicts itself, has an unsupported construct, or exceeds a limit.
        """
        if isinstance(node, bool):
            if node:
                return ANY
            raise BuildError(f"{pointer(location)}: a schema that allows no value at all is not supported")
        mapping = as_mapping(node)
        if "$ref" in mapping and (not self._composition.siblings_apply or not adds_to_reference(mapping)):
            self._note_ignored(node, location)
            reference = target(self.document, nodes.text(mapping["$ref"]))
            return self._cached_shape(node_at(self.document, reference), reference, name)
        return self._cached_shape(node, location, name)

    def finish(self) -> None:
        """Reduce the attributes of all classes, also of classes in attributes.

        Then drop ambiguous discriminator values. Both steps add lines to `notices`.

        Raises:
            BuildError: As for `shape`, for the schema of an attribute; or classes repeat too many attributes.
        """
        while self._unfilled:
            self._fill_class(self._unfilled.popleft())
        self.notices += discriminators.drop_ambiguous_values(self._unions, self.classes)

    def _cached_shape(self, node: JSON, location: Location, name: InlineName) -> Shape:
        """Reduce the schema of a location once; inside itself, it is `ANY`."""
        if location in self._shapes:
            earlier = self._shapes[location]
            if earlier is None:
                self.notices.append(f"{pointer(location)}: this schema contains itself; inside, it is read as any JSON")
            return ANY if earlier is None else earlier
        if len(self._shapes) > _MAX_SHAPES:
            raise BuildError(f"{pointer(location)}: the document has more than {_MAX_SHAPES:,} schemas")
        if self._depth >= _MAX_LEVELS:
            raise BuildError(f"{pointer(location)}: schemas are nested more than {_MAX_LEVELS} deep")
        self._shapes[location] = None
        self._depth += 1
        shape = self._shape_of_schema(as_mapping(node), location, name)
        self._depth -= 1
        self._shapes[location] = shape
        return shape

    def _shape_of_schema(self, node: dict[str, JSON], location: Location, name: InlineName) -> Shape:
        """Reduce a schema; one that only wraps a member of `allOf` is that member."""
        if "$dynamicRef" in node:
            raise BuildError(f"{pointer(location)}: $dynamicRef is not supported: write a $ref")
        inner = nodes.sequence(node.get("allOf"))
        members = [member for member in inner if schema_parts.has_type_keyword(as_mapping(member))]
        parts = self._composition.split((location, node))
        is_alias = "allOf" in node and "$ref" not in node and not is_refined(node) and len(members) == 1
        if is_alias and not any(location in heirs for heirs in self.heirs.values()):  # an heir is a separate class
            index = next(index for index, member in enumerate(inner) if member is members[0])
            shape = self.shape(members[0], (*location, "allOf", index), name)
        else:
            shape = self._shape_of_parts(parts, location, name)
        return with_null(shape, location) if schema_parts.is_nullable(node) else shape

    def _shape_of_parts(self, parts: Sequence[Part], location: Location, name: InlineName) -> Shape:
        """Reduce the parts of a schema together, for each member of a union."""
        for index, (part_location, part) in enumerate(parts):
            for keyword in ("oneOf", "anyOf"):
                members = nodes.sequence(part.get(keyword))
                variants = [
                    (number, member) for number, member in enumerate(members) if schema_parts.is_variant(member)
                ]
                if variants and (part_location, keyword) not in self._unfolding:
                    siblings = part_location, schema_parts.without_union(part, keyword)
                    other_parts = [*parts[:index], siblings, *parts[index + 1 :]]
                    if (level := len(self._unfolding)) > 0:
                        self._composition.count_partial_combination(parts, (*part_location, keyword), level)
                    self._unfolding.append((part_location, keyword))
                    try:
                        return self._shape_of_union(
                            (part_location, keyword), part, variants, other_parts, location, name
                        )
                    finally:
                        self._unfolding.pop()
        types = schema_parts.common_types(parts)
        values = schema_parts.enumerated_values(parts)
        error_location = parts[-1][0] if parts else location  # a combination of schemas has no location
        if values is not None:
            if not values:
                raise BuildError(
                    f"{pointer(error_location)}: no value satisfies this allOf: its enumerations share no value"
                )
            return enumeration(values, types, error_location)
        if not types:
            return ANY
        shape = union((self._shape_of_type(type_, parts, location, name) for type_ in types), error_location)
        return with_null(shape, error_location) if schema_parts.allow_null(parts) else shape

    def _shape_of_union(  # noqa: PLR0917 - all that `_shape_of_parts` knows
        self,
        holder: tuple[Location, str],
        part: Mapping[str, JSON],
        members: Sequence[tuple[int, JSON]],
        other_parts: Sequence[Part],
        location: Location,
        name: InlineName,
    ) -> Shape:
        """Make a union of `oneOf` or `anyOf`, whose siblings apply to each member."""
        holder_location, keyword = holder
        siblings = [sibling for sibling in other_parts if is_refined(sibling[1]) or "type" in sibling[1]]
        members, left_out = possible_members(
            self.document, holder, members, siblings, siblings=self._composition.siblings_apply
        )
        self.notices += left_out
        siblings = [sibling for sibling in siblings if is_refined(sibling[1])]
        shapes: list[Shape] = []
        for number, member in members:
            member_location = (*holder_location, keyword, number)
            member_words = discriminators.name_of_variant(member, _MAX_TITLE_LENGTH) or f"Option{number + 1}"
            member_name = InlineName(f"{name.text} {member_words}", name.parent)
            if siblings:
                member_parts = self._composition.split((member_location, as_mapping(member)))
                shape = self._shape_of_parts([*other_parts, *member_parts], (*location, keyword, number), member_name)
            else:
                typed = next((sibling["type"] for _, sibling in other_parts if "type" in sibling), None)
                node = {"type": typed, **as_mapping(member)} if typed and schema_parts.lacks_type(member) else member
                shape = self.shape(node, member_location, member_name)
            shapes.append(shape)
        discriminator, schemas = nodes.mapping(part.get("discriminator")), [member for _, member in members]
        self._unions.append(discriminators.add_values(discriminator, schemas, shapes, self.classes))
        self.notices += discriminators.unmatched_values(discriminator, schemas, holder_location)
        return union(shapes, (*holder_location, keyword))

    def _shape_of_type(self, type_: str, parts: Sequence[Part], location: Location, name: InlineName) -> Shape:
        """Reduce the parts of a schema for one of the types that they allow."""
        if type_ == "array":
            return self._shape_of_array(parts, location, name)
        if type_ == "object":
            return self._shape_of_object(parts, location, name)
        formats = [nodes.text(part.get("format")) for _, part in parts if "format" in part]
        shape = PLAIN.get(type_)
        if shape is None:
            raise BuildError(f"{pointer(location)}: {type_!r:.80} is not a type")
        return FORMATS.get(formats[-1], shape) if type_ == "string" and formats else shape

    def _shape_of_array(self, parts: Sequence[Part], location: Location, name: InlineName) -> Shape:
        """Make an array of the last `items`; of any values with `prefixItems`."""
        holders = [(part_location, part) for part_location, part in parts if "items" in part]
        if not holders or any("prefixItems" in part for _, part in parts):
            return container("array", ANY, location)
        part_location, part = holders[-1]
        item_name = InlineName(f"{name.text} Item", name.parent)
        return container("array", self.shape(part["items"], (*part_location, "items"), item_name), location)

    def _shape_of_object(self, parts: Sequence[Part], location: Location, name: InlineName) -> Shape:
        """Make a class, with its heirs; a map if no part has properties."""
        if not any(nodes.mapping(part.get("properties")) for _, part in parts):
            for part_location, part in reversed(parts):
                if isinstance(extra := part.get("additionalProperties"), dict):
                    value_name = InlineName(f"{name.text} Value", name.parent)
                    value = self.shape(extra, (*part_location, "additionalProperties"), value_name)
                    return container("map", value, location)
            return container("map", ANY, location)
        own = self._shape_of_class(parts, location, name)
        heirs = self.heirs.get(location, [])
        return self._with_heirs(own, location, heirs) if heirs else own

    def _with_heirs(self, own: Shape, location: Location, heirs: Sequence[Location]) -> Shape:
        """Make a union of a schema with a discriminator and its heirs."""
        # The schema itself is a member, for a value that means no heir or fits the schema as well as any heir.
        shapes = [own]
        shapes += [self._cached_shape(node_at(self.document, heir), heir, InlineName(str(heir[-1]))) for heir in heirs]
        members: list[JSON] = [{"$ref": pointer(member)} for member in (location, *heirs)]
        discriminator = nodes.mapping(nodes.mapping(node_at(self.document, location)).get("discriminator"))
        self._unions.append(discriminators.add_values(discriminator, members, shapes, self.classes))
        return union(shapes, location)

    def _shape_of_class(self, parts: Sequence[Part], location: Location, name: InlineName) -> Shape:
        """Make a class, or return the class with the same title and content."""
        schema = parts[-1][1]
        own_title = nodes.text(schema.get("title")) if parts[-1][0] == location else ""
        named = location[:2] == nodes.SCHEMAS and len(location) == len(nodes.SCHEMAS) + 1
        title = own_title if 0 < len(own_title) <= _MAX_TITLE_LENGTH else ""
        key = (class_name(title), json.dumps([part for _, part in parts], sort_keys=True)) if title else None
        if key in self._by_title:
            object_class = self._by_title[key]
            object_class.location = min(object_class.location, location, key=lambda each: (len(each), pointer(each)))
            return Shape("class", class_id=object_class.number)
        object_class = ObjectClass(
            number=len(self.classes),
            location=location,
            parts=list(parts),
            schema=schema,
            wanted=title or (str(location[-1]) if named else name.text),
            parent=None if title or named else name.parent,
        )
        self.classes.append(object_class)
        self._unfilled.append(object_class)
        if key is not None:
            self._by_title[key] = object_class
        return Shape("class", class_id=object_class.number)

    def _fill_class(self, object_class: ObjectClass) -> None:
        """Add the attributes of a class, and the shape of its further keys."""
        entries: dict[str, list[tuple[Location, Location, JSON]]] = {}
        required: set[str] = set()
        for part_location, part in object_class.parts:
            for key, node in nodes.mapping(part.get("properties")).items():
                entries.setdefault(key, []).append(((*part_location, "properties", key), part_location, node))
            required |= {nodes.text(key) for key in nodes.sequence(part.get("required"))}
            extra = part.get("additionalProperties")
            if isinstance(extra, dict) or extra is True:
                object_class.open = True
                name = InlineName("Extra", object_class.number)
                object_class.extra = self.shape(extra, (*part_location, "additionalProperties"), name)
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
            shape = self._shape_of_attribute(declared, InlineName(key, object_class.number))
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

    def _shape_of_attribute(self, declared: Sequence[tuple[Location, Location, JSON]], name: InlineName) -> Shape:
        """Reduce an attribute, which several parts of a class may declare."""
        typed = [(location, node) for location, _, node in declared if schema_parts.limits_type(node)]
        if not typed:
            return ANY
        for location, node in typed:
            self._note_ignored(node, location)
        whole, parts = self._composition.compose_attribute(typed)
        if whole is not None:
            return self.shape(whole[1], whole[0], name)
        locations = frozenset(location for location, _ in parts)
        if locations not in self._by_parts:
            self._by_parts[locations] = self._shape_of_parts(parts, (*typed[-1][0], "allOf"), name)
        return self._by_parts[locations]

    def _note_ignored(self, node: JSON, location: Location) -> None:
        """Add a notice on the siblings of a `$ref` that OpenAPI 3.0 ignores."""
        ignored = schema_parts.ignored_beside_reference(node) if isinstance(node, dict) and "$ref" in node else []
        if ignored and not self._composition.siblings_apply:
            self.notices.append(f"{pointer(location)}: beside a $ref, OpenAPI 3.0 ignores {', '.join(ignored)}")
