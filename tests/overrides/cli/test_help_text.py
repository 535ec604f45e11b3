"""Lists and code of descriptions stay readable in the help of commands."""

import click
from aiodockerhub.cli.help_text import help_text

DESCRIPTION = """\
Send, see `repositories.get`:

    {
      "a": 1
    }

Either:
- one
- two
  - inner

1. first
2. second"""


def test_click_keeps_lists_and_code() -> None:
    command = click.Command("x", help=help_text(DESCRIPTION))

    shown = command.get_help(click.Context(command)).partition("\n\n")[2].partition("\n\nOptions")[0]

    assert [line[2:] for line in shown.split("\n") if line] == [
        "Send, see `aiodockerhub repositories get`:",
        "    {",
        '      "a": 1',
        "    }",
        "Either:",
        "- one",
        "- two",
        "  - inner",
        "1. first",
        "2. second",
    ]
