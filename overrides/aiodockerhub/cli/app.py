"""The root command, `--version`, and the commands of each resource."""

import importlib
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, TextIO

import click
from aiodockerhub_generated._commands import command_name
from aiodockerhub_generated.catalog import ResourceEntry, load

from aiodockerhub._version import __version__
from aiodockerhub.cli.failures import ExitCode, WarningNotes, exit_code, first_cause, is_expected, report, report_usage
from aiodockerhub.cli.group import Group
from aiodockerhub.cli.help_text import help_text
from aiodockerhub.cli.standard_streams import ReaderGoneError, limit_waits

_EVERYDAY_COMMANDS = ("whoami", "login", "inventory", "tags", "cleanup", "check", "drift", "mcp", "completion")
"""Names of the everyday commands, those for common tasks. Modules of the same names in `cli/commands` define `command`.

If a resource has the same name as an everyday command, the name means the resource.
"""


class Root(Group):
    """The root command, whose subcommands are resources and everyday commands."""

    def similar_commands(self, ctx: click.Context, name: str) -> list[str]:
        """List the commands that the user may have meant by a wrong name.

        If a method of any resource has this name, such as `list-tags`, the commands are `repositories list-tags` and
        the same method of other resources. Otherwise they are the commands that `Group.similar_commands` lists.

        Args:
            ctx: Context of this command.
            name: Name that is no command.
        """
        methods = [
            f"{command_name(resource)} {command_name(name)}"
            for resource, entry in load().items()
            if name.replace("-", "_") in entry["operations"]
        ]
        return methods or super().similar_commands(ctx, name)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the options, or show the help or the version.

        Raises:
            click.exceptions.Exit: The help or the version is shown, or the reader of stdout is gone.
        """
        try:
            return super().make_context(info_name, args, parent, **extra)
        except ReaderGoneError:  # otherwise click ends with exit code 1
            raise click.exceptions.Exit(ExitCode.SUCCESS) from None

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; return exit code 0 if the reader of stdout is gone.

        Raises:
            ConnectionError: Another pipe is broken.
        """
        try:
            return super().invoke(ctx)
        except ReaderGoneError:  # otherwise click ends with exit code 1
            return ExitCode.SUCCESS
        except BrokenPipeError as error:  # click would end with exit code 1, and say nothing
            reason = error.strerror or "a pipe is broken"
            raise ConnectionError(reason) from None  # without the number by which click recognizes a broken pipe
        except KeyboardInterrupt:  # before click writes to stderr
            limit_waits()
            raise

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the names of all commands."""
        del ctx
        return sorted({*map(command_name, load()), *_EVERYDAY_COMMANDS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Make the command of a resource, or import an everyday command.

        Returns:
            If a resource has this name: its command, whose subcommands are methods. Otherwise, if an everyday command
            (one for a common task, such as `cleanup`) has this name: that command. Otherwise: `None`.
        """
        del ctx
        resource = load().get(cmd_name.replace("-", "_"))
        if resource is not None:
            return Resource(resource)
        if cmd_name not in _EVERYDAY_COMMANDS:
            return None
        module = importlib.import_module(f"aiodockerhub.cli.commands.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the everyday commands and the resources, in two sections."""
        entries = {command_name(name): entry for name, entry in load().items()}
        with formatter.section("Everyday commands"):
            everyday = [(name, self.get_command(ctx, name)) for name in _EVERYDAY_COMMANDS if name not in entries]
            formatter.write_dl([(name, command.get_short_help_str(80)) for name, command in everyday if command])
        with formatter.section("Resources (aiodockerhub RESOURCE --help lists the methods)"):
            formatter.write_dl([(name, entry["title"]) for name, entry in sorted(entries.items())])


class Resource(Group):
    """The command of a resource, whose subcommands are its methods.

    Args:
        entry: Entry of the resource in the catalog.
    """

    def __init__(self, entry: ResourceEntry) -> None:
        text = f"{entry['title']}.\n\n{entry['description']}".strip()
        super().__init__(command_name(entry["name"]), help=help_text(text))
        self.entry = entry

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the names of the methods, as commands."""
        del ctx
        return [command_name(name) for name in self.entry["operations"]]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Make the command of a method; `None` if there is no such method."""
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
                    (command_name(name), f"{op['summary']} (deprecated)" if op["deprecated"] else op["summary"])
                    for name, op in self.entry["operations"].items()
                ]
            )


def root() -> click.Group:
    """Make the root command, which has all other commands as subcommands."""
    command = Root(
        "aiodockerhub",
        help="Docker Hub on the command line: every operation of the API as aiodockerhub RESOURCE METHOD.",
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    )
    return click.version_option(__version__, message=f"aiodockerhub {__version__}")(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: Arguments without the name of the program; `None`, the default, for the arguments of the process.

    Returns:
        The exit code, see `ExitCode`.

    Raises:
        SystemExit: The command line is wrong or incomplete, or does not fit the result; the exit code is 2.
        Exception: A defect of this package; only with `--verbose`, otherwise `main` reports it on stderr.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")  # an encoding may lack a character of a name
    logger, notes = logging.getLogger("aiodockerhub"), WarningNotes()
    logger.addHandler(notes)
    try:
        code = _run_and_report(given)
    finally:
        logger.removeHandler(notes)
        is_interrupted = _is_interrupted_in_flush(sys.stdout) | _is_interrupted_in_flush(sys.stderr)
    if is_interrupted and code != ExitCode.INTERRUPTED:
        return _report_interruption()
    return code


def _is_interrupted_in_flush(stream: TextIO) -> bool:
    """Write what a stream has buffered; return whether Ctrl-C ended the write.

    Text that the stream cannot write is discarded. Otherwise Python tries to write the text again when it exits: it
    waits for the reader again, or the exit code is 120.
    """
    try:
        stream.flush()
    except (OSError, KeyboardInterrupt) as error:
        with suppress(OSError), open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - the null device is no file
            os.dup2(nowhere.fileno(), stream.fileno())
        return isinstance(error, KeyboardInterrupt)
    return False


def _report_interruption() -> int:
    """Report on stderr that the command was ended, and wait for no reader."""
    limit_waits()
    with suppress(OSError):  # after SIGHUP, the terminal does not exist any more
        click.echo("interrupted; nothing more is done", err=True)
    return ExitCode.INTERRUPTED


def _run_and_report(given: list[str]) -> int:
    """Run the command line, and report its errors on stderr; see `main`."""
    try:
        result: Any = root().main(given, prog_name="aiodockerhub", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        raise SystemExit(ExitCode.USAGE) from None
    except click.ClickException as error:
        with suppress(OSError):  # stderr cannot be written either
            report_usage(error)
        raise SystemExit(ExitCode.USAGE) from None
    except (click.Abort, KeyboardInterrupt):
        return _report_interruption()
    except Exception as error:
        cause, is_verbose = first_cause(error), "--verbose" in given or "-v" in given
        if is_verbose and not is_expected(cause):
            raise
        with suppress(OSError):
            report(cause, verbose=is_verbose)
        return exit_code(cause)
    return result if isinstance(result, int) else ExitCode.SUCCESS
