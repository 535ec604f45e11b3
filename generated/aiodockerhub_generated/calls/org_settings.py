"""Calls of `hub.org_settings` as values, for `hub.request`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .. import _encoding, models
from .._calls import Call
from ..operations import OPERATIONS

if TYPE_CHECKING:
    from ..models.custom_registry import CustomRegistry
    from ..models.organization_settings import OrganizationSettings
    from ..models.registry_access import RegistryAccess
    from ..models.restricted_images_update import RestrictedImagesUpdate
    from ..models.standard_registry import StandardRegistry


def get(org_name: str) -> "Call[OrganizationSettings]":
    """Make the call that `OrgSettings.get` sends."""
    return Call(
        operation=OPERATIONS["org_settings.get"],
        path=_encoding.path("/v2/orgs/{org_name}/settings", org_name=org_name),
        decode=models.OrganizationSettings.from_json,
    )


def update(org_name: str, *, restricted_images: "RestrictedImagesUpdate") -> "Call[OrganizationSettings]":
    """Make the call that `OrgSettings.update` sends."""
    return Call(
        operation=OPERATIONS["org_settings.update"],
        path=_encoding.path("/v2/orgs/{org_name}/settings", org_name=org_name),
        body=_encoding.body(
            {
                "restricted_images": _encoding.check_type(
                    "restricted_images", restricted_images, "RestrictedImagesUpdate"
                )
            }
        ),
        decode=models.OrganizationSettings.from_json,
    )


def get_registry_access(org_name: str) -> "Call[RegistryAccess]":
    """Make the call that `OrgSettings.get_registry_access` sends."""
    return Call(
        operation=OPERATIONS["org_settings.get_registry_access"],
        path=_encoding.path("/v2/orgs/{org_name}/settings/registry-access-management", org_name=org_name),
        decode=models.RegistryAccess.from_json,
    )


def update_registry_access(
    org_name: str,
    *,
    enabled: bool,
    standard_registries: "Sequence[StandardRegistry]",
    custom_registries: "Sequence[CustomRegistry]",
) -> "Call[RegistryAccess]":
    """Make the call that `OrgSettings.update_registry_access` sends."""
    return Call(
        operation=OPERATIONS["org_settings.update_registry_access"],
        path=_encoding.path("/v2/orgs/{org_name}/settings/registry-access-management", org_name=org_name),
        body=_encoding.body(
            {
                "enabled": _encoding.check_type("enabled", enabled, "bool"),
                "standard_registries": _encoding.check_list(
                    "standard_registries", standard_registries, "StandardRegistry"
                ),
                "custom_registries": _encoding.check_list("custom_registries", custom_registries, "CustomRegistry"),
            }
        ),
        decode=models.RegistryAccess.from_json,
    )
