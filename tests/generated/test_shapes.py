"""Responses in two forms: either reaches the decoder in the form that its model describes."""

from typing import Any

import pytest
from aiodockerhub_generated._shapes import adapting_decoder

from tests.generated.samples import body


class Shown:
    """A replacement of a model that returns the value to decode unchanged."""

    @staticmethod
    def from_dict(prepared: Any, _: object) -> Any:
        return prepared


def seen(payload: Any, **facts: Any) -> Any:
    shown: Any = Shown
    return adapting_decoder(shown, **facts)(body(payload), None)


def test_a_bare_array_goes_under_its_key() -> None:
    assert seen([1], array_of="results") == {"results": [1]}
    assert seen({"results": [1]}, array_of="results") == {"results": [1]}


def test_an_object_inside_itself_is_unwrapped() -> None:
    assert seen({"invitees": {"invitees": [1]}}, nested_in="invitees") == {"invitees": [1]}
    assert seen({"invitees": [1]}, nested_in="invitees") == {"invitees": [1]}


def test_other_names_are_known_unless_the_known_name_is_there() -> None:
    aliases = {"Resources": "resources"}
    assert seen({"Resources": [1], "totalResults": 1}, aliases=aliases) == {"resources": [1], "totalResults": 1}
    assert seen({"Resources": [1], "resources": [2]}, aliases=aliases) == {"Resources": [1], "resources": [2]}


def test_one_item_becomes_an_array() -> None:
    assert seen({"schemes": {"name": "x"}}, one_or_many=("schemes",)) == {"schemes": [{"name": "x"}]}
    assert seen({"schemes": [{"name": "x"}]}, one_or_many=("schemes",)) == {"schemes": [{"name": "x"}]}
    assert seen({}, one_or_many=("schemes",)) == {}


@pytest.mark.parametrize("payload", [None, 7, "text", [1], True])
def test_anything_else_reaches_the_decoder_as_it_is(payload: Any) -> None:
    assert seen(payload, aliases={"a": "b"}, nested_in="c", one_or_many=("d",)) == payload
