"""Names of HTTP statuses that several modules use (RFC 9110; RFC 6585)."""

SUCCESSES = range(200, 300)
UNAUTHORIZED = 401
TOO_MANY_REQUESTS = 429
SERVER_ERRORS = range(500, 600)
TRANSIENT = frozenset({500, 502, 503, 504, 530, *range(520, 528)})  # Cloudflare sends 520 to 527 and 530
"""Statuses of failures that may be temporary. After one of them, an idempotent call is retried."""
NOT_DONE = frozenset({UNAUTHORIZED, TOO_MANY_REQUESTS})
"""Statuses after which the server cannot have acted on the request, so that any request may be sent again."""
