"""The option `--columns`: its help, and its value as fields or JMESPath."""

from collections.abc import Collection
from difflib import get_close_matches

import click

from aiodockerhub.cli.jmespath_queries import compile_query

OPTION = "--columns"
_BLANKS = (" ", "-")


def make_columns_option() -> click.Option:
    """Make the option `--columns`, whose value `parse_columns` takes."""
    return click.Option(
        ["--columns"],  # a literal, as the report on a new document reads the options of this folder
        metavar="A,B,…",
        help="Fields to show, as --json or the heading of a table names them; images[0].os is JMESPath.",
    )


def parse_columns(text: str | None, fields: Collection[str]) -> list[str]:
    """Parse the value of `--columns`.

    Args:
        text: Columns: names of fields, headings of a table (`PULL COUNT`), JMESPath expressions, or `=NAME` for a field
            that Docker's OpenAPI document lacks. Every comma separates two columns, so no expression may contain a
            comma. `None` if the option is not given.
        fields: Names of the fields of the result. Empty if they are unknown: then every name is accepted, and no
            heading.

    Returns:
        The columns: names of fields, and JMESPath expressions. Empty if the option is not given.

    Raises:
        click.BadParameter: The option is empty; or a column is the name of no known field, or is neither a name nor a
            JMESPath expression.
    """
    columns = [_resolve_column(name.strip(), fields) for name in (text or "").split(",") if name.strip()]
    if text is not None and not columns:
        raise click.BadParameter(f"{OPTION}: expected names of fields with commas between them, got none")
    return columns


def _resolve_column(name: str, fields: Collection[str]) -> str:
    """Return the field or the JMESPath expression that a column stands for."""
    if name in fields:
        return name
    if name.startswith("=") and name[1:].isidentifier():
        return name[1:]
    if (field := _as_field(name)) in fields:
        return field
    if fields and field.isidentifier():
        likely = get_close_matches(field, fields, 1)
        advice = f"did you mean {likely[0]}?" if likely else f"there are {', '.join(fields)}"
        raise click.BadParameter(f"{OPTION}: no field is known as {name}; {advice} (={field} shows it nevertheless)")
    if not name.isidentifier():
        compile_query(name, OPTION)
    return name


def _as_field(name: str) -> str:
    """Convert a heading to the name of a field: `PULL COUNT` to `pull_count`."""
    for blank in _BLANKS:
        name = name.replace(blank, "_")
    return name.lower()
