"""Writes descriptions of the catalog as text for click."""

import re

from aiodockerhub.cli.command_names import in_commands

_BEFORE_ITEM = re.compile(r"\n(?=\s*(?:-|\d{1,3}[.)]) )")
_CODE_INDENT = " " * 4


def help_text(description: str) -> str:
    """Write a description so that click keeps its lists and its code.

    Click joins the items of a list unless empty lines separate them. It joins the lines of a block of code unless a
    line with a backspace character precedes the block.

    Args:
        description: Plain text of the catalog.

    Returns:
        Text for the `help` of a command, with commands in the place of methods.
    """
    return in_commands("\n\n".join(map(_write_block, description.split("\n\n"))))


def _write_block(block: str) -> str:
    is_code = all(line.startswith(_CODE_INDENT) for line in block.split("\n"))
    return f"\b\n{block}" if is_code else _BEFORE_ITEM.sub("\n\n", block)
