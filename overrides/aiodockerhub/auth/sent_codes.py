"""Decides whether a one-time code was sent before, and is not sent again."""

import hashlib
import re

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

    def has(self, code: str, now: float) -> bool:
        """Return whether a code was sent and must not be sent again.

        Args:
            code: Code to check.
            now: Current time of the monotonic clock, in seconds.
        """
        digest = _digest(code)
        if digest not in self._digests:
            return False
        end = self._digests[digest]
        return end is None or now < end

    def add(self, code: str, now: float) -> None:
        """Remember a code.

        Args:
            code: Code that is sent next.
            now: Current time of the monotonic clock, in seconds.
        """
        self._digests = {digest: end for digest, end in self._digests.items() if end is None or now < end}
        self._digests[_digest(code)] = now + _TIMED_CODE_SECONDS if _TIMED_CODE.fullmatch(code) else None

    def remove(self, code: str) -> None:
        """Forget a code.

        Args:
            code: Code whose request was certainly not sent.
        """
        self._digests.pop(_digest(code), None)


def _digest(code: str) -> bytes:
    return hashlib.blake2b(code.encode(errors="surrogatepass"), digest_size=16).digest()
