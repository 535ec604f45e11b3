"""The model `SearchResult`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import attrs

from .._model_attributes import ABSENT, new
from .._model_methods import Model
from .._schema import Schema
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class SearchResult(Model):
    """A repository as the search shows it.

    Attributes:
        repo_name: Name of the repository, with its namespace unless that is `library`.
        short_description: Short description of the repository.
        star_count: Number of stars.
        pull_count: Number of pulls.
        is_official: Whether the repository is one of Docker's official images.
        is_automated: Whether the repository has automated builds.
        repo_owner: Owner of the repository; may be null or empty, so do not rely on it.
    """

    _schema: ClassVar = Schema("$.components.schemas.SearchResult", nullable=("short_description", "repo_owner"))

    repo_name: str
    """Name of the repository, with its namespace unless that is `library`."""
    short_description: str | None = None
    """Short description of the repository."""
    star_count: int | None = None
    """Number of stars."""
    pull_count: int | None = None
    """Number of pulls."""
    is_official: bool | None = None
    """Whether the repository is one of Docker's official images."""
    is_automated: bool | None = None
    """Whether the repository has automated builds."""
    repo_owner: str | None = None
    """Owner of the repository; may be null or empty, so do not rely on it."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        nulls, absent = cls._schema.nullable, ABSENT
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            bits = 0
            model.repo_name = src.repo_name
            v = src.short_description
            if v is None:
                bits += 1
            elif v is absent:
                v = None
            model.short_description = v
            model.star_count = src.star_count
            model.pull_count = src.pull_count
            model.is_official = src.is_official
            model.is_automated = src.is_automated
            v = src.repo_owner
            if v is None:
                bits += 2
            elif v is absent:
                v = None
            model.repo_owner = v
            model._none_exceptions = nulls[bits]
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models
