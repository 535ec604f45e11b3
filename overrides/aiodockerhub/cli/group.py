"""Groups of commands, made on demand, that correct wrong names."""

import click
from aiodockerhub_generated.catalog import load

_SUGGESTIONS = 4


class Group(click.Group):
    """A group that makes its commands on demand and corrects wrong names."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-") and not ctx.resilient_parsing:
            similar = self.similar(ctx, name)[:_SUGGESTIONS]
            hint = f" Did you mean {' or '.join(map(repr, similar))}?" if similar else ""
            raise click.UsageError(f"No such command {name!r}.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def similar(self, ctx: click.Context, name: str) -> list[str]:
        """Name the commands that may have been meant.

        Args:
            ctx: The context of this group.
            name: The unknown name.
        """
        from difflib import get_close_matches

        names = self.list_commands(ctx)
        stem = name.removesuffix("s")
        longer = [command for command in names if len(stem) > 1 and command.startswith(stem)]
        return longer or _elsewhere(f"{ctx.info_name}-{name}") or get_close_matches(name, names, cutoff=0.5)


def spelled(name: str) -> str:
    """Spell a Python name as a command.

    Args:
        name: Name of a resource or a method.
    """
    return name.replace("_", "-")


def _elsewhere(words: str) -> list[str]:
    """Name the methods of any resource that have just these words."""
    return [
        f"{spelled(resource)} {spelled(method_name)}"
        for resource, entry in load().items()
        for method_name in entry["operations"]
        if _stems(spelled(method_name)) == _stems(words)
    ]


def _stems(words: str) -> set[str]:
    return {word.removesuffix("s") for word in words.split("-")}
