"""What bodies other than JSON refuse; what they send is in tests/codegen/test_constructs.py."""

import math
from collections.abc import Callable
from typing import Any

import pytest
from aiodockerhub_generated import _bodies
from aiodockerhub_generated.errors import ArgumentError


@pytest.mark.parametrize("number", [math.nan, -math.inf, 10**5000], ids=["nan", "-inf", "long"])
def test_an_object_in_a_form_with_a_number_that_json_cannot_express_is_refused(number: float) -> None:
    with pytest.raises(ArgumentError, match=r"^x: expected numbers that JSON can express"):
        _bodies.multipart({"x": {"a": [number]}})


def test_plain_text_with_half_of_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(ArgumentError, match=r"^x: expected text, got half of a surrogate pair"):
        _bodies.text("x", "a\ud800", "text/plain")


@pytest.mark.parametrize("encode", [_bodies.form, _bodies.multipart])
def test_a_further_field_whose_name_has_half_of_a_surrogate_pair_is_refused(encode: Callable[..., Any]) -> None:
    with pytest.raises(ArgumentError, match="half of a surrogate pair"):
        encode({}, {"a\ud800": "x"})
