"""The model `OrgAccessTokenResource`."""

from typing import Any, ClassVar, Literal

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, all_of, extras, new


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
    - Can use glob patterns (e.g., "myorg/" for all repositories in the organization)
    - Use "/*/public" to reference all public repositories
    """
    scopes: list[str]
    """The scopes this token has access to."""

    @classmethod
    def _fill(cls, items: list[dict[str, Any]], found: list[Any], unknown: Unknown | None) -> None:
        for src in items:
            self = new(cls)
            found.append(self)
            self.type = v = src["type"]
            if v != "TYPE_ORG" and v != "TYPE_REPO":
                raise Surprise
            self.path = v = src["path"]
            if type(v) is not str:
                raise Surprise
            self.scopes = all_of(src["scopes"], str)
            if len(src) != 3:
                self.additional_properties = extras(cls, src, len(src) - 3, unknown)
