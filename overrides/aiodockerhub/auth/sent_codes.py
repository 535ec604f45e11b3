"""The memory of one-time codes that were sent."""

import hashlib


class SentCodes:
    """One-time codes that were sent; none is sent again.

    RFC 6238, section 5.2: a verifier accepts a code once. Of each code only a digest is kept, for good: recovery codes
    come round whenever their list is through.
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
            code: A code that has not left after all.
        """
        self._digests.discard(_digest(code))


def _digest(code: str) -> bytes:
    return hashlib.blake2b(code.encode(errors="surrogatepass"), digest_size=16).digest()
