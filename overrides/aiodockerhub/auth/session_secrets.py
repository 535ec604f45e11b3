"""The secrets of a session's log-ins, to mask in later responses."""

from collections.abc import Iterable, Iterator
from itertools import islice

from aiodockerhub_generated._redaction import SecretText

from aiodockerhub.auth.credentials import is_visible
from aiodockerhub.helpers.secret_texts import secret_texts

_MOST = 64  # of a session that goes on for days, the last ones
_MOST_OF_A_RESPONSE = 8
_LONGEST = 16_384  # characters of what was received: a longer token fits into no header, nor does one of other letters


class SessionSecrets:
    """The passwords, codes and tokens that a session has sent or received.

    What was received drives nothing out that was sent.
    """

    __slots__ = ("_received", "_sent")

    def __init__(self) -> None:
        self._sent = dict[SecretText, None]()
        self._received = dict[SecretText, None]()

    def __iter__(self) -> Iterator[str]:
        return iter((*self._sent, *self._received))

    def note_sent(self, value: object) -> None:
        """Keep the secrets in the request of a log-in.

        Args:
            value: The JSON of the request.
        """
        _keep(self._sent, secret_texts(value))

    def note_received(self, value: object, *, is_secret: bool = False) -> None:
        """Keep the secrets in the response to a log-in; of many, the first.

        Args:
            value: The JSON of the response, or a secret.
            is_secret: Whether every text in the value is secret, whatever its key.
        """
        texts = islice(secret_texts(value, is_below=is_secret), _MOST_OF_A_RESPONSE)
        _keep(self._received, (text for text in texts if len(text) <= _LONGEST and is_visible(text)))


def _keep(kept: dict[SecretText, None], texts: Iterable[str]) -> None:
    for text in texts:
        kept.pop(SecretText(text), None)
        kept[SecretText(text)] = None
    while len(kept) > _MOST:
        del kept[next(iter(kept))]
