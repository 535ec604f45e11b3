"""The protocol of token stores, which share bearer tokens.

`shared_log_in` uses a store, and `file_token_store` has a store that keeps tokens in files.
"""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from aiodockerhub_generated._masking import kind_of

from aiodockerhub.errors import ArgumentTypeError

__all__ = ["TokenStore", "check_store"]


class TokenStore(Protocol):
    """The protocol of token stores.

    `FileTokenStore` implements it with files. A program can pass an object of its own class, for example to keep tokens
    in Redis.

    A stored token is a secret: anyone who reads it can use the account until the token expires. If a method raises or
    takes longer than 60 seconds, the client logs a warning and continues without the result of that method. The worst
    effects are this delay and an additional log-in. The warning quotes the message of the error. The client masks only
    the secrets that it knows, so the message must not quote a stored token.
    """

    def lock(self, key: str) -> AbstractAsyncContextManager[object]:
        """Return a lock that only one task of one process can hold.

        Args:
            key: Key of the log-in, 64 hexadecimal digits. The key identifies the credentials. Guessing the credentials
                from the key is slow.

        Returns:
            Async context manager. Entering it waits for the lock; leaving it releases the lock. If entering raises an
            error or takes longer than 60 seconds, the client continues without the lock.
        """
        ...

    async def load(self, key: str) -> str | None:
        """Return the value that was last stored under a key.

        Args:
            key: Key of the log-in.

        Returns:
            The value; `None` if there is none.
        """
        ...

    async def save(self, key: str, value: str, lifetime: float) -> None:
        """Store a value under a key and replace the previous value.

        Args:
            key: Key of the log-in.
            value: Text that `load` must return unchanged.
            lifetime: Seconds after which the store may delete the value, because no process needs the value any more.
        """
        ...


def check_store(store: object) -> None:
    """Check the option `token_store` of a client.

    Args:
        store: Value of the option; `None` is allowed.

    Raises:
        ArgumentTypeError: The value lacks a method of `TokenStore`.
    """
    if store is not None and not all(hasattr(store, name) for name in ("lock", "load", "save")):
        raise ArgumentTypeError(
            f"token_store must have the methods of TokenStore, as FileTokenStore has; got {kind_of(store)}",
            argument="token_store",
        )
