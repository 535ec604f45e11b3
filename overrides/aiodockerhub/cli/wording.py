"""Words of the command line in place of those of Python."""

import re

from aiodockerhub_generated.catalog import load

from aiodockerhub.cli.group import spelled
from aiodockerhub.helpers.text import without_program_hints

_METHOD = re.compile(r"`([a-z_]+)\.([a-z_]+)`|(?<![\w.'`/-])([a-z_]+)\.([a-z_]+)(?![\w`:/(]|\.\w)")


def in_commands(text: str) -> str:
    """Write commands in place of methods, and leave out what is for programs.

    Args:
        text: A message, a note or a description.
    """
    return _METHOD.sub(_command, without_program_hints(text)).replace("api.md", "--help")


def _command(match: re.Match[str]) -> str:
    """Write a method such as `repositories.delete_tag` as its command."""
    resource, method_name = match[1] or match[3], match[2] or match[4]
    entry = load().get(resource)
    if entry is None or method_name not in entry["operations"]:
        return match[0]
    return f"`aiodockerhub {spelled(resource)} {spelled(method_name)}`"
