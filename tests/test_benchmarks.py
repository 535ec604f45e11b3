"""The report of the benchmarks distinguishes budgets that are kept from budgets that are missed."""

from pathlib import Path

import pytest

from benchmarks import __main__ as command
from benchmarks.budgets import BUDGETS, Budget
from benchmarks.report import Result, median, table


def test_a_budget_is_kept_up_to_its_last_bit_and_in_its_direction() -> None:
    assert Result(name="a", value=1.1, budget=1.1).met
    assert not Result(name="a", value=1.2, budget=1.1).met
    assert Result(name="a", value=2.5, budget=2.5, better="higher").met
    assert not Result(name="a", value=2.4, budget=2.5, better="higher").met
    assert Result(name="a", value=1e9).met


def test_budgets_are_those_of_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(BUDGETS, "a", Budget(2.5, "for this test"))
    assert Result(name="a", value=1.0).budget == median("a", [1.0]).budget == 2.5
    assert Result(name="b", value=1.0).budget is None


def test_every_budget_is_of_a_figure_on_the_page() -> None:
    page = command.PAGE.read_text("utf-8")
    assert [name for name in BUDGETS if f"| {name} |" not in page] == []
    assert all(budget.why for budget in BUDGETS.values())


def test_a_budget_that_nothing_measures_is_missed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("pkgutil.iter_modules", lambda _: [])
    assert command.main(["--check", "--quick"]) == 0
    assert command.main(["--check"]) == 1
    assert "the build: was not measured" in capsys.readouterr().out


def test_rounds_that_lie_apart_are_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(BUDGETS, "shaky", Budget(1, "for this test"))
    steady = median("steady", [1.0, 1.01, 0.99, 1.0])
    shaky = median("shaky", [1.0, 9.0, 0.1, 4.0], unit="ms")
    assert steady.value == 1.0
    assert "noisy" not in table([steady])
    assert "MISSED" in table([shaky])
    assert "noisy" in table([shaky])
    assert median("once", [3.0]).spread == 0


@pytest.mark.parametrize(("value", "status"), [(1.0, 0), (3.0, 1)])
def test_a_missed_budget_fails_the_command(
    value: float, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("benchmarks.build.run", lambda **_: [Result(name="the build", value=value, budget=2, unit="s")])
    assert command.main(["build", "--check"]) == status
    assert command.main(["build"]) == 0
    printed = capsys.readouterr().out
    assert f"{value:.2f} s" in printed
    assert ("missed:\n  the build" in printed) == bool(status)


def test_the_page_tells_what_was_measured_where(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("benchmarks.build.run", lambda **_: [median("the build", [3.0, 3.1], unit="s")])
    monkeypatch.setattr(command, "PAGE", tmp_path / "page.md")
    command.main(["build", "--write"])
    written = (tmp_path / "page.md").read_text("utf-8")
    assert "| the build | 3.05 s |" in written
    assert "| ≤ 3 s | **no** |" in written
    assert " cores of " in written
