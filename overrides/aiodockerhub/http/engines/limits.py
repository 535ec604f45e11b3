"""The limit on received bytes, the same for all engines."""

_LEAST_LIMIT = 1_048_576  # bytes
_MOST_PER_BYTE = 16  # of a body; one in chunks of a single byte takes 6


def most_received(delivered: int) -> int:
    """Limit the bytes that a server may send for a response.

    Headers and framing count too: a server could send interim responses, trailers, extensions of chunks or empty frames
    for ever, and never pause for as long as `timeout`.

    Args:
        delivered: Bytes of the body so far.

    Returns:
        The greatest number of bytes, without TLS.
    """
    return _LEAST_LIMIT + _MOST_PER_BYTE * delivered
