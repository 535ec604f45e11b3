"""Secrets in JSON are found in their order, and are hidden from then on."""

from typing import Any

import pytest
from aiodockerhub.helpers.secret_texts import names_in, secret_texts
from aiodockerhub_generated._masking import SecretText


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"user": "jane", "password": "x"}, ["x"]),
        ({"token": ["a", {"of": "b"}, 3, True, None], "secret": {"c": ["d"]}}, ["a", "b", "3", "d"]),
        ([{"name": "app"}, ({"password": "y"},)], ["y"]),
        ("token", []),
    ],
)
def test_texts_and_numbers_under_names_of_secrets_come_in_order(value: Any, expected: list[str]) -> None:
    texts = list(secret_texts(value))
    assert texts == expected
    assert {*map(type, texts)} <= {SecretText}


def test_value_that_is_itself_a_secret_is_found() -> None:
    assert [*secret_texts("opaque", is_below=True)] == ["opaque"]


def test_names_are_found_at_any_depth() -> None:
    assert {*names_in({"a": [{"b": 1}], "c": ({"d": {}},)})} == {"a", "b", "c", "d"}
