"""The model `SearchResult`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._decoding import Model, Schema, Surprise, Unknown, complete, extras, new
from .._unset import UNSET, Unset


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class SearchResult(Model):
    """A repository that was found, with whatever keys the service sends."""

    SCHEMA: ClassVar = Schema(
        "$.paths['/v2/search/repositories/'].get.responses['200'].content['application/json'].schema.allOf[1].properties.results.items",
        open=True,
    )

    repo_name: str
    """Name of the repository, with its namespace unless that is `library`."""
    repo_owner: str | None | Unset = UNSET
    """Null or empty."""

    @classmethod
    def from_dicts(cls, items: Sequence[Any], unknown: Unknown | None = None) -> list[Self]:
        found: list[Self] = []
        try:
            for src in items:
                self = new(cls)
                found.append(self)
                self._extras = None
                self.repo_name = v = src["repo_name"]
                if type(v) is not str:
                    raise Surprise
                self.repo_owner = v = src["repo_owner"]
                if v is not None and type(v) is not str and v is not UNSET:
                    raise Surprise
                if len(src) != 2:
                    self._extras = extras(cls, src, len(src) - 2, unknown)
        except KeyError:
            return complete(cls, items, found, unknown)
        return found
