"""Reads the claims of JSON Web Tokens (RFC 7519) without verifying them."""

import base64
import binascii
import json
import math
from collections.abc import Mapping
from typing import Any

from aiodockerhub_generated._masking import SealedObject, SecretBytes, SecretText, sealed

_PAYLOAD = 1  # index of the part with the claims


def claims(token: str) -> Mapping[str, Any]:
    """Decode the claims of a token.

    Args:
        token: JSON Web Token in the compact form, `header.payload.signature`.

    Returns:
        The claims by name, such as `exp`; an empty mapping if the text is not a JSON Web Token.
    """
    parts = sealed(token.split(".", 2))  # no variable shows a part of the token in the frame of an error
    if len(parts) <= _PAYLOAD + 1:
        return {}
    try:
        payload = SecretText(parts[_PAYLOAD] + "=" * (-len(parts[_PAYLOAD]) % 4))
        decoded: object = sealed(json.loads(SecretBytes(base64.urlsafe_b64decode(payload))))
    except (ValueError, binascii.Error, RecursionError):
        return {}
    return decoded if isinstance(decoded, SealedObject) else {}


def expires(token: str) -> float | None:
    """Read the time of expiry, the `exp` claim.

    Args:
        token: JSON Web Token in the compact form.

    Returns:
        Seconds since the epoch; `None` if the claim is missing or not a finite number.
    """
    return _read_date(claims(token).get("exp"))


def lifetime(token: str) -> float | None:
    """Compute the lifetime, from the `iat` claim to the `exp` claim.

    Docker Hub sets both claims by its own clock, so a wrong clock on this machine does not change the result.

    Args:
        token: JSON Web Token in the compact form.

    Returns:
        Lifetime in seconds; `None` if a claim is missing or not a finite number, or if expiry is not after issue.
    """
    payload = claims(token)
    end, start = _read_date(payload.get("exp")), _read_date(payload.get("iat"))
    return end - start if end is not None and start is not None and end > start else None


def _read_date(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None
