"""Detects a response to a request still being sent (RFC 9112, 9.5)."""

_INTERIM = (b"HTTP/1.1 1", b"HTTP/1.0 1")
_HEAD_END = b"\r\n\r\n"


class ResponseStart:
    """Detects the start of an HTTP/1.1 response in received bytes.

    Interim responses (1xx) are skipped.

    Attributes:
        is_seen: Whether a response that is not interim has started.
    """

    def __init__(self) -> None:
        self._received = bytearray()
        self._searched = 0  # number of bytes in which the end of an interim response was not found
        self.is_seen: bool = False

    def feed(self, data: bytes) -> None:
        """Process received bytes.

        Args:
            data: Bytes that follow the bytes of the previous call.
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
        # No frame of HTTP/2 starts like this.
        self.is_seen = len(received) >= len(_INTERIM[0]) and received.startswith(b"HTTP/")
