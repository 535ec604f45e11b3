"""The help of a command, with its parameters in groups."""

import re
from collections.abc import Sequence
from textwrap import wrap
from typing import Any

import click

from aiodockerhub.cli import connection, output, parameters
from aiodockerhub.cli.choices import ListedValue
from aiodockerhub.cli.json_values import Json
from aiodockerhub.cli.parameter_types import Text, Time
from aiodockerhub.cli.scope_names import listed_scopes
from aiodockerhub.cli.walks import WalkOption

_NAMESPACE, _REPOSITORY = (parameters.ARGUMENT_PREFIX + name for name in ("namespace", "repository"))
_NAMESPACE_AND_REPOSITORY = re.compile(r"[^/@-][^/]*/[^/]+")
_PLACEHOLDER = "namespace"
_GROUPS = {"Output": output.NAMES, "Connection": connection.NAMES}


_FORM_OF_TIME = (
    "2026-01-31T12:00:00Z, 2026-01-31, now, or a distance in seconds, minutes, hours, days or weeks such as 30s, 15m, "
    "12h, 90d, 12w: in the past for a filter, in the future for a value to set; -90d and +90d override this."
)
_FORM_OF_AGE = "30s, 15m, 12h, 90d or 12w; or since a time: 2026-01-31T12:00:00Z, 2026-01-31. 0d is any."
_FORM_OF_TEXT = "Text and JSON may come from a file, @FILE, or from stdin, -; @@ begins a text with @."
_FORM_OF_CHOICE = "One of the listed values. Docker Hub may accept more: =VALUE sends any other value."


class Command(click.Command):
    """A command whose help has its parameters in groups.

    Args:
        *args: Arguments of `click.Command`.
        own: Those parameters of `params` that other commands do not share. The help lists them before the shared
            parameters, and explains the forms of their values.
        **kwargs: Keyword arguments of `click.Command`.
    """

    def __init__(self, *args: Any, own: Sequence[click.Parameter] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own: list[click.Parameter] = list(own)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the command line; `acme/app` stands for `acme app`."""
        return super().parse_args(ctx, args if ctx.resilient_parsing else self._split_repository(ctx, args))

    def _split_repository(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Split the argument `acme/app` into the two arguments `acme` and `app`.

        Only the first positional argument is split, and never the value of an option. A command that does not have both
        a namespace and a repository as arguments gets its command line unchanged.
        """
        if not {_NAMESPACE, _REPOSITORY} <= {parameter.name for parameter in self.own}:
            return args
        for index, word in enumerate(args):
            if _NAMESPACE_AND_REPOSITORY.fullmatch(word):
                # Only the parser knows whether a word is an argument or the value of an option.
                marked = [*args[:index], _PLACEHOLDER, *args[index + 1 :]]
                values, _, _ = self.make_parser(ctx).parse_args(marked)
                if values.get(_NAMESPACE) == _PLACEHOLDER:
                    return [*args[:index], *word.split("/"), *args[index + 1 :]]
        return args

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the parameters by group, then the forms of values and the scopes."""
        groups: dict[str, list[tuple[str, str]]] = {
            title: [] for title in ("Arguments", "Options", "Walk", "Output", "Connection", "General")
        }
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None:
                groups[self._group(parameter)].append(record)
        for title, records in groups.items():
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)
        forms = {form[0]: form for parameter in self.own for form in _forms(parameter.type)}
        if forms:
            with formatter.section("Values"):
                formatter.write_dl(list(forms.values()))
        scopes = [
            name
            for parameter in self.own
            if isinstance(parameter.type, Json)
            for name in listed_scopes(parameter.type.schema)
        ]
        if scopes:
            with formatter.section("Scopes"):
                width = formatter.width - formatter.current_indent
                for line in wrap(", ".join(scopes), width, break_on_hyphens=False):  # people copy whole names
                    formatter.write(f"{'':>{formatter.current_indent}}{line}\n")

    def _group(self, parameter: click.Parameter) -> str:
        if isinstance(parameter, parameters.Argument):
            return "Arguments"
        if isinstance(parameter, WalkOption):
            return "Walk"
        if parameter in self.own:
            return "Options"
        return next((title for title, names in _GROUPS.items() if parameter.name in names), "General")


def _forms(kind: click.ParamType[Any]) -> list[tuple[str, str]]:
    """Explain how to write values of a type.

    Returns:
        The placeholder of the value and the explanation; empty for a type that needs none.
    """
    match kind:
        case Time(is_past=True):
            return [("AGE", _FORM_OF_AGE)]
        case Time():
            return [("TIME", _FORM_OF_TIME)]
        case Json() | Text(has_sources=True):
            return [("TEXT, JSON", _FORM_OF_TEXT)]
        case ListedValue():
            return [("[A|B|…]", _FORM_OF_CHOICE)]
        case _:
            return []
