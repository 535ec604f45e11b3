"""Shapes: the sets of values that they stand for, and their unions."""

from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

import attrs

from codegen.document.load import JSON, Location
from codegen.document.refs import pointer
from codegen.errors import BuildError

Kind: TypeAlias = Literal[
    "any",
    "null",
    "string",
    "date",
    "date-time",
    "integer",
    "number",
    "boolean",
    "enum",
    "array",
    "map",
    "union",
    "class",
]
_PLAIN: dict[str, dict[str, JSON]] = {
    "any": {},
    "null": {"type": "null"},
    "string": {"type": "string"},
    "date": {"type": "string", "format": "date"},
    "date-time": {"type": "string", "format": "date-time"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
}
_MAX_SIZE = 300  # shapes in a shape, itself included


@attrs.frozen
class Shape:
    """The set of values that a schema allows, as far as types express it.

    Attributes:
        kind: Kind of the shape. A string with a format is a plain string, except for the formats of `formats.py`.
        members: The item of an array, the value of a map, or the members of a union; empty for other kinds.
        values: The values of an enumeration, which are strings or integers; empty for other kinds.
        class_id: Number of the class of an object; -1 for other kinds.
        size: Number of nested shapes, itself included.
    """

    kind: Kind
    members: tuple["Shape", ...] = ()
    values: tuple[str, ...] | tuple[int, ...] = ()
    class_id: int = -1
    size: int = attrs.field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "size", 1 + sum(member.size for member in self.members))

    @property
    def nullable(self) -> bool:
        """Whether null is allowed."""
        return self.kind in {"any", "null"} or (self.kind == "union" and NULL in self.members)

    @property
    def without_null(self) -> "Shape":
        """The shape without the member null of a union.

        All other shapes, also `NULL` and `ANY`, stay as they are.
        """
        if self.kind != "union":
            return self
        members = tuple(member for member in self.members if member.kind != "null")
        return members[0] if len(members) == 1 else Shape("union", members)

    @property
    def listed_values(self) -> tuple[str | int, ...]:
        """The values of all enumerations in the shape, in document order."""
        return (*self.values, *(value for member in self.members for value in member.listed_values))

    @property
    def without_inner_null(self) -> "Shape":
        """The shape without null as an item of a list or a value of a map.

        Text cannot express this null. Lists and maps inside of lists and maps stay as they are.
        """
        if self.kind in {"array", "map"}:
            return Shape(self.kind, (self.members[0].without_null,))
        return (
            Shape(self.kind, tuple(member.without_inner_null for member in self.members))
            if self.kind == "union"
            else self
        )

    def to_schema(self, names: Mapping[int, str]) -> dict[str, JSON]:
        """Write the shape as a schema of OpenAPI 3.1.

        Args:
            names: Names of the classes by number.

        Returns:
            A schema that states types only, without descriptions, defaults and limits.
        """
        match self.kind:
            case "class":
                return {"$ref": f"#/components/schemas/{names[self.class_id]}"}
            case "enum":
                return {"type": "string" if isinstance(self.values[0], str) else "integer", "enum": [*self.values]}
            case "array":
                return {"type": "array", "items": self.members[0].to_schema(names)}
            case "map":
                return {"type": "object", "additionalProperties": self.members[0].to_schema(names)}
            case "union":
                return {"anyOf": [member.to_schema(names) for member in self.members]}
            case _:
                return dict(_PLAIN[self.kind])


ANY = Shape("any")
NULL = Shape("null")
PLAIN: Mapping[str, Shape] = {
    "string": Shape("string"),
    "integer": Shape("integer"),
    "number": Shape("number"),
    "boolean": Shape("boolean"),
    "null": NULL,
}
"""Shapes of the types whose values contain no other values."""


def container(kind: Literal["array", "map"], member: Shape, location: Location) -> Shape:
    """Make the shape of an array or a map.

    Args:
        kind: `array` or `map`.
        member: Shape of the items of the array, or of the values of the map.
        location: Location of the schema, for errors.

    Raises:
        BuildError: The `size` of the shape would be more than 300.
    """
    return _check_size(Shape(kind, (member,)), location)


def union(members: Iterable[Shape], location: Location) -> Shape:
    """Make the shape of a union, with each member once and null last.

    Args:
        members: Shapes of the members, at least one.
        location: Location of the schema, for errors.

    Returns:
        The union. Members of inner unions are members of the union. An enumeration is left out beside the plain type of
        its values, and enumerations of the same type are joined. If a member is `ANY`, the result is `ANY`; if only one
        member is left, the result is that member.

    Raises:
        BuildError: The `size` of the shape would be more than 300.
    """
    flat = [inner for member in members for inner in (member.members if member.kind == "union" else (member,))]
    if any(member.kind == "any" for member in flat):
        return ANY
    plain = {member.kind for member in flat}
    remaining = [member for member in flat if not (member.kind == "enum" and _value_kind(member) in plain)]
    remaining = sorted(dict.fromkeys(_join_enums(remaining)), key=lambda member: member.kind == "null")
    return remaining[0] if len(remaining) == 1 else _check_size(Shape("union", tuple(remaining)), location)


def with_null(shape: Shape, location: Location) -> Shape:
    """Add null to a shape that does not allow it; raise as `union` does."""
    return shape if shape.nullable else union((shape, NULL), location)


def _value_kind(enum: Shape) -> str:
    return "string" if isinstance(enum.values[0], str) else "integer"


def _join_enums(members: list[Shape]) -> list[Shape]:
    """Join the enumerations of strings, and the enumerations of integers.

    Each enumeration is replaced by the joined enumeration of its type, which is therefore repeated.
    """
    texts = [value for member in members for value in member.values if isinstance(value, str)]
    numbers = [value for member in members for value in member.values if isinstance(value, int)]
    joined: list[Shape] = []
    for member in members:
        if member.kind != "enum":
            joined.append(member)
        elif _value_kind(member) == "string":
            joined.append(Shape("enum", values=tuple(dict.fromkeys(texts))))
        else:
            joined.append(Shape("enum", values=tuple(dict.fromkeys(numbers))))
    return joined


def _check_size(shape: Shape, location: Location) -> Shape:
    """Return a shape, and refuse it if it has too many parts."""
    if shape.size > _MAX_SIZE:
        raise BuildError(f"{pointer(location)}: a type of more than {_MAX_SIZE} parts: give its parts names")
    return shape
