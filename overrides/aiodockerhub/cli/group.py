"""Groups of commands: commands for a wrong name, names in errors."""

from typing import Any

import click
from aiodockerhub_generated._commands import command_name
from aiodockerhub_generated.arguments import shortened
from aiodockerhub_generated.catalog import load

from aiodockerhub.cli.failures import name_parameter

_MAX_SUGGESTIONS = 4


class Group(click.Group):
    """A group of commands.

    The group suggests commands for a wrong name. In an error of a command, an argument of the client gets the name that
    it has on the command line.
    """

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command of this group that the command line names."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            command = self.get_command(ctx, ctx.invoked_subcommand or "")
            if command is not None:
                name_parameter(error, command.params)
            raise

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the first argument names.

        Raises:
            click.UsageError: No command has this name. The message suggests up to four similar commands.
        """
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-") and not ctx.resilient_parsing:
            similar = self.similar_commands(ctx, name)[:_MAX_SUGGESTIONS]
            hint = f" Did you mean {' or '.join(map(repr, similar))}?" if similar else ""
            raise click.UsageError(f"No such command {shortened(name)}.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def similar_commands(self, ctx: click.Context, name: str) -> list[str]:
        """List the commands that the user may have meant by a wrong name.

        These are the commands of this group that begin with the name, without an `s` at its end, if at least two
        letters are left. If there are none, they are the methods of any resource whose names have the same words as
        this group and the name together: `repositories list-tags` for `tags list`. If there are none either, they are
        the commands of this group with a similar spelling.

        Args:
            ctx: Context of this group.
            name: Name that is no command.
        """
        from difflib import get_close_matches

        names = self.list_commands(ctx)
        stem = name.removesuffix("s")
        longer = [command for command in names if len(stem) > 1 and command.startswith(stem)]
        return longer or _find_methods_by_words(f"{ctx.info_name}-{name}") or get_close_matches(name, names, cutoff=0.5)


def _find_methods_by_words(words: str) -> list[str]:
    """List the commands of methods whose names have the same set of words.

    Order, plural and repetition do not matter: `tag-list` and `tags-list-tags` find `repositories list-tags`.
    """
    return [
        f"{command_name(resource)} {command_name(method_name)}"
        for resource, entry in load().items()
        for method_name in entry["operations"]
        if _stems(command_name(method_name)) == _stems(words)
    ]


def _stems(words: str) -> set[str]:
    """Return the words between hyphens, each without an `s` at its end."""
    return {word.removesuffix("s") for word in words.split("-")}
