"""Tolerance: any JSON object makes a model, and every difference from the document is told once, with its place."""

import json
import pickle
from typing import Any, ClassVar

import aiodockerhub_generated._lenient_decoder as lenient_decoder
import aiodockerhub_generated._response_drift as drift_reporter
import pytest
from aiodockerhub_generated import _responses
from aiodockerhub_generated._response_drift import Location, ResponseDrift
from aiodockerhub_generated.errors import ArgumentError, ArgumentTypeError
from aiodockerhub_generated.models import (
    Category,
    CreatedToken,
    OrgMember,
    OrgMemberPage,
    RepositoryListEntryPage,
    Tag,
    TagPage,
)
from aiodockerhub_generated.types import Drift, Model, NotJSONError, WrongTypeError
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.generated.decoding import RefusedError, from_json, from_value, strict, told
from tests.generated.model_samples import ANY_JSON, MODELS, examples, likely
from tests.generated.samples import body
from tests.generated.test_masking import CANARY


@pytest.mark.parametrize("data", [b"", b"{", b"<html>", b"[" * 100_000])
def test_what_is_no_json_is_an_error_of_its_own(data: bytes) -> None:
    with pytest.raises(NotJSONError):
        Tag.from_json(data)


@pytest.mark.parametrize(
    "data", [b'\xef\xbb\xbf{"name": "x"}', '{"name": "x"}'.encode("utf-16"), b'{"name": "x", "size": NaN}']
)
def test_json_that_only_the_standard_library_reads_makes_a_model_too(data: bytes) -> None:
    assert Tag.from_json(data).name == "x"


def test_json_may_be_text() -> None:
    assert Tag.from_json('{"name": "ä"}').name == "ä"
    assert Tag.from_json('{"name": "\ud800"}').name == "\ud800"
    buffer: Any = bytearray(b'{"name": "x"}')
    assert Tag.from_json(buffer).name == "x"


@pytest.mark.parametrize("data", [None, {}, 1])
def test_what_is_neither_bytes_nor_text_is_an_argument_of_the_wrong_type(data: Any) -> None:
    with pytest.raises(ArgumentTypeError, match=r"data: expected bytes or str, got .*; use from_dict") as refusal:
        Tag.from_json(data)
    assert refusal.value.argument == "data"


@pytest.mark.parametrize("data", [b"{", b"[]", "null"])
def test_what_makes_no_model_is_an_error_of_an_argument(data: bytes | str) -> None:
    with pytest.raises(ArgumentError) as refusal:
        Tag.from_json(data)
    copied: ArgumentError = pickle.loads(pickle.dumps(refusal.value))
    assert str(copied) == str(refusal.value)
    assert str(copied).startswith("expected ")


@pytest.mark.parametrize("value", [[], None, "x", 1])
def test_a_value_that_makes_no_model_is_an_argument_of_the_wrong_type(value: Any) -> None:
    with pytest.raises(ArgumentTypeError, match=r"expected object at \$, got"):
        Tag.from_dict(value)


def spelled(model: Model) -> str:
    """Write the content of a model as text. In contrast to `==`, texts of NaN are equal."""
    return json.dumps(model.to_dict(), sort_keys=True)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(model=st.sampled_from(MODELS), data=st.data())
def test_any_object_makes_a_model_or_is_refused_by_the_sink_alone(model: type[Model], data: st.DataObject) -> None:
    source = data.draw(likely(model) | st.dictionaries(st.text(max_size=5), ANY_JSON, max_size=3))
    drifts: list[Drift] = []
    decoded = model.from_dict(source, drifts.append)
    assert type(decoded) is model
    repr(decoded)
    assert spelled(model.from_dict(source)) == spelled(decoded)
    assert spelled(model.from_json(body(source))) == spelled(decoded)
    assert len({(drift.path, drift.kind, repr(drift.received)) for drift in drifts}) == len(drifts)
    if drifts:
        with pytest.raises(RefusedError):
            model.from_dict(source, strict)
    else:
        assert spelled(model.from_dict(source, strict)) == spelled(decoded)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(model=st.sampled_from(MODELS), data=st.data())
def test_both_paths_agree(model: type[Model], data: st.DataObject) -> None:
    source = data.draw(likely(model))
    slow: list[Drift] = []
    place = Location("$", model._schema.path, ResponseDrift(slow.append))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lenient_decoder, "_decode_fast", lambda model, src, place: None)
        wanted = spelled(lenient_decoder._decode_keys(model, source, place))
    for _ in range(2):  # the second time, unknown keys are known to be unknown
        for decoded, drifts in (from_json(model, source), from_value(model, source)):
            assert spelled(decoded) == wanted
            assert set(map(place_of, drifts)) == set(map(place_of, slow))


def place_of(drift: Drift) -> tuple[str, str, str, str]:
    return drift.path, drift.kind, drift.target, drift.expected


