"""The model `CatalogEntry`."""

# Models call each other's private methods, which are private so that `help()` does not list them.
# pyright: reportPrivateUsage=false

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Literal, Self

import attrs

from .._model_attributes import ABSENT, new
from .._model_methods import Model
from .._schema import Schema, SchemaMismatch
from .._times import read_time
from .._unknown_keys import ADDED_KEYS, UnknownKeys, copy_extras
from .catalog_label import CatalogLabel
from .catalog_logo import CatalogLogo
from .catalog_publisher import CatalogPublisher
from .category import Category


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class CatalogEntry(Model):
    """An image, extension or other content as the search of the catalog shows it.

    Attributes:
        id: Identifier of the content.
        name: Name, such as `library/nginx`.
        slug: Name of the content in URLs.
        type: Kind of content, such as `image`.
        publisher: Publisher of the content.
        created_at: When the content was first published.
        updated_at: When the content was last updated.
        short_description: Short description.
        badge: Badge of the content for a programme of Docker.
        star_count: Number of stars.
        pull_count: Number of pulls, abbreviated and as text, such as `1B+`.
        operating_systems: Operating systems that the content runs on.
        architectures: CPU architectures that the content runs on.
        logo_url: URLs of the logo in two sizes.
        extension_reviewed: Whether Docker has reviewed the extension.
        categories: Categories of the content.
        archived: Whether the content is archived.
    """

    _schema: ClassVar = Schema(
        "$.components.schemas.CatalogEntry",
        nullable=(
            "created_at",
            "updated_at",
            "short_description",
            "badge",
            "pull_count",
            "operating_systems",
            "architectures",
            "logo_url",
            "categories",
        ),
    )

    id: str | None = None
    """Identifier of the content."""
    name: str
    """Name, such as `library/nginx`."""
    slug: str | None = None
    """Name of the content in URLs."""
    type: str | None = None
    """Kind of content, such as `image`."""
    publisher: CatalogPublisher | None = None
    """Publisher of the content."""
    created_at: datetime | None = None
    """When the content was first published."""
    updated_at: datetime | None = None
    """When the content was last updated."""
    short_description: str | None = None
    """Short description."""
    badge: Literal["official", "verified_publisher", "open_source", "none"] | str | None = None
    """Badge of the content for a programme of Docker."""
    star_count: int | None = None
    """Number of stars."""
    pull_count: str | None = None
    """Number of pulls, abbreviated and as text, such as `1B+`."""
    operating_systems: list[CatalogLabel] | None = None
    """Operating systems that the content runs on."""
    architectures: list[CatalogLabel] | None = None
    """CPU architectures that the content runs on."""
    logo_url: CatalogLogo | None = None
    """URLs of the logo in two sizes."""
    extension_reviewed: bool | None = None
    """Whether Docker has reviewed the extension."""
    categories: list[Category] | None = None
    """Categories of the content."""
    archived: bool | None = None
    """Whether the content is archived."""

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Self]:
        models: list[Self] = []
        nulls, absent = cls._schema.nullable, ABSENT
        parse = read_time
        for src in structs:
            model = new(cls)
            models.append(model)
            model._extras = None
            bits = 0
            model.id = src.id
            model.name = src.name
            model.slug = src.slug
            model.type = src.type
            v = src.publisher
            if v is not None:
                v = CatalogPublisher._from_structs((v,), unknown)[0]
            model.publisher = v
            v = src.created_at
            if v is None:
                bits += 1
            elif v is absent:
                v = None
            else:
                if v[7] != "-" or v[-1] != "Z":
                    raise SchemaMismatch
                v = parse(v)
            model.created_at = v
            v = src.updated_at
            if v is None:
                bits += 2
            elif v is absent:
                v = None
            else:
                if v[7] != "-" or v[-1] != "Z":
                    raise SchemaMismatch
                v = parse(v)
            model.updated_at = v
            v = src.short_description
            if v is None:
                bits += 4
            elif v is absent:
                v = None
            model.short_description = v
            v = src.badge
            if v is None:
                bits += 8
            elif v is absent:
                v = None
            model.badge = v
            model.star_count = src.star_count
            v = src.pull_count
            if v is None:
                bits += 16
            elif v is absent:
                v = None
            model.pull_count = v
            v = src.operating_systems
            if v is None:
                bits += 32
            elif v is absent:
                v = None
            else:
                v = CatalogLabel._from_structs(v, unknown)
            model.operating_systems = v
            v = src.architectures
            if v is None:
                bits += 64
            elif v is absent:
                v = None
            else:
                v = CatalogLabel._from_structs(v, unknown)
            model.architectures = v
            v = src.logo_url
            if v is None:
                bits += 128
            elif v is absent:
                v = None
            else:
                v = CatalogLogo._from_structs((v,), unknown)[0]
            model.logo_url = v
            model.extension_reviewed = src.extension_reviewed
            v = src.categories
            if v is None:
                bits += 256
            elif v is absent:
                v = None
            else:
                v = Category._from_structs(v, unknown)
            model.categories = v
            model.archived = src.archived
            model._none_exceptions = nulls[bits]
        if cls in ADDED_KEYS:
            copy_extras(cls, structs, models, unknown)
        return models
