"""The tools of an MCP server: name, description, JSON Schema and hints."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from aiodockerhub_generated._masking import sealed
from aiodockerhub_generated.catalog import ArgumentEntry, OperationEntry
from aiodockerhub_generated.errors import ArgumentError
from attrs import frozen
from jsonschema import Draft202012Validator
from mcp_types import Tool, ToolAnnotations

from aiodockerhub.helpers.cli_and_mcp import forgotten_fields
from aiodockerhub.mcp.policy import Policy
from aiodockerhub.mcp.refused_arguments import MAX_MISTAKES, describe_mismatch, path_hint, shown_argument

_CURSOR = "`next_cursor` of the page before; leave it out for the first page."
_FIELDS = "Fields to give; `*` gives all of them, undocumented ones too."


@frozen
class Arguments:
    """The arguments of a tool, converted for the client.

    Attributes:
        positional: Positional arguments of the operation.
        keywords: Keyword arguments of the operation.
        fields: Names of the requested fields of the result; empty for the default fields.
        cursor: Cursor of the requested page; `None` for the first page.
    """

    positional: list[Any]
    keywords: dict[str, Any]
    fields: list[str]
    cursor: str | None


def tool_name(entry: OperationEntry) -> str:
    """Return the name of the tool of an operation.

    Args:
        entry: Entry of the operation in the catalog.

    Returns:
        The id of the operation with `_` instead of the dot, such as `repositories_list_tags`: the protocol allows
        letters, digits, `_` and `-`.
    """
    return entry["id"].replace(".", "_")


def make_tool(entry: OperationEntry, policy: Policy) -> Tool:
    """Make the tool of an operation.

    Args:
        entry: Entry of the operation in the catalog.
        policy: Policy of the server.
    """
    return Tool(
        name=tool_name(entry),
        title=entry["summary"].rstrip("."),
        description=_description(entry),
        input_schema=input_schema(entry, policy),
        annotations=ToolAnnotations(
            title=entry["summary"].rstrip("."),
            read_only_hint=entry["effect"] == "reads",
            destructive_hint=entry["effect"] in {"changes", "destroys"},
            idempotent_hint=entry["idempotent"],
            open_world_hint=True,
        ),
    )


def _largest_page_size(paging: Mapping[str, Any]) -> int:
    """Return the largest documented size of a page; 100 by default."""
    return paging["max_size"] or 100


def input_schema(entry: OperationEntry, policy: Policy) -> dict[str, Any]:
    """Make the JSON Schema of a tool's arguments.

    Args:
        entry: Entry of the operation in the catalog.
        policy: Policy of the server; its `page_size` becomes the default page size.

    Returns:
        The schema. The tool of a list has no argument for the page number; if the list has a page size, there is an
        argument for a cursor instead. A tool whose result has known fields has an argument that chooses fields. See
        `control_argument`.
    """
    paging = entry["paging"]
    properties: dict[str, Any] = {}
    for argument in _tool_arguments(entry):
        schema = {**argument["schema"], "description": argument["help"]}
        if paging is not None and argument["name"] == paging["size"]:
            largest = _largest_page_size(paging)
            schema = {
                "type": "integer",
                "minimum": 1,
                "maximum": largest,
                "default": min(policy.page_size, largest),
                "description": "Items on a page.",
            }
        properties[argument["name"]] = schema
    if paging is not None and paging["size"] is not None:
        properties[control_argument(entry, "cursor")] = {"type": "string", "description": _CURSOR}
    if entry["fields"]:
        usual = f" By default {', '.join(entry['columns'])}." if entry["columns"] else ""
        properties[control_argument(entry, "fields")] = {
            "type": "array",
            "items": {"type": "string", "enum": [*entry["fields"], "*"]},
            "description": f"{_FIELDS}{usual}",
        }
    return {
        "type": "object",
        "properties": properties,
        "required": [argument["name"] for argument in _tool_arguments(entry) if argument["required"]],
        "additionalProperties": False,
    }


def control_argument(entry: OperationEntry, name: str) -> str:
    """Return the name of an argument that only the tool has.

    Args:
        entry: Entry of the operation in the catalog.
        name: Usual name of the argument: `cursor` or `fields`.

    Returns:
        The name; with the prefix `result_` if the operation has an argument of the same name.
    """
    return f"result_{name}" if any(argument["name"] == name for argument in entry["arguments"]) else name


def convert_arguments(entry: OperationEntry, policy: Policy, given: Mapping[str, Any]) -> Arguments:
    """Validate the arguments of a tool, and convert them for the client.

    Args:
        entry: Entry of the operation in the catalog.
        policy: Policy of the server.
        given: Arguments from the language model.

    Returns:
        The arguments for the client.

    Raises:
        ArgumentError: Arguments do not match the schema (the message describes the first ten mismatches), a date or
            time cannot be read, or an update has no field to change.
    """
    schema = input_schema(entry, policy)
    given = _without_nulls(schema, given)  # sealed, as all that holds arguments: frames of errors would show secrets
    validator: Any = Draft202012Validator(schema)  # jsonschema's annotations are incomplete
    try:
        wrong = {describe_mismatch(entry, error) for error in islice(validator.iter_errors(dict(given)), MAX_MISTAKES)}
    except (ValueError, RecursionError):  # raised by `repr(value)`, which is part of jsonschema's messages
        wrong = {"arguments: no number may have thousands of digits, and no value be nested hundreds deep"}
    if wrong:
        raise ArgumentError("; ".join([*sorted(wrong), *path_hint(entry, given)]))
    fields = forgotten_fields(entry, given)
    if fields:
        raise ArgumentError(f"there is nothing to change: give one of {', '.join(fields)}")
    positional: list[Any] = sealed([])
    keywords: dict[str, Any] = sealed({})
    for argument in _tool_arguments(entry):
        if argument["name"] not in given:
            continue
        if argument["location"] == "path":
            positional.append(_convert_value(entry, argument, given[argument["name"]]))
        else:
            keywords[argument["name"]] = _convert_value(entry, argument, given[argument["name"]])
    paging, cursor = entry["paging"], given.get(control_argument(entry, "cursor"))
    if paging is not None and paging["size"] is not None and cursor is None:
        keywords.setdefault(paging["size"], min(policy.page_size, _largest_page_size(paging)))
    return Arguments(positional, keywords, list(given.get(control_argument(entry, "fields"), [])), sealed(cursor))


def _without_nulls(schema: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out arguments that are null, unless their `type` allows null.

    Language models write null for arguments that they mean to leave out. An argument that the schema lacks is kept, so
    that it is reported.
    """
    properties: dict[str, dict[str, Any]] = schema["properties"]
    kept = {
        name: value
        for name, value in given.items()
        if value is not None or name not in properties or "null" in properties[name].get("type", [])
    }
    return sealed(kept)


