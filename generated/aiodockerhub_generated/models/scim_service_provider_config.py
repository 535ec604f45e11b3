"""The model `ScimServiceProviderConfig`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model_attributes import NO_NAMES, new
from .._model_methods import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras
from .scim_authentication_scheme import ScimAuthenticationScheme
from .scim_service_provider_config_bulk import ScimServiceProviderConfigBulk
from .scim_service_provider_config_change_password import ScimServiceProviderConfigChangePassword
from .scim_service_provider_config_etag import ScimServiceProviderConfigEtag
from .scim_service_provider_config_filter import ScimServiceProviderConfigFilter
from .scim_service_provider_config_patch import ScimServiceProviderConfigPatch
from .scim_service_provider_config_sort import ScimServiceProviderConfigSort


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class ScimServiceProviderConfig(Model):
    """The features of SCIM that the service supports.

    Attributes:
        schemas: URNs of the SCIM schemas that this object follows.
        documentation_uri: URL of the documentation.
        patch: Support for changes of a part of a record.
        bulk: Support for several changes in one request.
        filter: Support for filters on lists.
        change_password: Support for changes of passwords.
        sort: Support for sorted lists.
        etag: Support for versions of records (ETag).
        authentication_schemes: Ways to authenticate to the SCIM endpoint.
    """

    _schema: ClassVar = Schema(
        "$.components.schemas.scim_service_provider_config",
        keys={
            "documentation_uri": "documentationUri",
            "change_password": "changePassword",
            "authentication_schemes": "authenticationSchemes",
        },
    )

    schemas: list[str] | None = None
    """URNs of the SCIM schemas that this object follows."""
    documentation_uri: str | None = None
    """URL of the documentation."""
    patch: ScimServiceProviderConfigPatch | None = None
    """Support for changes of a part of a record."""
    bulk: ScimServiceProviderConfigBulk | None = None
    """Support for several changes in one request."""
    filter: ScimServiceProviderConfigFilter | None = None
    """Support for filters on lists."""
    change_password: ScimServiceProviderConfigChangePassword | None = None
    """Support for changes of passwords."""
    sort: ScimServiceProviderConfigSort | None = None
    """Support for sorted lists."""
    etag: ScimServiceProviderConfigEtag | None = None
    """Support for versions of records (ETag)."""
    authentication_schemes: list[ScimAuthenticationScheme] | None = None
    """Ways to authenticate to the SCIM endpoint."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            model.schemas = src.schemas
            model.documentation_uri = src.documentation_uri
            v = src.patch
            if v is not None:
                v = ScimServiceProviderConfigPatch._from_structs((v,), unknown)[0]
            model.patch = v
            v = src.bulk
            if v is not None:
                v = ScimServiceProviderConfigBulk._from_structs((v,), unknown)[0]
            model.bulk = v
            v = src.filter
            if v is not None:
                v = ScimServiceProviderConfigFilter._from_structs((v,), unknown)[0]
            model.filter = v
            v = src.change_password
            if v is not None:
                v = ScimServiceProviderConfigChangePassword._from_structs((v,), unknown)[0]
            model.change_password = v
            v = src.sort
            if v is not None:
                v = ScimServiceProviderConfigSort._from_structs((v,), unknown)[0]
            model.sort = v
            v = src.etag
            if v is not None:
                v = ScimServiceProviderConfigEtag._from_structs((v,), unknown)[0]
            model.etag = v
            v = src.authentication_schemes
            if v:
                v = ScimAuthenticationScheme._from_structs(v, unknown)
            model.authentication_schemes = v
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models
