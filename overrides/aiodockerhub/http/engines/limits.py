"""The limit on received bytes in relation to the body, for all engines."""

MIN_LIMIT_BYTES = 1_048_576
"""The limit while no byte of the body has arrived."""
_MAX_BYTES_PER_BODY_BYTE = 16  # a body in chunks of one byte needs 6


def max_received_bytes(delivered: int) -> int:
    """Return how many bytes a server may send for a response.

    The limit includes headers and framing. Without it, a server could send interim responses, trailers, chunk
    extensions or empty frames forever, and no read would time out.

    Args:
        delivered: Number of bytes of the body that have arrived.

    Returns:
        Maximum number of received bytes, not counting the overhead of TLS: 1 MiB, and 16 bytes for each byte of the
        body.
    """
    return MIN_LIMIT_BYTES + _MAX_BYTES_PER_BODY_BYTE * delivered
