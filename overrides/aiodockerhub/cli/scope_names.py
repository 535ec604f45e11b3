"""Names of access token scopes, which the document does not list."""

from typing import Any, Literal

from aiodockerhub_generated._json import is_array, is_object
from aiodockerhub_generated.catalog import ArgumentEntry

_FIELD = "scopes"


def listed(entry: ArgumentEntry, kind: Literal["organization", "personal"] | None) -> ArgumentEntry:
    """List the scopes in the schema of an argument that has some.

    Args:
        entry: The argument.
        kind: Kind of access token whose scopes the body of the operation carries, if any.

    Returns:
        The argument, with values for its scopes.
    """
    if kind is None:
        return entry
    from aiodockerhub.auth.scopes import PersonalScope, Scope

    scopes = PersonalScope if kind == "personal" else Scope
    values = {"enum": [str(scope) for scope in scopes], "spell": scopes.normalize}
    schema = entry["schema"]
    if entry["name"] == _FIELD:
        return {**entry, "schema": {**schema, "items": {**schema.get("items", {}), **values}}}
    return {**entry, "schema": _within(schema, values)}


def _within(schema: Any, values: dict[str, Any]) -> Any:
    """Put the values into the items of every field of scopes."""
    if is_array(schema):
        return [_within(item, values) for item in schema]
    if not is_object(schema):
        return schema
    inner = {key: _within(value, values) for key, value in schema.items()}
    fields = inner.get("properties")
    if is_object(fields) and _FIELD in fields:
        field = fields[_FIELD]
        fields[_FIELD] = {**field, "items": {**field.get("items", {}), **values}}
    return inner


def all_values(schema: Any) -> list[str]:
    """List the scopes that a schema of `listed` has, for the help.

    Args:
        schema: A schema.
    """
    if is_array(schema):
        return [name for item in schema for name in all_values(item)]
    if not is_object(schema):
        return []
    here = [str(value) for value in schema["enum"]] if "spell" in schema else []
    return here + [name for value in schema.values() for name in all_values(value)]
