"""Names of secrets. No other module lists such names."""

import functools
import re

_SECRETS = frozenset(
    {
        "apikey",
        "authorization",
        "bearer",
        "cookie",
        "cookies",
        "credential",
        "credentials",
        "jwt",
        "jwts",
        "otp",
        "passcode",
        "passphrase",
        "passwd",
        "pat",
        "pats",
        "pwd",
        "sessionid",
    }
)
_SECRET_ENDS = ("password", "passwords", "secret", "secrets", "token", "tokens")
_KEYS = frozenset({"access", "api", "encryption", "private", "secret", "signing"})  # words before `key`
_PAIRS = frozenset({("registry", "auth"), ("session", "id")})  # X-Registry-Auth contains a password
_CODES = frozenset({"backup", "fa", "mfa", "otp", "recovery", "totp", "factor"})  # words before `code`; `fa` of `2fa`
_QUALIFIERS = frozenset(  # last words that decide nothing, as in `tokenValue`
    {"again", "confirm", "confirmation", "hash", "plain", "plaintext", "raw", "text", "value", "values"}
)
_WORD = re.compile(r"[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_MAX_NAME_LENGTH = 100  # characters, from the end of the name


def is_secret(key: str, *, log_in: bool = False) -> bool:
    """Return whether text under a key is a secret.

    The last words of the key decide: `token_id` is the name of an id, and `id_token` the name of a token.

    Args:
        key: A name in any spelling, such as `access_token`, `tokenValue` or `X-Auth-Token`.
        log_in: Whether the key belongs to a log-in, in which `code` is the second factor; `False` by default.

    Returns:
        `True` for names of secrets, `False` for names such as `token_label` and `access_token_id`.
    """
    return _is_secret(key[-_MAX_NAME_LENGTH:], log_in=log_in)


@functools.lru_cache(maxsize=1024)
def _is_secret(key: str, *, log_in: bool) -> bool:
    words = [word.lower() for word in _WORD.findall(key)]
    while len(words) > 1 and words[-1] in _QUALIFIERS:
        words.pop()
    if not words:
        return False
    last, before = words[-1], words[-2] if len(words) > 1 else ""
    if last in _SECRETS or last.endswith(_SECRET_ENDS):
        return True
    if last in {"key", "keys"}:
        return before in _KEYS
    if (before, last) in _PAIRS:
        return True
    return last in {"code", "codes"} and ((log_in and not before) or before in _CODES)
