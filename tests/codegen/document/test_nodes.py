"""Typed access to a document."""

import pytest

from codegen.document import nodes
from codegen.errors import BuildError


class TestNodes:
    """Steps through a document that is not as expected."""

    def test_wrong_kinds_are_refused(self) -> None:
        with pytest.raises(BuildError, match="expected a mapping in the document, found 'x'"):
            nodes.mapping("x")
        with pytest.raises(BuildError, match=r"expected a list in the document, found \{\}"):
            nodes.sequence({})

    def test_missing_nodes_are_empty(self) -> None:
        assert (nodes.mapping(None), nodes.sequence(None), nodes.text(None)) == ({}, [], "")
