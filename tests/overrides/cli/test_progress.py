"""Progress is shown on a terminal, and nowhere else."""

import io
import sys

import pytest
from aiodockerhub.cli import progress


class Terminal(io.StringIO):
    """An output that claims to be a terminal."""

    def isatty(self) -> bool:
        return True


def test_progress_on_a_terminal_counts_items_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with progress.show_progress("tags of nginx") as on_page:
        assert on_page is not None
        on_page(1, 100, 730)
    assert "tags of nginx" in terminal.getvalue()
    assert "100/730" in terminal.getvalue()
    assert terminal.getvalue().endswith("\x1b[2K")  # the line is erased


@pytest.mark.parametrize("wanted", [True, False])
def test_no_progress_without_a_terminal_or_where_it_would_disturb(
    wanted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = io.StringIO() if wanted else Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with progress.show_progress("tags", wanted=wanted) as on_page:
        assert on_page is None
    assert screen.getvalue() == ""
