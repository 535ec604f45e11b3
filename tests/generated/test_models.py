"""Models: what they hold, how they compare and show themselves, and that JSON survives them."""

import copy
import json
import pickle
import pydoc
import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, ClassVar

import aiodockerhub_generated._lenient_decoder as lenient_decoder
import attrs
import pytest
from aiodockerhub_generated._base_model import attributes
from aiodockerhub_generated.models import (
    AuditLog,
    Category,
    CreatedOrgAccessToken,
    CreatedToken,
    LoginToken,
    PersonalAccessToken,
    Repository,
    RepositoryListEntry,
    ScimUser,
    Tag,
    TagImage,
    TagPage,
)
from aiodockerhub_generated.types import Drift, Model

from tests.generated.model_samples import MODELS, examples, typical
from tests.generated.samples import body

EXAMPLES = list(examples())
IDS = [place for place, _, _ in EXAMPLES]


def normal(value: Any) -> Any:
    """Spell the same time the same way."""
    if isinstance(value, dict):
        return {key: normal(item) for key, item in value.items()}
    if isinstance(value, list):
        return [normal(item) for item in value]
    if isinstance(value, str) and value[:2] == "20" and "T" in value:
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            return value
    return value


@pytest.mark.parametrize(("place", "model", "example"), EXAMPLES, ids=IDS)
def test_every_example_of_the_document_round_trips(place: str, model: type[Model], example: dict[str, Any]) -> None:
    decoded = model.from_json(body(example))
    written = decoded.to_dict()
    assert normal(written) == normal(example)
    assert model.from_dict(copy.deepcopy(example)) == decoded
    assert model.from_dict(written) == decoded


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 50
    assert len({model for _, model, _ in EXAMPLES}) > 30


@pytest.fixture
def fast_decoder_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise AssertionError("the fast decoder gave up", arguments)

    monkeypatch.setattr(lenient_decoder, "decode", refuse)


@pytest.mark.usefixtures("fast_decoder_only")
def test_documented_answers_take_the_fast_path() -> None:
    image = {"architecture": "arm64", "variant": None, "os": "linux", "last_pushed": "2026-01-01T15:44:35.166289511Z"}
    page = TagPage.from_json(body({"count": 1, "next": None, "results": [{"name": "latest", "images": [image]}]}))
    assert isinstance(page.results, list)
    tag = page.results[0]
    assert isinstance(tag.images, list)
    assert tag.images[0].architecture == "arm64"
    assert tag.images[0].variant is None
    assert tag.images[0].digest is None
    assert not tag.images[0].has("digest")
    assert tag.images[0].last_pushed == datetime(2026, 1, 1, 15, 44, 35, 166289, tzinfo=UTC)


@pytest.mark.usefixtures("fast_decoder_only")
@pytest.mark.parametrize("model", MODELS)
def test_every_model_has_a_fast_path_that_keeps_everything(model: type[Model]) -> None:
    drifts: list[Drift] = []
    for decoded in (
        model.from_json(body(typical(model)), drifts.append),
        model.from_dict(typical(model), drifts.append),
    ):
        assert decoded.to_dict() == typical(model)
        assert decoded.additional_properties == {}
    assert drifts == []


@pytest.mark.parametrize("model", MODELS)
def test_nothing_is_invented(model: type[Model]) -> None:
    decoded = model.from_dict({})
    assert decoded.to_dict() == {}
    assert decoded.additional_properties == {}
    assert repr(decoded) == f"{model.__name__}()"


class TestTimes:
    """Hub writes 0 to 9 digits and Z; RFC 3339 in capitals is read with any offset."""

    @pytest.mark.parametrize("digits", range(10))
    def test_any_number_of_digits(self, digits: int) -> None:
        fraction = f".{'123456789'[:digits]}" if digits else ""
        tag = Tag.from_dict({"name": "x", "last_updated": f"2026-01-02T03:04:05{fraction}Z"}, refuse)
        microseconds = int("123456789"[: min(digits, 6)].ljust(6, "0")) if digits else 0
        assert tag.last_updated == datetime(2026, 1, 2, 3, 4, 5, microseconds, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("offset", "minutes"), [("+00:00", 0), ("-00:00", 0), ("+02:00", 120), ("-09:30", -570), ("+14:00", 840)]
    )
    def test_any_offset(self, offset: str, minutes: int) -> None:
        tag = Tag.from_dict({"name": "x", "last_updated": f"2026-01-02T03:04:05.5{offset}"}, refuse)
        zone = timezone(timedelta(minutes=minutes))
        assert tag.last_updated == datetime(2026, 1, 2, 3, 4, 5, 500_000, tzinfo=zone)
        assert isinstance(tag.last_updated, datetime)
        assert tag.last_updated.utcoffset() == timedelta(minutes=minutes)

    def test_written_in_utc(self) -> None:
        tag = Tag(name="x", last_updated=datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=2))))
        assert tag.to_dict() == {"name": "x", "last_updated": "2026-01-02T01:04:05Z"}

    @pytest.mark.parametrize("time", ["0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00"])
    def test_written_with_its_offset_at_the_ends_of_the_calendar(self, time: str) -> None:
        assert Tag.from_dict({"name": "x", "last_updated": time}, refuse).to_dict()["last_updated"] == time


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
        assert [(drift.path, drift.kind, drift.seen) for drift in drifts] == [("$.name", "missing", None)]

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


