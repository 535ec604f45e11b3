"""The progress of a long walk, on stderr, if stderr is a terminal."""

import contextlib
import sys
from collections.abc import Generator

from aiodockerhub_generated.types import OnPage


@contextlib.contextmanager
def show_progress(title: str, *, wanted: bool = True) -> Generator[OnPage | None]:
    """Show the progress of a walk while the context lasts.

    Args:
        title: Name of the list.
        wanted: Whether to show the progress if stderr is a terminal; `True` by default.

    Yields:
        A function to pass as `on_page=` of the walk; `None` if nothing is shown.
    """
    if not wanted or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as progress:
        task = progress.add_task(title, total=None)

        def on_page(number: int, items: int, total: int | None) -> None:
            del number
            progress.update(task, completed=items, total=total)

        yield on_page
