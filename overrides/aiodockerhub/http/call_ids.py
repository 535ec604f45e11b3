"""The random prefix of call ids, by which logs distinguish processes."""

import functools
import os
import secrets


@functools.cache
def process_id() -> str:
    """Return the random prefix of the call ids of this process.

    The prefix has six hexadecimal digits, so two processes that write to the same log rarely have the same prefix. A
    forked process gets another prefix.
    """
    return secrets.token_hex(3)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=process_id.cache_clear)
