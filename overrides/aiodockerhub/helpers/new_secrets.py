"""Decides which operations give new secrets, and finds second steps."""

from collections.abc import Mapping
from typing import Any

from aiodockerhub_generated.catalog import OperationEntry, load


def creates_secret(entry: OperationEntry) -> bool:
    """Return whether an operation creates a secret, such as a token.

    Args:
        entry: Entry of the operation in the catalog.
    """
    return bool(entry["secrets"]) and entry["http_method"] == "POST"


def lacks_secret(entry: OperationEntry, value: Mapping[str, Any]) -> bool:
    """Return whether the result of a call lacks its new secret.

    The server may have sent the secret under another name. False if the operation creates no secret.

    Args:
        entry: Entry of the operation in the catalog.
        value: Result as a JSON object.
    """
    return creates_secret(entry) and not any(map(value.get, entry["secrets"]))


def second_step(entry: OperationEntry, detail: Mapping[str, Any]) -> OperationEntry | None:
    """Find the operation for the second step of an operation.

    A log-in with two factors has a second step. The error response of the first step has a secret for it.

    Args:
        entry: Entry of the operation in the catalog.
        detail: Fields of the unsuccessful response.

    Returns:
        Entry of the operation of the same resource that takes this secret; `None` if there is no such secret or
        operation.
    """
    for name in entry["secrets"]:
        for other in load()[entry["resource"]]["operations"].values():
            if name in detail and other["id"] != entry["id"] and name in [a["json_name"] for a in other["arguments"]]:
                return other
    return None
