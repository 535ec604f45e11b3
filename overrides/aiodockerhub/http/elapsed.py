"""Measures the phases of a call, for the error of a deadline."""

from typing import Literal

from aiodockerhub.helpers.clock import Clock

Phase = Literal["preparation", "line", "log-in", "pacing", "waits", "attempts", "decoding", "hooks", "file"]
"""A phase of a call.

`preparation` is the time before the first other phase. `line` is the wait for a place, `log-in` the wait for a bearer
token, `pacing` the wait for the pace under the rate limit, `waits` the wait before a retry, and `attempts` the time of
exchanges. `decoding` is the decoding of a large response in a thread. `hooks` is the time in hooks, and from the end of
an exchange to the next phase. `file` is the time in which a download creates its temporary file and replaces the
destination.
"""
_MIN_SHOWN_SECONDS = 0.05  # the summary leaves out shorter phases, which it would show as 0.0 s
WORDS: dict[Phase, str] = {
    "preparation": "to be prepared",
    "line": "in line",
    "log-in": "for the log-in",
    "pacing": "to keep the pace",
    "waits": "between attempts",
    "decoding": "to decode the response",
    "hooks": "in hooks",
    "file": "for the file",
}
"""How each phase but `attempts` continues a sentence such as "the call waited 1.2 s"."""


class Elapsed:
    """The times at which one call entered its phases.

    Args:
        clock: Clock that measures the time.

    Attributes:
        started: Start of the call, in seconds of the monotonic clock.
    """

    __slots__ = ("_entered", "_now", "started")

    def __init__(self, clock: Clock) -> None:
        self._now = clock.monotonic
        self.started: float = self._now()
        self._entered: list[tuple[Phase, float]] = [("preparation", self.started)]

    @property
    def phase(self) -> Phase:
        """The current phase of the call."""
        return self._entered[-1][0]

    def enter(self, phase: Phase) -> float:
        """End the current phase and start another.

        Args:
            phase: Phase that starts.

        Returns:
            The current time, in seconds of the monotonic clock.
        """
        entered_at = self._now()
        self._entered.append((phase, entered_at))
        return entered_at

    @property
    def total(self) -> float:
        """Time since the start of the call, in seconds."""
        return self._now() - self.started

    def summary(self, attempts: int) -> str:
        """Describe the times, as in `1.2 s in line, 3.8 s in 2 attempts`.

        Args:
            attempts: Number of attempts of the call.

        Returns:
            The times of all phases of at least 0.05 seconds, except preparation and attempts; then the time in attempts
            if there were any. If there are no such times, "nothing was sent".
        """
        spent = dict.fromkeys(WORDS, 0.0)
        ends = [moment for _, moment in self._entered[1:]] + [self._now()]
        for (phase, began), ended in zip(self._entered, ends, strict=True):
            spent[phase] = spent.get(phase, 0.0) + ended - began
        parts = [
            f"{spent[phase]:.1f} s {words}"
            for phase, words in WORDS.items()
            if phase != "preparation" and spent[phase] >= _MIN_SHOWN_SECONDS
        ]
        if attempts:
            seconds = spent.get("attempts", 0.0)
            parts.append(f"{seconds:.1f} s in {attempts} attempt{'s' if attempts != 1 else ''}")
        return ", ".join(parts) or "nothing was sent"
