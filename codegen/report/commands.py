"""Compares the commands of operations in two clients."""

import ast
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import attrs

from codegen.report import annotations, breaking_changes, model_pairs, paging_in_words, wording
from codegen.report.changes import Change, Level, States, excerpt
from codegen.report.client import Client, Method
from codegen.support import _commands

_GENERAL_OPTION = re.compile(r"(?:(\w*)Option\(\s*\[|^ +\()(?:\"-\w\", )?\"(--[a-z][a-z-]*)\"", re.MULTILINE)
"""An option in a table of options, or in a call of a class such as `WalkOption`, with the class's name (`Walk`)."""
_OF_RESULTS = ("output.py", "columns.py")
"""Modules of the command line whose options only operations with a JSON response have."""
_OPTION = re.compile(r"(?<=[\[ ])(--[a-z][a-z0-9-]*)(?: (\[[^\]]*\]|[A-Z]+)|/--no-[a-z0-9-]+)")
_OF_SEQUENCE = re.compile(r"\b(?:Sequence|list)\[(.*?)\]")
_MAX_VALUES = 10
"""Maximum number of values of an enumeration that are shown."""
_BOOLEAN, _JSON = "yes or no", "JSON"
_KINDS = {
    "str": "TEXT", "int": "INTEGER", "float": "NUMBER", "datetime": "TIME", "date": "DATE", "bytes": "FILE",
    "bool": _BOOLEAN,
}  # fmt: skip
"""Words for types of values, as the help of the command line has them."""


_NO_OPTIONS: Mapping[str, str] = MappingProxyType({})


def described_otherwise(
    old: Client, new: Client, new_names: Mapping[str, str], reported: Collection[str]
) -> Iterator[tuple[Method, States]]:
    """Find changed catalog entries whose methods and models have no change.

    Args:
        old: The present client.
        new: The new client.
        new_names: New names of models by old names.
        reported: Names of all things that have a change.

    Yields:
        The method of the entry in the new client, and the entry before and after.
    """
    models = {re.split(r"[(.]", name.removeprefix("hub."))[0] for name in reported if name[0].isupper()}
    calls = {name.partition("(")[0] for name in reported}
    for operation in old.catalog.keys() & new.catalog.keys() & new.methods.keys():
        before = annotations.rename_words(old.catalog[operation], new_names)
        states = excerpt(before, new.catalog[operation])
        method = new.methods[operation]
        if states is not None and f"hub.{operation}" not in calls and not _models_of(new, method) & models:
            yield method, states


def _models_of(client: Client, method: Method) -> set[str]:
    types = [model_pairs.received_type(method), *(argument.annotation for argument in method.arguments)]
    names = {name for annotation in types for name in annotations.names(annotation)}
    return model_pairs.reachable_models(client, names)


def general_options(folder: Path | None) -> Mapping[str, str]:
    """Read the options that commands have besides those of their operations.

    The build step does not know the command line, so the options are read from the source of the command line.

    Args:
        folder: Folder of the source of the command line; it need not exist, and `None` means that there is none.

    Returns:
        Which operations have each option, by the name of the option: `paging` (lists), `json` (operations with a JSON
        response) or an empty text (all operations; `--yes` too, although only operations that destroy something have
        it).
    """
    files = folder.glob("*.py") if folder else ()
    return {
        option: "paging" if of_class == "Walk" else "json" if file.name in _OF_RESULTS else ""
        for file in files
        for of_class, option in _GENERAL_OPTION.findall(file.read_text(encoding="utf-8"))
    }


def reserved_options(method: Method, general: Mapping[str, str]) -> frozenset[str]:
    """Return the general options that the command of an operation has.

    `--yes` is among them, although only the commands of operations that destroy something have it.

    Args:
        method: The method of the operation.
        general: The general options, as `general_options` returns them.
    """
    is_json = ast.literal_eval(method.facts.get("response", "'json'")) == "json"
    of_method = {"", *(["paging"] if wording.PAGING in method.facts else []), *(["json"] if is_json else [])}
    return frozenset(option for option, having in general.items() if having in of_method)


def compare(old: Method, new: Method, general: Mapping[str, str] = _NO_OPTIONS) -> States | None:
    """Compare the command of an operation in two clients.

    A user gives options by their names, and positional parameters by their places.

    Args:
        old: The method of the operation in the present client.
        new: The method in the new client.
        general: The general options; none by default.

    Returns:
        The command before and after, with its positional parameters and the options that differ; `None` if each command
        line that was valid before still is.
    """
    before, after = _options(old, general), _options(new, general)
    gone = {flag for flag, option in before.items() if flag not in after or not _takes_all(after[flag], option)}
    needed = {flag for flag, option in after.items() if option.is_required and flag not in before}
    needed |= {
        flag for flag, option in after.items() if option.is_required and not before.get(flag, option).is_required
    }
    places = _positional(old, general), _positional(new, general)
    names = _command(old), _command(new)
    if names[0] == names[1] and not gone and not needed and _takes_same_places(*places):
        return None
    # New options may be lost options with another name or place.
    come = after.keys() - before.keys() if gone - after.keys() or not _takes_same_places(*places) else set[str]()
    shown = [
        [
            name,
            *map(str, parameters),
            *(str(option) for flag, option in options.items() if flag in gone | needed | come),
        ]
        for name, parameters, options in zip(names, places, (before, after), strict=True)
    ]
    return " ".join(shown[0]), " ".join(shown[1])


