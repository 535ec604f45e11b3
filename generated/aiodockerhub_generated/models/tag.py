from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.tag_content_type import TagContentType, check_tag_content_type
from ..models.tag_tag_status import TagTagStatus, check_tag_tag_status
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.tag_image import TagImage


T = TypeVar("T", bound="Tag")


@_attrs_define
class Tag:
    """
    Attributes:
        name (str): name of the tag
        id (int | Unset): tag ID
        images (list[TagImage] | Unset): One image for each platform; empty on a tag whose images are gone.
        creator (int | Unset): ID of the user that pushed the tag
        last_updated (datetime.datetime | None | Unset): datetime of last update Example: 2021-01-05T21:06:53.506400Z.
        last_updater (int | Unset): ID of the last user that updated the tag
        last_updater_username (str | Unset): Hub username of the user that updated the tag
        repository (int | Unset): repository ID
        full_size (int | Unset): compressed size (sum of all layers) of the tagged image
        v2 (bool | Unset): whether the tag was pushed by version 2 of the registry protocol
        tag_last_pulled (datetime.datetime | None | Unset): datetime of last pull Example: 2021-01-05T21:06:53.506400Z.
        tag_last_pushed (datetime.datetime | None | Unset): datetime of last push Example: 2021-01-05T21:06:53.506400Z.
        tag_status (TagTagStatus | Unset): whether the tag has been pushed or pulled in the past month
        media_type (str | Unset): media type of the manifest
        content_type (TagContentType | Unset): what the tag holds
        digest (str | Unset): digest of the manifest; missing on some old tags
        image_id (None | str | Unset): always null; kept by the service for old clients
    """

    name: str
    id: int | Unset = UNSET
    images: list[TagImage] | Unset = UNSET
    creator: int | Unset = UNSET
    last_updated: datetime.datetime | None | Unset = UNSET
    last_updater: int | Unset = UNSET
    last_updater_username: str | Unset = UNSET
    repository: int | Unset = UNSET
    full_size: int | Unset = UNSET
    v2: bool | Unset = UNSET
    tag_last_pulled: datetime.datetime | None | Unset = UNSET
    tag_last_pushed: datetime.datetime | None | Unset = UNSET
    tag_status: TagTagStatus | Unset = UNSET
    media_type: str | Unset = UNSET
    content_type: TagContentType | Unset = UNSET
    digest: str | Unset = UNSET
    image_id: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.tag_image import TagImage  # noqa: PLC0415

        name = self.name

        id = self.id

        images: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.images, Unset):
            images = []
            for images_item_data in self.images:
                images_item = images_item_data.to_dict()
                images.append(images_item)

        creator = self.creator

        last_updated: None | str | Unset
        if isinstance(self.last_updated, Unset):
            last_updated = UNSET
        elif isinstance(self.last_updated, datetime.datetime):
            last_updated = self.last_updated.isoformat()
        else:
            last_updated = self.last_updated

        last_updater = self.last_updater

        last_updater_username = self.last_updater_username

        repository = self.repository

        full_size = self.full_size

        v2 = self.v2

        tag_last_pulled: None | str | Unset
        if isinstance(self.tag_last_pulled, Unset):
            tag_last_pulled = UNSET
        elif isinstance(self.tag_last_pulled, datetime.datetime):
            tag_last_pulled = self.tag_last_pulled.isoformat()
        else:
            tag_last_pulled = self.tag_last_pulled

        tag_last_pushed: None | str | Unset
        if isinstance(self.tag_last_pushed, Unset):
            tag_last_pushed = UNSET
        elif isinstance(self.tag_last_pushed, datetime.datetime):
            tag_last_pushed = self.tag_last_pushed.isoformat()
        else:
            tag_last_pushed = self.tag_last_pushed

        tag_status: str | Unset = UNSET
        if not isinstance(self.tag_status, Unset):
            tag_status = self.tag_status

        media_type = self.media_type

        content_type: str | Unset = UNSET
        if not isinstance(self.content_type, Unset):
            content_type = self.content_type

        digest = self.digest

        image_id: None | str | Unset
        if isinstance(self.image_id, Unset):
            image_id = UNSET
        else:
            image_id = self.image_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
        if images is not UNSET:
            field_dict["images"] = images
        if creator is not UNSET:
            field_dict["creator"] = creator
        if last_updated is not UNSET:
            field_dict["last_updated"] = last_updated
        if last_updater is not UNSET:
            field_dict["last_updater"] = last_updater
        if last_updater_username is not UNSET:
            field_dict["last_updater_username"] = last_updater_username
        if repository is not UNSET:
            field_dict["repository"] = repository
        if full_size is not UNSET:
            field_dict["full_size"] = full_size
        if v2 is not UNSET:
            field_dict["v2"] = v2
        if tag_last_pulled is not UNSET:
            field_dict["tag_last_pulled"] = tag_last_pulled
        if tag_last_pushed is not UNSET:
            field_dict["tag_last_pushed"] = tag_last_pushed
        if tag_status is not UNSET:
            field_dict["tag_status"] = tag_status
        if media_type is not UNSET:
            field_dict["media_type"] = media_type
        if content_type is not UNSET:
            field_dict["content_type"] = content_type
        if digest is not UNSET:
            field_dict["digest"] = digest
        if image_id is not UNSET:
            field_dict["image_id"] = image_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any], drift: Any = None) -> T:
        from ..models.tag_image import TagImage  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        id = d.pop("id", UNSET)

        _images = d.pop("images", UNSET)
        images: list[TagImage] | Unset = UNSET
        if _images is not UNSET:
            images = []
            for images_item_data in _images:
                images_item = TagImage.from_dict(images_item_data)

                images.append(images_item)

        creator = d.pop("creator", UNSET)

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

        last_updater = d.pop("last_updater", UNSET)

        last_updater_username = d.pop("last_updater_username", UNSET)

        repository = d.pop("repository", UNSET)

        full_size = d.pop("full_size", UNSET)

        v2 = d.pop("v2", UNSET)

        def _parse_tag_last_pulled(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                tag_last_pulled_type_0 = datetime.datetime.fromisoformat(data)

                return tag_last_pulled_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        tag_last_pulled = _parse_tag_last_pulled(d.pop("tag_last_pulled", UNSET))

        def _parse_tag_last_pushed(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                tag_last_pushed_type_0 = datetime.datetime.fromisoformat(data)

                return tag_last_pushed_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        tag_last_pushed = _parse_tag_last_pushed(d.pop("tag_last_pushed", UNSET))

        _tag_status = d.pop("tag_status", UNSET)
        tag_status: TagTagStatus | Unset
        if isinstance(_tag_status, Unset):
            tag_status = UNSET
        else:
            tag_status = check_tag_tag_status(_tag_status)

        media_type = d.pop("media_type", UNSET)

        _content_type = d.pop("content_type", UNSET)
        content_type: TagContentType | Unset
        if isinstance(_content_type, Unset):
            content_type = UNSET
        else:
            content_type = check_tag_content_type(_content_type)

        digest = d.pop("digest", UNSET)

        def _parse_image_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        image_id = _parse_image_id(d.pop("image_id", UNSET))

        tag = cls(
            name=name,
            id=id,
            images=images,
            creator=creator,
            last_updated=last_updated,
            last_updater=last_updater,
            last_updater_username=last_updater_username,
            repository=repository,
            full_size=full_size,
            v2=v2,
            tag_last_pulled=tag_last_pulled,
            tag_last_pushed=tag_last_pushed,
            tag_status=tag_status,
            media_type=media_type,
            content_type=content_type,
            digest=digest,
            image_id=image_id,
        )

        tag.additional_properties = d
        return tag

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
