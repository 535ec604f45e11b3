"""Adds up where the time of a call went, for the error of its deadline."""

from typing import Literal

from aiodockerhub.helpers.clock import Clock

Phase = Literal["preparation", "line", "log-in", "pacing", "waits", "attempts", "hooks"]
_SHOWN = 0.05  # seconds; less is not worth a word
_WORDS: dict[Phase, str] = {
    "line": "in line",
    "log-in": "for the log-in",
    "pacing": "to keep the pace",
    "waits": "between attempts",
    "hooks": "in hooks",
}


class Elapsed:
    """The time of one call, by what it was spent on.

    Args:
        clock: The time.
    """

    __slots__ = ("_clock", "_since", "_spent", "phase", "started")

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.started = self._since = clock.monotonic()
        self.phase: Phase = "preparation"
        self._spent: dict[Phase, float] = {}

    def enter(self, phase: Phase) -> float:
        """Note what the time goes to from now on.

        Args:
            phase: What it goes to.

        Returns:
            The moment, by the monotonic clock.
        """
        now = self._clock.monotonic()
        self._spent[self.phase] = self._spent.get(self.phase, 0.0) + now - self._since
        self.phase, self._since = phase, now
        return now

    @property
    def total(self) -> float:
        """Seconds since the call began."""
        return self._clock.monotonic() - self.started

    def summary(self, attempts: int) -> str:
        """Say where the time went, such as `1.2 s in line, 3.8 s in 2 attempts`.

        Args:
            attempts: Number of attempts.
        """
        self.enter(self.phase)
        parts = [
            f"{self._spent[phase]:.1f} s {words}"
            for phase, words in _WORDS.items()
            if self._spent.get(phase, 0) >= _SHOWN
        ]
        if attempts:
            seconds = self._spent.get("attempts", 0.0)
            parts.append(f"{seconds:.1f} s in {attempts} attempt{'s' if attempts != 1 else ''}")
        return ", ".join(parts) or "nothing was sent"
