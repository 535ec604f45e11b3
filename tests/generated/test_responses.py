"""Decoders of responses that are no model."""

from typing import Any

import pytest
from aiodockerhub_generated import _responses, models
from aiodockerhub_generated.models import Category
from aiodockerhub_generated.types import Drift, WrongTypeError

from tests.generated.samples import body


class TestResponses:
    """Responses that are not a single model."""

    def test_bare_values(self) -> None:
        assert _responses.truth(payload=True) is True
        assert _responses.nothing(b"ignored") is None  # type: ignore[func-returns-value]  # what this test is about
        assert _responses.text("a,b\n") == "a,b\n"
        assert _responses.anything(b"[1, null]") == [1, None]

    def test_array_of_models(self) -> None:
        decode = _responses.list_of(Category)
        assert [category.slug for category in decode(body([{"name": "A", "slug": "a"}]), None)] == ["a"]

    def test_a_difference_in_an_item_is_told_with_its_place_in_the_array(self) -> None:
        drifts: list[Drift] = []
        _responses.list_of(Category)(body([{"name": "A", "slug": "a"}, {"name": 1, "slug": "b"}]), drifts.append)
        assert [(drift.path, drift.received) for drift in drifts] == [("$[*].name", 1)]

    @pytest.mark.parametrize(
        ("odd", "received"), [(None, "null"), (1, "integer"), ("abc", "string"), ({"a": 1}, "object")]
    )
    def test_a_page_whose_items_are_not_an_array_is_refused(self, odd: Any, received: str) -> None:
        take = _responses.items_of("resources")
        assert take(models.ScimUserPage.from_dict({"resources": []})) == []
        with pytest.raises(WrongTypeError) as caught:
            take(models.ScimUserPage.from_dict({"resources": odd}))
        assert str(caught.value) == f"expected array at $.resources, got {received}"

    def test_a_page_without_its_items_is_refused(self) -> None:
        with pytest.raises(WrongTypeError, match=r"expected array at \$\.results, got"):
            _responses.items_of("results")(models.TagPage.from_dict({"count": 0}))

    @pytest.mark.parametrize("payload", [None, {}, "x", 5])
    def test_a_response_that_should_be_an_array_and_is_not_is_refused(self, payload: Any) -> None:
        for sink in (None, list[Drift]().append):
            with pytest.raises(WrongTypeError) as caught:
                _responses.list_of(Category)(body(payload), sink)
            assert (caught.value.path, caught.value.expected) == ("$", "array")

    @pytest.mark.parametrize(("odd", "received"), [(None, "null"), (5, "integer"), ("x", "string"), ([], "array")])
    def test_an_item_that_is_no_object_is_refused_in_all_lists(self, odd: Any, received: str) -> None:
        for sink in (None, list[Drift]().append):
            page = models.TagPage.from_json(body({"results": [{"name": "latest"}, odd]}), sink)
            assert page.to_dict() == {"results": [{"name": "latest"}, odd]}, "to_dict() has what was received"
            with pytest.raises(WrongTypeError) as caught:
                _responses.items_of("results")(page)
            assert str(caught.value) == f"expected object at $.results[*], got {received}"
            with pytest.raises(WrongTypeError) as caught:
                _responses.list_of(Category)(body([{}, odd]), sink)
            assert str(caught.value) == f"expected object at $[*], got {received}"
