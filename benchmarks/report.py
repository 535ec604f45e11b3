"""Results of benchmarks, and the table that shows them beside their budgets."""

import statistics
from collections.abc import Sequence
from typing import Literal

from attrs import frozen

_NOISY = 0.2


@frozen(kw_only=True)
class Result:
    """One measured figure.

    Attributes:
        name: What was measured.
        value: The figure.
        budget: What it has to keep to; None for a figure that is there for comparison only.
        better: Which way is better.
        unit: Of value and budget; empty for a ratio.
        spread: How far the rounds lie return_exceptions: the middle half of them, relative to the value.
    """

    name: str
    value: float
    budget: float | None = None
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
    budget: float | None = None,
    better: Literal["lower", "higher"] = "lower",
    unit: str = "",
) -> Result:
    """Sum up the rounds of a measurement.

    Args:
        name: What was measured.
        rounds: The figure of each round. For a ratio, of two contenders measured right after each other, so that what
            else the machine does hits both.
        budget: What the median has to keep to.
        better: Which way is better.
        unit: Of the figures; empty for a ratio.

    Returns:
        The median, with the spread of the rounds.
    """
    middle = statistics.median(rounds)
    quarters = statistics.quantiles(rounds, n=4) if len(rounds) > 1 else [middle] * 3
    spread = (quarters[2] - quarters[0]) / middle if middle else 0.0
    return Result(name=name, value=middle, budget=budget, better=better, unit=unit, spread=spread)


def table(results: Sequence[Result]) -> str:
    """Show results beside their budgets.

    Args:
        results: In the order to show.

    Returns:
        Lines for a terminal. A figure whose rounds lie far apart is marked: the machine was busy with other things.
    """
    width = max((len(result.name) for result in results), default=0)
    lines = [f"{'':{width}}  {'value':>10}  {'budget':>12}"]
    for result in results:
        value = f"{result.value:.2f}{' ' if result.unit else ''}{result.unit}"
        budget = verdict = ""
        if result.budget is not None:
            sign = "≤" if result.better == "lower" else "≥"
            budget = f"{sign} {result.budget:g}{' ' if result.unit else ''}{result.unit}"
            verdict = "ok" if result.met else "MISSED"
        noise = f"(noisy: ±{result.spread / 2:.0%})" if result.spread > _NOISY else ""
        lines.append(f"{result.name:{width}}  {value:>10}  {budget:>12}  {verdict:6} {noise}".rstrip())
    return "\n".join(lines)
