"""Reads and corrects the protocol states inside connections of httpcore."""

import importlib
from typing import Any

_BEFORE_HEADERS = "http2.send_request_headers.started"


class Http2Corrections:
    """Corrects a connection of httpcore if it speaks HTTP/2.

    The object is a callback for the extension `trace` of httpcore. It makes two corrections:

    - A server may reduce the window of a stream below zero (RFC 9113, section 6.9.2). httpcore 1.0 only waits while the
      window is exactly zero. With a negative window it sends empty frames forever, and neither reads nor times out.
    - A server that is shutting down names the last stream that it completes (RFC 9113, section 6.8). h2 accepts nothing
      more on the connection after that, and httpcore raises, although the response to the request is still to come.

    Args:
        connection: Connection of httpcore, which carries one request at a time.

    Attributes:
        is_ending: Whether the server accepts no further request on the connection.
    """

    __slots__ = ("_connection", "_end_connection", "_state", "is_ending")

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._state: Any = None
        self._end_connection: Any = None
        self.is_ending: bool = False

    async def __call__(self, event: str, info: object) -> None:  # noqa: ARG002 - the interface of httpcore
        """Make the corrections before the first request.

        Args:
            event: Name of the event.
            info: Not used.
        """
        if event != _BEFORE_HEADERS or self._state is not None:
            return
        self._state = _find_state(self._connection, "_h2_state")
        if self._state is not None:
            self._state.local_flow_control_window = _Window(self._state)
            handlers = getattr(self._state, "_frame_dispatch_table", {})
            kind = importlib.import_module("hyperframe.frame").GoAwayFrame
            self._end_connection = handlers.get(kind)
            handlers[kind] = self._receive_go_away

    def _receive_go_away(self, frame: Any) -> Any:
        """Note that the server is shutting down, as a handler of h2.

        If the server will not complete the request, or if the frame reports an error, h2 handles the frame, because no
        response comes then.

        Args:
            frame: GOAWAY frame.

        Returns:
            Frames to send, and events for httpcore.
        """
        if frame.error_code or frame.last_stream_id < self._state.highest_outbound_stream_id:
            return self._end_connection(frame)
        self.is_ending = True
        return [], []


class _Window:
    """The window of a stream, in the form that httpcore can use.

    A negative window becomes zero. httpcore waits for a window while it is zero, and does not check whether the server
    has reset the stream in the meantime. So a closed stream gets a window: httpcore then sends, which h2 refuses.

    Args:
        state: Connection of h2.
    """

    __slots__ = ("_state",)

    def __init__(self, state: Any) -> None:
        self._state = state

    def __call__(self, stream_id: int) -> int:
        window: int = self._state.__class__.local_flow_control_window(self._state, stream_id)
        return max(window, 1 if self._state.streams[stream_id].closed else 0)


def has_no_extra_bytes(connection: Any) -> bool:
    """Return whether an idle connection has received no further bytes.

    Further bytes, such as a second response, would be taken for the response to the next request (RFC 9112, section
    11.2). httpcore does not report such bytes, but h11, which it uses, does.

    Args:
        connection: Idle connection of httpcore.

    Returns:
        True for HTTP/2, and if h11 has no bytes left; false if h11 has bytes left, or if the protocol is unknown.
    """
    state = _find_state(connection, "_h11_state")
    if state is not None:
        return not state.trailing_data[0]
    return _find_state(connection, "_h2_state") is not None  # each frame of HTTP/2 names its request


def _find_state(connection: Any, name: str) -> Any:
    """Return the state of a protocol inside a connection, or `None`.

    Args:
        connection: Connection of httpcore, which may contain other connections.
        name: Attribute of the innermost connection: `_h11_state` or `_h2_state`.
    """
    inner = connection
    while (inner := getattr(inner, "_connection", None)) is not None:
        state = getattr(inner, name, None)
        if state is not None:
            return state
    return None
