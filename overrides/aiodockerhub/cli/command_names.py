"""Replaces methods of the client by commands in messages and help."""

from aiodockerhub_generated._commands import command_name
from aiodockerhub_generated.catalog import OperationEntry

from aiodockerhub.helpers.cli_and_mcp import respell
from aiodockerhub.helpers.text import without_program_hints


def in_commands(text: str) -> str:
    """Replace methods in a text by commands, and remove advice for programs.

    For example, `repositories.list_tags` becomes `aiodockerhub repositories list-tags`, and `api.md` becomes `--help`.
    A call with brackets such as `hub.orgs.get(...)` stays. For the advice for programs, see `without_program_hints`.

    Args:
        text: Message, note or description.
    """
    return respell(without_program_hints(text), _command).replace("api.md", "--help")


def _command(entry: OperationEntry) -> str:
    return f"aiodockerhub {command_name(entry['resource'])} {command_name(entry['method_name'])}"
