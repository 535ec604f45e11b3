"""The prefix of call ids, which differs between processes."""

import functools
import os
import secrets


@functools.cache
def process_id() -> str:
    """Return the random prefix of the call ids of this process.

    The prefix makes call ids unique among processes that write to the same log.
    """
    return secrets.token_hex(3)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=process_id.cache_clear)