def _tool_arguments(entry: OperationEntry) -> list[ArgumentEntry]:
    page = None if entry["paging"] is None else entry["paging"]["page"]
    return [argument for argument in entry["arguments"] if argument["name"] != page]


def _convert_value(entry: OperationEntry, argument: ArgumentEntry, value: Any) -> Any:
    """Convert the text of a time or date, and a whole number such as `20.0`.

    Raises:
        ArgumentError: The text is no time, or no date.
    """
    if isinstance(value, float) and "integer" in argument["schema"].get("type", ""):  # to JSON Schema, 20.0 is one
        return int(value)
    kind = argument["schema"].get("format")
    if not isinstance(value, str) or kind not in {"date-time", "date"}:
        return value
    value = sealed(value)
    with suppress(ValueError):  # whose message shows the text
        return _parse_time(value) if kind == "date-time" else date.fromisoformat(value)
    name, form = argument["name"], "2026-01-31T12:00:00Z, or 2026-01-31" if kind == "date-time" else "2026-01-31"
    shown = shown_argument(entry, [name], value)
    raise ArgumentError(f"{name}: expected a time such as {form}, got {shown}", argument=name)


def _parse_time(text: str) -> datetime:
    """Read a time with a time zone, or a date, which is midnight in UTC.

    Raises:
        ValueError: The text is neither, for example a time without a zone.
    """
    time = datetime.fromisoformat(text)
    if time.tzinfo is None and len(text) != len("2026-01-31"):
        raise ValueError("a time without its zone")
    return time if time.tzinfo is not None else time.replace(tzinfo=UTC)


def _description(entry: OperationEntry) -> str:
    parts = [entry["summary"], entry["description"], entry["deprecated"], entry["credentials"]]
    return "\n".join(filter(None, parts))
