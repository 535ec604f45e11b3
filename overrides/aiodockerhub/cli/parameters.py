"""Makes parameters of a command from the arguments of an operation."""

import re
import sys
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import click
from aiodockerhub_generated._json import is_array
from aiodockerhub_generated.catalog import ArgumentEntry, OperationEntry

from aiodockerhub.cli import scope_names, walks
from aiodockerhub.cli.choices import Known
from aiodockerhub.cli.command_names import in_commands
from aiodockerhub.cli.json_values import Json, shape
from aiodockerhub.cli.parameter_types import Binary, Date, Integer, Number, Secret, Text, Time, ask

OWN = "argument_"
"""How the parameters of an operation are called among the values of a command, apart from the general options."""
_NULL = "null_"
"""How the flags that send null are called among them."""
_LOOKS_LIKE_A_LIST = re.compile(r"[\w.@/+-]+(,[\w.@/+-]+)+")


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
        taken: Names of the general options. An argument with such a name gets the option `--api-NAME`.

    Returns:
        The parameters, positional ones first.
    """
    reserved = {*taken}
    entries = [
        scope_names.listed({**entry, "help": in_commands(entry["help"])}, operation["scopes"])
        for entry in operation["arguments"]
    ]
    positional = [entry for entry in entries if _is_positional(entry, entries, reserved)]
    return [
        *(_argument(entry) for entry in positional),
        *(option for entry in entries if entry not in positional for option in _options(operation, entry, reserved)),
    ]


def _argument(entry: ArgumentEntry) -> Argument:
    kind, name = _scalar(entry["schema"], entry["location"]), entry["name"]
    shown = name.upper() if entry["required"] else f"[{name.upper()}]"
    return Argument([OWN + name], metavar=shown, type=kind, text=entry["help"], required=entry["required"])


def given(operation: OperationEntry, values: Mapping[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    """Collect the arguments of an operation from the values of its command.

    Args:
        operation: The operation.
        values: Values by parameter.

    Returns:
        The positional arguments, and the given keyword arguments.

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


def _is_positional(entry: ArgumentEntry, entries: list[ArgumentEntry], reserved: Collection[str]) -> bool:
    """Tell whether an argument is positional.

    These are arguments in the path and required ones in the query. The text to search for is positional too: the first
    argument of an operation without arguments in its path, if its option has another meaning (`--query`).
    """
    if entry["location"] == "path" or (entry["location"] == "query" and entry["required"]):
        return True
    is_text = entry["location"] == "query" and _kinds(entry["schema"]) == ["string"]
    return is_text and entry is entries[0] and plain_flag(entry["name"]) in reserved


def _options(operation: OperationEntry, entry: ArgumentEntry, reserved: Collection[str]) -> list[click.Option]:
    """Make the option of an argument, and a flag for null if that is allowed."""
    option = _option(operation, entry, reserved)
    if not _is_nullable(entry):
        return [option]
    name = option.opts[-1].removeprefix("--")
    option.required = False  # one of the two is given; `given` looks after it
    flag = f"--{'null' if option.secondary_opts else 'no'}-{name}"
    if isinstance(option, _ValueOption):
        option.null_flag = flag
    text = f"Send null as --{name}, which is not the same as leaving it out."
    return [option, click.Option([flag, _NULL + entry["name"]], is_flag=True, help=text)]


class _ValueOption(click.Option):
    """An option with a value.

    Attributes:
        null_flag: The flag that sends null in its place, if there is one.
    """

    null_flag: str | None = None

    def process_value(self, ctx: click.Context, value: Any) -> Any:
        """Read the value; the word null is none."""
        if value == "null" and self.null_flag is not None:
            raise click.BadParameter(f"{self.null_flag} sends null", ctx, self)
        return super().process_value(ctx, value)


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


def _option(operation: OperationEntry, entry: ArgumentEntry, reserved: Collection[str]) -> click.Option:
    flags = [flag_of(entry["name"], reserved)]
    name = OWN + entry["name"]
    if operation["paging"] is not None:
        option = walks.argument_option(operation["paging"], entry, name, flags)
        if option is not None:
            return option
    settings: dict[str, Any] = {"help": entry["help"], "required": entry["required"]}
    schema, kinds = entry["schema"], _kinds(entry["schema"])
    if kinds == ["boolean"]:
        flag = flags[0].removeprefix("--")
        return click.Option([f"--{flag}/--no-{flag}", name], default=None, **settings)
    items: dict[str, Any] = schema.get("items", {})
    if kinds == ["array"] and _is_scalar(items):
        settings["help"] += " Repeat the option for more than one."
        kind = _scalar(items, entry["location"])
        return _RepeatedOption([*flags, name], type=kind, multiple=True, **settings)
    kind = _scalar(schema, entry["location"])
    if isinstance(kind, Json) and (schema.get("properties") or items.get("properties")):
        settings["help"] += f" As {shape(schema)}."
    if entry["secret"]:
        return _SecretOption([*flags, name], type=Secret(), **settings)
    return _ValueOption([*flags, name], type=kind, **settings)


class _RepeatedOption(click.Option):
    """An option for each item of a list."""

    def process_value(self, ctx: click.Context, value: Any) -> Any:
        """Read the items, and warn of values that look like several."""
        items: tuple[Any, ...] = super().process_value(ctx, value)
        if not isinstance(self.type, Known) and not ctx.resilient_parsing:
            for item in items or ():
                if isinstance(item, str) and _LOOKS_LIKE_A_LIST.fullmatch(item):
                    text = f"note: {self.opts[0]} {item} is sent as one; repeat the option for more than one"
                    click.echo(text, err=True)
        return items


class _SecretOption(click.Option):
    """The option of a secret; a required one is asked for on a terminal."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Give name and help; on a terminal the option is not marked as required."""
        record = super().get_help_record(ctx)
        if record is None or not self.required:
            return record
        return record[0], record[1].replace("[required]", "[asked for on a terminal]")

    def process_value(self, ctx: click.Context, value: Any) -> Any:
        """Ask if nothing was given, else read the secret."""
        if self.value_is_missing(value) and self.required and not ctx.resilient_parsing and sys.stdin.isatty():
            return ask(self.opts[0].removeprefix("--"))
        return super().process_value(ctx, value)


def flag_of(name: str, reserved: Collection[str] = ()) -> str:
    """Spell an argument as an option.

    Args:
        name: Name in Python.
        reserved: Options that have other meanings.
    """
    flag = plain_flag(name)
    return f"--api-{flag.removeprefix('--')}" if flag in reserved else flag


def plain_flag(name: str) -> str:
    """Spell a name as an option, whatever other options there are.

    Args:
        name: Name of an argument in Python.
    """
    return "--" + name.strip("_").removeprefix("is_").replace("_", "-")


def _kinds(schema: Mapping[str, Any]) -> list[str]:
    kind = schema.get("type")
    return [str(name) for name in (kind if is_array(kind) else [kind]) if name not in {None, "null"}]


def _is_scalar(schema: Mapping[str, Any]) -> bool:
    return _kinds(schema) in (["string"], ["integer"], ["number"], ["boolean"])


def _scalar(schema: Mapping[str, Any], location: str) -> click.ParamType[Any]:
    kinds, limits = _kinds(schema), (schema.get("minimum"), schema.get("maximum"))
    if schema.get("enum") and kinds in (["string"], ["integer"]):
        return Known(schema["enum"], schema.get("spell", str))
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
    limits = schema.get("minLength"), schema.get("maxLength"), schema.get("pattern")
    has_sources = location == "body"
    return Text(*limits, has_sources=has_sources) if has_sources or any(limits) else click.STRING
