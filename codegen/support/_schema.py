"""Schemas: where a model stands in the OpenAPI document, and the signal that a value does not match."""

import attrs


class SchemaMismatch(Exception):  # noqa: N818 - not an error: only the lenient decoder sees it
    """Raised by the fast decoder at the first value that does not match; the lenient decoder takes over."""


@attrs.frozen
class Schema:
    """The schema of a model in the OpenAPI document.

    Attributes:
        path: JSONPath of the schema.
        keys: JSON keys by attribute name, for attributes with another name than their key.
        inherited: JSONPath of the declaring schema by attribute name, for attributes from members of an `allOf`.
        open: Whether the document allows further keys, so that an unknown key is no drift.
    """

    path: str
    keys: dict[str, str] = attrs.field(factory=dict[str, str])
    inherited: dict[str, str] = attrs.field(factory=dict[str, str])
    open: bool = False

    def key(self, name: str) -> str:
        """The JSON key of an attribute."""
        return self.keys.get(name, name)
