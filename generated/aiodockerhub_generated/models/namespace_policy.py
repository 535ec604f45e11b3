"""The model `NamespacePolicy`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model_attributes import NO_NAMES, new
from .._model_methods import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class NamespacePolicy(Model):
    """Namespace settings of an organization.

    Attributes:
        disable_public_repositories: Whether members cannot make public repositories.
        disable_push_member_namespaces: Whether members cannot push to their own namespaces.
        repository_allowlist_enabled: Whether members may push only to the repositories of the
            allowlist.
        require_federated_auth_for_push: Whether members can push only after they have logged in
            through an identity provider (single sign-on).
    """

    _schema: ClassVar = Schema("$.components.schemas.NamespacePolicy")

    disable_public_repositories: bool
    """Whether members cannot make public repositories."""
    disable_push_member_namespaces: bool
    """Whether members cannot push to their own namespaces."""
    repository_allowlist_enabled: bool
    """Whether members may push only to the repositories of the allowlist."""
    require_federated_auth_for_push: bool
    """Whether members can push only after they have logged in through an identity provider (single
    sign-on).
    """

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            model.disable_public_repositories = src.disable_public_repositories
            model.disable_push_member_namespaces = src.disable_push_member_namespaces
            model.repository_allowlist_enabled = src.repository_allowlist_enabled
            model.require_federated_auth_for_push = src.require_federated_auth_for_push
            model._none_exceptions = NO_NAMES
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models
