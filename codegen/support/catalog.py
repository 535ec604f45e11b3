"""The entries of the catalog, and how it is loaded.

The catalog is read from `catalog.json` without importing models and calls, so that a command line shows its help
quickly.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypedDict, cast

from ._masking import HIDDEN
from ._secret_names import is_secret

__all__ = [
    "HIDDEN",
    "ArgumentEntry",
    "Effect",
    "Kind",
    "OperationEntry",
    "PagingEntry",
    "ResourceEntry",
    "is_secret",
    "load",
]

Effect = Literal["reads", "adds", "changes", "destroys"]
"""The effect of an operation on data: `changes` overwrites data, and `destroys` deletes data for good."""
Kind = Literal["text", "integer", "number", "boolean", "time", "bytes", "json"]
"""The kind of a field, which decides its format in a table; `bytes` is an integer: a number of bytes."""


class ArgumentEntry(TypedDict):
    """An argument of an operation.

    Attributes:
        name: Name in Python.
        json_name: Name in the request.
        location: Location in the request: `path`, `query`, `headers`, `cookies`, `body` for a field of the body, `whole
            body` for a body that is not split into fields, or `further fields` for fields that the document does not
            name.
        required: Whether the argument must be given.
        secret: Whether the value is text under the name of a secret.
        schema: JSON Schema of the value, without references; below five levels, it allows any value.
        help: Description, known values, limits and default, as plain text.
    """

    name: str
    json_name: str
    location: str
    required: bool
    secret: bool
    schema: dict[str, Any]
    help: str


class PagingEntry(TypedDict):
    """The paging of a list.

    Attributes:
        page: Python name of the argument for the page; `None` if there is none.
        size: Python name of the argument for the page size; `None` if there is none.
        max_size: Maximum number of items on a page; `None` if unknown.
        by_items: Whether `page` is the number of the first item and not the number of a page.
    """

    page: str | None
    size: str | None
    max_size: int | None
    by_items: bool


class OperationEntry(TypedDict):
    """An operation.

    Attributes:
        id: Resource and method name, such as `repositories.list_tags`.
        resource: Attribute of the client, such as `repositories`.
        method_name: Name of the resource's method.
        http_method: HTTP method in capitals.
        path: Path template, without the path of the server's URL.
        summary: First paragraph of the documentation.
        description: Further paragraphs as plain text; empty if there are none.
        credentials: Sentence about the credentials that the operation accepts.
        deprecated: Reason not to use the operation; empty unless the operation is deprecated.
        undocumented: Whether Docker's document lacks the operation.
        arguments: Arguments in the order of the signature.
        response: `json`, `text`, `bytes`, `none` or `exists`, as in `Operation.response`.
        returns: Type of the result in Python, such as `Pager[Tag]`.
        paging: Paging of the list; `None` if the operation is not a list.
        effect: Effect of the operation on the data of Docker Hub.
        idempotent: Whether a second call has no further effect.
        fields: Kind of each field of the result, or of an item of the list, by the field's name.
        columns: Fields that a table of the items shows; empty if the operation is not a list.
        secrets: Text fields of the result, or of an item of the list, whose names are those of secrets.
        scopes: Kind of access token whose scopes the body contains; `None` for a body without scopes.
    """

    id: str
    resource: str
    method_name: str
    http_method: str
    path: str
    summary: str
    description: str
    credentials: str
    deprecated: str
    undocumented: bool
    arguments: list[ArgumentEntry]
    response: Literal["json", "text", "bytes", "none", "exists"]
    returns: str
    paging: PagingEntry | None
    effect: Effect
    idempotent: bool
    fields: dict[str, Kind]
    columns: list[str]
    secrets: list[str]
    scopes: Literal["organization", "personal"] | None


class ResourceEntry(TypedDict):
    """The operations of a resource.

    Attributes:
        name: Attribute of the client, such as `repositories`.
        title: Title that the document displays for the resource.
        description: Description as plain text; empty if there is none.
        operations: The operations by method name.
    """

    name: str
    title: str
    description: str
    operations: dict[str, OperationEntry]


@cache
def load() -> Mapping[str, ResourceEntry]:
    """Read the catalog; later calls return the same mapping.

    Returns:
        The resources by name. All callers share the mapping: do not change it.
    """
    spec: Any = __spec__  # its loader, because the package may be in a zip file, such as a zipapp
    data: bytes = spec.loader.get_data(str(Path(__file__).with_name("catalog.json")))
    return cast("dict[str, ResourceEntry]", json.loads(data))
