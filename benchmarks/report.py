"""Results of benchmarks as a table beside their budgets."""

import statistics
from collections.abc import Mapping, Sequence
from typing import Literal

from attrs import Factory, field, frozen

from benchmarks import machine
from benchmarks.budgets import BUDGETS

_NOISY = 0.2


def _budget_of(result: "Result") -> float | None:
    budget = BUDGETS.get(result.name)
    return None if budget is None else budget.limit


@frozen(kw_only=True)
class Result:
    """One measured figure.

    Attributes:
        name: Name of the measurement.
        value: The figure.
        budget: What it has to keep to, by default from `BUDGETS`; None for a figure that is for comparison only.
        better: Whether a `lower` or a `higher` figure is the better one.
        unit: Of value and budget; empty for a ratio.
        spread: How far the rounds lie apart: the middle half of them, relative to the value.
    """

    name: str
    value: float
    budget: float | None = field(default=Factory(_budget_of, takes_self=True))
    better: Literal["lower", "higher"] = "lower"
    unit: str = ""
    spread: float = 0.0

    @property
    def met(self) -> bool:
        """Whether the budget is kept."""
        if self.budget is None:
            return True
        return self.value <= self.budget if self.better == "lower" else self.value >= self.budget


def median(
    name: str,
    rounds: Sequence[float],
    *,
    better: Literal["lower", "higher"] = "lower",
    unit: str = "",
) -> Result:
    """Sum up the rounds of a measurement.

    Args:
        name: Name of the measurement.
        rounds: The figure of each round. For a ratio, of two contenders measured right after each other, so that what
            else the machine does hits both.
        better: Whether a `lower` or a `higher` figure is the better one.
        unit: Of the figures; empty for a ratio.

    Returns:
        The median, with the spread of the rounds.
    """
    middle = statistics.median(rounds)
    quarters = statistics.quantiles(rounds, n=4) if len(rounds) > 1 else [middle] * 3
    spread = (quarters[2] - quarters[0]) / middle if middle else 0.0
    return Result(name=name, value=middle, better=better, unit=unit, spread=spread)


def table(results: Sequence[Result]) -> str:
    """Show results beside their budgets.

    Args:
        results: In the order to show.

    Returns:
        Lines for a terminal. A figure whose rounds lie far apart is marked: the machine was busy with other things.
    """
    width = max((len(result.name) for result in results), default=0)
    lines = [f"{'':{width}}  {'value':>12}  {'budget':>12}"]
    for result in results:
        verdict = "" if result.budget is None else "ok" if result.met else "MISSED"
        noise = f"(noisy: ±{result.spread / 2:.0%})" if result.spread > _NOISY else ""
        lines.append(
            f"{result.name:{width}}  {_value(result):>12}  {_budget(result):>12}  {verdict:6} {noise}".rstrip()
        )
    return "\n".join(lines)


def page(sections: Mapping[str, Sequence[Result]]) -> str:
    """Write the page of the documentation.

    Args:
        sections: Results by what was measured.
    """
    lines = [
        "# Benchmarks",
        "",
        "`make bench` writes this page. Ratios carry over to other machines, times do not. Each figure is the",
        "median of several rounds, the contenders of a ratio in the same one; the spread is that of the middle half.",
        "",
        *(f"- {line}" for line in machine.description()),
    ]
    for title, results in sections.items():
        lines += ["", f"## {title}", "", "| what | value | spread | budget | kept |", "|---|---|---|---|---|"]
        for result in results:
            kept = "" if result.budget is None else "yes" if result.met else "**no**"
            spread = f"±{result.spread / 2:.0%}" if result.spread else ""
            lines.append(f"| {result.name} | {_value(result)} | {spread} | {_budget(result)} | {kept} |")
    return "\n".join(lines) + "\n"


def _value(result: Result) -> str:
    number = f"{result.value:.2f}" if result.value < 100 else f"{result.value:,.0f}"
    return f"{number} {result.unit}".rstrip()


def _budget(result: Result) -> str:
    if result.budget is None:
        return ""
    sign = "≤" if result.better == "lower" else "≥"
    return f"{sign} {result.budget:g} {result.unit}".rstrip()
