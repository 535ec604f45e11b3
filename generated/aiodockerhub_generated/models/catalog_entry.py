"""The model `CatalogEntry`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Literal, Self

import attrs

from .._base_model import new
from .._model import Model
from .._schema import Schema, SchemaMismatch
from .._times import read_time
from .._unknown_keys import ADDED_KEYS, UnknownKeys, move_extras
from .._unset import UNSET, Unset
from .catalog_label import CatalogLabel
from .catalog_logo import CatalogLogo
from .catalog_publisher import CatalogPublisher
from .category import Category


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class CatalogEntry(Model):
    """An image, extension or other content as the search of the catalog shows it."""

    SCHEMA: ClassVar = Schema("$.components.schemas.CatalogEntry")

    id: str | Unset = UNSET
    """Identifier of the content."""
    name: str
    """Name, such as `library/nginx`."""
    slug: str | Unset = UNSET
    """Name as it stands in addresses."""
    type: str | Unset = UNSET
    """Kind of content, such as `image`."""
    publisher: CatalogPublisher | Unset = UNSET
    """Who publishes a content."""
    created_at: datetime | None | Unset = UNSET
    """When it was first published."""
    updated_at: datetime | None | Unset = UNSET
    """When it was last updated."""
    short_description: str | None | Unset = UNSET
    """Short description."""
    badge: Literal["official", "verified_publisher", "open_source", "none"] | str | None | Unset = UNSET
    """Programme that the content belongs to."""
    star_count: int | Unset = UNSET
    """Number of stars."""
    pull_count: str | None | Unset = UNSET
    """Number of pulls as text for people, such as `1B+`."""
    operating_systems: list[CatalogLabel] | None | Unset = UNSET
    """Operating systems that it runs on."""
    architectures: list[CatalogLabel] | None | Unset = UNSET
    """CPU architectures that it runs on."""
    logo_url: CatalogLogo | None | Unset = UNSET
    """Addresses of a logo."""
    extension_reviewed: bool | Unset = UNSET
    """Whether Docker has reviewed the extension."""
    categories: list[Category] | None | Unset = UNSET
    """Categories of the content."""
    archived: bool | Unset = UNSET
    """Whether it is archived."""

    @classmethod
    def from_structs(cls, items: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        found: list[Self] = []
        for src in items:
            made = new(cls)
            found.append(made)
            made._extras = None
            made.id = src.id
            made.name = src.name
            made.slug = src.slug
            made.type = src.type
            v = src.publisher
            made.publisher = v if v is UNSET else CatalogPublisher.from_structs((v,), unknown)[0]
            made.created_at = v = src.created_at
            if v is not None and v is not UNSET:
                made.created_at = v = read_time(v)
                if v.tzinfo is None:
                    raise SchemaMismatch
            made.updated_at = v = src.updated_at
            if v is not None and v is not UNSET:
                made.updated_at = v = read_time(v)
                if v.tzinfo is None:
                    raise SchemaMismatch
            made.short_description = src.short_description
            made.badge = src.badge
            made.star_count = src.star_count
            made.pull_count = src.pull_count
            v = src.operating_systems
            made.operating_systems = v if v is None or v is UNSET else CatalogLabel.from_structs(v, unknown)
            v = src.architectures
            made.architectures = v if v is None or v is UNSET else CatalogLabel.from_structs(v, unknown)
            v = src.logo_url
            made.logo_url = v if v is None or v is UNSET else CatalogLogo.from_structs((v,), unknown)[0]
            made.extension_reviewed = src.extension_reviewed
            v = src.categories
            made.categories = v if v is None or v is UNSET else Category.from_structs(v, unknown)
            made.archived = src.archived
        if ADDED_KEYS:
            move_extras(cls, items, found, unknown)
        return found
