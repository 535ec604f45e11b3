"""Finds the scopes of organization access tokens that texts name."""

import re
from collections.abc import Iterator

from codegen.report.client import Client

_SCOPE = re.compile(r"(?<![\w-])scope-\w+(?:-\w+)+(?![\w…-])")


def in_text(text: str) -> frozenset[str]:
    """Return the scopes that a text names, except those that are cut off.

    Args:
        text: Any text, such as a description.
    """
    return frozenset(_SCOPE.findall(text))


def of_client(client: Client) -> frozenset[str]:
    """Return the scopes that the operations and docstrings of a client name.

    Args:
        client: The client.
    """
    return in_text("\n".join(_texts(client)))


def _texts(client: Client) -> Iterator[str]:
    """Yield the texts that may name scopes."""
    yield from client.resources.values()
    for method in client.methods.values():
        yield from (method.text, method.result, method.credentials, method.fact("organization_scope"))
        yield from (argument.text for argument in method.arguments)
    for model in client.models.values():
        yield from (model.text, *(field.text for field in model.fields.values()))
