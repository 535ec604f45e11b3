"""Makes parameters of a command from the arguments of an operation."""

import sys
from collections.abc import Container, Iterable, Mapping
from typing import Any

import click
from aiodockerhub_generated._json import is_array
from aiodockerhub_generated.catalog import ArgumentEntry, OperationEntry

from aiodockerhub.cli.parameter_types import Binary, Date, Integer, Json, Known, Number, Secret, Text, Time, shape

OWN = "argument_"
"""How the parameters of an operation are called among the values of a command, apart from the general options."""
_NULL = "null_"
"""How the flags that send null are called among them."""


class Argument(click.Argument):
    """A positional parameter with a help text.

    Args:
        *args: As for `click.Argument`.
        text: Its help.
        **kwargs: As for `click.Argument`.
    """

    def __init__(self, *args: Any, text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text = text

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        """Give its name and its help."""
        return self.make_metavar(ctx), self.text


def make(operation: OperationEntry, taken: Iterable[str]) -> list[click.Parameter]:
    """Make the parameters of an operation.

    What stands in the path or must stand in the query is positional, everything else an option.

    Args:
        operation: The operation.
        taken: Option names of the general options; an argument of such a name is called `--arg-NAME`.

    Returns:
        The parameters, positional ones first.
    """
    reserved = set(taken)
    positional = [entry for entry in operation["arguments"] if _is_positional(entry)]
    options = [entry for entry in operation["arguments"] if not _is_positional(entry)]
    return [
        *(
            Argument([OWN + entry["name"]], metavar=entry["name"].upper(), type=_type(entry), text=entry["help"])
            for entry in positional
        ),
        *(option for entry in options for option in _options(operation, entry, reserved)),
    ]


def given(operation: OperationEntry, values: Mapping[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    """Take the arguments of an operation out of the values of its command.

    Args:
        operation: The operation.
        values: Values by parameter.

    Returns:
        Positional arguments, and those by keyword that were given.

    Raises:
        click.UsageError: A value and null are given for the same argument, or none of them for one that is required.
    """
    positional: list[Any] = []
    keywords: dict[str, Any] = {}
    for entry in operation["arguments"]:
        value = values[OWN + entry["name"]]
        if entry["location"] == "path":
            positional.append(value)
        elif _is_nullable(entry) and _is_null(entry, values):
            keywords[entry["name"]] = None
        elif value is not None and value != ():
            repeated = isinstance(value, tuple)  # as click gives the values of an option that may be repeated
            keywords[entry["name"]] = [*value] if repeated else value
    return positional, keywords


def _is_positional(entry: ArgumentEntry) -> bool:
    return entry["location"] == "path" or (entry["location"] == "query" and entry["required"])


def _options(operation: OperationEntry, entry: ArgumentEntry, reserved: set[str]) -> list[click.Option]:
    """Make the option of an argument, and a flag for null if it has a meaning."""
    option = _option(operation, entry, reserved)
    if not _is_nullable(entry):
        return [option]
    name = option.opts[-1].removeprefix("--")
    option.required = False  # one of the two is given; `given` looks after it
    null = "null" if option.secondary_opts else "no"
    text = f"Send null as --{name}, which is not the same as leaving it out."
    return [option, click.Option([f"--{null}-{name}", _NULL + entry["name"]], is_flag=True, help=text)]


def _is_nullable(entry: ArgumentEntry) -> bool:
    kind = entry["schema"].get("type")
    return entry["location"] == "body" and is_array(kind) and "null" in kind


def _is_null(entry: ArgumentEntry, values: Mapping[str, Any]) -> bool:
    is_given, is_null = values[OWN + entry["name"]] not in {None, ()}, bool(values.get(_NULL + entry["name"]))
    if is_given and is_null:
        raise click.UsageError(f"{entry['name']} is given, and null as well: choose one of them")
    if entry["required"] and not is_given and not is_null:
        raise click.UsageError(f"missing option for {entry['name']}: give a value, or the option that sends null")
    return is_null


def _option(operation: OperationEntry, entry: ArgumentEntry, reserved: set[str]) -> click.Option:
    paging = operation["paging"]
    flags = [flag_of(entry["name"], reserved)]
    if paging is not None and entry["name"] == paging["size"] and flags != ["--page-size"]:
        flags.insert(0, "--page-size")
    settings: dict[str, Any] = {"help": entry["help"], "required": entry["required"]}
    schema, kinds = entry["schema"], _kinds(entry["schema"])
    if kinds == ["boolean"]:
        name = flags[0].removeprefix("--")
        return click.Option([f"--{name}/--no-{name}", OWN + entry["name"]], default=None, **settings)
    items: dict[str, Any] = schema.get("items", {})
    if kinds == ["array"] and _is_scalar(items):
        settings["help"] += " Repeat the option for more than one."
        kind = _scalar(items, entry["location"])
        return click.Option([*flags, OWN + entry["name"]], type=kind, multiple=True, **settings)
    kind = _type(entry)
    if isinstance(kind, Json) and (schema.get("properties") or items.get("properties")):
        settings["help"] += f" As {shape(schema)}."
    if entry["secret"]:
        return _SecretOption([*flags, OWN + entry["name"]], type=Secret(), **settings)
    return click.Option([*flags, OWN + entry["name"]], type=kind, **settings)


class _SecretOption(click.Option):
    """A required secret is asked for on a terminal, without echo."""

    def process_value(self, ctx: click.Context, value: Any) -> Any:
        """Ask if nothing was given, else read the secret."""
        if self.value_is_missing(value) and self.required and not ctx.resilient_parsing and sys.stdin.isatty():
            return click.prompt(self.opts[0].removeprefix("--"), hide_input=True, err=True)
        return super().process_value(ctx, value)


def flag_of(name: str, reserved: Container[str] = ()) -> str:
    """Spell an argument as an option.

    Args:
        name: Its name in Python.
        reserved: Options that have other meanings.
    """
    flag = "--" + name.strip("_").replace("_", "-")
    return f"--arg-{flag.removeprefix('--')}" if flag in reserved else flag


def _kinds(schema: Mapping[str, Any]) -> list[str]:
    kind = schema.get("type")
    return [str(name) for name in (kind if is_array(kind) else [kind]) if name not in {None, "null"}]


def _is_scalar(schema: Mapping[str, Any]) -> bool:
    return _kinds(schema) in (["string"], ["integer"], ["number"], ["boolean"])


def _type(entry: ArgumentEntry) -> click.ParamType[Any]:
    return _scalar(entry["schema"], entry["location"])


def _scalar(schema: Mapping[str, Any], location: str) -> click.ParamType[Any]:
    kinds, limits = _kinds(schema), (schema.get("minimum"), schema.get("maximum"))
    match kinds:
        case ["integer"]:
            return click.INT if limits == (None, None) else Integer(*limits)
        case ["number"]:
            return click.FLOAT if limits == (None, None) else Number(*limits)
        case ["boolean"]:
            return click.BOOL
        case ["string"]:
            return _text(schema, location)
        case _:
            return Json(kinds, schema)


def _text(schema: Mapping[str, Any], location: str) -> click.ParamType[Any]:
    if schema.get("format") == "date-time":
        return Time(ahead=location == "body")  # filters look back, what is set lies ahead
    if schema.get("format") == "date":
        return Date()
    if schema.get("format") == "binary":
        return Binary()
    if "enum" in schema:
        return Known([str(value) for value in schema["enum"]])
    return Text(schema.get("minLength"), schema.get("maxLength")) if location == "body" else click.STRING
