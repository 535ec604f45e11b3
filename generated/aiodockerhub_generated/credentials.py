"""Named credentials, given for each call: other than bearer tokens."""

import base64
from collections.abc import Mapping

from ._calls import CallOptions, Credential, Operation
from .errors import ArgumentError

__all__ = ["Credential", "options"]


def options(operation: Operation, secrets: Mapping[str, str]) -> CallOptions:
    """Put credentials where an operation wants them.

    Args:
        operation: The operation, such as `OPERATIONS["things.get"]`.
        secrets: The secrets by the names of their schemes: the key, the token, or `name:password` for basic
            authentication.

    Returns:
        Options for the call.

    Raises:
        ArgumentError: No alternative of the operation is complete.
    """
    for alternative in operation.credentials:
        if all(credential.name in secrets for credential in alternative):
            return _placed([(credential, secrets[credential.name]) for credential in alternative])
    wanted = " or ".join(" and ".join(each.name for each in alternative) for alternative in operation.credentials)
    raise ArgumentError(f"secrets: {operation.id} takes {wanted or 'none'}, got {', '.join(secrets) or 'none'}")


def _placed(pairs: list[tuple[Credential, str]]) -> CallOptions:
    headers: dict[str, str] = {}
    query: dict[str, str] = {}
    for credential, secret in pairs:
        value = secret
        if credential.kind == "basic":
            value = f"Basic {base64.b64encode(secret.encode()).decode()}"
        elif credential.kind == "bearer":
            value = f"Bearer {secret}"
        if credential.location == "query":
            query[credential.key] = value
        elif credential.location == "cookie":
            headers["Cookie"] = "; ".join(filter(None, [headers.get("Cookie"), f"{credential.key}={value}"]))
        else:
            headers[credential.key] = value
    return CallOptions(headers=headers, query=query)
