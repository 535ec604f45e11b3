from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.repository_list_entry_repository_type import (
    RepositoryListEntryRepositoryType,
    check_repository_list_entry_repository_type,
)
from ..models.repository_list_entry_status_description import (
    RepositoryListEntryStatusDescription,
    check_repository_list_entry_status_description,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.category import Category


T = TypeVar("T", bound="RepositoryListEntry")


@_attrs_define
class RepositoryListEntry:
    """
    Attributes:
        name (str): Name of the repository Example: hello-world.
        namespace (str): Namespace (organization or username) that owns the repository Example: docker.
        repository_type (RepositoryListEntryRepositoryType | Unset): Type of repository Example: image.
        status (int | Unset): Status as a code: 0 inactive, 1 active, 6 archived. Example: 1.
        status_description (RepositoryListEntryStatusDescription | Unset): Human-readable repository status Example:
            active.
        description (None | str | Unset): Repository description Example: Hello World! (an example of minimal
            Dockerization).
        is_private (bool | Unset): Whether the repository is private Example: False.
        star_count (int | Unset): Number of users who starred this repository Example: 1234.
        pull_count (int | Unset): Total number of pulls for this repository Example: 50000000.
        last_updated (datetime.datetime | None | Unset): ISO 8601 timestamp of when the repository was last updated
            Example: 2023-12-01T10:30:00Z.
        last_modified (datetime.datetime | None | Unset): ISO 8601 timestamp of when the repository was last modified
            Example: 2023-12-01T10:30:00Z.
        date_registered (datetime.datetime | Unset): ISO 8601 timestamp of when the repository was created Example:
            2013-06-19T19:07:54Z.
        affiliation (None | str | Unset): User's affiliation with the repository (empty string if no affiliation)
        media_types (list[None | str] | Unset): Media types supported by this repository Example:
            ['application/vnd.docker.plugin.v1+json'].
        content_types (list[str] | Unset): Content types supported by this repository Example: ['plugin'].
        categories (list[Category] | Unset): Categories associated with this repository Example: [].
        storage_size (int | Unset): Storage size in bytes used by this repository Example: 232719127.
    """

    name: str
    namespace: str
    repository_type: RepositoryListEntryRepositoryType | Unset = UNSET
    status: int | Unset = UNSET
    status_description: RepositoryListEntryStatusDescription | Unset = UNSET
    description: None | str | Unset = UNSET
    is_private: bool | Unset = UNSET
    star_count: int | Unset = UNSET
    pull_count: int | Unset = UNSET
    last_updated: datetime.datetime | None | Unset = UNSET
    last_modified: datetime.datetime | None | Unset = UNSET
    date_registered: datetime.datetime | Unset = UNSET
    affiliation: None | str | Unset = UNSET
    media_types: list[None | str] | Unset = UNSET
    content_types: list[str] | Unset = UNSET
    categories: list[Category] | Unset = UNSET
    storage_size: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.category import Category  # noqa: PLC0415

        name = self.name

        namespace = self.namespace

        repository_type: str | Unset = UNSET
        if not isinstance(self.repository_type, Unset):
            repository_type = self.repository_type

        status = self.status

        status_description: str | Unset = UNSET
        if not isinstance(self.status_description, Unset):
            status_description = self.status_description

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        is_private = self.is_private

        star_count = self.star_count

        pull_count = self.pull_count

        last_updated: None | str | Unset
        if isinstance(self.last_updated, Unset):
            last_updated = UNSET
        elif isinstance(self.last_updated, datetime.datetime):
            last_updated = self.last_updated.isoformat()
        else:
            last_updated = self.last_updated

        last_modified: None | str | Unset
        if isinstance(self.last_modified, Unset):
            last_modified = UNSET
        elif isinstance(self.last_modified, datetime.datetime):
            last_modified = self.last_modified.isoformat()
        else:
            last_modified = self.last_modified

        date_registered: str | Unset = UNSET
        if not isinstance(self.date_registered, Unset):
            date_registered = self.date_registered.isoformat()

        affiliation: None | str | Unset
        if isinstance(self.affiliation, Unset):
            affiliation = UNSET
        else:
            affiliation = self.affiliation

        media_types: list[None | str] | Unset = UNSET
        if not isinstance(self.media_types, Unset):
            media_types = []
            for media_types_item_data in self.media_types:
                media_types_item: None | str
                media_types_item = media_types_item_data
                media_types.append(media_types_item)

        content_types: list[str] | Unset = UNSET
        if not isinstance(self.content_types, Unset):
            content_types = self.content_types

        categories: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.categories, Unset):
            categories = []
            for categories_item_data in self.categories:
                categories_item = categories_item_data.to_dict()
                categories.append(categories_item)

        storage_size = self.storage_size

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "namespace": namespace,
            }
        )
        if repository_type is not UNSET:
            field_dict["repository_type"] = repository_type
        if status is not UNSET:
            field_dict["status"] = status
        if status_description is not UNSET:
            field_dict["status_description"] = status_description
        if description is not UNSET:
            field_dict["description"] = description
        if is_private is not UNSET:
            field_dict["is_private"] = is_private
        if star_count is not UNSET:
            field_dict["star_count"] = star_count
        if pull_count is not UNSET:
            field_dict["pull_count"] = pull_count
        if last_updated is not UNSET:
            field_dict["last_updated"] = last_updated
        if last_modified is not UNSET:
            field_dict["last_modified"] = last_modified
        if date_registered is not UNSET:
            field_dict["date_registered"] = date_registered
        if affiliation is not UNSET:
            field_dict["affiliation"] = affiliation
        if media_types is not UNSET:
            field_dict["media_types"] = media_types
        if content_types is not UNSET:
            field_dict["content_types"] = content_types
        if categories is not UNSET:
            field_dict["categories"] = categories
        if storage_size is not UNSET:
            field_dict["storage_size"] = storage_size

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any], drift: Any = None) -> T:
        from ..models.category import Category  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        namespace = d.pop("namespace")

        _repository_type = d.pop("repository_type", UNSET)
        repository_type: RepositoryListEntryRepositoryType | Unset
        if isinstance(_repository_type, Unset):
            repository_type = UNSET
        else:
            repository_type = check_repository_list_entry_repository_type(_repository_type)

        status = d.pop("status", UNSET)

        _status_description = d.pop("status_description", UNSET)
        status_description: RepositoryListEntryStatusDescription | Unset
        if isinstance(_status_description, Unset):
            status_description = UNSET
        else:
            status_description = check_repository_list_entry_status_description(_status_description)

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        is_private = d.pop("is_private", UNSET)

        star_count = d.pop("star_count", UNSET)

        pull_count = d.pop("pull_count", UNSET)

        def _parse_last_updated(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_updated_type_0 = datetime.datetime.fromisoformat(data)

                return last_updated_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        last_updated = _parse_last_updated(d.pop("last_updated", UNSET))

        def _parse_last_modified(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_modified_type_0 = datetime.datetime.fromisoformat(data)

                return last_modified_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        last_modified = _parse_last_modified(d.pop("last_modified", UNSET))

        _date_registered = d.pop("date_registered", UNSET)
        date_registered: datetime.datetime | Unset
        if isinstance(_date_registered, Unset):
            date_registered = UNSET
        else:
            date_registered = datetime.datetime.fromisoformat(_date_registered)

        def _parse_affiliation(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        affiliation = _parse_affiliation(d.pop("affiliation", UNSET))

        _media_types = d.pop("media_types", UNSET)
        media_types: list[None | str] | Unset = UNSET
        if _media_types is not UNSET:
            media_types = []
            for media_types_item_data in _media_types:

                def _parse_media_types_item(data: object) -> None | str:
                    if data is None:
                        return data
                    return cast(None | str, data)

                media_types_item = _parse_media_types_item(media_types_item_data)

                media_types.append(media_types_item)

        content_types = cast(list[str], d.pop("content_types", UNSET))

        _categories = d.pop("categories", UNSET)
        categories: list[Category] | Unset = UNSET
        if _categories is not UNSET:
            categories = []
            for categories_item_data in _categories:
                categories_item = Category.from_dict(categories_item_data)

                categories.append(categories_item)

        storage_size = d.pop("storage_size", UNSET)

        repository_list_entry = cls(
            name=name,
            namespace=namespace,
            repository_type=repository_type,
            status=status,
            status_description=status_description,
            description=description,
            is_private=is_private,
            star_count=star_count,
            pull_count=pull_count,
            last_updated=last_updated,
            last_modified=last_modified,
            date_registered=date_registered,
            affiliation=affiliation,
            media_types=media_types,
            content_types=content_types,
            categories=categories,
            storage_size=storage_size,
        )

        repository_list_entry.additional_properties = d
        return repository_list_entry

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
