"""Statuses after which a request may be retried, or resent."""

from aiodockerhub.helpers.statuses import TOO_MANY_REQUESTS, UNAUTHORIZED

TRANSIENT = frozenset({500, 502, 503, 504, 530, *range(520, 528)})  # Cloudflare sends 520 to 527 and 530
"""Statuses of failures that may be temporary. After one of them, an idempotent call is retried."""
NOT_DONE = frozenset({UNAUTHORIZED, TOO_MANY_REQUESTS})
"""Statuses after which the server cannot have acted on the request, so that any request may be sent again."""
