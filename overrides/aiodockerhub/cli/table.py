"""Draws tables on a terminal, with rich: widths, gaps and styles."""

import shutil
import sys
from collections.abc import Mapping, Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from aiodockerhub.cli.standard_streams import ReaderGoneError
from aiodockerhub.helpers.text import one_line

_WIDTH_WITHOUT_TERMINAL = 200  # characters
_COLUMN_GAP = 3  # characters
_PAIR_GAP = "  "


def show_table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool], *, all_of_them: bool
) -> None:
    """Write a table to stdout.

    A column that is empty in every row is left out, unless all columns are.

    Args:
        columns: Names of the columns; control characters are removed.
        rows: Cells as text, row by row.
        right: For each column, whether it is aligned to the right.
        all_of_them: Whether to wrap cells over several lines if the columns do not fit on the screen. If false, the
            last columns are left out and named on stderr; the first column is always written.
    """
    console = _console()
    headings = [_label(name).upper() for name in columns]
    shown = [index for index in range(len(columns)) if any(row[index] for row in rows)] or list(range(len(columns)))
    if not all_of_them:
        fitting = _choose_fitting(shown, headings, rows, console.width)
        if len(fitting) < len(shown):
            left_out = ", ".join(one_line(columns[index]) for index in shown[len(fitting) :])
            print(f"left out, because the screen is too narrow: {left_out}", file=sys.stderr)  # noqa: T201 - a command
        shown = fitting
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for index in shown:
        table.add_column(headings[index], justify="right" if right[index] else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(row[index]) for index in shown))
    console.print(table)


def _choose_fitting(shown: list[int], headings: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Choose the first columns that fit on the screen, at least one column."""
    taken, used = 0, -_COLUMN_GAP
    for index in shown:
        used += _COLUMN_GAP + max(cell_len(text) for text in (headings[index], *(row[index] for row in rows)))
        if used > width and taken:
            break
        taken += 1
    return shown[:taken]


def show_pairs(pairs: Mapping[str, str]) -> None:
    """Write names and values to stdout, each pair on its own line.

    Pairs without a value are left out. A value without blanks is never split over several lines, because it may be a
    token that people copy.

    Args:
        pairs: Values by name; control characters in names are removed.
    """
    labels = {name: _label(name) for name, value in pairs.items() if value}
    width = max(map(cell_len, labels.values()), default=0)
    console = _console()
    for name, label in labels.items():
        if not any(map(str.isspace, pairs[name])):
            console.print(Text(label.ljust(width), style="bold"), Text(pairs[name]), sep=_PAIR_GAP, soft_wrap=True)
            continue
        table = Table(box=None, pad_edge=False, show_header=False)
        table.add_column(style="bold", no_wrap=True, width=width)
        table.add_column(overflow="fold")
        table.add_row(Text(label), Text(pairs[name]))
        console.print(table)


def _label(name: str) -> str:
    return one_line(name).replace("_", " ")  # the server chooses the names, which may contain any character


class _Console(Console):
    def on_broken_pipe(self) -> None:
        raise ReaderGoneError


def _console() -> Console:
    on_terminal = sys.stdout.isatty()
    width = None if on_terminal else shutil.get_terminal_size((_WIDTH_WITHOUT_TERMINAL, 25)).columns
    return _Console(file=sys.stdout, width=width, highlight=False, markup=False, no_color=None if on_terminal else True)
