"""The methods of HTTP that only read, and what depends on them."""

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that only read (RFC 9110, section 9.2.1).

Their redirects are followed, an empty body is an error of their responses, and their errors keep no body.
`CallContext.is_idempotent` decides which calls are retried like reads.
"""
