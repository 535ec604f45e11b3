"""The root command: resources and methods from the catalog, and extras."""

import importlib
import logging
import os
import sys
from collections.abc import Sequence
from typing import Any

import click
from aiodockerhub_generated.catalog import ResourceEntry, load

from aiodockerhub._version import __version__
from aiodockerhub.cli.command_names import in_commands
from aiodockerhub.cli.failures import ExitCode, exit_code, first_cause, is_expected, report, report_usage
from aiodockerhub.cli.group import Group, spelled

_COMMANDS = ("whoami", "login", "inventory", "tags", "cleanup", "check", "drift", "mcp", "completion")
"""Commands beside those of the catalog, each `command` in the module of its name; a resource of that name wins."""


class Root(Group):
    """All resources, and the commands beside them."""

    def similar(self, ctx: click.Context, name: str) -> list[str]:
        """Suggest commands for a wrong name; a method by its resource."""
        methods = [
            f"{spelled(resource)} {spelled(name)}"
            for resource, entry in load().items()
            if name.replace("-", "_") in entry["operations"]
        ]
        return methods or super().similar(ctx, name)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; if stdout is a closed pipe, end without an error."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # before click makes exit code 1 of it
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return ExitCode.SUCCESS

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name all commands."""
        del ctx
        return sorted({*map(spelled, load()), *_COMMANDS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Make a command when it is asked for."""
        del ctx
        resource = load().get(cmd_name.replace("-", "_"))
        if resource is not None:
            return Resource(resource)
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"aiodockerhub.cli.commands.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands in two groups."""
        entries = {spelled(name): entry for name, entry in load().items()}
        with formatter.section("Everyday commands"):
            everyday = [(name, self.get_command(ctx, name)) for name in _COMMANDS if name not in entries]
            formatter.write_dl([(name, command.get_short_help_str(80)) for name, command in everyday if command])
        with formatter.section("Resources (aiodockerhub RESOURCE --help lists the methods)"):
            formatter.write_dl([(name, entry["title"]) for name, entry in sorted(entries.items())])


class Resource(Group):
    """The methods of one resource.

    Args:
        entry: The resource.
    """

    def __init__(self, entry: ResourceEntry) -> None:
        text = f"{entry['title']}.\n\n{entry['description']}".strip().replace("\n- ", "\n\n- ")
        super().__init__(spelled(entry["name"]), help=in_commands(text))
        self.entry = entry

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the methods."""
        del ctx
        return [spelled(name) for name in self.entry["operations"]]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Make the command of a method when it is asked for."""
        del ctx
        from aiodockerhub.cli import operation

        entry = self.entry["operations"].get(cmd_name.replace("-", "_"))
        return None if entry is None else operation.command(entry)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the methods with their summaries."""
        del ctx
        with formatter.section("Methods"):
            formatter.write_dl(
                [
                    (spelled(name), f"{op['summary']} (deprecated)" if op["deprecated"] else op["summary"])
                    for name, op in self.entry["operations"].items()
                ]
            )


def root() -> click.Group:
    """Make the root command.

    Returns:
        The root command, with all others as subcommands.
    """
    command = Root(
        "aiodockerhub",
        help="Docker Hub on the command line: every operation of the API as aiodockerhub RESOURCE METHOD.",
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    )
    return click.version_option(__version__, message=f"aiodockerhub {__version__}")(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: Arguments after the program's name; by default those of the process.

    Returns:
        Exit code, see `ExitCode`.

    Raises:
        SystemExit: With 2, for a wrong use of the command line.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    logging.getLogger("aiodockerhub").addHandler(logging.NullHandler())  # else Python writes warnings to stderr
    try:
        result: Any = root().main(given, prog_name="aiodockerhub", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        raise SystemExit(ExitCode.USAGE) from None
    except click.ClickException as error:
        report_usage(error)
        raise SystemExit(ExitCode.USAGE) from None
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; nothing more is done", err=True)
        return ExitCode.INTERRUPTED
    except Exception as error:
        cause, is_verbose = first_cause(error), "--verbose" in given or "-v" in given
        if is_verbose and not is_expected(cause):
            raise
        report(cause, verbose=is_verbose)
        return exit_code(cause)
    return result if isinstance(result, int) else ExitCode.SUCCESS
