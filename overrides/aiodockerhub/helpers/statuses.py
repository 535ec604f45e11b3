"""Names of HTTP statuses that several modules use (RFC 9110; RFC 6585)."""

SUCCESSES = range(200, 300)
UNAUTHORIZED = 401
TOO_MANY_REQUESTS = 429
SERVER_ERRORS = range(500, 600)
NOT_DONE = frozenset({UNAUTHORIZED, TOO_MANY_REQUESTS})
"""Statuses after which the server cannot have acted on the request, so that any request may be sent again."""
