"""Resources: a class for each group of operations, loaded on first use."""

from functools import cached_property
from typing import TYPE_CHECKING

from .._calls import Sender
from .._lazy import lazy

if TYPE_CHECKING:
    from .access_tokens import AccessTokens
    from .audit_logs import AuditLogs
    from .authentication import Authentication
    from .categories import Categories
    from .groups import Groups
    from .invites import Invites
    from .namespace_settings import NamespaceSettings
    from .org_access_tokens import OrgAccessTokens
    from .org_settings import OrgSettings
    from .orgs import Orgs
    from .repositories import Repositories
    from .scim import Scim
    from .search import Search
    from .users import Users
    from .webhooks import Webhooks

__all__ = [
    "Resources",
    "AccessTokens",
    "AuditLogs",
    "Authentication",
    "Categories",
    "Groups",
    "Invites",
    "NamespaceSettings",
    "OrgAccessTokens",
    "Orgs",
    "OrgSettings",
    "Repositories",
    "Scim",
    "Search",
    "Users",
    "Webhooks",
]


class Resources:
    """Base class of clients, with an attribute for every resource.

    A subclass defines `_sender`, the object that sends the calls.
    """

    @property
    def _sender(self) -> Sender:
        raise NotImplementedError

    @cached_property
    def authentication(self) -> "Authentication":
        """Authentication: `login`, `two_factor_login`, `create_token`."""
        from .authentication import Authentication

        return Authentication(self._sender)

    @cached_property
    def access_tokens(self) -> "AccessTokens":
        """Personal Access Tokens: `create`, `list`, `update`, `get`, `delete`."""
        from .access_tokens import AccessTokens

        return AccessTokens(self._sender)

    @cached_property
    def audit_logs(self) -> "AuditLogs":
        """Audit Logs: `list_actions`, `list`."""
        from .audit_logs import AuditLogs

        return AuditLogs(self._sender)

    @cached_property
    def org_settings(self) -> "OrgSettings":
        """Org Settings: `get`, `update`, `get_registry_access`, `update_registry_access`."""
        from .org_settings import OrgSettings

        return OrgSettings(self._sender)

    @cached_property
    def org_access_tokens(self) -> "OrgAccessTokens":
        """Organization Access Tokens: `create`, `list`, `get`, `update`, `delete`."""
        from .org_access_tokens import OrgAccessTokens

        return OrgAccessTokens(self._sender)

    @cached_property
    def repositories(self) -> "Repositories":
        """Repositories: `list_tags`, `tags_exist`, `get_tag`, `tag_exists`, `delete_tag`, `update_immutable_tags`, `verify_immutable_tags`, `add_group`, `list_groups`, `list`, `create`, `get`, `exists`, `update`, `delete`, `set_privacy`, `list_namespaces`, `list_tag_images`, `update_group`, `remove_group`, `get_group`, `set_categories`, `get_dockerfile`, `list_collaborators`, `add_collaborator`, `remove_collaborator`, `star`, `unstar`."""
        from .repositories import Repositories

        return Repositories(self._sender)

    @cached_property
    def orgs(self) -> "Orgs":
        """Organizations: `list_members`, `export_members`, `update_member`, `remove_member`, `get`."""
        from .orgs import Orgs

        return Orgs(self._sender)

    @cached_property
    def invites(self) -> "Invites":
        """Invites: `list`, `delete`, `resend`, `create_bulk`."""
        from .invites import Invites

        return Invites(self._sender)

    @cached_property
    def groups(self) -> "Groups":
        """Groups (Teams): `list`, `create`, `get`, `replace`, `update`, `delete`, `list_members`, `add_member`, `remove_member`."""
        from .groups import Groups

        return Groups(self._sender)

    @cached_property
    def scim(self) -> "Scim":
        """SCIM: `get_service_provider_config`, `list_resource_types`, `get_resource_type`, `list_schemas`, `get_schema`, `list_users`, `create_user`, `get_user`, `update_user`."""
        from .scim import Scim

        return Scim(self._sender)

    @cached_property
    def users(self) -> "Users":
        """Users: `me`, `list_orgs`, `get`, `list_starred`."""
        from .users import Users

        return Users(self._sender)

    @cached_property
    def search(self) -> "Search":
        """Search: `repositories`, `catalog`."""
        from .search import Search

        return Search(self._sender)

    @cached_property
    def namespace_settings(self) -> "NamespaceSettings":
        """Namespace settings: `get`, `update`, `list_allowlist`, `add_to_allowlist`, `remove_from_allowlist`, `get_registry`, `set_default_visibility`."""
        from .namespace_settings import NamespaceSettings

        return NamespaceSettings(self._sender)

    @cached_property
    def webhooks(self) -> "Webhooks":
        """Webhooks: `list`, `create`, `delete`, `get_history`."""
        from .webhooks import Webhooks

        return Webhooks(self._sender)

    @cached_property
    def categories(self) -> "Categories":
        """Categories: `list`."""
        from .categories import Categories

        return Categories(self._sender)


if not TYPE_CHECKING:  # a type checker that saw `__getattr__` would accept any name
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "Authentication": "authentication:Authentication",
            "AccessTokens": "access_tokens:AccessTokens",
            "AuditLogs": "audit_logs:AuditLogs",
            "OrgSettings": "org_settings:OrgSettings",
            "OrgAccessTokens": "org_access_tokens:OrgAccessTokens",
            "Repositories": "repositories:Repositories",
            "Orgs": "orgs:Orgs",
            "Invites": "invites:Invites",
            "Groups": "groups:Groups",
            "Scim": "scim:Scim",
            "Users": "users:Users",
            "Search": "search:Search",
            "NamespaceSettings": "namespace_settings:NamespaceSettings",
            "Webhooks": "webhooks:Webhooks",
            "Categories": "categories:Categories",
        },
    )
