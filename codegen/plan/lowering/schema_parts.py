"""Splits schemas into parts: `$ref`, members of `allOf`, and siblings."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from codegen.document import nodes
from codegen.document.load import JSON, Location
from codegen.document.refs import node_at, pointer, target
from codegen.errors import BuildError

Part: TypeAlias = tuple[Location, dict[str, JSON]]

_STRUCTURE = frozenset(
    {"$ref", "allOf", "oneOf", "anyOf", "properties", "required", "additionalProperties", "items", "enum", "const"}
)
_SILENT_BESIDE_REF = frozenset({"$ref", "description", "summary", "title", "example", "deprecated", "externalDocs"})
_MAX_PARTS = 500  # schemas that make up a schema


def as_mapping(schema: JSON) -> dict[str, JSON]:
    """Return a schema as a mapping, even if it is a boolean.

    `true` becomes a schema that allows any value, `false` a schema that allows none.
    """
    if isinstance(schema, bool):
        return {} if schema else {"enum": []}
    return nodes.mapping(schema)


def has_type_keyword(node: Mapping[str, JSON]) -> bool:
    """Return whether a schema has a keyword that the lowering reads as a type.

    These are `type`, `format` and the keywords of `_STRUCTURE`, such as `$ref`, `enum` and `required`. Limits such as
    `maxLength` and annotations such as `title` are not among them.
    """
    return bool(_STRUCTURE & node.keys()) or "type" in node or "format" in node


def is_refined(node: Mapping[str, JSON]) -> bool:
    """Return whether siblings of an `allOf` or `$ref` change the shape.

    The keyword `type` is not considered, because it usually repeats the type of the target. In contrast to
    `refs.adds_to_reference`, `allOf` and `discriminator` are not considered either.
    """
    return bool((_STRUCTURE - {"$ref", "allOf"}) & node.keys())


def ignored_beside_reference(node: Mapping[str, JSON]) -> list[str]:
    """List the siblings of a `$ref` that OpenAPI 3.0 ignores.

    Annotations such as `description`, which change no value, are not listed, and neither are `x-` keys.
    """
    return sorted(key for key in node.keys() - _SILENT_BESIDE_REF if not key.startswith("x-"))


def locate(document: dict[str, JSON], node: JSON, location: Location) -> Part:
    """Follow the `$ref` of a schema to its target.

    Args:
        document: The whole document.
        node: The schema, or a reference to a schema.
        location: Location of the node.

    Returns:
        The location of the schema, and the schema.

    Raises:
        UnresolvedReferenceError: The `$ref` does not resolve.
    """
    reference = node.get("$ref") if isinstance(node, dict) else None
    if isinstance(reference, str):
        location = target(document, reference)
        node = node_at(document, location)
    return location, as_mapping(node)


def split(document: dict[str, JSON], part: Part, *, siblings: bool) -> list[Part]:
    """List the schemas that make up a schema.

    They are the target of its `$ref`, the members of its `allOf`, and the schema itself.

    Args:
        document: The whole document.
        part: The schema and its location.
        siblings: Whether siblings of a `$ref` have a meaning, as they do from OpenAPI 3.1 on.

    Returns:
        The parts, without their `allOf` and `$ref`. A part follows the parts that it includes. The schema itself comes
        last, unless it has a `$ref` whose siblings have no meaning.

    Raises:
        BuildError: A schema includes itself, or consists of more than 500 schemas, or a `$ref` does not resolve.
    """
    parts: dict[Location, dict[str, JSON]] = {}

    def visit(location: Location, node: dict[str, JSON], outer: tuple[Location, ...]) -> None:
        if location in outer:
            raise BuildError(f"{pointer(location)}: an allOf that includes itself")
        if location in parts:
            return
        if max(len(parts), len(outer)) >= _MAX_PARTS:
            raise BuildError(f"{pointer(location)}: an allOf of more than {_MAX_PARTS} schemas")
        if "$ref" in node:
            visit(*locate(document, node, location), (*outer, location))
        if "$ref" not in node or siblings:
            for index, member in enumerate(nodes.sequence(node.get("allOf"))):
                visit((*location, "allOf", index), as_mapping(member), (*outer, location))
            parts[location] = {key: value for key, value in node.items() if key not in {"$ref", "allOf"}}

    visit(*part, ())
    return list(parts.items())


def common_types(parts: Sequence[Part]) -> tuple[str, ...]:
    """Return the types that all parts of a schema allow.

    Args:
        parts: The parts of the schema.

    Returns:
        Names of types, without null unless null is the only type. If a part allows `number` and another `integer`,
        `integer` is among them. A part without the keyword `type` states `object` or `array` by a keyword such as
        `properties` or `items`. Empty if no part states a type.

    Raises:
        BuildError: The parts contradict each other.
    """
    allowed: set[str] | None = None
    for location, node in parts:
        names = _stated_types(node)
        if not names:
            continue
        if allowed is None:
            allowed = names
            continue
        both = allowed & names
        if any("integer" in first and "number" in second for first, second in ((allowed, names), (names, allowed))):
            both |= {"integer"}
        if not both:
            stated = " and ".join(sorted(allowed | names))
            raise BuildError(
                f"{pointer(location)}: no value satisfies this allOf: it requires {stated} at the same time"
            )
        allowed = both
    allowed = allowed or set()
    return tuple(sorted(allowed - {"null"} or allowed))


def allow_null(parts: Sequence[Part]) -> bool:
    """Return whether parts state types, and all of these allow null."""
    stated = [node for _, node in parts if "type" in node]
    return bool(stated) and all("null" in _stated_types(node) for node in stated)


def possible_members(
    document: dict[str, JSON],
    union: tuple[Location, str],
    members: Sequence[tuple[int, JSON]],
    union_siblings: Sequence[Part],
    *,
    siblings: bool,
) -> tuple[Sequence[tuple[int, JSON]], list[str]]:
    """Leave out the members of a union that contradict its siblings.

    Args:
        document: The whole document.
        union: Location of the schema with the union, and its keyword, `oneOf` or `anyOf`.
        members: The members of the union, each with its index.
        union_siblings: The siblings of the union, which apply to every member.
        siblings: Whether siblings of a `$ref` have a meaning, as for `split`.

    Returns:
        The members that a value can match, and a notice for each other member. If none remains: all members, and no
            notices.

    Raises:
        BuildError: A member includes itself, or more than 500 schemas; or a `$ref` does not resolve.
    """
    possible: list[tuple[int, JSON]] = []
    notices: list[str] = []
    for number, member in members:
        location = (*union[0], union[1], number)
        own = split(document, (location, as_mapping(member)), siblings=siblings)
        if _is_possible([*union_siblings, *own]):
            possible.append((number, member))
        else:
            notices.append(f"{pointer(location)}: no value satisfies both this and its siblings; it is left out")
    return (possible, notices) if possible else (members, [])


def _is_possible(parts: Sequence[Part]) -> bool:
    """Return whether parts share a type, and a value of their enumerations."""
    try:
        common_types(parts)
    except BuildError:
        return False
    return enumerated_values(parts) != []


def _stated_types(node: Mapping[str, JSON]) -> set[str]:
    """Return the types that a part states; empty if it states none."""
    declared = node.get("type")
    names = {str(name) for name in (declared if isinstance(declared, list) else [declared]) if name is not None}
    if names:
        return names | {"null"} if is_nullable(node) else names
    if {"properties", "additionalProperties", "patternProperties", "required"} & node.keys():
        return {"object"}
    return {"array"} if {"items", "prefixItems"} & node.keys() else set()


def is_nullable(node: Mapping[str, JSON]) -> bool:
    """Return whether a schema explicitly allows null besides other values."""
    types = node.get("type")
    return node.get("nullable") is True or (isinstance(types, list) and "null" in types and len(types) > 1)


def is_variant(member: JSON) -> bool:
    """Return whether a member of a union adds a type to the union.

    A member whose only keys are `required`, `not`, `title` and `description` adds none, as in `{"required": ["name"]}`.
    A boolean and `{}`, which has no keys, are variants.
    """
    node = as_mapping(member) if not isinstance(member, bool) else {}
    return isinstance(member, bool) or not (node.keys() and node.keys() <= {"required", "not", "description", "title"})


def lacks_type(member: JSON) -> bool:
    """Return whether a member of a union states no type.

    For example, `{"maxLength": 5}` states none: the siblings of the union state the type.
    """
    node = as_mapping(member)
    return not ({"type", "$ref", "allOf", "oneOf", "anyOf", "enum", "const", "properties", "items"} & node.keys())


def limits_type(node: JSON) -> bool:
    """Return whether a schema is a boolean, or limits the types of values."""
    return isinstance(node, bool) or has_type_keyword(as_mapping(node))


def without_union(part: dict[str, JSON], keyword: str) -> dict[str, JSON]:
    """Remove a union and its discriminator from a schema."""
    return {key: value for key, value in part.items() if key not in {keyword, "discriminator"}}


def enumerated_values(parts: Sequence[Part]) -> list[JSON] | None:
    """List the values that every enumeration among the parts contains.

    A `const` is an enumeration of a single value.

    Returns:
        The values; `None` if no part is an enumeration.
    """
    allowed: list[JSON] | None = None
    for _, part in parts:
        values = [part["const"]] if "const" in part else part.get("enum")
        if isinstance(values, list):
            allowed = values if allowed is None else [value for value in allowed if value in values]
    return allowed


def kind_of(value: JSON) -> str:
    """Return the name of the type of a JSON value that is not null."""
    if isinstance(value, bool):
        return "boolean"
    kinds: tuple[tuple[type, str], ...] = ((int, "integer"), (float, "number"), (str, "string"), (list, "array"))
    return next((name for kind, name in kinds if isinstance(value, kind)), "object")
