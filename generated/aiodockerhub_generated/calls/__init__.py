"""Calls as values for `hub.request`.

For example, `calls.repositories.get("library", "nginx")`.
"""

from typing import TYPE_CHECKING

from .._lazy import lazy

if TYPE_CHECKING:
    from . import (
        access_tokens,
        audit_logs,
        authentication,
        categories,
        groups,
        invites,
        namespace_settings,
        org_access_tokens,
        org_settings,
        orgs,
        repositories,
        scim,
        search,
        users,
        webhooks,
    )

__all__ = [
    "access_tokens",
    "audit_logs",
    "authentication",
    "categories",
    "groups",
    "invites",
    "namespace_settings",
    "org_access_tokens",
    "org_settings",
    "orgs",
    "repositories",
    "scim",
    "search",
    "users",
    "webhooks",
]

if not TYPE_CHECKING:  # a type checker that saw `__getattr__` would accept any name
    __getattr__, __dir__ = lazy(__name__, {name: name for name in __all__})