def test_the_ways_to_models_are_known_once_they_are_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    def walk(model: type[Model], path: str, paths: dict[type[Model], list[str]]) -> None:
        assert model not in lenient_decoder._PATHS  # where another thread would find it
        paths[model] = [path]

    monkeypatch.setattr(lenient_decoder, "_collect_paths", walk)
    monkeypatch.setattr(lenient_decoder, "_PATHS", {})
    assert lenient_decoder._paths_to_models(Category) == {Category: [""]}


@pytest.mark.unmeasured
@pytest.mark.parametrize("payload", [None, [], [1, 2, 3], "text", 1, 1.5, True])
@pytest.mark.parametrize("model", MODELS)
def test_what_is_no_object_is_no_model(model: type[Model], payload: Any) -> None:
    with pytest.raises(WrongTypeError) as value:
        model.from_dict(payload)
    with pytest.raises(WrongTypeError) as data:
        model.from_json(body(payload), list[Drift]().append)
    assert str(value.value) == str(data.value)
    assert (value.value.path, value.value.expected) == ("$", "object")


@pytest.mark.unmeasured
@pytest.mark.parametrize("model", MODELS)
def test_unknown_keys_are_kept_and_told_by_every_model(model: type[Model]) -> None:
    drifts: list[Drift] = []
    decoded = model.from_dict({"unknown": 1, "odd key": None}, drifts.append)
    assert decoded.additional_properties == {"unknown": 1, "odd key": None}
    surprising = set() if model._schema.open else {("$.unknown", 1), ("$['odd key']", None)}
    assert {(drift.path, drift.received) for drift in drifts if drift.kind == "unknown"} == surprising


@pytest.mark.unmeasured
@pytest.mark.parametrize(("place", "model", "example"), list(examples()), ids=[place for place, _, _ in examples()])
def test_unknown_keys_are_kept_beside_documented_ones(place: str, model: type[Model], example: dict[str, Any]) -> None:
    decoded = model.from_dict(example | {"odd key": 1})
    assert decoded.additional_properties["odd key"] == 1
    assert decoded.to_dict() == model.from_dict(example).to_dict() | {"odd key": 1}
    assert (("$['odd key']", "unknown") in told(model, example | {"odd key": 1})) is not model._schema.open


@pytest.mark.parametrize(
    "source",
    [
        {"results": [{}]},
        {"results": [{"name": "x", "last_updated": "soon"}]},
        {"results": [{"name": "x", "images": [{"os": None}]}]},
        {"results": [{"name": "x", "new": 1}]},
    ],
)
def test_what_the_sink_raises_comes_out_as_it_is(source: Any) -> None:
    with pytest.raises(RefusedError) as refused:
        TagPage.from_dict(source, strict)
    assert refused.value.__context__ is None


def test_each_difference_is_told_once() -> None:
    tags = [{"name": f"tag-{index}", "v2": "yes", "tag_status": "odd", "new": index} for index in range(50)]
    assert sorted(told(TagPage, {"results": tags})) == [
        ("$.results[*].new", "unknown"),
        ("$.results[*].tag_status", "enum"),
        ("$.results[*].v2", "type"),
    ]


def test_a_mismatch_loses_nothing_else() -> None:
    tags: list[dict[str, Any]] = [{"name": f"tag-{index}", "v2": True} for index in range(100)]
    tags[50] = {"name": None, "v2": "yes", "images": [{"size": "1.1K", "os": "linux"}]}
    decoded = TagPage.from_dict({"results": tags})
    assert isinstance(decoded.results, list)
    assert [tag.name for tag in decoded.results[:50]] == [f"tag-{index}" for index in range(50)]
    assert decoded.to_dict() == {"results": tags}


def test_only_the_odd_values_of_an_object_are_decoded_slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise AssertionError("key by key", arguments)

    monkeypatch.setattr(lenient_decoder, "_decode_keys", refuse)
    source = {"name": "x", "tag_status": "odd", "v2": None, "creator": "me", "images": 1, 'no"fit': 1, "repository": 7}
    tag, drifts = from_json(Tag, source)
    assert tag.to_dict() == source
    assert sorted((drift.path, drift.kind) for drift in drifts) == [
        ("$.creator", "type"),
        ("$.images", "type"),
        ("$.tag_status", "enum"),
        ("$.v2", "null"),
        ("$['no\"fit']", "unknown"),
    ]


class CountedKey(str):
    """A key that counts how often it is compared."""

    compared: ClassVar[list[str]] = []
    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        self.compared.append(self)
        return str.__eq__(self, other)


def test_many_unknown_keys_are_no_more_work_for_each() -> None:
    CountedKey.compared.clear()
    source = {CountedKey(f"key-{index}"): 1 for index in range(1000)}
    assert Category.from_dict({"name": "a", "slug": "a", **source}).additional_properties == source
    assert len(CountedKey.compared) < 20 * len(source)


def test_what_was_told_is_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[Any] = []
    monkeypatch.setattr(drift_reporter, "without_secrets", lambda value, **_: looked_at.append(value))
    TagPage.from_dict({"results": [{"name": "x", "new": index} for index in range(3)]}, lambda drift: None)
    assert looked_at == [0]


