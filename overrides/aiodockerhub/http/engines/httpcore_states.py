"""Reads and corrects the protocol states inside connections of httpcore."""

from typing import Any, Self


class Http2Content:
    """The body of a request that HTTP/2 may carry, as a stream of httpcore.

    A server may reduce the window of a stream below zero (RFC 9113, 6.9.2). httpcore 1.0 only waits while the window is
    exactly zero. With a negative window it sends empty frames forever, and neither reads nor times out. httpcore takes
    the body after it has chosen the protocol and sent the headers, so the body can correct the window first.

    Args:
        connection: Connection of httpcore that sends the body.
        content: Body of the request.
    """

    __slots__ = ("_connection", "_content")

    def __init__(self, connection: Any, content: bytes) -> None:
        self._connection = connection
        self._content = content

    def __len__(self) -> int:
        return len(self._content)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        content, self._content = self._content, b""
        if not content:
            raise StopAsyncIteration
        state = _find_state(self._connection, "_h2_state")
        if state is not None:
            state.local_flow_control_window = _Window(state)
        return content


class _Window:
    """The window of a stream, in the form that httpcore can use.

    A negative window becomes zero. httpcore waits for a window while it is zero, and does not look whether the server
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
