"""The samples stay within the limits of the document, so that a new limit needs no edit of a test."""

import re
from collections.abc import Sequence

import pytest

from tests.end_to_end.test_every_operation import value_of
from tests.generated.samples import sample, text


def test_a_list_has_as_many_items_as_it_must_have() -> None:
    assert sample(Sequence[str], {"minItems": 3, "items": {"maxLength": 4}}) == ["some"] * 3
    assert sample(Sequence[int], {"maxItems": 0}) == []


@pytest.mark.parametrize(
    ("limits", "number"), [({"minimum": 10}, 10), ({"maximum": 3}, 3), ({"minimum": 1, "maximum": 50}, 7)]
)
def test_a_number_is_within_its_limits(limits: dict[str, int], number: int) -> None:
    assert sample(int, limits) == number


def test_a_text_is_as_long_as_allowed_and_fits_its_pattern() -> None:
    assert text({}) == "some-name"
    assert len(text({"minLength": 20})) == 20
    assert text({"maxLength": 4}) == "some"
    fitting = text({"pattern": "^[0-9]{3}$", "maxLength": 3})
    assert re.fullmatch("[0-9]{3}", fitting)


def test_a_value_that_breaks_a_limit_gives_way_to_a_sample() -> None:
    assert value_of("access_tokens.create", "token_label", {"token_label": "ci"}) == "ci"
    assert value_of("access_tokens.create", "token_label", {"token_label": ""}) == "some-name"
