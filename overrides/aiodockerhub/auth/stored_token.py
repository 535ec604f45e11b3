"""A bearer token as token stores keep it: its text, and when it is used."""

import json
import math
from typing import Any, Self

from aiodockerhub_generated._masking import SecretText
from attrs import field, frozen

from aiodockerhub.auth import jwt
from aiodockerhub.auth.credential_arguments import is_visible
from aiodockerhub.auth.token_refresh import DEFAULT_LIFETIME_SECONDS

# A stored token must remain valid for longer than this, or than a quarter of its lifetime if that is shorter. Both are
# more than the margin of `token_refresh` before a refresh.
_MIN_REMAINING_SECONDS = 90.0


@frozen
class StoredToken:
    """A bearer token with the time of its log-in and its lifetime.

    Attributes:
        token: Bearer token.
        saved_at: Time of the log-in, in seconds since the epoch, on the clock of the machine that logged in.
        lifetime: Time from the log-in to expiry, in seconds.
    """

    token: SecretText = field(converter=SecretText)
    saved_at: float
    lifetime: float

    @classmethod
    def from_log_in(cls, token: str, now: float) -> Self:
        """Make the stored token for the bearer token of a new log-in.

        Args:
            token: Bearer token.
            now: Current time, in seconds since the epoch.

        Returns:
            The stored token, with the lifetime from the claims of the bearer token, or else `DEFAULT_LIFETIME_SECONDS`.
        """
        return cls(SecretText(token), now, jwt.lifetime(token) or DEFAULT_LIFETIME_SECONDS)

    def remaining(self, now: float) -> float:
        """Compute the time until expiry.

        Args:
            now: Current time, in seconds since the epoch.

        Returns:
            Time in seconds; negative after expiry. 0 if the log-in is in the future, as after a change of a clock.
        """
        age = now - self.saved_at
        return self.lifetime - age if age >= 0 else 0.0

    def is_worth_taking(self, now: float) -> bool:
        """Return whether a stored token is valid long enough to be used.

        Args:
            now: Current time, in seconds since the epoch.

        Returns:
            True if more than 90 seconds, or more than a quarter of the lifetime if that is shorter, remain.
        """
        return self.remaining(now) > min(_MIN_REMAINING_SECONDS, self.lifetime / 4)

    def dump(self) -> str:
        """Return the text to pass to `TokenStore.save`."""
        return SecretText(json.dumps({"token": self.token, "saved_at": self.saved_at, "lifetime": self.lifetime}))

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Parse the text that `dump` returned.

        Args:
            text: Text from `TokenStore.load`.

        Returns:
            The token with its times; `None` if the text does not have the form that `dump` writes.
        """
        try:
            value: Any = json.loads(text)
            token, saved_at, lifetime = value["token"], float(value["saved_at"]), float(value["lifetime"])
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
            return None
        is_usable = isinstance(token, str) and is_visible(token) and math.isfinite(saved_at) and math.isfinite(lifetime)
        return cls(token, saved_at, lifetime) if is_usable else None
