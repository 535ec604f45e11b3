"""The catalog: every operation as plain data.

The catalog is read from `catalog.json`, without importing models or calls, so that a command line shows its help
quickly.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypedDict, cast

from ._redaction import HIDDEN
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
"""What an operation does to what is there; `changes` overwrites, `destroys` takes away what cannot be restored."""
Kind = Literal["text", "integer", "number", "boolean", "time", "bytes", "json"]
"""How a field is shown; `bytes` is an integer that counts bytes."""


class ArgumentEntry(TypedDict):
    """One argument of an operation.

    Attributes:
        name: Name in Python.
        json_name: Name in the request.
        location: `path`, `query`, `headers`, `body`, or `whole body` if the body has no fields of its own.
        required: Whether it must be given.
        secret: Whether its value is a secret.
        schema: JSON Schema of its value, without references.
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
    """The paging of a list operation.

    Attributes:
        page: Python name of the argument with the page, `None` if it has none.
        size: Python name of the argument with the page size, `None` if it has none.
        max_size: The most items on a page, `None` if unknown.
        by_items: Whether `page` is the index of the first item, instead of the number of a page.
    """

    page: str | None
    size: str | None
    max_size: int | None
    by_items: bool


class OperationEntry(TypedDict):
    """One operation.

    Attributes:
        id: `resource.method`, such as `repositories.list_tags`.
        resource: Attribute of the client.
        method_name: Method on the resource.
        http_method: HTTP method, in capitals.
        path: Path template.
        summary: One line about it.
        description: Further paragraphs as plain text, possibly empty.
        credentials: One sentence about the credentials it takes.
        deprecated: Why not to use it, empty unless it is deprecated.
        undocumented: Whether Docker's document lacks it.
        arguments: Its arguments, in the order of the signature.
        response: `json`, `text`, `bytes`, `none` or `exists`, as `Operation.response` says.
        returns: Its result as a Python type, such as `Pager[Tag]`.
        paging: The paging of the list, `None` if the operation is no list.
        effect: Effect on the data of Docker Hub: whether the operation reads, changes or destroys.
        idempotent: Whether a second call has no further effect.
        fields: How each field of the result, or of one item of the list, is shown.
        columns: Fields that a table of the items shows; empty if the result is no list.
        secrets: Fields of the result that hold a secret.
        scopes: Kind of access token whose scopes the body carries, `None` for a body without scopes.
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
    """The operations of one resource.

    Attributes:
        name: Attribute of the client.
        title: What the document displays for it.
        description: About it, as plain text, possibly empty.
        operations: The operations by method name.
    """

    name: str
    title: str
    description: str
    operations: dict[str, OperationEntry]


@cache
def load() -> Mapping[str, ResourceEntry]:
    """Read the catalog, once in a process.

    Returns:
        The resources by name. They are shared: do not change them.
    """
    text = Path(__file__).with_name("catalog.json").read_text(encoding="utf-8")
    return cast("dict[str, ResourceEntry]", json.loads(text))
