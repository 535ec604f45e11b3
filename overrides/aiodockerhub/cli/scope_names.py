"""Adds the names of scopes to schemas, which lack them in the document."""

from typing import Any, Literal

from aiodockerhub_generated._json import is_array, is_object
from aiodockerhub_generated.catalog import ArgumentEntry

_FIELD = "scopes"


def add_scopes(entry: ArgumentEntry, kind: Literal["organization", "personal"] | None) -> ArgumentEntry:
    """Add the names of scopes to the schema of an argument.

    Args:
        entry: Entry of the argument in the catalog.
        kind: Kind of access token whose scopes are in the body of the operation; `None` for an operation without
            scopes.

    Returns:
        A copy of the entry, with listed values for its scopes at any depth; `entry` itself if `kind` is `None`.
    """
    if kind is None:
        return entry
    from aiodockerhub.auth.scopes import PersonalScope, Scope

    scopes = PersonalScope if kind == "personal" else Scope
    values = {"enum": [str(scope) for scope in scopes], "spell": scopes.normalize}
    schema = entry["schema"]
    if entry["name"] == _FIELD:
        return {**entry, "schema": {**schema, "items": {**schema.get("items", {}), **values}}}
    return {**entry, "schema": _add_to_fields(schema, values)}


def _add_to_fields(schema: Any, values: dict[str, Any]) -> Any:
    """Copy a schema, with the values in the items of every field `scopes`."""
    if is_array(schema):
        return [_add_to_fields(item, values) for item in schema]
    if not is_object(schema):
        return schema
    inner = {key: _add_to_fields(value, values) for key, value in schema.items()}
    fields = inner.get("properties")
    if is_object(fields) and _FIELD in fields:
        field = fields[_FIELD]
        fields[_FIELD] = {**field, "items": {**field.get("items", {}), **values}}
    return inner


def listed_scopes(schema: Any) -> list[str]:
    """List the scopes in a schema of `add_scopes`, for the help.

    Args:
        schema: Schema, or part of a schema.
    """
    if is_array(schema):
        return [name for item in schema for name in listed_scopes(item)]
    if not is_object(schema):
        return []
    here = [str(value) for value in schema["enum"]] if "spell" in schema else []
    return here + [name for value in schema.values() for name in listed_scopes(value)]
