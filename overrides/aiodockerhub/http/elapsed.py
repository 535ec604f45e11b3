"""Adds up the time of each phase of a call, for the error of a deadline."""

from typing import Literal

from aiodockerhub.helpers.clock import Clock

Phase = Literal["preparation", "line", "log-in", "pacing", "waits", "attempts", "decoding", "hooks", "file"]
_SHOWN = 0.05  # seconds; less is not worth a word
_WORDS: dict[Phase, str] = {
    "line": "in line",
    "log-in": "for the log-in",
    "pacing": "to keep the pace",
    "waits": "between attempts",
    "decoding": "to decode the response",
    "hooks": "in hooks",
    "file": "for the file",
}


class Elapsed:
    """The time of one call, by phase.

    Args:
        clock: The clock.
    """

    __slots__ = ("_entered", "_now", "started")

    def __init__(self, clock: Clock) -> None:
        self._now = clock.monotonic
        self.started: float = self._now()
        self._entered: list[tuple[Phase, float]] = [("preparation", self.started)]

    @property
    def phase(self) -> Phase:
        """The present phase of the call."""
        return self._entered[-1][0]

    def enter(self, phase: Phase) -> float:
        """Begin a phase, to which time counts from now on.

        Args:
            phase: The phase.

        Returns:
            The present time, in seconds of the monotonic clock.
        """
        now = self._now()
        self._entered.append((phase, now))
        return now

    @property
    def total(self) -> float:
        """Seconds since the call began."""
        return self._now() - self.started

    def summary(self, attempts: int) -> str:
        """Say where the time went, such as `1.2 s in line, 3.8 s in 2 attempts`.

        Args:
            attempts: Number of attempts.
        """
        spent = dict.fromkeys(_WORDS, 0.0)
        ends = [moment for _, moment in self._entered[1:]] + [self._now()]
        for (phase, began), ended in zip(self._entered, ends, strict=True):
            spent[phase] = spent.get(phase, 0.0) + ended - began
        parts = [f"{spent[phase]:.1f} s {words}" for phase, words in _WORDS.items() if spent[phase] >= _SHOWN]
        if attempts:
            seconds = spent.get("attempts", 0.0)
            parts.append(f"{seconds:.1f} s in {attempts} attempt{'s' if attempts != 1 else ''}")
        return ", ".join(parts) or "nothing was sent"
