"""Decides whether a one-time code was sent before, and is not sent again."""

import hashlib
import re
import threading
from typing import Any, Self

# RFC 4226 gives codes of 6 to 8 digits. Those of RFC 6238 are valid for a few time steps of 30 seconds. A later code
# may have the same digits by chance.
_TIMED_CODE = re.compile(r"[0-9]{6,8}")
_TIMED_CODE_SECONDS = 3600.0


class SentCodes:
    """The one-time codes that were sent and must not be sent again.

    A verifier accepts each code only once (RFC 6238, section 5.2). Codes of 6 to 8 digits are forgotten after an hour:
    a program that computes its codes gets the same digits again sooner or later. Other codes never expire from this
    memory, because a provider that reads recovery codes from a list may start again at the beginning of the list. Only
    digests of the codes are stored.
    """

    def __init__(self) -> None:
        self._digests = dict[bytes, float | None]()  # with the times at which they are forgotten
        self._lock = threading.Lock()  # clients in several threads may log in with the same `TwoFactor` object

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self  # a copy of the credentials must not send a code again either

    def has(self, code: str, now: float) -> bool:
        """Return whether a code was sent and must not be sent again.

        The result may be outdated if other threads log in. `claim` decides whether a code is sent.

        Args:
            code: Code to check.
            now: Current time of the monotonic clock, in seconds.
        """
        with self._lock:
            return self._has(_digest(code), now)

    def claim(self, code: str, now: float) -> bool:
        """Remember a code that is sent next, unless it was sent before.

        If several threads claim the same code, only one of them may send it.

        Args:
            code: Code to send.
            now: Current time of the monotonic clock, in seconds.

        Returns:
            Whether the code may be sent.
        """
        digest = _digest(code)
        with self._lock:
            if self._has(digest, now):
                return False
            for expired in [digest for digest, end in self._digests.items() if end is not None and end <= now]:
                del self._digests[expired]
            self._digests[digest] = now + _TIMED_CODE_SECONDS if _TIMED_CODE.fullmatch(code) else None
            return True

    def remove(self, code: str) -> None:
        """Forget a code.

        Args:
            code: Code whose request was certainly not sent.
        """
        with self._lock:
            self._digests.pop(_digest(code), None)

    def _has(self, digest: bytes, now: float) -> bool:
        """Return what `has` does, for a digest; the caller holds the lock."""
        if digest not in self._digests:
            return False
        end = self._digests[digest]
        return end is None or now < end


def _digest(code: str) -> bytes:
    return hashlib.blake2b(code.encode(errors="surrogatepass"), digest_size=16).digest()
