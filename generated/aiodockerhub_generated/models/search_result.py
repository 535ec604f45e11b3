"""The model `SearchResult`."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
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
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.repo_name = src.repo_name
            made.repo_owner = src.repo_owner
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found
