"""Hub's rate limit: three headers, and 429 beyond it."""

import math
from email.utils import formatdate
from typing import Literal

from attrs import define, field

from aiodockerhub.testing.errors import Refusal

RetryAfter = Literal["seconds", "epoch", "date", "none"]


@define
class RateLimit:
    """A limit for each caller over windows of a fixed length.

    Attributes:
        limit: Requests in a window.
        window: Length of a window in seconds.
        retry_after: Form of the Retry-After header: seconds as documented, epoch as seen in 2025, a date, or none.
    """

    limit: int = 1_000_000
    window: float = 60.0
    retry_after: RetryAfter = "seconds"
    _used: dict[str, tuple[int, int]] = field(factory=dict[str, tuple[int, int]])

    def spend(self, caller: str, now: float) -> dict[str, str]:
        """Count a request.

        Args:
            caller: Account or address.
            now: Seconds since the epoch.

        Returns:
            The headers for its response.

        Raises:
            Refusal: 429; the limit is used up.
        """
        # A window begins with a whole second, as its end is one: nobody is told to wait longer than a window.
        start, used = self._used.get(caller, (math.floor(now), 0))
        if now >= start + self.window:
            start, used = math.floor(now), 0
        used += 1
        self._used[caller] = (start, used)
        reset = math.ceil(start + self.window)
        headers = {
            "x-ratelimit-limit": str(self.limit),
            "x-ratelimit-remaining": str(max(0, self.limit - used)),
            "x-ratelimit-reset": str(reset),
        }
        if used <= self.limit:
            return headers
        body = {"detail": "Rate limit exceeded", "error": False}
        raise Refusal(429, body, headers=headers | self._retry_after(reset, now))

    def _retry_after(self, reset: int, now: float) -> dict[str, str]:
        if self.retry_after == "none":
            return {}
        forms = {
            "seconds": str(math.ceil(reset - now)),
            "epoch": str(reset),
            "date": formatdate(reset, usegmt=True),
        }
        return {"retry-after": forms[self.retry_after]}
