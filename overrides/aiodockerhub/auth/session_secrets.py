"""The secrets of a session's log-ins, to mask in later responses."""

from collections.abc import Iterator

from aiodockerhub_generated._redaction import SecretText

from aiodockerhub.helpers.secret_texts import secret_texts

_MOST = 64  # of the tokens of a session that goes on for days, the last ones


class SessionSecrets:
    """The passwords, codes and tokens that a session has sent or received."""

    __slots__ = ("_texts",)

    def __init__(self) -> None:
        self._texts = dict[SecretText, None]()

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._texts))

    def note(self, value: object, *, is_secret: bool = False) -> None:
        """Keep the secrets in a request or a response of a log-in.

        Args:
            value: The JSON of a request or a response, or a secret.
            is_secret: Whether every text in the value is secret, whatever its key.
        """
        for text in secret_texts(value, is_below=is_secret):
            self._texts.pop(SecretText(text), None)
            self._texts[SecretText(text)] = None
        while len(self._texts) > _MOST:
            del self._texts[next(iter(self._texts))]
