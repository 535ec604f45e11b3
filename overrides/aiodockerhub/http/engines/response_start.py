"""Notices a response to a request still being sent (RFC 9112, 9.5)."""

_INTERIM = (b"HTTP/1.1 1", b"HTTP/1.0 1")
_HEAD_END = b"\r\n\r\n"


class ResponseStart:
    """Looks for the start of a response of HTTP/1.1 in what is received.

    Interim responses (1xx) do not count.

    Attributes:
        is_seen: Whether a response that is not interim has begun.
    """

    def __init__(self) -> None:
        self._received = bytearray()
        self._searched = 0  # bytes that no interim response ends in
        self.is_seen: bool = False

    def feed(self, data: bytes) -> None:
        """Add bytes.

        Args:
            data: The next bytes received.
        """
        if self.is_seen:
            return
        received = self._received
        received += data
        while received.startswith(_INTERIM):
            end = received.find(_HEAD_END, self._searched)
            if end < 0:
                self._searched = max(0, len(received) - len(_HEAD_END) + 1)
                return
            del received[: end + len(_HEAD_END)]
            self._searched = 0
        # Nothing of HTTP/2 starts so.
        self.is_seen = len(received) >= len(_INTERIM[0]) and received.startswith(b"HTTP/")
