"""Tables on a terminal, drawn by rich."""

import shutil
import sys
from collections.abc import Mapping, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

_WIDTH_OF_A_PIPE = 200


def show(columns: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool]) -> None:
    """Write a table to stdout.

    Args:
        columns: Names of the columns. One that is empty in every row is left out.
        rows: Cells as text.
        right: Which columns are aligned to the right.
    """
    shown = [index for index in range(len(columns)) if any(row[index] for row in rows)] or list(range(len(columns)))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for index in shown:
        heading = columns[index].replace("_", " ").upper()
        table.add_column(
            heading,
            justify="right" if right[index] else "left",
            overflow="ellipsis" if index else "fold",
            no_wrap=index > 0,
        )
    for row in rows:
        table.add_row(*(Text(row[index]) for index in shown))
    _console().print(table)


def show_pairs(pairs: Mapping[str, str]) -> None:
    """Write names and values to stdout, one pair a line; those without a value are left out.

    Args:
        pairs: Values by name.
    """
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in pairs.items():
        if value:
            table.add_row(Text(name.replace("_", " ")), Text(value))
    _console().print(table)


class _Console(Console):
    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def _console() -> Console:
    on_terminal = sys.stdout.isatty()
    width = None if on_terminal else shutil.get_terminal_size((_WIDTH_OF_A_PIPE, 25)).columns
    return _Console(file=sys.stdout, width=width, highlight=False, markup=False, no_color=None if on_terminal else True)
