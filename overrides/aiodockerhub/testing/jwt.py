"""JSON web tokens of a FakeHub, signed with HS256 (RFC 7515, RFC 7519)."""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any, cast

ACCOUNT_CLAIM = "https://hub.docker.com"


def mint_token(claims: Mapping[str, Any], key: bytes) -> str:
    """Make a signed token with the given claims.

    Args:
        claims: Payload of the token.
        key: Key with which this FakeHub signs.

    Returns:
        The token in compact form.
    """
    signed = f"{_encode({'alg': 'HS256', 'typ': 'JWT'})}.{_encode(claims)}"
    return f"{signed}.{_text(_signature(signed, key))}"


def read_claims(token: str, key: bytes) -> dict[str, Any] | None:
    """Read the claims of a token that this FakeHub signed.

    Args:
        token: Token in compact form.
        key: Key with which this FakeHub signs.

    Returns:
        The claims, even if the token has expired; `None` if this FakeHub has not signed the token.
    """
    signed, _, signature = token.rpartition(".")
    if not signed or not hmac.compare_digest(_text(_signature(signed, key)).encode(), signature.encode()):
        return None
    payload = signed.partition(".")[2]
    try:
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except (binascii.Error, ValueError):  # signed with the key, but not by `mint_token`
        return None
    return cast("dict[str, Any]", claims) if isinstance(claims, dict) else None


def _encode(value: Mapping[str, Any]) -> str:
    return _text(json.dumps(value, separators=(",", ":")).encode())


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _signature(signed: str, key: bytes) -> bytes:
    return hmac.new(key, signed.encode(), hashlib.sha256).digest()