def usage(method: Method, general: Mapping[str, str] = _NO_OPTIONS) -> str:
    """Show the command of an operation with all its parameters.

    Args:
        method: The method of the operation.
        general: The general options; none by default.
    """
    return " ".join(
        [_command(method), *map(str, _positional(method, general)), *map(str, _options(method, general).values())]
    )


def options(method: Method) -> Iterator[str]:
    """Yield the options for the arguments of an operation, with their kinds.

    Args:
        method: The method of the operation.
    """
    yield from (f"{flag} {option.kind}" for flag, option in _options(method, _NO_OPTIONS).items())


def lost_options(change: Change) -> dict[str, str]:
    """Return the options that a command no longer has, with their kinds.

    Args:
        change: A change of `wording.COMMAND_LINE`.
    """
    kept = _OPTION.findall(change.after)
    return {flag: kind for flag, kind in _OPTION.findall(change.before) if flag not in dict(kept)}


@attrs.frozen
class _Parameter:
    """A parameter of a command.

    Attributes:
        json_name: For an argument in the path: its index among the arguments in the path, as text. Otherwise: name of
            the argument in the request.
        name: For an option: the option, such as `--page`. For a positional parameter: the word that stands for the
            value in the help.
        is_required: Whether a command line must have the parameter.
        annotation: Type of the values in Python, without the type that leaves the argument out (`None`, `Omit`).
    """

    json_name: str
    name: str
    is_required: bool
    annotation: str

    @property
    def kind(self) -> str:
        """Word for the values."""
        values = annotations.values(self.annotation)
        if values:
            return f"[{'|'.join(values)}]" if len(values) <= _MAX_VALUES else "[VALUE]"
        item = _OF_SEQUENCE.sub(r"\1", self.annotation)
        kinds = annotations.members(item) - {"None"}
        if "str" in kinds and all(kind[0].isupper() or kind.startswith("dict") for kind in kinds - {"str"}):
            return _KINDS["str"]  # text, or the JSON of an object
        return _KINDS.get(next(iter(kinds)), _JSON) if len(kinds) == 1 else _JSON

    def __str__(self) -> str:
        text = self.name
        if text.startswith("--"):
            text = f"{text}/--no-{text.removeprefix('--')}" if self.kind == _BOOLEAN else f"{text} {self.kind}"
        return text if self.is_required else f"[{text}]"


def _takes_all(new: _Parameter, old: _Parameter) -> bool:
    """Return whether a parameter takes all values that another takes."""
    values = annotations.values(old.annotation), annotations.values(new.annotation)
    is_written_otherwise = any((old.kind == kind) != (new.kind == kind) for kind in (_BOOLEAN, _JSON))
    if is_written_otherwise or breaking_changes.level_of_values(*values, sent=(True,)) is Level.BREAKING:
        return False
    types = annotations.without_values(old.annotation), annotations.without_values(new.annotation)
    # Classes may have other names: all are JSON here.
    return old.kind == new.kind == _JSON or breaking_changes.level_of_type(*types, sent=True) is not Level.BREAKING


def _takes_same_places(old: Sequence[_Parameter], new: Sequence[_Parameter]) -> bool:
    """Return whether the words of a command line keep their meaning by place."""
    return (
        len(old) <= len(new)
        and all(_is_same(first, second, new) for first, second in zip(old, new, strict=False))
        and not any(each.is_required for each in new[len(old) :])
        and all(
            _takes_all(second, first) and (second.is_required <= first.is_required)
            for first, second in zip(old, new, strict=False)
        )
    )


def _is_same(first: _Parameter, second: _Parameter, new: Sequence[_Parameter]) -> bool:
    """Return whether two positional parameters are for the same argument.

    An argument may have another name in Python, or may be sent by another name or in another location.
    """
    return first.name == second.name or (
        first.json_name == second.json_name and first.name not in {each.name for each in new}
    )


def _command(method: Method) -> str:
    return f"aiodockerhub {_commands.command_name(method.resource)} {_commands.command_name(method.name)}"


def _options(method: Method, general: Mapping[str, str]) -> dict[str, _Parameter]:
    """Return the options by name."""
    return {each.name: each for each in _parameters(method, general) if each.name.startswith("--")}


def _positional(method: Method, general: Mapping[str, str]) -> list[_Parameter]:
    return [each for each in _parameters(method, general) if not each.name.startswith("--")]


def _parameters(method: Method, general: Mapping[str, str]) -> Iterator[_Parameter]:
    of_walk = _options_of_walk(method.facts.get(wording.PAGING, ""))
    arguments = [argument for argument in method.arguments if argument.location]
    reserved = reserved_options(method, general)
    for argument in arguments:
        annotation = annotations.without_marker(argument.annotation, argument.default)
        is_first_text = argument is arguments[0] and annotation == "str"
        is_required = argument.default is None
        is_positional = _commands.is_positional(
            argument.name,
            "path" if argument.positional else argument.location,  # the body for what is sent in both
            is_required=is_required,
            is_first_text=is_first_text,
            reserved=reserved,
        )
        name = _commands.placeholder(argument.name) if is_positional else _commands.flag_of(argument.name, reserved)
        if not is_positional and argument.location == "query":
            name = of_walk.get(argument.json_name, name)
        yield _Parameter(argument.json_name, name, is_required, annotation)


def _options_of_walk(paging: str) -> dict[str, str]:
    """Return the options for the arguments that choose pages of a walk."""
    if not paging_in_words.is_in_pages(paging):
        return {}
    page, size = paging_in_words.arguments(paging)
    of_page = {} if paging_in_words.is_by_items(paging) else {page: _commands.FIRST_PAGE}
    return {**of_page, size: _commands.PAGE_SIZE}
