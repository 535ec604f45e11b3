"""Options and arguments of a command, from arguments of an operation."""

import re
import sys
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import click
from aiodockerhub_generated._commands import flag_of, is_positional, placeholder
from aiodockerhub_generated._json import is_array
from aiodockerhub_generated.catalog import ArgumentEntry, OperationEntry

from aiodockerhub.cli import scope_names, walks
from aiodockerhub.cli.choices import ListedValue
from aiodockerhub.cli.command_names import in_commands
from aiodockerhub.cli.json_values import Json, TextOrObject, example_json, text_or_object
from aiodockerhub.cli.parameter_types import Binary, Date, Integer, Number, Secret, Text, Time, ask_secret

ARGUMENT_PREFIX = "argument_"
"""Prefix of the names under which a command gets the arguments of its operation."""
_NULL_PREFIX = "null_"
"""Prefix of the names under which a command gets the flags that send null."""
_LOOKS_LIKE_A_LIST = re.compile(r"[\w.@/+-]+(,[\w.@/+-]+)+")


class Argument(click.Argument):
    """A positional parameter with a help text.

    Args:
        *args: Arguments of `click.Argument`.
        text: Help text.
        **kwargs: Keyword arguments of `click.Argument`.
    """

    def __init__(self, *args: Any, text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text = text

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        """Return the name and the help text."""
        return self.make_metavar(ctx), self.text


def make_parameters(operation: OperationEntry, taken: Iterable[str]) -> list[click.Parameter]:
    """Make the parameters of an operation.

    Arguments in the path, required arguments in the query, and the text of a search become positional parameters; other
    arguments become options.

    Args:
        operation: Entry of the operation in the catalog.
        taken: General options, such as `--query`. If the option of an argument would be one of these, the argument gets
            the option `--api-NAME`.

    Returns:
        The parameters: positional parameters, then options.
    """
    reserved = {*taken}
    entries = [
        scope_names.add_scopes({**entry, "help": in_commands(entry["help"])}, operation["scopes"])
        for entry in operation["arguments"]
    ]
    positional = [entry for entry in entries if _is_positional(entry, entries, reserved)]
    return [
        *(_positional_parameter(entry) for entry in positional),
        *(option for entry in entries if entry not in positional for option in _options(operation, entry, reserved)),
    ]


def _positional_parameter(entry: ArgumentEntry) -> Argument:
    """Make the positional parameter of an argument."""
    kind, name = _parameter_type(entry["schema"], entry["location"]), entry["name"]
    shown = placeholder(name) if entry["required"] else f"[{placeholder(name)}]"
    return Argument([ARGUMENT_PREFIX + name], metavar=shown, type=kind, text=entry["help"], required=entry["required"])


def collect_arguments(operation: OperationEntry, values: Mapping[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    """Collect the arguments of an operation from the values of its command.

    Args:
        operation: Entry of the operation in the catalog.
        values: Values of the command's parameters.

    Returns:
        The arguments in the path, in order; and the other arguments that the user has given, by name.

    Raises:
        click.UsageError: An argument that may be null has both a value and null; or it is required, and has neither.
    """
    positional: list[Any] = []
    keywords: dict[str, Any] = {}
    for entry in operation["arguments"]:
        value = values[ARGUMENT_PREFIX + entry["name"]]
        if entry["location"] == "path":
            positional.append(value)
        elif _is_nullable(entry) and _is_null(entry, values):
            keywords[entry["name"]] = None
        elif value is not None and value != ():
            is_repeated = isinstance(value, tuple)  # click returns a tuple for an option that may be repeated
            keywords[entry["name"]] = [*value] if is_repeated else value
    return positional, keywords


def _is_positional(entry: ArgumentEntry, entries: list[ArgumentEntry], reserved: Collection[str]) -> bool:
    return is_positional(
        entry["name"],
        entry["location"],
        is_required=entry["required"],
        is_first_text=entry is entries[0] and _types_except_null(entry["schema"]) == ["string"],
        reserved=reserved,
    )


def _options(operation: OperationEntry, entry: ArgumentEntry, reserved: Collection[str]) -> list[click.Option]:
    """Make the option of an argument, and a flag for null if a body allows it."""
    option = _option(operation, entry, reserved)
    if not _is_nullable(entry):
        return [option]
    name = option.opts[-1].removeprefix("--")
    option.required = False  # `collect_arguments` checks that the option or the flag is given
    flag = f"--{'null' if option.secondary_opts else 'no'}-{name}"
    if isinstance(option, _ValueOption):
        option.null_flag = flag
    text = f"Send null as --{name}, which is not the same as leaving it out."
    return [option, click.Option([flag, _NULL_PREFIX + entry["name"]], is_flag=True, help=text)]


class _ValueOption(click.Option):
    """An option with a value.

    Attributes:
        null_flag: Flag that sends null instead of a value; `None` if null is not allowed.
    """

    null_flag: str | None = None

    def process_value(self, ctx: click.Context, value: Any) -> Any:
        """Read the value; refuse the word null if a flag sends null."""
        if value == "null" and self.null_flag is not None:
            raise click.BadParameter(f"{self.null_flag} sends null", ctx, self)
        return super().process_value(ctx, value)


def _is_nullable(entry: ArgumentEntry) -> bool:
    kind = entry["schema"].get("type")
    return entry["location"] == "body" and is_array(kind) and "null" in kind


def _is_null(entry: ArgumentEntry, values: Mapping[str, Any]) -> bool:
    """Return whether null is sent for an argument that may be null.

    Raises:
        click.UsageError: Both a value and null are given; or neither is given, and the argument is required.
    """
    value = values[ARGUMENT_PREFIX + entry["name"]]
    is_given = value is not None and value != ()
    is_null = bool(values.get(_NULL_PREFIX + entry["name"]))
    if is_given and is_null:
        raise click.UsageError(f"{entry['name']} has both a value and null: choose one of them")
    if entry["required"] and not is_given and not is_null:
        raise click.UsageError(f"missing option for {entry['name']}: give a value, or the option that sends null")
    return is_null


def _option(operation: OperationEntry, entry: ArgumentEntry, reserved: Collection[str]) -> click.Option:
    """Make the option of an argument, whose form depends on the schema."""
    flags = [flag_of(entry["name"], reserved)]
    name = ARGUMENT_PREFIX + entry["name"]
    if operation["paging"] is not None:
        option = walks.argument_option(operation["paging"], entry, name, flags)
        if option is not None:
            return option
    settings: dict[str, Any] = {"help": entry["help"], "required": entry["required"]}
    schema, kinds = entry["schema"], _types_except_null(entry["schema"])
    if kinds == ["boolean"]:
        flag = flags[0].removeprefix("--")
        if not entry["required"] or _is_nullable(entry):
            settings["default"] = None  # not False; to click, None is a value, so a required flag must not have it
        return click.Option([f"--{flag}/--no-{flag}", name], **settings)
    items: dict[str, Any] = schema.get("items", {})
    if kinds == ["array"] and (_is_scalar(items) or text_or_object(items)):
        kind = _parameter_type(items, entry["location"])
        settings["help"] += f"{_json_form(kind)} Repeat the option for more than one."
        return _RepeatedOption([*flags, name], type=kind, multiple=True, **settings)
    kind = _parameter_type(schema, entry["location"])
    if isinstance(kind, TextOrObject):
        settings["help"] += _json_form(kind)
    elif isinstance(kind, Json) and (schema.get("properties") or items.get("properties")):
        settings["help"] += f" As {example_json(schema)}."
    if entry["secret"]:
        return _SecretOption([*flags, name], type=Secret(), **settings)
    return _ValueOption([*flags, name], type=kind, **settings)


def _json_form(kind: click.ParamType[Any]) -> str:
    """Return the sentence on JSON in place of a text; empty if there is none."""
    return f" Text, or JSON such as {example_json(kind.schema)}." if isinstance(kind, TextOrObject) else ""


class _RepeatedOption(click.Option):
    """An option that is repeated for each item of a list."""

    def process_value(self, ctx: click.Context, value: Any) -> Any:
        """Read the items; note on stderr an item that looks like a list (`a,b`).

        Options with listed values need no note, because they refuse such an item.
        """
        items: tuple[Any, ...] = super().process_value(ctx, value)
        if not isinstance(self.type, ListedValue) and not ctx.resilient_parsing:
            for item in items or ():
                if isinstance(item, str) and _LOOKS_LIKE_A_LIST.fullmatch(item):
                    text = f"note: {self.opts[0]} {item} is sent as one; repeat the option for more than one"
                    click.echo(text, err=True)
        return items


class _SecretOption(click.Option):
    """The option of a secret; on a terminal, a required secret is asked for."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the name and the help, which does not call the option required."""
        record = super().get_help_record(ctx)
        if record is None or not self.required:
            return record
        return record[0], record[1].replace("[required]", "[asked for on a terminal]")

    def process_value(self, ctx: click.Context, value: Any) -> Any:
        """Read the secret, or ask for a required secret that is missing.

        Without a terminal, a missing secret is a usage error.
        """
        if self.value_is_missing(value) and self.required and not ctx.resilient_parsing and sys.stdin.isatty():
            return ask_secret(self.opts[0].removeprefix("--"))
        return super().process_value(ctx, value)


def _types_except_null(schema: Mapping[str, Any]) -> list[str]:
    """List the JSON types that a schema states, except null."""
    kind = schema.get("type")
    return [str(name) for name in (kind if is_array(kind) else [kind]) if name not in {None, "null"}]


def _is_scalar(schema: Mapping[str, Any]) -> bool:
    return _types_except_null(schema) in (["string"], ["integer"], ["number"], ["boolean"])


def _parameter_type(schema: Mapping[str, Any], location: str) -> click.ParamType[Any]:
    """Return the type for values of a schema; `Json` if no other type fits."""
    kinds, limits = _types_except_null(schema), (schema.get("minimum"), schema.get("maximum"))
    if schema.get("enum") and kinds in (["string"], ["integer"]):
        return ListedValue(schema["enum"], schema.get("spell", str))
    match kinds:
        case ["integer"]:
            return click.INT if limits == (None, None) else Integer(*limits)
        case ["number"]:
            return click.FLOAT if limits == (None, None) else Number(*limits)
        case ["boolean"]:
            return click.BOOL
        case ["string"]:
            return _text_type(schema, location)
        case _:
            return text_or_object(schema) or Json(kinds, schema)


def _text_type(schema: Mapping[str, Any], location: str) -> click.ParamType[Any]:
    if schema.get("format") == "date-time":
        return Time(ahead=location == "body")  # a body sets a future time; a query filters by a past time
    if schema.get("format") == "date":
        return Date()
    if schema.get("format") == "binary":
        return Binary()
    limits = schema.get("minLength"), schema.get("maxLength"), schema.get("pattern")
    has_sources = location == "body"
    return Text(*limits, has_sources=has_sources) if has_sources or any(limits) else click.STRING
