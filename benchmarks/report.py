"""The table of results and budgets, and docs/benchmarks.md."""

import statistics
from collections.abc import Mapping, Sequence
from typing import Literal

from attrs import Factory, field, frozen

from benchmarks import machine
from benchmarks.budgets import BUDGETS

_NOISY_SPREAD = 0.2  # relative to the median


def _budget_of(result: "Result") -> float | None:
    budget = BUDGETS.get(result.name)
    return None if budget is None else budget.limit


@frozen(kw_only=True)
class Result:
    """A measured figure.

    Attributes:
        name: Name of the measurement.
        value: The figure.
        budget: Limit of the figure, by default from `BUDGETS`; `None` for a figure that is for comparison only.
        better: `lower`, the default, if a lower figure is better; `higher` if a higher figure is better.
        unit: Unit of the value and the budget; empty, the default, for a ratio.
        spread: Interquartile range of the rounds, divided by the value; 0, the default, for a single round.
    """

    name: str
    value: float
    budget: float | None = field(default=Factory(_budget_of, takes_self=True))
    better: Literal["lower", "higher"] = "lower"
    unit: str = ""
    spread: float = 0.0

    @property
    def met(self) -> bool:
        """Whether the figure keeps its budget; `True` without a budget."""
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
    """Make the result of a measurement from its rounds.

    Args:
        name: Name of the measurement.
        rounds: The figure of each round. A ratio is the ratio of two contenders in the same round, so that other
            programs on the machine slow both down.
        better: `lower`, the default, if a lower figure is better; `higher` if a higher figure is better.
        unit: Unit of the figures; empty, the default, for a ratio.

    Returns:
        The median, with the spread of the rounds.
    """
    middle = statistics.median(rounds)
    quarters = statistics.quantiles(rounds, n=4) if len(rounds) > 1 else [middle] * 3
    spread = (quarters[2] - quarters[0]) / middle if middle else 0.0
    return Result(name=name, value=middle, better=better, unit=unit, spread=spread)


def table(results: Sequence[Result]) -> str:
    """Write results and their budgets as a table for a terminal.

    Args:
        results: The results, in the order of the rows.

    Returns:
        The lines. A figure is marked as noisy if its spread is above 20 %: other programs probably slowed rounds down.
    """
    width = max((len(result.name) for result in results), default=0)
    lines = [f"{'':{width}}  {'value':>12}  {'budget':>12}"]
    for result in results:
        verdict = "" if result.budget is None else "ok" if result.met else "MISSED"
        noise = f"(noisy: ±{result.spread / 2:.0%})" if result.spread > _NOISY_SPREAD else ""
        lines.append(
            f"{result.name:{width}}  {_value(result):>12}  {_budget(result):>12}  {verdict:6} {noise}".rstrip()
        )
    return "\n".join(lines)


def page(sections: Mapping[str, Sequence[Result]]) -> str:
    """Write the page docs/benchmarks.md.

    Args:
        sections: Results by the title of their section.

    Returns:
        Markdown.
    """
    lines = [
        "# Benchmarks",
        "",
        "`make bench` writes this page. Ratios carry over to other machines, times do not. A figure with a spread is",
        "the median of several rounds, the contenders of a ratio in the same round; the spread is that of the middle",
        "half.",
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
