"""Reads discriminators: which value means which variant of a union."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from codegen.document import nodes
from codegen.document.load import JSON, Location
from codegen.document.refs import pointer
from codegen.plan.lowering.classes import ObjectClass
from codegen.plan.lowering.schema_parts import as_mapping, split
from codegen.plan.lowering.shapes import Shape

Union: TypeAlias = tuple[str, dict[int, tuple[str, ...]]]
"""The key of a discriminator, and the values that mean each class, by the number of the class."""


def values_of_variants(discriminator: Mapping[str, JSON], members: Sequence[JSON]) -> list[tuple[str, ...]]:
    """List the discriminator values of each variant.

    Args:
        discriminator: The discriminator object (`propertyName`, `mapping`).
        members: The variants. A variant without a `$ref` has no value (OpenAPI 3.0.3, Discriminator Object).

    Returns:
        For each variant: its values in the mapping; if the mapping has none, the name of the variant's component. Empty
        for a variant without a `$ref`.
    """
    mapping = {value: nodes.text(schema) for value, schema in nodes.mapping(discriminator.get("mapping")).items()}
    names_of_members: list[tuple[str, ...]] = []
    for member in members:
        reference = nodes.text(as_mapping(member).get("$ref"))
        name = last_step(reference)
        mapped = tuple(value for value, schema in mapping.items() if schema in {reference, name})
        names_of_members.append((mapped or (name,)) if reference else ())
    return names_of_members


def unmatched_values(discriminator: Mapping[str, JSON], members: Sequence[JSON], location: Location) -> Iterator[str]:
    """Find the values of a mapping that mean none of the variants.

    Args:
        discriminator: The discriminator object (`propertyName`, `mapping`).
        members: The variants: the schemas of the `oneOf` or `anyOf`.
        location: Location of the schema that has the discriminator.

    Yields:
        A notice for each value.
    """
    references = {nodes.text(as_mapping(member).get("$ref")) for member in members}
    mentioned = references | {last_step(reference) for reference in references}
    for value, schema in nodes.mapping(discriminator.get("mapping")).items():
        if schema not in mentioned:
            value_pointer = pointer((*location, "discriminator", "mapping", value))
            yield f"{value_pointer}: {schema!r:.80} is none of the variants; the value is not read"


def drop_ambiguous_values(unions: Sequence[Union], classes: Sequence[ObjectClass]) -> list[str]:
    """Drop discriminator values with different meanings in two unions.

    A class has one set of discriminator values, which applies to every union that contains the class. A value is
    ambiguous if two unions contain a class A, and the value means A in one of them, and a class B in the other. Such a
    value is dropped from all classes that have it under the same key. Then the other keys of an object decide which
    class the object belongs to.

    Args:
        unions: The unions with a discriminator.
        classes: All classes, whose `discriminator_values` are changed.

    Returns:
        A notice for each dropped value.
    """
    dropped: dict[tuple[str, str], None] = {}
    for key, values_by_class in unions:
        for number, values_of_class in values_by_class.items():
            values_of_others = {value for other, each in values_by_class.items() if other != number for value in each}
            from_other_unions = [
                value for value in classes[number].discriminator_values.get(key, ()) if value not in values_of_class
            ]
            dropped |= dict.fromkeys((key, value) for value in from_other_unions if value in values_of_others)
    notices: list[str] = []
    for key, value in dropped:
        holders = [each for each in classes if value in each.discriminator_values.get(key, ())]
        for each in holders:
            each.discriminator_values[key] = tuple(other for other in each.discriminator_values[key] if other != value)
        location = pointer(holders[0].location)
        notices.append(f"{location}: {key} {value!r:.80} means different schemas in different unions; it is not read")
    return notices


def find_heirs(document: dict[str, JSON]) -> dict[Location, list[Location]]:
    """Find the heirs of each schema that has a discriminator.

    An heir of a schema is a named schema that includes the schema by `allOf`, also through other schemas. A schema that
    is a union itself has no heirs.

    Args:
        document: The whole document.

    Returns:
        The locations of the heirs, in alphabetical order, by the location of the schema with the discriminator. Schemas
        without heirs are left out.

    Raises:
        BuildError: A schema includes itself, or more than 500 schemas; or a `$ref` does not resolve.
    """
    by_base: dict[Location, list[Location]] = {}
    schemas = nodes.components(document, "schemas")
    for name, node in sorted(schemas.items()):
        location = (*nodes.SCHEMAS, name)
        if "allOf" in as_mapping(node):
            for base, part in split(document, (location, as_mapping(node)), siblings=True):
                if base != location and "discriminator" in part and not {"oneOf", "anyOf"} & part.keys():
                    by_base.setdefault(base, []).append(location)
    return by_base


def add_values(
    discriminator: Mapping[str, JSON], members: Sequence[JSON], shapes: Sequence[Shape], classes: Sequence[ObjectClass]
) -> Union:
    """Add the values of a discriminator to the classes that they mean.

    Args:
        discriminator: The discriminator object; an empty mapping adds nothing.
        members: The variants.
        shapes: The shapes of the variants. A variant that is not a class gets no values.
        classes: All classes, whose `discriminator_values` are changed.

    Returns:
        The key of the discriminator, and the added values by the numbers of the classes.
    """
    key = nodes.text(discriminator.get("propertyName"))
    values_by_class: dict[int, tuple[str, ...]] = {}
    for values, shape in zip(values_of_variants(discriminator, members), shapes, strict=True):
        if key and values and shape.kind == "class":
            values_by_class[shape.class_id] = values
            values_by_key = classes[shape.class_id].discriminator_values
            values_by_key[key] = tuple(dict.fromkeys((*values_by_key.get(key, ()), *values)))
    return key, values_by_class


def name_of_variant(member: JSON, max_title_length: int) -> str:
    """Return the name of a variant's component, or its title, cut.

    The text is empty for a variant that has neither.
    """
    node = as_mapping(member)
    return last_step(nodes.text(node.get("$ref"))) or nodes.text(node.get("title"))[:max_title_length]


def last_step(reference: str) -> str:
    """Return the last step of a reference, which is a component's name.

    The text is empty for an empty reference.
    """
    return reference.rpartition("/")[2] if reference else ""
