"""The memory of one-time codes that were sent."""

import hashlib


class SentCodes:
    """One-time codes that were sent; none is sent again.

    RFC 6238, section 5.2: a verifier accepts a code once. The object keeps a digest of each code for as long as it
    lives, since a provider that hands out recovery codes from a list may start over.
    """

    def __init__(self) -> None:
        self._digests = set[bytes]()

    def __contains__(self, code: str) -> bool:
        return _digest(code) in self._digests

    def add(self, code: str) -> None:
        """Remember a code.

        Args:
            code: The code, about to be sent.
        """
        self._digests.add(_digest(code))

    def remove(self, code: str) -> None:
        """Forget a code.

        Args:
            code: A code whose request was not sent after all.
        """
        self._digests.discard(_digest(code))


def _digest(code: str) -> bytes:
    return hashlib.blake2b(code.encode(errors="surrogatepass"), digest_size=16).digest()
