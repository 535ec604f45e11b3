"""Calls of `hub.namespace_settings` as values, for `hub.request`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from .. import _encoding, _responses, _shapes, models
from .._calls import Call, PagedCall
from ..operations import OPERATIONS

if TYPE_CHECKING:
    from ..models.allowlist_item import AllowlistItem
    from ..models.allowlist_page import AllowlistPage
    from ..models.namespace_policy import NamespacePolicy
    from ..models.registry_settings import RegistrySettings


def get(org_name: str) -> "Call[NamespacePolicy]":
    """Make the call that `NamespaceSettings.get` sends."""
    return Call(
        operation=OPERATIONS["namespace_settings.get"],
        path=_encoding.path("/v2/namespaces/{org_name}/settings", org_name=org_name),
        decode=models.NamespacePolicy.from_json,
    )


def update(
    org_name: str,
    *,
    disable_public_repositories: bool,
    disable_push_member_namespaces: bool,
    repository_allowlist_enabled: bool,
    require_federated_auth_for_push: bool,
) -> Call[None]:
    """Make the call that `NamespaceSettings.update` sends."""
    return Call(
        operation=OPERATIONS["namespace_settings.update"],
        path=_encoding.path("/v2/namespaces/{org_name}/settings", org_name=org_name),
        body=_encoding.body(
            {
                "disable_public_repositories": _encoding.check_type(
                    "disable_public_repositories", disable_public_repositories, "bool"
                ),
                "disable_push_member_namespaces": _encoding.check_type(
                    "disable_push_member_namespaces", disable_push_member_namespaces, "bool"
                ),
                "repository_allowlist_enabled": _encoding.check_type(
                    "repository_allowlist_enabled", repository_allowlist_enabled, "bool"
                ),
                "require_federated_auth_for_push": _encoding.check_type(
                    "require_federated_auth_for_push", require_federated_auth_for_push, "bool"
                ),
            }
        ),
        decode=_responses.nothing,
    )


def list_allowlist(
    org_name: str, *, page: int | None = None, page_size: int | None = None
) -> "PagedCall[AllowlistPage, AllowlistItem]":
    """Make the call that `NamespaceSettings.list_allowlist` sends."""
    return PagedCall(
        operation=OPERATIONS["namespace_settings.list_allowlist"],
        path=_encoding.path("/v2/namespaces/{org_name}/allowlist/items", org_name=org_name),
        query=_encoding.query(
            {
                "page": _encoding.check_type("page", page, "int | None"),
                "page_size": _encoding.check_type("page_size", page_size, "int | None"),
            }
        ),
        decode=_shapes.adapting_decoder(models.AllowlistPage, array_of="results"),
        items=_responses.items_of("results"),
    )


def add_to_allowlist(org_name: str, *, repository_names: Sequence[str]) -> Call[None]:
    """Make the call that `NamespaceSettings.add_to_allowlist` sends."""
    return Call(
        operation=OPERATIONS["namespace_settings.add_to_allowlist"],
        path=_encoding.path("/v2/namespaces/{org_name}/allowlist/items", org_name=org_name),
        body=_encoding.body({"repository_names": _encoding.check_list("repository_names", repository_names, "str")}),
        decode=_responses.nothing,
    )


def remove_from_allowlist(org_name: str, *, repository_names: Sequence[str]) -> Call[None]:
    """Make the call that `NamespaceSettings.remove_from_allowlist` sends."""
    return Call(
        operation=OPERATIONS["namespace_settings.remove_from_allowlist"],
        path=_encoding.path("/v2/namespaces/{org_name}/allowlist/items", org_name=org_name),
        body=_encoding.body({"repository_names": _encoding.check_list("repository_names", repository_names, "str")}),
        decode=_responses.nothing,
    )


def get_registry(org_name: str) -> "Call[RegistrySettings]":
    """Make the call that `NamespaceSettings.get_registry` sends."""
    return Call(
        operation=OPERATIONS["namespace_settings.get_registry"],
        path=_encoding.path("/v2/namespaces/{org_name}/registry-settings", org_name=org_name),
        decode=models.RegistrySettings.from_json,
    )


def set_default_visibility(org_name: str, *, default_repo_visibility: Literal["public", "private"] | str) -> Call[None]:
    """Make the call that `NamespaceSettings.set_default_visibility` sends."""
    return Call(
        operation=OPERATIONS["namespace_settings.set_default_visibility"],
        path=_encoding.path("/v2/namespaces/{org_name}/registry-settings/default_repo_visibility", org_name=org_name),
        body=_encoding.body(
            {"default_repo_visibility": _encoding.check_type("default_repo_visibility", default_repo_visibility, "str")}
        ),
        decode=_responses.nothing,
    )
