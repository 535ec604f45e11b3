from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SearchResult")


@_attrs_define
class SearchResult:
    """A repository that was found; keys that are not listed here are kept.

    Attributes:
        repo_name (str): Name of the repository, with its namespace unless that is `library`.
        repo_owner (None | str | Unset): Null or empty.
    """

    repo_name: str
    repo_owner: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        repo_name = self.repo_name

        repo_owner: None | str | Unset
        if isinstance(self.repo_owner, Unset):
            repo_owner = UNSET
        else:
            repo_owner = self.repo_owner

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "repo_name": repo_name,
            }
        )
        if repo_owner is not UNSET:
            field_dict["repo_owner"] = repo_owner

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any], drift: Any = None) -> T:
        d = dict(src_dict)
        repo_name = d.pop("repo_name")

        def _parse_repo_owner(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        repo_owner = _parse_repo_owner(d.pop("repo_owner", UNSET))

        search_result = cls(
            repo_name=repo_name,
            repo_owner=repo_owner,
        )

        search_result.additional_properties = d
        return search_result

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
