"""Attributes, absence and values of models."""

import copy
import json
import pickle
from typing import Any, ClassVar

import attrs
import pytest
from aiodockerhub_generated._model_attributes import attributes
from aiodockerhub_generated.errors import ArgumentError
from aiodockerhub_generated.models import (
    AuditLog,
    Category,
    ScimUser,
    Tag,
    TagImage,
    TagPage,
)
from aiodockerhub_generated.types import Drift, Model, WrongTypeError

from tests.generated.model_samples import MODELS, typical
from tests.generated.samples import body


def refuse(drift: Drift) -> None:
    raise AssertionError(drift)


class TestAbsent:
    """What was not sent reads as None, and is still told apart from null: by `has`, and in `to_dict`."""

    SOURCE: ClassVar = {"name": "x", "last_updated": None, "creator": 7}

    def test_absent_and_null_both_read_as_none(self) -> None:
        tag = Tag.from_json(body(self.SOURCE), refuse)
        assert (tag.last_updated, tag.tag_last_pulled, tag.digest) == (None, None, None)
        assert tag.has("last_updated")
        assert not tag.has("tag_last_pulled")
        assert not tag.has("digest")
        assert tag.to_dict() == self.SOURCE
        assert repr(tag) == "Tag(creator=7, last_updated=None, name='x')"

    @pytest.mark.unmeasured
    @pytest.mark.parametrize("model", MODELS)
    def test_each_key_is_written_back_as_it_came_or_left_out(self, model: type[Model]) -> None:
        full = typical(model)
        for key in full:
            without = {name: value for name, value in full.items() if name != key}
            for source in (without, full | {key: None}):
                for decoded in (model.from_json(body(source)), model.from_dict(source)):
                    assert decoded.to_dict() == source
                    assert decoded.has(key) is (key in source)

    def test_attributes_of_no_model_are_anything_else_than_none(self) -> None:
        for model in MODELS:
            empty = model.from_dict({})
            assert {getattr(empty, attribute.name) for attribute in attributes(model)} <= {None}
            assert not any(empty.has(attribute.name) for attribute in attributes(model))

    def test_required_but_missing_reads_as_none_and_is_a_drift(self) -> None:
        drifts: list[Drift] = []
        tag = Tag.from_json(b'{"creator": 7}', drifts.append)
        assert tag.name is None
        assert not tag.has("name")
        assert tag.to_dict() == {"creator": 7}
        assert [(drift.path, drift.kind, drift.received) for drift in drifts] == [("$.name", "missing", None)]

    def test_keys_are_asked_for_by_attribute_or_by_their_name_in_json(self) -> None:
        user = ScimUser.from_dict({"userName": "jane@example.com", "new": None})
        assert user.has("user_name")
        assert user.has("userName")
        assert user.has("new")
        assert not user.has("display_name")
        assert not user.has("no such key")

    def test_survives_copy_pickle_and_evolve(self) -> None:
        tag = Tag.from_dict(self.SOURCE)
        twins = [pickle.loads(pickle.dumps(tag, protocol)) for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1)]
        for twin in (*twins, copy.copy(tag), copy.deepcopy(tag), attrs.evolve(tag)):
            assert twin == tag
            assert twin.to_dict() == self.SOURCE
        assert attrs.evolve(tag, name="y", digest="z").to_dict() == self.SOURCE | {"name": "y", "digest": "z"}
        assert attrs.evolve(tag, creator=None).to_dict() == {"name": "x", "last_updated": None}

    def test_does_not_count_when_comparing(self) -> None:
        assert Tag.from_dict(self.SOURCE) == Tag(name="x", creator=7)

    def test_what_is_set_counts_as_sent(self) -> None:
        tag = Tag.from_dict(self.SOURCE)
        tag.digest, tag.creator = "y", None
        assert tag.to_dict() == {"name": "x", "last_updated": None, "digest": "y"}

    def test_of_a_model_made_by_hand_only_required_attributes_are_null(self) -> None:
        assert Tag(name="x", last_updated=None).to_dict() == {"name": "x"}
        made: Any = Tag
        assert made(name=None).to_dict() == {"name": None}


