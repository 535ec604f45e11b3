"""One operation with all that is known of it before it is described."""

import attrs
from openapi_python_client.parser.openapi import Endpoint

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.plan import markdown
from codegen.plan.naming import OperationName


@attrs.frozen(kw_only=True)
class Source:
    """One operation: its facts from the document, its types from openapi-python-client.

    Attributes:
        document: The patched document, before any change for the generator's sake.
        path: Path template.
        method: HTTP method in small letters.
        name: What it is called.
        endpoint: What openapi-python-client made of it.
        links: Python names of all operations, by the operationIds that links in descriptions use.
    """

    document: dict[str, JSON]
    path: str
    method: str
    name: OperationName
    endpoint: Endpoint
    links: dict[str, str]

    @property
    def node(self) -> dict[str, JSON]:
        """The operation object."""
        return nodes.mapping(nodes.mapping(nodes.mapping(self.document["paths"])[self.path])[self.method])

    @property
    def parameters(self) -> list[dict[str, JSON]]:
        """The parameter objects, those of the path included."""
        return nodes.parameters(self.document, self.path, self.method)

    @property
    def label(self) -> str:
        """Method and path, for messages."""
        return f"{self.method.upper()} {self.path}"

    def plain(self, text: JSON) -> str:
        """Take the mark-up out of a description."""
        return markdown.plain(nodes.text(text), self.links)
