"""The model `ScimServiceProviderConfig`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset
from .scim_authentication_scheme import ScimAuthenticationScheme
from .scim_service_provider_config_bulk import ScimServiceProviderConfigBulk
from .scim_service_provider_config_change_password import ScimServiceProviderConfigChangePassword
from .scim_service_provider_config_etag import ScimServiceProviderConfigEtag
from .scim_service_provider_config_filter import ScimServiceProviderConfigFilter
from .scim_service_provider_config_patch import ScimServiceProviderConfigPatch
from .scim_service_provider_config_sort import ScimServiceProviderConfigSort


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimServiceProviderConfig(Model):
    """What of SCIM the service supports."""

    SCHEMA: ClassVar = Schema(
        "$.components.schemas.scim_service_provider_config",
        keys={
            "documentation_uri": "documentationUri",
            "change_password": "changePassword",
            "authentication_schemes": "authenticationSchemes",
        },
    )

    schemas: list[str] | Unset = UNSET
    """URNs of the kinds of message that this is."""
    documentation_uri: str | Unset = UNSET
    """Where to read about it."""
    patch: ScimServiceProviderConfigPatch | Unset = UNSET
    """Whether records can be changed in part."""
    bulk: ScimServiceProviderConfigBulk | Unset = UNSET
    """Whether several changes can go in one request."""
    filter: ScimServiceProviderConfigFilter | Unset = UNSET
    """Whether lists can be filtered."""
    change_password: ScimServiceProviderConfigChangePassword | Unset = UNSET
    """Whether passwords can be changed."""
    sort: ScimServiceProviderConfigSort | Unset = UNSET
    """Whether lists can be sorted."""
    etag: ScimServiceProviderConfigEtag | Unset = UNSET
    """Whether records have versions."""
    authentication_schemes: list[ScimAuthenticationScheme] | Unset = UNSET
    """Ways to authenticate to the SCIM endpoint."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.schemas = src.schemas
            made.documentation_uri = src.documentation_uri
            v = src.patch
            made.patch = v if v is UNSET else ScimServiceProviderConfigPatch.from_structs((v,), unknown)[0]
            v = src.bulk
            made.bulk = v if v is UNSET else ScimServiceProviderConfigBulk.from_structs((v,), unknown)[0]
            v = src.filter
            made.filter = v if v is UNSET else ScimServiceProviderConfigFilter.from_structs((v,), unknown)[0]
            v = src.change_password
            made.change_password = (
                v if v is UNSET else ScimServiceProviderConfigChangePassword.from_structs((v,), unknown)[0]
            )
            v = src.sort
            made.sort = v if v is UNSET else ScimServiceProviderConfigSort.from_structs((v,), unknown)[0]
            v = src.etag
            made.etag = v if v is UNSET else ScimServiceProviderConfigEtag.from_structs((v,), unknown)[0]
            v = src.authentication_schemes
            made.authentication_schemes = v if v is UNSET else ScimAuthenticationScheme.from_structs(v, unknown)
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found
