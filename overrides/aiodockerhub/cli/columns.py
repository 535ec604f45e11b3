"""Columns of the option `--columns`: names of fields, or paths."""

from collections.abc import Collection
from difflib import get_close_matches

import click

from aiodockerhub.cli.jmespath_queries import compiled

OPTION = "--columns"
_BLANKS = (" ", "-")


def parse(text: str | None, fields: Collection[str]) -> list[str]:
    """Read the names of columns.

    Args:
        text: The columns with commas between: names of fields, headings of a table (`PULL COUNT`), JMESPath
            expressions, or `=NAME` for a field that the document lacks. `None` without the option.
        fields: Names of the fields of the result; empty if they are unknown.

    Returns:
        The columns: names of fields, and JMESPath expressions.

    Raises:
        click.BadParameter: The option is empty, or a column is neither a field nor a JMESPath expression.
    """
    columns = [_column(name.strip(), fields) for name in (text or "").split(",") if name.strip()]
    if text is not None and not columns:
        raise click.BadParameter(f"{OPTION}: expected names of fields with commas between them, got none")
    return columns


def _column(name: str, fields: Collection[str]) -> str:
    if name in fields:
        return name
    if name.startswith("=") and name[1:].isidentifier():
        return name[1:]
    if (field := _as_field(name)) in fields:
        return field
    if fields and field.isidentifier():
        likely = get_close_matches(field, fields, 1)
        meant = f"did you mean {likely[0]}?" if likely else f"there are {', '.join(fields)}"
        raise click.BadParameter(f"{OPTION}: no field is known as {name}; {meant} (={field} shows it nevertheless)")
    if not name.isidentifier():
        compiled(name, OPTION)
    return name


def _as_field(name: str) -> str:
    """Spell a name as fields are: in lower case, with `_` for a blank."""
    for blank in _BLANKS:
        name = name.replace(blank, "_")
    return name.lower()
