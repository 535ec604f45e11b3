"""The secrets of a session's log-ins, which are masked in later responses."""

from collections.abc import Iterable
from itertools import islice

from aiodockerhub_generated._masking import SecretText

from aiodockerhub.auth.credential_arguments import is_visible
from aiodockerhub.helpers.secret_texts import secret_texts

_MAX_SECRETS = 64  # for sent secrets, and again for received secrets; a session of many days keeps only the newest
_MAX_SECRETS_PER_RESPONSE = 8
_MAX_RECEIVED_CHARACTERS = 16_384  # longer than any token that fits into a header


class SessionSecrets:
    """The passwords, codes and tokens that a session has sent or received.

    A token from the provider of credentials or from the token store is treated as received. Sent and received secrets
    have separate limits: a server that sends many values cannot displace the sent secrets.
    """

    __slots__ = ("_received", "_sent")

    def __init__(self) -> None:
        self._sent = dict[SecretText, None]()
        self._received = dict[SecretText, None]()

    @property
    def sent(self) -> list[str]:
        """The latest 64 secrets that log-ins have sent, newest first."""
        return list(reversed(self._sent))

    @property
    def received(self) -> list[str]:
        """The latest 64 received secrets, newest first."""
        return list(reversed(self._received))

    def note_sent(self, value: object) -> None:
        """Remember the secrets in the request of a log-in.

        Args:
            value: JSON of the request body.
        """
        _add_latest(self._sent, secret_texts(value))

    def note_received(self, value: object, *, is_secret: bool = False) -> None:
        """Remember the first 8 secrets of the response to a log-in.

        If one of these 8 secrets cannot be a token, because it has more than 16,384 characters or is not visible ASCII,
        that secret is not remembered.

        Args:
            value: JSON of the response body, or a token.
            is_secret: Whether every text in the value is a secret. By default, only texts under the names of secrets
                are.
        """
        texts = islice(secret_texts(value, is_below=is_secret), _MAX_SECRETS_PER_RESPONSE)
        _add_latest(
            self._received, (text for text in texts if len(text) <= _MAX_RECEIVED_CHARACTERS and is_visible(text))
        )


def _add_latest(kept: dict[SecretText, None], texts: Iterable[str]) -> None:
    for text in texts:
        kept.pop(SecretText(text), None)
        kept[SecretText(text)] = None
    while len(kept) > _MAX_SECRETS:
        del kept[next(iter(kept))]
