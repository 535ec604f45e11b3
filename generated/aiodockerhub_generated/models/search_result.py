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
    """A repository as the search shows it."""

    SCHEMA: ClassVar = Schema("$.components.schemas.SearchResult")

    repo_name: str
    """Name of the repository, with its namespace unless that is `library`."""
    short_description: str | None | Unset = UNSET
    """Short description of the repository."""
    star_count: int | Unset = UNSET
    """Number of stars."""
    pull_count: int | Unset = UNSET
    """Number of pulls."""
    is_official: bool | Unset = UNSET
    """Whether it is one of Docker's official images."""
    is_automated: bool | Unset = UNSET
    """Whether the repository has automated builds."""
    repo_owner: str | None | Unset = UNSET
    """Null, empty or a name; do not rely on it."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.repo_name = src.repo_name
            made.short_description = src.short_description
            made.star_count = src.star_count
            made.pull_count = src.pull_count
            made.is_official = src.is_official
            made.is_automated = src.is_automated
            made.repo_owner = src.repo_owner
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found
