"""Composition: the schemas of an object or an attribute, each once.

Documents repeat themselves: in a family of schemas, each declares its base's attribute anew, with a schema that
includes the base's. Therefore each target of a reference is split into its parts once, and a schema that another one
includes is not counted beside it.
"""

from collections.abc import Iterable, Sequence

import attrs

from codegen.document import nodes
from codegen.document.load import JSON, Location
from codegen.document.merged_schemas import merged
from codegen.document.refs import adds_to_reference, pointer
from codegen.errors import BuildError
from codegen.plan.lowering import schema_parts as apart
from codegen.plan.lowering.schema_parts import Part

_MOST_REPEATED = 100_000
_MOST_COMBINED = 300_000
_DEEPEST_UNIONS = 100


@attrs.define
class Composition:
    """Finds the parts of the schemas in one document, with a cache.

    Attributes:
        document: The patched document.
        siblings: Whether keys beside a `$ref` count, as they do from OpenAPI 3.1 on.
    """

    document: dict[str, JSON]
    siblings: bool
    _targets: dict[str, Part] = attrs.field(factory=dict[str, Part], init=False)
    _parts: dict[Location, dict[Location, dict[str, JSON]]] = attrs.field(
        factory=dict[Location, "dict[Location, dict[str, JSON]]"], init=False
    )
    _merged: dict[str, dict[str, JSON]] = attrs.field(factory=dict[str, "dict[str, JSON]"], init=False)
    _attributes: set[Location] = attrs.field(factory=set[Location], init=False)
    _repeated: int = attrs.field(default=0, init=False)
    _combined: int = attrs.field(default=0, init=False)

    def taken_apart(self, part: Part) -> list[Part]:
        """List the schemas that make up a schema, itself last."""
        return apart.taken_apart(self.document, part, siblings=self.siblings)

    def covering(self, declared: Sequence[tuple[Location, JSON]]) -> tuple[tuple[Location, JSON] | None, list[Part]]:
        """Compose the schemas that several classes declare for one attribute.

        Args:
            declared: The schemas with their locations, that of the class itself last.

        Returns:
            The schema that includes all others, with its location, and no parts; or `None`, and the parts of all
            schemas, each after those that it includes.
        """
        by_target = {self._target(*part)[0]: part for part in declared}
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

    def texts(self, declared: Iterable[JSON]) -> dict[str, JSON]:
        """Merge the schemas of one attribute, for text and `x-` keys.

        Keys of later schemas win.
        """
        together: dict[str, JSON] = {}
        for node in declared:
            together |= self._merged_once(node)
        return together

    def count_attributes(self, declared: Iterable[Location], location: Location) -> None:
        """Refuse a document that repeats too many attributes.

        Args:
            declared: Locations of the schemas of a class's attributes.
            location: Location of the schema of the class.

        Raises:
            BuildError: The classes so far have more than 100,000 attributes copied from shared schemas.
        """
        for attribute in declared:
            self._repeated += attribute in self._attributes
            self._attributes.add(attribute)
        if self._repeated > _MOST_REPEATED:
            raise BuildError(
                f"{pointer(location)}: with this schema, models repeat more than {_MOST_REPEATED:,} attributes of "
                "schemas that they are composed of"
            )

    def count_combination(self, parts: Sequence[Part], location: Location, level: int) -> None:
        """Refuse a document whose unions combine in too many ways.

        Args:
            parts: The schemas of one combination.
            location: Location in the document.
            level: Depth of nested unions at which the combination is made.

        Raises:
            BuildError: The combinations so far are made of more than 300,000 schemas, or unions are nested more than
                100 deep.
        """
        self._combined += len(parts)
        if self._combined > _MOST_COMBINED or level > _DEEPEST_UNIONS:
            raise BuildError(
                f"{pointer(location)}: unions that combine with each other in too many ways: more than "
                f"{_MOST_COMBINED:,} schemas in all, or nested more than {_DEEPEST_UNIONS} deep"
            )

    def _target(self, location: Location, node: JSON) -> Part:
        reference = node.get("$ref") if isinstance(node, dict) else None
        if not isinstance(reference, str) or (self.siblings and adds_to_reference(apart.as_mapping(node))):
            return location, apart.as_mapping(node)
        if reference not in self._targets:
            self._targets[reference] = apart.located(self.document, node, location)
        return self._targets[reference]

    def _parts_of(self, part: tuple[Location, JSON]) -> dict[Location, dict[str, JSON]]:
        target = self._target(*part)
        if target[0] not in self._parts:
            self._parts[target[0]] = dict(self.taken_apart(target))
        return self._parts[target[0]]

    def _merged_once(self, node: JSON) -> dict[str, JSON]:
        reference = nodes.text(node["$ref"]) if isinstance(node, dict) and len(node) == 1 and "$ref" in node else ""
        if not reference:
            return merged(self.document, node)
        if reference not in self._merged:
            self._merged[reference] = merged(self.document, node)
        return self._merged[reference]