class TestUnknownKeys:
    """Keys that the document does not know are kept and written back."""

    def test_are_kept_and_written_back(self) -> None:
        source = {"name": "x", "slug": "y", "colour": {"red": [1, None]}, "odd key": None}
        category = Category.from_dict(source)
        assert category.additional_properties == {"colour": {"red": [1, None]}, "odd key": None}
        assert category.to_dict() == source

    def test_may_differ_from_object_to_object(self) -> None:
        sources: list[dict[str, Any]] = [
            {"name": "a", "slug": "a", "one": 1},
            {"name": "b", "slug": "b", "one": 1},
            {"name": "c", "slug": "c", "two": 2},
            {"name": "d", "slug": "d"},
            {"name": "e", "slug": "e", "two": 2, "one": 1},
            {"name": "f", "slug": "f", "two": 2},
        ]
        for _ in range(2):  # the first time they are new
            page = RepositoryListEntry.from_dict({"name": "x", "namespace": "y", "categories": sources})
            assert page.to_dict()["categories"] == sources

    def test_are_left_alone_when_the_source_changes(self) -> None:
        source: dict[str, Any] = {"name": "x", "slug": "y", "new": 1}
        category = Category.from_dict(source)
        source["new"] = 2
        assert category.additional_properties == {"new": 1}

    def test_can_be_added(self) -> None:
        category = Category(name="x", slug="y", additional_properties={"a": 1})
        category.additional_properties["b"] = 2
        assert category.to_dict() == {"name": "x", "slug": "y", "a": 1, "b": 2}

    def test_never_hide_what_is_known(self) -> None:
        assert Category(name="x", slug="y", additional_properties={"name": "y"}).to_dict() == {"name": "x", "slug": "y"}

    def test_count_when_comparing(self) -> None:
        assert Category(name="x", slug="y", additional_properties={"a": 1}) != Category(name="x", slug="y")
        assert Category(name="x", slug="y", additional_properties={}) == Category(name="x", slug="y")


class TestHelp:
    """`help()` and completion show what users need."""

    @pytest.mark.parametrize("model", MODELS)
    def test_lists_every_attribute_and_no_innards(self, model: type[Model]) -> None:
        text = pydoc.plain(pydoc.render_doc(model))
        for attribute in attributes(model):
            assert f"\n |      {attribute.name}: " in text
        assert not [name for name in re.findall(r"^ \|  (\w+)", text, re.M) if name.startswith("_")]
        assert not re.search(r"\b(_none_exceptions|_schema|_from_structs)\b|attrs", text)
        for name in ("has", "to_dict", "from_json", "from_dict", "additional_properties"):
            assert f"\n |  {name}" in text

    def test_shows_the_texts_of_the_document(self) -> None:
        assert "\n |      digest: Digest of the manifest; missing on some old tags.\n" in pydoc.plain(pydoc.render_doc(Tag))

    def test_completion_shows_attributes_and_methods_only(self) -> None:
        names = set(dir(Tag))
        methods = {"has", "to_dict", "from_json", "from_dict", "additional_properties"}
        assert names == {attribute.name for attribute in attributes(Tag)} | methods


class TestShown:
    """The repr shows what is set, and no secret."""

    def test_shows_what_is_set(self) -> None:
        assert repr(Category(name="x", slug="y", additional_properties={"a": 1})) == (
            "Category(name='x', slug='y', additional_properties={'a': 1})"
        )

    @pytest.mark.parametrize(
        "model",
        [
            CreatedOrgAccessToken.from_dict({"token": "dckr_oat_dummy", "label": "ci"}),
            PersonalAccessToken.from_dict({"token": "dckr_pat_dummy", "token_label": "ci"}),
            CreatedToken.from_dict({"access_token": "dckr_dummy"}),
            LoginToken.from_dict({"token": "dckr_dummy", "login_2fa_token": "dckr_dummy"}),
            LoginToken.from_dict({"refresh_token": "dckr_dummy"}),
            Category.from_dict({"deep": [{"password": "dckr_dummy", "api_secret": "dckr_dummy"}]}),
            Category.from_dict({"accessToken": "dckr_dummy"}),
            AuditLog.from_dict({"data": {"token": "dckr_dummy"}}),
        ],
    )
    def test_hides_secrets(self, model: Model) -> None:
        assert "dckr_" in str(model.to_dict())
        assert "dckr_" not in repr(model)
        assert "<hidden>" in repr(model)

    def test_stays_short_for_deep_values(self) -> None:
        deep = json.loads("[" * 800 + "]" * 800)
        assert repr(Category.from_dict({"deep": deep})) == (
            "Category(additional_properties={'deep': [[[[[[[['...']]]]]]]]})"
        )


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
