"""Help of a command: arguments, output options, connection options."""

import re
from collections.abc import Sequence
from typing import Any

import click

from aiodockerhub.cli import connection, output, parameter_types, parameters

_NAMESPACE, _REPOSITORY = (parameters.OWN + name for name in ("namespace", "repository"))
_BOTH = re.compile(r"[^/@-][^/]*/[^/]+")
_MARK = "namespace"
_GROUPS = {"Walk": ("limit", "prefetch", "resume"), "Output": output.NAMES, "Connection": connection.NAMES}


class Command(click.Command):
    """A command whose help has its parameters in groups.

    Args:
        *args: As for `click.Command`.
        own: Parameters that are peculiar to the command.
        **kwargs: As for `click.Command`.
    """

    def __init__(self, *args: Any, own: Sequence[click.Parameter] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own: list[click.Parameter] = list(own)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the command line; `acme/app` gives namespace and repository."""
        return super().parse_args(ctx, args if ctx.resilient_parsing else self._apart(ctx, args))

    def _apart(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Split the first word if it names namespace and repository at once."""
        if not {_NAMESPACE, _REPOSITORY} <= {parameter.name for parameter in self.own}:
            return args
        for place, word in enumerate(args):
            if _BOTH.fullmatch(word):
                # Words may be values of options too; only the parser knows.
                marked = [*args[:place], _MARK, *args[place + 1 :]]
                values, _, _ = self.make_parser(ctx).parse_args(marked)
                if values.get(_NAMESPACE) == _MARK:
                    return [*args[:place], *word.split("/"), *args[place + 1 :]]
        return args

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the parameters, group by group."""
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
        forms = {form[0]: form for parameter in self.own for form in parameter_types.forms(parameter.type)}
        if forms:
            with formatter.section("Values"):
                formatter.write_dl(list(forms.values()))

    def _group(self, parameter: click.Parameter) -> str:
        if isinstance(parameter, parameters.Argument):
            return "Arguments"
        if parameter in self.own:
            return "Options"
        return next((title for title, names in _GROUPS.items() if parameter.name in names), "General")
