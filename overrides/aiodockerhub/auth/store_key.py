"""Derives the key under which a token store keeps the token of a log-in."""

import hashlib

from aiodockerhub_generated._masking import SecretBytes

from aiodockerhub.auth.credentials import AccessToken, OrganizationToken, Password, TwoFactor
from aiodockerhub.threads import in_thread


async def store_key(base_url: str, credentials: Password | AccessToken | OrganizationToken | TwoFactor) -> str:
    """Derive the key under which a store keeps the token of a log-in.

    All processes with the same kind of credentials, name, secret and base URL derive the same key. `TwoFactor` derives
    the key of `Password`: the code is no part of it. The key does not reveal the credentials: scrypt makes each guess
    slow.

    Args:
        base_url: Base URL of the API.
        credentials: Credentials of the log-in.

    Returns:
        64 hexadecimal digits.

    Raises:
        UsageError: The process can start no thread.
    """
    match credentials:
        case Password(name, secret) | AccessToken(name, secret) | OrganizationToken(name, secret):
            kind = type(credentials).__name__
        case TwoFactor():  # the account of `Password`
            name, secret, kind = credentials.user, credentials.password, Password.__name__
    salt = SecretBytes(f"{base_url}\n{kind}\n{name}".encode())
    return await in_thread(_derive_key, SecretBytes(secret.encode()), salt, abandon_on_cancel=True)


def _derive_key(secret: SecretBytes, salt: SecretBytes) -> str:
    # scrypt (RFC 7914) is slow on purpose: stores show the key, and a password may be weak enough to guess with a fast
    # hash. It takes about 50 ms, so it runs in a thread.
    return hashlib.scrypt(secret, salt=salt, n=2**14, r=8, p=1, dklen=32).hex()
