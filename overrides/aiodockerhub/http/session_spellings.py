"""Prepares the secrets of a session's log-ins for masking.

They are prepared once for all calls between two log-ins.
"""

from collections.abc import Iterator, Sequence

from aiodockerhub.auth.session_secrets import SessionSecrets
from aiodockerhub.http.secret_spellings import Spellings, count_pieces, spellings

# Of sent secrets, and again of received secrets. They are about twenty tokens of 2,000 characters: older tokens have
# expired.
_MAX_PIECES = 100


class SessionSpellings:
    """The spellings of the newest secrets of a session.

    To prepare them takes some milliseconds, too long for each call: the result is kept until the secrets change.

    Args:
        secrets: Secrets of the session's log-ins.
    """

    __slots__ = ("_of", "_prepared", "_secrets")

    def __init__(self, secrets: SessionSecrets) -> None:
        self._secrets = secrets
        self._of: tuple[list[str], list[str]] = [], []
        self._prepared: Spellings | None = Spellings(())

    def current(self) -> Spellings | None:
        """Return the spellings of the secrets that the session has now.

        Returns:
            The spellings; `None` if one of the newest secrets is too long to search for.
        """
        secrets = self._secrets.sent, self._secrets.received
        if secrets != self._of:
            self._of = secrets
            newest = [secret for each in secrets for secret in _newest(each)]
            is_too_long = any(count_pieces(secret) > _MAX_PIECES for secret in newest)
            self._prepared = (
                None if is_too_long else Spellings(spelling for secret in newest for spelling in spellings(secret))
            )
        return self._prepared


def _newest(secrets: Sequence[str]) -> Iterator[str]:
    """Yield the first secrets, until they have `_MAX_PIECES` pieces.

    At least one secret is yielded.
    """
    left = _MAX_PIECES
    for secret in secrets:
        if left <= 0:
            return
        left -= count_pieces(secret)
        yield secret
