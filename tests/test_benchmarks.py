"""The report of the benchmarks tells budgets that are kept from those that are missed."""

from pathlib import Path

import pytest

from benchmarks import __main__ as command
from benchmarks.report import Result, median, table


def test_a_budget_is_kept_up_to_its_last_bit_and_in_its_direction() -> None:
    assert Result(name="a", value=1.1, budget=1.1).met
    assert not Result(name="a", value=1.2, budget=1.1).met
    assert Result(name="a", value=2.5, budget=2.5, better="higher").met
    assert not Result(name="a", value=2.4, budget=2.5, better="higher").met
    assert Result(name="a", value=1e9).met


def test_rounds_that_lie_apart_are_marked() -> None:
    steady = median("steady", [1.0, 1.01, 0.99, 1.0], budget=2)
    shaky = median("shaky", [1.0, 9.0, 0.1, 4.0], budget=1, unit="ms")
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
    monkeypatch.setattr("benchmarks.build.run", lambda **_: [median("the build", [1.0, 1.1], budget=1, unit="s")])
    monkeypatch.setattr(command, "PAGE", tmp_path / "page.md")
    command.main(["build", "--write"])
    written = (tmp_path / "page.md").read_text("utf-8")
    assert "| the build | 1.05 s |" in written
    assert "| ≤ 1 s | **no** |" in written
    assert " cores of " in written
