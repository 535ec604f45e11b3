"""Decides whether a one-time code was sent before, and is not sent again."""

import hashlib


class SentCodes:
    """The one-time codes that were sent and must not be sent again.

    A verifier accepts each code only once (RFC 6238, section 5.2). Codes never expire from this memory, because a
    provider that reads recovery codes from a list may start again at the beginning of the list. Only digests of the
    codes are stored.
    """

    def __init__(self) -> None:
        self._digests = set[bytes]()

    def __contains__(self, code: str) -> bool:
        return _digest(code) in self._digests

    def add(self, code: str) -> None:
        """Remember a code.

        Args:
            code: Code that is sent next.
        """
        self._digests.add(_digest(code))

    def remove(self, code: str) -> None:
        """Forget a code.

        Args:
            code: Code whose request was certainly not sent.
        """
        self._digests.discard(_digest(code))


def _digest(code: str) -> bytes:
    return hashlib.blake2b(code.encode(errors="surrogatepass"), digest_size=16).digest()
