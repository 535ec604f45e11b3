"""What decoders know of a model, and the exception of a schema mismatch."""

from collections.abc import Iterable

import attrs


class SchemaMismatch(Exception):  # noqa: N818 - a signal between the decoders, which no caller sees
    """The fast decoder's signal that a value does not match the schema.

    After this signal, the lenient decoder decodes the response.
    """


class NameSets(dict[int, frozenset[str]]):
    """Sets of names by bits: bit `n` stands for the name at index `n`.

    A look-up makes a missing set. Most objects of a list have the same attributes, and therefore share a set.

    Args:
        names: The names, in the order of the bits.

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
        keys: Keys in JSON, by the names of attributes that differ from them; empty by default, like all collections of
            this class.
        inherited: JSONPath of the schema that declares an attribute, by the names of attributes that another schema
            declares.
        nullable: Sets of the names of attributes whose key may be missing or null, both of which are `None` in a model.
        open: Whether the document allows further keys, so that an unknown key is not drift; `False` by default.
        discriminator_values: Discriminator values that mean this model, by the discriminator's key.
    """

    path: str
    keys: dict[str, str] = attrs.field(factory=dict[str, str])
    inherited: dict[str, str] = attrs.field(factory=dict[str, str])
    nullable: NameSets = attrs.field(default=NameSets(()), converter=NameSets)
    open: bool = False
    discriminator_values: dict[str, list[str]] = attrs.field(factory=dict[str, list[str]])

    def key(self, name: str) -> str:
        """Return the JSON key of an attribute."""
        return self.keys.get(name, name)
