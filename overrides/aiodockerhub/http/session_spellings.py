"""Prepares the secrets of a session's log-ins for masking.

The secrets are prepared once for all calls between two log-ins.
"""

from collections.abc import Iterator, Sequence

from aiodockerhub.auth.session_secrets import SessionSecrets
from aiodockerhub.http.secret_spellings import Spellings, count_pieces, spellings

# This limit applies to sent and to received secrets separately. About twenty tokens of 2,000 characters have so many
# pieces; older tokens have expired.
_MAX_PIECES = 100


class SessionSpellings:
    """The spellings of the newest secrets of a session.

    To prepare them takes some milliseconds, too long for each call: the result is kept until the secrets change.

    Args:
        secrets: Secrets of the session's log-ins.
    """

    __slots__ = ("_prepared", "_secrets")

    def __init__(self, secrets: SessionSecrets) -> None:
        self._secrets = secrets
        # The secrets and their spellings, in one attribute because threads that decode call `current` too.
        self._prepared: tuple[tuple[list[str], list[str]], Spellings | None] = ([], []), Spellings(())

    def current(self) -> Spellings | None:
        """Return the spellings of the secrets that the session has now.

        Returns:
            The spellings; `None` if one of the newest secrets has more than 100 pieces (about 51,000 characters), which
            is too long to search for.
        """
        secrets = self._secrets.sent, self._secrets.received
        prepared_secrets, prepared = self._prepared
        if secrets == prepared_secrets:
            return prepared
        newest = [secret for each in secrets for secret in _newest(each)]
        is_too_long = any(count_pieces(secret) > _MAX_PIECES for secret in newest)
        prepared = None if is_too_long else Spellings(spelling for secret in newest for spelling in spellings(secret))
        self._prepared = secrets, prepared
        return prepared


def _newest(secrets: Sequence[str]) -> Iterator[str]:
    """Yield the first secrets, until they have at least `_MAX_PIECES` pieces.

    `count_pieces` counts the pieces of a secret.
    """
    left = _MAX_PIECES
    for secret in secrets:
        if left <= 0:
            return
        left -= count_pieces(secret)
        yield secret
