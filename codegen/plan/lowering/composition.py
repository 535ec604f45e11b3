"""Which parts of a schema and its `allOf` are combined, within limits.

Documents repeat themselves: schemas with the same base often declare an attribute of the base again. The new
declaration refers to the base's declaration of the attribute by `$ref`, and adds to it. Therefore each target of a
reference is split into its parts only once, and a schema that another schema includes is not listed a second time.
"""

from collections.abc import Iterable, Sequence

import attrs

from codegen.document import nodes
from codegen.document.load import JSON, Location
from codegen.document.merged_schemas import merge
from codegen.document.refs import adds_to_reference, pointer
from codegen.errors import BuildError
from codegen.plan.lowering import schema_parts
from codegen.plan.lowering.schema_parts import Part

_MAX_REPEATED = 100_000  # attributes that a class repeats, because another class includes the same schema
_MAX_COMBINED = 300_000  # schemas in all combinations of unions
_MAX_UNION_DEPTH = 100  # unions inside of each other


@attrs.define
class Composition:
    """Finds the parts of the schemas of a document, with a cache.

    Attributes:
        document: The patched document.
        siblings_apply: Whether siblings of a `$ref` have a meaning, as they do from OpenAPI 3.1 on.
        _targets: Targets of references, by the text of the `$ref`.
        _parts: For each schema, by its location: its parts by their locations.
        _merged: Merged schemas, by the text of the `$ref` that refers to them.
        _attributes: Locations of the attributes of all classes so far.
        _repeated: Number of attributes that were counted although `_attributes` has their location already.
        _combined: Number of parts in all partial combinations so far.
    """

    document: dict[str, JSON]
    siblings_apply: bool
    _targets: dict[str, Part] = attrs.field(factory=dict[str, Part], init=False)
    _parts: dict[Location, dict[Location, dict[str, JSON]]] = attrs.field(
        factory=dict[Location, "dict[Location, dict[str, JSON]]"], init=False
    )
    _merged: dict[str, dict[str, JSON]] = attrs.field(factory=dict[str, "dict[str, JSON]"], init=False)
    _attributes: set[Location] = attrs.field(factory=set[Location], init=False)
    _repeated: int = attrs.field(default=0, init=False)
    _combined: int = attrs.field(default=0, init=False)

    def split(self, part: Part) -> list[Part]:
        """List the schemas that make up a schema; see `schema_parts.split`."""
        return schema_parts.split(self.document, part, siblings=self.siblings_apply)

    def compose_attribute(
        self, declared: Sequence[tuple[Location, JSON]]
    ) -> tuple[tuple[Location, JSON] | None, list[Part]]:
        """Combine the schemas that the parts of a class declare for one attribute.

        Args:
            declared: The schemas with their locations. The schema that the class itself declares comes last.

        Returns:
            If one of the schemas includes all others: this schema with its location, and an empty list. Otherwise:
            `None`, and the parts of all schemas, each after the parts that it includes.

        Raises:
            BuildError: A schema includes itself, or more than 500 schemas; or a `$ref` does not resolve.
        """
        by_target = {self._target_part(*part)[0]: part for part in declared}
        kept: list[dict[Location, dict[str, JSON]]] = []
        covered: set[Location] = set()
        for location, part in reversed(by_target.items()):
            if location not in covered:
                kept.append(self._parts_of(part))
                covered |= kept[-1].keys()
        for part in by_target.values():
            if len(self._parts_of(part)) == len(covered):
                return part, []
        together = {location: node for parts in reversed(kept) for location, node in parts.items()}
        return None, [*together.items()]

    def merge_texts(self, declared: Iterable[JSON]) -> dict[str, JSON]:
        """Merge the schemas of an attribute, for its text and its `x-` keys.

        Args:
            declared: The schemas; the keys of later schemas win.

        Returns:
            A new mapping.
        """
        together: dict[str, JSON] = {}
        for node in declared:
            together |= self._merge_once(node)
        return together

    def count_attributes(self, declared: Iterable[Location], location: Location) -> None:
        """Count the attributes of a class, and refuse too many repetitions.

        Args:
            declared: Locations of the schemas of the class's attributes.
            location: Location of the schema of the class.

        Raises:
            BuildError: The classes so far repeat more than 100,000 declarations of attributes.
        """
        for attribute in declared:
            self._repeated += attribute in self._attributes
            self._attributes.add(attribute)
        if self._repeated > _MAX_REPEATED:
            raise BuildError(
                f"{pointer(location)}: with this schema, models repeat more than {_MAX_REPEATED:,} attributes of "
                "schemas that they are composed of"
            )

    def count_partial_combination(self, parts: Sequence[Part], location: Location, level: int) -> None:
        """Count combined parts, and refuse too many combinations of unions.

        If several unions apply to a value, the caller combines each member of the first union with each member of the
        second, and so on. The caller calls this function each time before it goes through the members of a union that
        is inside or beside another union.

        Args:
            parts: The parts that are combined so far: the members chosen from the earlier unions, this union, and the
                further parts of the schema.
            location: Location of this union, for the error.
            level: Number of earlier unions.

        Raises:
            BuildError: The sum of the parts of all calls so far is more than 300,000, or `level` is more than 100.
        """
        self._combined += len(parts)
        if self._combined > _MAX_COMBINED:
            raise BuildError(
                f"{pointer(location)}: the combinations of members of unions have more than {_MAX_COMBINED:,} schemas"
            )
        if level > _MAX_UNION_DEPTH:
            raise BuildError(f"{pointer(location)}: unions are nested more than {_MAX_UNION_DEPTH} deep")

    def _target_part(self, location: Location, node: JSON) -> Part:
        """Follow the `$ref` of a schema, unless siblings change its shape."""
        reference = node.get("$ref") if isinstance(node, dict) else None
        if not isinstance(reference, str) or (self.siblings_apply and adds_to_reference(schema_parts.as_mapping(node))):
            return location, schema_parts.as_mapping(node)
        if reference not in self._targets:
            self._targets[reference] = schema_parts.locate(self.document, node, location)
        return self._targets[reference]

    def _parts_of(self, part: tuple[Location, JSON]) -> dict[Location, dict[str, JSON]]:
        """Return the parts of a schema by their locations, from the cache."""
        target = self._target_part(*part)
        if target[0] not in self._parts:
            self._parts[target[0]] = dict(self.split(target))
        return self._parts[target[0]]

    def _merge_once(self, node: JSON) -> dict[str, JSON]:
        """Merge a schema; from the cache if it only consists of a `$ref`."""
        reference = nodes.text(node["$ref"]) if isinstance(node, dict) and len(node) == 1 and "$ref" in node else ""
        if not reference:
            return merge(self.document, node)
        if reference not in self._merged:
            self._merged[reference] = merge(self.document, node)
        return self._merged[reference]
