"""Defaults of the client's options."""

TIMEOUT = 30.0
"""Seconds for each phase of a request."""
MAX_RESPONSE_SIZE = 67_108_864
"""Bytes of a response body, decompressed: many times the largest page, and far from what fills a machine."""
MAX_RETRIES = 3
"""Retries of a request."""
MAX_RETRY_AFTER = 60.0
"""Seconds that Docker Hub may name."""
RETRY_TIMEOUT = 120.0
"""Seconds after which no retry begins."""
CONCURRENCY = {None: 50, "httpx": 50, "httpx2": 50, "aiohttp": 100}
"""Requests at a time, by transport; measured, see docs/decisions/0005."""


def concurrency(transport: object) -> int:
    """Give the number of concurrent exchanges at which an engine is fastest.

    Args:
        transport: As for `make_engine`.
    """
    return CONCURRENCY.get(transport, 50) if transport is None or isinstance(transport, str) else 50
