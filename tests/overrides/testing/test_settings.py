"""Settings of a FakeHub that mean nothing are refused by name."""

from typing import Any

import pytest
from aiodockerhub import ArgumentError, ArgumentTypeError
from aiodockerhub.testing import Settings

VALUES: list[dict[str, Any]] = [
    {"scim_list_key": "items"},
    {"two_factor_status": 199},
    {"two_factor_status": 600},
    {"anonymous_walls": {"repositories.lst": 1}},
    {"anonymous_walls": {"repositories.list": -1}},
]
TYPES: list[dict[str, Any]] = [
    {"scim_list_key": 5},
    {"two_factor_status": "401"},
    {"anonymous_walls": ["repositories.list"]},
    {"anonymous_walls": {5: 1}},
    {"anonymous_walls": {"repositories.list": "1"}},
    {"link_origin": b"https://hub.example"},
]


@pytest.mark.parametrize("settings", VALUES)
def test_setting_that_means_nothing_is_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(ArgumentError, match="|".join(settings)):
        Settings(**settings)


@pytest.mark.parametrize("settings", TYPES)
def test_setting_of_a_wrong_type_is_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(ArgumentTypeError, match="|".join(settings)):
        Settings(**settings)


@pytest.mark.parametrize(
    "settings",
    [{"scim_list_key": "Resources"}, {"two_factor_status": 200}, {"anonymous_walls": {}}, {"link_origin": None}],
)
def test_setting_that_is_allowed_is_kept(settings: dict[str, Any]) -> None:
    assert {name: getattr(Settings(**settings), name) for name in settings} == settings
