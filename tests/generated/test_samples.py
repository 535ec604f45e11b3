"""The samples stay within the limits of the document, so that a new limit needs no edit of a test."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.end_to_end import test_every_operation
from tests.end_to_end.test_every_operation import value_of
from tests.generated.samples import sample, text, with_patterns


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


DAY, MORNING = date(2026, 5, 4), datetime(2026, 5, 4, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("form", "value", "expected"),
    [
        ("date", DAY, DAY),
        ("date", MORNING, DAY),
        ("date-time", MORNING, MORNING),
        ("date-time", DAY, datetime(2026, 5, 4, tzinfo=UTC)),
    ],
)
def test_a_day_of_our_own_is_used_as_the_document_has_days_or_times(
    form: str, value: date, expected: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema = {"type": "string", "format": form}
    monkeypatch.setattr(test_every_operation, "schemas", lambda _: {"from_": schema})
    monkeypatch.setitem(test_every_operation.OWN_VALUES, "audit_logs.list", {"from_": value})

    assert value_of("audit_logs.list", "from_", {}) == expected


def test_patterns_are_searched_for_in_all_parts_of_a_schema() -> None:
    inner: dict[str, Any] = {"type": "string", "pattern": "^a$"}
    schema = {"properties": {"pattern": {"items": {"oneOf": [inner]}}, "x": {"additionalProperties": inner}}}
    assert list(with_patterns(schema)) == [inner, inner]
