"""Finds new lists whose table lacks fields, and tables of other columns."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from codegen.document import merged_schemas, selection
from codegen.document.load import JSON
from codegen.report import annotations, wording
from codegen.report.changes import States
from codegen.report.client import Client, Method, Model
from codegen.write import catalog

_HINT = "x-columns"


@attrs.frozen
class Unchosen:
    """A new list whose items have more fields than its table has columns.

    Attributes:
        name: The call of the list.
        location: JSONPath of the schema of the items.
        columns: The columns that the table has.
        others: The other fields that might be columns.
    """

    name: str
    location: str
    columns: Sequence[str]
    others: Sequence[str]


def find_unchosen(old: Client, new: Client, document: dict[str, JSON]) -> list[Unchosen]:
    """Find new lists whose columns nobody has chosen.

    Without `x-columns`, the order of the document decides which fields of many are columns.

    Args:
        old: The present client.
        new: The new client.
        document: The patched document of the new client.

    Returns:
        The lists of the items that no list of the present client has, and whose fields are too many for a table; for
        several lists of the same items, the first.
    """
    before = {model.location for _, model in _lists(old)}
    unchosen: dict[str, Unchosen] = {}
    for method, model in _lists(new):
        candidates = _candidates(new, method, model)
        columns = candidates[: catalog.MAX_COLUMNS]
        schemas = [node.value for node in selection.select(model.location, document)]
        is_chosen = any(_HINT in merged_schemas.merge(document, schema) for schema in schemas)
        if model.location not in before and len(candidates) > len(columns) and not is_chosen:
            others = candidates[len(columns) :]
            unchosen.setdefault(model.location, Unchosen(method.call, model.location, columns, others))
    return list(unchosen.values())


def changed_columns(old: Client, new: Client) -> Iterator[tuple[Method, States]]:
    """Find the lists whose tables have other columns than before.

    Args:
        old: The present client.
        new: The new client.

    Yields:
        The method of the list in the new client, and the columns before and after, separated by commas.
    """
    for key in sorted(old.methods.keys() & new.methods.keys()):
        before, after = (_entry(client, key, "columns") for client in (old, new))
        if before and after and sorted(before) != sorted(after):
            yield new.methods[key], (", ".join(before), ", ".join(after))


def _lists(client: Client) -> Iterator[tuple[Method, Model]]:
    """Yield the lists of a client whose items are models."""
    for key, method in client.methods.items():
        items = [client.models[name] for name in annotations.names(_returned(method)) if name in client.models]
        if _entry(client, key, "columns") and len(items) == 1:
            yield method, items[0]


def _returned(method: Method) -> str:
    return method.returns.removeprefix(wording.AT_ONCE)


def _candidates(client: Client, method: Method, model: Model) -> list[str]:
    """List the fields that may be columns, in the order of the model."""
    kinds = _entry(client, f"{method.resource}.{method.name}", "fields")
    return catalog.default_columns(
        {field.key: kinds[field.key] for field in model.fields.values() if field.key in kinds}
    )


def _entry(client: Client, key: str, fact: str) -> Any:
    """Return a fact of an operation in the catalog; its lists are sorted."""
    return json.loads(client.catalog.get(key, "{}")).get(fact)
