"""Claims of JSON web tokens (RFC 7519), read without verification."""

import base64
import binascii
import json
import math
from collections.abc import Mapping
from typing import Any, cast


def claims(token: str) -> Mapping[str, Any]:
    """Decode the claims of a token.

    Args:
        token: A token in the compact form, `header.payload.signature`.

    Returns:
        The claims; empty for anything that is not such a token.
    """
    _, _, rest = token.partition(".")
    payload, dot, _ = rest.partition(".")
    if not dot:
        return {}
    try:
        decoded: object = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        return {}
    return cast("Mapping[str, Any]", decoded) if isinstance(decoded, dict) else {}


def expires(token: str) -> float | None:
    """Read the `exp` claim: seconds since the epoch, `None` without one."""
    return _date(claims(token).get("exp"))


def lifetime(token: str) -> float | None:
    """Compute the seconds from issue to expiry, `None` if a claim is missing.

    Issue and expiry are times of Docker Hub's clock, so a wrong clock on this machine does not matter.
    """
    payload = claims(token)
    end, start = _date(payload.get("exp")), _date(payload.get("iat"))
    return end - start if end is not None and start is not None and end > start else None


def _date(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None
