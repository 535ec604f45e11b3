"""Decides when a bearer token is refreshed, and when it is expired."""

from typing import Self

from aiodockerhub_generated._masking import SecretText
from attrs import frozen

# A token is refreshed this time before its expiry, or a tenth of its lifetime before its expiry if that is shorter.
# `stored_token` takes over only stored tokens that remain valid for longer.
_REFRESH_MARGIN_SECONDS = 60.0
# A token is no longer sent from this time before its expiry on, or from a fiftieth of its lifetime before its expiry if
# that is shorter. The reason is that a request takes time to arrive.
_EXPIRY_MARGIN_SECONDS = 5.0
DEFAULT_LIFETIME_SECONDS = 300.0
"""Assumed lifetime of a token without `iat` and `exp` claims; tokens of Docker Hub have both and last 600 seconds."""


@frozen
class Token:
    """The bearer token of a session and its times on the monotonic clock.

    Attributes:
        text: The token; `None` for an anonymous session.
        refresh_at: Time in seconds at which a log-in for the next token starts. Requests use this token until the
            log-in ends.
        expires_at: Time in seconds from which requests do not use this token and wait for the next token.
        account: Account of the token, as a text of `account_of`; `None` if unknown.
    """

    text: SecretText | None
    refresh_at: float
    expires_at: float
    account: str | None = None

    @classmethod
    def of_lifetime(cls, text: SecretText | None, lifetime: float, now: float, account: str | None = None) -> Self:
        """Make a token from its remaining lifetime.

        Args:
            text: The token; `None` for an anonymous session.
            lifetime: Time until expiry, in seconds.
            now: Current time of the monotonic clock, in seconds.
            account: Account of the token; `None`, the default, if unknown.

        Returns:
            The token with its times.
        """
        end = now + lifetime
        refresh_at = end - min(_REFRESH_MARGIN_SECONDS, lifetime / 10)
        return cls(text, refresh_at, end - min(_EXPIRY_MARGIN_SECONDS, lifetime / 50), account)

    @property
    def header(self) -> SecretText | None:
        """Value of the Authorization header; `None` for an anonymous session."""
        return None if self.text is None else SecretText(f"Bearer {self.text}")
