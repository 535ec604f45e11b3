"""Defaults of the client's options."""

TIMEOUT = 30.0
"""Limit for each phase of a request (connecting, each write, each read), in seconds."""
MAX_RESPONSE_SIZE = 67_108_864
"""Maximum size of a decompressed response body, in bytes: many times the largest page of Docker Hub."""
MAX_RETRIES = 3
"""Maximum number of retries of a call."""
MAX_RETRY_AFTER = 60.0
"""Longest wait that a response may ask for, as in Retry-After, in seconds. If it asks for more, there is no retry."""
RETRY_TIMEOUT = 120.0
"""Time from the start of the first attempt after which no retry starts, in seconds."""
CONCURRENCY = {None: 50, "httpx": 50, "httpx2": 50, "aiohttp": 100}
"""Maximum number of concurrent exchanges, by the argument `transport`; docs/decisions/0005 has the measurements."""


def concurrency(transport: object) -> int:
    """Return the default of the option `concurrency` for an engine.

    Args:
        transport: Value of the option `transport`, as for `make_engine`.

    Returns:
        The number of concurrent exchanges at which the engine was fastest when measured; 50 for a transport of the
        user.
    """
    return CONCURRENCY.get(transport, 50) if transport is None or isinstance(transport, str) else 50
