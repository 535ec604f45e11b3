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
