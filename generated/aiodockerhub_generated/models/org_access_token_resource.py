"""The model `OrgAccessTokenResource`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Literal, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, complete, extras, new, texts


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class OrgAccessTokenResource(Model):
    """What an organization access token may do, and on what."""

    SCHEMA: ClassVar = Schema("$.components.schemas.orgAccessTokenResource")

    type: Literal["TYPE_REPO", "TYPE_ORG"] | str
    """The type of resource."""
    path: str
    """The path of the resource. The format of this will change depending on the type of resource.

    For TYPE_REPO resources:
    - Must be an existing repository name (e.g., "myorg/myrepo")
    - Can use glob patterns (e.g., "myorg/*" for all repositories in the organization)
    - Use "*/*/public" to reference all public repositories
    """
    scopes: list[str]
    """The scopes this token has access to."""

    @classmethod
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.type = v = src["type"]
                if v != "TYPE_ORG" and v != "TYPE_REPO":
                    raise Surprise
                self.path = v = src["path"]
                if type(v) is not str:
                    raise Surprise
                self.scopes = texts(src["scopes"])
                if len(src) != 3:
                    self._extras = extras(cls, src, len(src) - 3, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found
