"""Names of HTTP statuses that several modules use (RFC 9110; RFC 6585)."""

SUCCESSES = range(200, 300)
UNAUTHORIZED = 401
TOO_MANY_REQUESTS = 429
SERVER_ERRORS = range(500, 600)
