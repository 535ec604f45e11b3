"""Calls of `hub.org_settings` as values, for `hub.request` and for code that sends them in its own way."""

from typing import TYPE_CHECKING

from .. import _encoding, _responses, models
from .._calls import JSON, Call
from ..operations import OPERATIONS

if TYPE_CHECKING:
    from ..models.organization_settings import OrganizationSettings
    from ..models.restricted_images_update import RestrictedImagesUpdate


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
        body=_encoding.body({"restricted_images": restricted_images}),
        decode=models.OrganizationSettings.from_json,
    )


def get_registry_access(org_name: str) -> Call[dict[str, JSON]]:
    """Make the call that `OrgSettings.get_registry_access` sends."""
    return Call(
        operation=OPERATIONS["org_settings.get_registry_access"],
        path=_encoding.path("/v2/orgs/{org_name}/settings/registry-access-management", org_name=org_name),
        decode=_responses.mapping,
    )


def update_registry_access(org_name: str, *, body: dict[str, JSON]) -> Call[dict[str, JSON]]:
    """Make the call that `OrgSettings.update_registry_access` sends."""
    return Call(
        operation=OPERATIONS["org_settings.update_registry_access"],
        path=_encoding.path("/v2/orgs/{org_name}/settings/registry-access-management", org_name=org_name),
        body=_encoding.argument("body", body),
        decode=_responses.mapping,
    )
