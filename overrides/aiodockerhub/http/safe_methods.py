"""The methods of HTTP that only read, and what depends on them."""

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that only read (RFC 9110, section 9.2.1).

Their redirects are followed, status 204 where the operation returns JSON is an error, and their errors keep no body.
`CallContext.is_idempotent` decides which calls are retried like reads.
"""
