"""Reads refusals of log-ins, and remembers them for the same credentials."""

import math
import re

from aiodockerhub.auth.credentials import KnownCredentials
from aiodockerhub.auth.waiting_tasks import LogInFailure
from aiodockerhub.errors import (
    AuthenticationError,
    CredentialsRefusedError,
    DockerHubError,
    StatusError,
    TwoFactorRequiredError,
)
from aiodockerhub.helpers.clock import Clock
from aiodockerhub.helpers.statuses import TOO_MANY_REQUESTS

_CLIENT_ERRORS = range(400, 500)
_TEMPORARY_STATUSES = {408, 425, TOO_MANY_REQUESTS}
_REFUSAL_STATUSES = {401, 409}  # 409: "Please reset your password."
_SECOND_FACTOR_WORDS = re.compile(r"secondary authentication", re.IGNORECASE)
# Docker Hub locks an account for ten minutes after many failures. The message of that response is not documented, so
# this pattern matches words that such messages usually have.
# "will be locked" is a warning.
_LOCK_WORDS = re.compile(r"(?<!\bbe )\block(ed|out)\b|too many (failed|login|attempts)", re.IGNORECASE)
_LOCK_SECONDS = 600.0
_NO_RETRY_ADVICE = "It is not tried again until it changes, because Docker Hub locks accounts after repeated failures"
_LOCK_ADVICE = "It is not tried again for ten minutes, because the account seems to be locked"


def is_refusal(status_code: int) -> bool:
    """Return whether a status says that the same log-in would fail again.

    Args:
        status_code: Status of the response to a log-in.

    Returns:
        True for 4xx except 408, 425 and 429. After any other status the same request may succeed, whatever the response
        says: "locked" in a response with status 500 is about a row of a database.
    """
    return status_code in _CLIENT_ERRORS and status_code not in _TEMPORARY_STATUSES


def says_second_factor(error: StatusError) -> bool:
    """Return whether an error response says that a second factor is required.

    Args:
        error: Error for the response to a log-in without a code.
    """
    return is_refusal(error.status_code) and _SECOND_FACTOR_WORDS.search(error.message) is not None


def refusal_error(error: StatusError, credentials: KnownCredentials) -> AuthenticationError | None:
    """Make the error for a refused log-in.

    Args:
        error: Error for the response to the log-in.
        credentials: Credentials of the log-in.

    Returns:
        `None` for status 408, 425, 429 and statuses that are not 4xx, after which the same request may succeed.
        `CredentialsRefusedError` for 401, 409, and any other 4xx status with a message that the account is locked.
        `AuthenticationError` for all other 4xx statuses.
    """
    if not is_refusal(error.status_code):
        return None
    refusal: AuthenticationError
    if error.status_code in _REFUSAL_STATUSES or _says_lock(error):
        advice = _LOCK_ADVICE if _says_lock(error) else _NO_RETRY_ADVICE
        refusal = CredentialsRefusedError(f"Docker Hub refused {credentials}: {error.message.rstrip('.')}. {advice}")
    else:
        refusal = AuthenticationError(f"Docker Hub refused the log-in with {credentials}: {error}")
    for note in getattr(error, "__notes__", ()):
        refusal.add_note(note)
    return refusal


class RefusalMemory:
    """The error of the last log-in whose credentials are not sent again.

    The credentials of the last refusal are not sent again, because Docker Hub locks accounts after repeated failures. A
    lock of the account ends by itself, and other people can cause it. Therefore the error of a lock is forgotten after
    the time that the response names, at the latest after ten minutes.

    Args:
        clock: Clock that measures how long a lock is remembered.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last: tuple[KnownCredentials, LogInFailure] | None = None
        self._end = math.inf  # by the monotonic clock

    def add(self, credentials: KnownCredentials, error: DockerHubError) -> None:
        """Remember an error after which the credentials are not sent again.

        Such an error is a `CredentialsRefusedError`, a `TwoFactorRequiredError`, or any error for a response that says
        that the account is locked. After a lock, the error is remembered until the time that the response names, for at
        most ten minutes. Other errors are ignored. A remembered error replaces the error of an earlier log-in.

        Args:
            credentials: Credentials of the log-in.
            error: Error that the log-in raised for a response.
        """
        response = error if isinstance(error, StatusError) else error.__cause__
        if isinstance(response, StatusError) and _says_lock(response):
            left = _LOCK_SECONDS if response.retry_at is None else response.retry_at.timestamp() - self._clock.time()
            seconds = min(left, _LOCK_SECONDS)
        elif isinstance(error, CredentialsRefusedError | TwoFactorRequiredError):
            seconds = math.inf
        else:
            return
        self._last = credentials, LogInFailure(error, error.__traceback__)
        self._end = self._clock.monotonic() + seconds

    def check(self, credentials: KnownCredentials) -> None:
        """Raise a copy of the remembered error if the credentials are the same.

        Args:
            credentials: Credentials for the next log-in.

        Raises:
            CredentialsRefusedError: Docker Hub has refused the credentials or the one-time code, or has locked the
                account.
            TwoFactorRequiredError: The account has two-factor authentication, but the credentials have no code.
            RateLimitError: Docker Hub has locked the account, and responded with status 429.
        """
        if self._last is not None and self._last[0] == credentials and self._clock.monotonic() < self._end:
            self._last[1].throw()


def _says_lock(error: StatusError) -> bool:
    """Return whether a response says that the account is locked."""
    has_status = is_refusal(error.status_code) or error.status_code == TOO_MANY_REQUESTS
    return has_status and _LOCK_WORDS.search(error.message) is not None
