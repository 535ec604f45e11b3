"""The schema of a model, and the signal of a schema mismatch."""

from collections.abc import Iterable

import attrs


class SchemaMismatch(Exception):  # noqa: N818 - not an error: only the lenient decoder sees it
    """The signal of the fast decoder that a value does not match the schema.

    The lenient decoder takes over then.
    """


class NameSets(dict[int, frozenset[str]]):
    """Sets of names by bits: bit `n` stands for the name at index `n`.

    Most objects of a list have the same attributes, so that they share one set.

    Args:
        names: The names.

    Attributes:
        names: The names, in the order of the bits.
    """

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__()
        self.names: tuple[str, ...] = tuple(names)

    def __missing__(self, bits: int) -> frozenset[str]:
        names = self[bits] = frozenset(name for index, name in enumerate(self.names) if bits >> index & 1)
        return names


@attrs.frozen
class Schema:
    """The schema of a model in the OpenAPI document.

    Attributes:
        path: JSONPath of the schema.
        keys: JSON keys by attribute name, for attributes with another name than their key.
        inherited: JSONPath of the declaring schema by attribute name, for attributes from members of an `allOf`.
        nullable: Names of attributes that may be absent or null; both read as `None`.
        open: Whether the document allows further keys, so that an unknown key is no drift.
        discriminator_values: Values of a discriminator that mean this model, by the discriminator's key.
    """

    path: str
    keys: dict[str, str] = attrs.field(factory=dict[str, str])
    inherited: dict[str, str] = attrs.field(factory=dict[str, str])
    nullable: NameSets = attrs.field(default=NameSets(()), converter=NameSets)
    open: bool = False
    discriminator_values: dict[str, list[str]] = attrs.field(factory=dict[str, list[str]])

    def key(self, name: str) -> str:
        """Give the JSON key of an attribute."""
        return self.keys.get(name, name)
