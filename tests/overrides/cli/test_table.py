"""Tables fit the screen, and keep what a row is known by."""

import pytest
from aiodockerhub.cli import table

COLUMNS = ["name", "size", "note", "empty"]
ROWS = [["alpha", "1", "first of all", ""], ["beta", "22", "second", ""]]
RIGHT = [False, True, False, False]


def show(capsys: pytest.CaptureFixture[str], *, all_of_them: bool = False) -> tuple[list[str], str]:
    table.show_table(COLUMNS, ROWS, RIGHT, all_of_them=all_of_them)
    shown = capsys.readouterr()
    return [line.rstrip() for line in shown.out.splitlines()], shown.err


def test_empty_column_is_left_out_and_numbers_are_to_the_right(capsys: pytest.CaptureFixture[str]) -> None:
    lines, told = show(capsys)
    assert lines[0] == "NAME    SIZE   NOTE"
    assert lines[2:] == ["alpha      1   first of all", "beta      22   second"]
    assert told == ""


@pytest.mark.parametrize(("width", "heading"), [(27, "NAME    SIZE   NOTE"), (26, "NAME    SIZE"), (3, "NAM")])
def test_last_columns_are_left_out_of_a_narrow_table(
    width: int, heading: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines, told = show(capsys)
    assert lines[0] == heading
    reason = "left out, because the screen is too narrow"
    assert told == ("" if width == 27 else f"{reason}: {'size, ' * (width == 3)}note\n")


def test_columns_that_were_asked_for_are_folded(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    lines, told = show(capsys, all_of_them=True)
    assert lines[0].split() == ["NAME", "SIZE", "NOTE"]
    assert told == ""


def test_table_of_nothing_has_its_headings(capsys: pytest.CaptureFixture[str]) -> None:
    table.show_table(["name", "size"], [], [False, True], all_of_them=False)
    assert capsys.readouterr().out.split()[:2] == ["NAME", "SIZE"]


def test_pairs_without_a_value_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    table.show_pairs({"pull_count": "5", "note": ""})
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [["pull", "count", "5"]]


def test_a_value_without_blanks_stays_in_one_line_and_text_is_folded(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    token = "dckr_pat_" + "x" * 60
    table.show_pairs({"token": token, "description": "words " * 10})
    first, *rest = capsys.readouterr().out.splitlines()
    assert first == f"token        {token}"
    assert len(rest) > 1
    assert " ".join(" ".join(rest).split()) == "description" + " words" * 10
