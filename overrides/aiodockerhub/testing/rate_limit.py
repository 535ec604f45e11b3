"""A rate limit like Docker Hub's: three headers, and status 429."""

import math
from email.utils import formatdate
from typing import Literal

from attrs import define, field

from aiodockerhub.testing.arguments import MAX_SECONDS, check_range
from aiodockerhub.testing.errors import Refusal

_MIN_WINDOW_SECONDS = 0.001

RetryAfter = Literal["seconds", "epoch", "date", "none"]


@define
class RateLimit:
    """A limit for each caller, over windows of a fixed length.

    A window begins at the last whole second before a request.

    Attributes:
        limit: Maximum number of requests in a window, at least 0.
        window: Length of a window in seconds, at least 0.001 and at most 1,000 years.
        retry_after: Form of the Retry-After header: `seconds` as documented, `epoch` as sent in 2025, `date`, or `none`
            for no header.

    Raises:
        ArgumentError: A number is out of range.
    """

    limit: int = 1_000_000
    window: float = 60.0
    retry_after: RetryAfter = "seconds"
    _used: dict[str, tuple[int, int]] = field(factory=dict[str, tuple[int, int]])

    def __attrs_post_init__(self) -> None:
        check_range("limit", self.limit, 0)
        check_range("window", self.window, _MIN_WINDOW_SECONDS, MAX_SECONDS)

    def spend(self, caller: str, now: float) -> dict[str, str]:
        """Count a request.

        Args:
            caller: Name of the account, or IP address of an anonymous caller.
            now: Seconds since the epoch.

        Returns:
            The headers for the response.

        Raises:
            Refusal: The caller has sent more requests than the limit (429).
        """
        # A window begins at a whole second, because the headers name its end in whole seconds. Otherwise Retry-After
        # could be longer than the window.
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
