from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="LoginToken")


@_attrs_define
class LoginToken:
    """successful user login response

    Attributes:
        token (str | Unset): Created authentication token.
            This token can be used in the HTTP Authorization header as a JWT to authenticate with the Docker Hub APIs.
             Example: eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2M
            jM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c.
        refresh_token (str | Unset): Token to renew the session with, if it was asked for.
        login_2fa_token (None | str | Unset): Token for `authentication.two_factor_login`, in place of `token`, if a
            second factor is required.
    """

    token: str | Unset = UNSET
    refresh_token: str | Unset = UNSET
    login_2fa_token: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        token = self.token

        refresh_token = self.refresh_token

        login_2fa_token: None | str | Unset
        if isinstance(self.login_2fa_token, Unset):
            login_2fa_token = UNSET
        else:
            login_2fa_token = self.login_2fa_token

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if token is not UNSET:
            field_dict["token"] = token
        if refresh_token is not UNSET:
            field_dict["refresh_token"] = refresh_token
        if login_2fa_token is not UNSET:
            field_dict["login_2fa_token"] = login_2fa_token

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any], drift: Any = None) -> T:
        d = dict(src_dict)
        token = d.pop("token", UNSET)

        refresh_token = d.pop("refresh_token", UNSET)

        def _parse_login_2fa_token(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        login_2fa_token = _parse_login_2fa_token(d.pop("login_2fa_token", UNSET))

        login_token = cls(
            token=token,
            refresh_token=refresh_token,
            login_2fa_token=login_2fa_token,
        )

        login_token.additional_properties = d
        return login_token

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