def test_what_is_told_is_not_too_deep_to_read() -> None:
    drifts: list[Drift] = []
    Category.from_dict({"name": "a", "slug": "a", "new": json.loads("[" * 20 + "]" * 20)}, drifts.append)
    assert [drift.received for drift in drifts] == [json.loads("[" * 9 + '"..."' + "]" * 9)]


def test_inherited_properties_are_told_where_they_are_declared() -> None:
    drifts: list[Drift] = []
    OrgMemberPage.from_dict({"results": [{"username": 1, "email": 2}]}, drifts.append)
    inherited, own = (drift.target for drift in drifts)
    assert own == f"{OrgMember._schema.path}.properties.email"
    assert inherited.endswith(".properties.username")
    assert not inherited.startswith(OrgMember._schema.path)


def test_secrets_are_not_told() -> None:
    drifts: list[Drift] = []
    CreatedToken.from_dict({"access_token": ["dckr_dummy"], "refresh_token": "dckr_dummy"}, drifts.append)
    assert [(drift.path, drift.received) for drift in drifts] == [
        ("$.access_token", "<hidden>"),
        ("$.refresh_token", "<hidden>"),
    ]


@pytest.mark.parametrize(
    "value", [{"a": {"b": CANARY}}, [{"x": CANARY}], {"x": [f"{CANARY} {CANARY}"]}, [f"{CANARY} {CANARY}"]]
)
@pytest.mark.parametrize("key", ["access_token", "secret"])
def test_secrets_of_another_shape_are_not_told(key: str, value: object) -> None:
    drifts: list[Drift] = []
    decoded = CreatedToken.from_dict({key: value}, drifts.append)
    assert f"$.{key}" in {drift.path for drift in drifts}
    assert CANARY not in f"{drifts} {decoded}"


def test_secrets_in_what_is_unknown_are_not_told() -> None:
    drifts: list[Drift] = []
    Category.from_dict({"creds": {"token": "dummy", "user": "jane"}, "accessToken": "dummy"}, drifts.append)
    assert [(drift.path, drift.received) for drift in drifts if drift.kind == "unknown"] == [
        ("$.creds", {"token": "<hidden>", "user": "jane"}),
        ("$.accessToken", "<hidden>"),
    ]


def test_optional_keys_may_be_absent_from_any_object_of_a_list() -> None:
    full = {"name": "a", "namespace": "b", "status": 1, "is_private": False, "description": "c", "new": 1}
    entries = [full, {"name": "a", "namespace": "b"}, full, {"name": "a", "namespace": "b", "other": 2}]
    decoded = RepositoryListEntryPage.from_dict({"results": entries})
    assert decoded.to_dict() == {"results": entries}
    assert told(RepositoryListEntryPage, {"results": entries}) == [
        ("$.results[*].new", "unknown"),
        ("$.results[*].other", "unknown"),
    ]


def test_an_object_of_which_nothing_is_known_is_taken_as_it_is() -> None:
    drifts: list[Drift] = []
    assert _responses.mapping(b'{"a": 1}', drifts.append) == {"a": 1}
    assert drifts == []
    for other in (b"null", b"[]", b'"maintenance"'):
        with pytest.raises(WrongTypeError, match=r"expected object at \$"):
            _responses.mapping(other, drifts.append)


@pytest.mark.parametrize("before", [[], ["b"], ["c", "b", "a"], ["a", "c"], ["z", "y"]])
def test_the_order_of_unknown_keys_does_not_depend_on_what_was_decoded_before(before: list[str]) -> None:
    for key in before:
        Tag.from_json(body({"name": "x", key: 1}))
    for keys in (["c", "a", "b"], ["b", "c", "a"]):
        source = {"name": "x", **dict.fromkeys(keys, 1)}
        for decoded in (
            Tag.from_json(body(source)),
            Tag.from_dict(source),
            Tag.from_dict({**source, "full_size": "big"}),  # which only the lenient decoder takes
        ):
            assert [key for key in decoded.to_dict() if len(key) == 1] == ["a", "b", "c"]
            assert repr(decoded).endswith("additional_properties={'a': 1, 'b': 1, 'c': 1})")


@pytest.mark.heavy
@pytest.mark.parametrize("key", ["results", "other"])
def test_so_many_differences_are_no_drift(key: str) -> None:
    most = drift_reporter.MAX_MISMATCHES
    page: dict[str, Any] = {"count": 1, "next": None, "previous": None, "results": []}
    few, many = ({**page, key: [1] * most}, {**page, key: [1] * (most + 1)})
    assert TagPage.from_dict(few).count == 1
    if key == "other":  # of which the document promises nothing
        assert TagPage.from_dict(many).count == 1
        return
    with pytest.raises(WrongTypeError, match="more than 50,000 schema mismatches"):
        TagPage.from_dict(many)


@pytest.mark.heavy
def test_so_many_unknown_keys_are_no_drift() -> None:
    keys = {f"key{number}": 1 for number in range(drift_reporter.MAX_MISMATCHES + 1)}
    with pytest.raises(WrongTypeError, match="more than 50,000 schema mismatches"):
        TagPage.from_dict({"count": 1, "next": None, "previous": None, "results": [], **keys}, list[Drift]().append)