@pytest.mark.parametrize(
    "value", [{1: 2}, {None: 1}, {"name": "x", "images": [{(1, 2): 3}]}, {"name": "x", "new": [{2: {}}]}]
)
def test_a_key_that_is_no_text_is_refused(value: Any) -> None:
    with pytest.raises(
        WrongTypeError, match=r"expected JSON, whose keys are text at [$], got an object with a key of type"
    ):
        Tag.from_dict(value)


def nested(levels: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(levels - 1):
        value = [value]
    return value


def test_a_value_that_contains_itself_or_is_too_deep_is_refused() -> None:
    twice: list[Any] = []
    twice += [twice, twice]
    for value in (twice, nested(100)):
        with pytest.raises(WrongTypeError, match=r"expected at most 100 levels of arrays and objects at [$], got more"):
            Tag.from_dict({"name": "x", "new": value})
    assert Tag.from_dict({"name": "x", "new": nested(99)}).additional_properties["new"] == nested(99)


@pytest.mark.parametrize("decode", [Tag.from_dict, lambda value: Tag.from_json(json.dumps(value))])
def test_a_value_may_be_as_deep_under_a_key_that_was_received_before_as_under_any_other(decode: Any) -> None:
    for _ in range(2):  # the fast decoder knows the key the second time
        assert decode({"name": "x", "new": nested(99)}).additional_properties["new"] == nested(99)
        for value in ({"name": "x", "new": nested(100)}, {"name": "x", "images": nested(100)}):
            with pytest.raises(ArgumentError, match=r"100 levels"):
                decode(value)


def test_a_key_that_is_no_text_is_refused_under_a_key_that_was_received_before_too() -> None:
    for _ in range(2):
        assert Tag.from_dict({"name": "x", "new": [{"2": {}}]}).additional_properties
        with pytest.raises(WrongTypeError, match="whose keys are text"):
            Tag.from_dict({"name": "x", "new": [{2: {}}]})


def test_an_object_at_very_many_places_of_a_value_is_checked_once_at_each_level() -> None:
    value: list[Any] = []
    for _ in range(50):
        value = [value, value]
    with pytest.raises(WrongTypeError, match="whose keys are text"):
        Tag.from_dict({"name": "x", "images": [{2: 3}], "new": value})


class TestValues:
    """Models are plain values."""

    def test_compare_by_what_they_hold(self) -> None:
        one, other = TagImage.from_dict({"os": "linux"}), TagImage.from_dict({"os": "linux"})
        assert one == other
        other.os = "windows"
        assert one != other
        stranger: object = Category.from_dict({"os": "linux"})
        assert one != stranger

    def test_are_not_hashable_because_they_change(self) -> None:
        with pytest.raises(TypeError, match="unhashable"):
            hash(Tag(name="x"))

    def test_refuse_attributes_that_there_are_not(self) -> None:
        tag = Tag(name="x")
        with pytest.raises(AttributeError):
            tag.nam = "y"  # type: ignore[attr-defined] # that is the test

    def test_nested_ones_survive_copy_and_pickle(self) -> None:
        page = TagPage.from_dict({"results": [{"name": "x", "images": [{"os": "linux", "new": 1}], "v2": True}]})
        for twin in (copy.deepcopy(page), pickle.loads(pickle.dumps(page))):
            assert twin == page
            assert twin.to_dict() == page.to_dict()
            assert twin.results is not page.results

    def test_keys_may_be_spelled_otherwise_than_attributes(self) -> None:
        user = ScimUser.from_dict({"userName": "jane@example.com", "name": {"givenName": "Jane"}})
        assert user.user_name == "jane@example.com"
        assert json.loads(json.dumps(user.to_dict())) == {"userName": "jane@example.com", "name": {"givenName": "Jane"}}

    def test_objects_without_known_keys_are_plain_mappings(self) -> None:
        source = {"action": "repo.tag.push", "timestamp": "2024-11-01T12:34:56Z", "data": {"tag": "latest"}}
        log = AuditLog.from_dict(source, refuse)
        assert log.data == {"tag": "latest"}
        assert log.to_dict() == source
