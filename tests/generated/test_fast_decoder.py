"""Structs: what msgspec parses responses into, the unknown keys they learn, and the models that have no end."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import aiodockerhub_generated._fast_decoder as fast_decoder
import aiodockerhub_generated._lenient_decoder as lenient_decoder
import aiodockerhub_generated._unknown_keys as unknown_keys
import attrs
import pytest
from aiodockerhub_generated._schema import Schema
from aiodockerhub_generated._unknown_keys import UnknownKeys
from aiodockerhub_generated.models import Category, TagPage
from aiodockerhub_generated.types import Model

from tests.generated.decoding import RefusedError, from_json, from_value, page, strict
from tests.generated.model_samples import FAST_MODELS, typical
from tests.generated.samples import body


def add_keys(keys: list[str]) -> None:
    assert unknown_keys.add_known_keys(Category, keys)
    fast_decoder.forget_structs()


class TestUnknownKeysOnceSeen:
    """Keys that responses have had before are read on the fast path, and are no less unknown for that."""

    @pytest.fixture
    def fast_decoder_only(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        def refuse(*arguments: object) -> None:
            raise AssertionError("the fast decoder gave up", arguments)

        with monkeypatch.context() as patch:
            patch.setattr(lenient_decoder, "decode", refuse)
            yield

    @pytest.mark.unmeasured
    @pytest.mark.parametrize("model", FAST_MODELS)
    def test_are_kept_and_told_on_the_fast_path(self, model: type[Model], request: pytest.FixtureRequest) -> None:
        source = typical(model) | {"new": {"a": [1]}, "odd key": None}
        first, told_first = from_json(model, source)
        request.getfixturevalue("fast_decoder_only")
        for again, told_again in (from_json(model, source), from_value(model, source)):
            assert again == first
            assert again.additional_properties == {"new": {"a": [1]}, "odd key": None}
            assert again.to_dict() == source
            assert sorted(map(repr, told_again)) == sorted(map(repr, told_first))
        assert bool(told_first) is not model._schema.open

    def test_may_be_missing_again(self) -> None:
        Category.from_dict({"name": "a", "slug": "a", "new": 1})
        assert Category.from_dict({"name": "a", "slug": "a"}).additional_properties == {}
        assert from_value(Category, {"name": "a", "slug": "a"})[1] == []

    def test_are_refused_by_a_strict_caller_all_the_same(self) -> None:
        Category.from_dict({"name": "a", "slug": "a", "new": 1})
        with pytest.raises(RefusedError):
            Category.from_json(body({"name": "a", "slug": "a", "new": 1}), strict)

    def test_below_others_are_learned_too(self, request: pytest.FixtureRequest) -> None:
        source = page(images=[{"os": "linux", "new": 1}])
        TagPage.from_dict(source)
        request.getfixturevalue("fast_decoder_only")
        decoded, drifts = from_json(TagPage, source)
        assert decoded.to_dict() == source
        assert [(drift.path, drift.received) for drift in drifts] == [("$.results[*].images[*].new", 1)]

    @pytest.mark.parametrize("key", ['"', "\\", "\n", "\x7f", "\ud800"])
    def test_that_no_struct_can_have_are_kept_without_being_learned(
        self, key: str, request: pytest.FixtureRequest
    ) -> None:
        for _ in range(2):
            decoded, drifts = from_json(Category, {"name": "a", "slug": "a", key: 1})
            assert decoded.additional_properties == {key: 1}
            assert [drift.kind for drift in drifts] == ["unknown"]
        request.getfixturevalue("fast_decoder_only")
        assert from_json(Category, {"name": "a", "slug": "a"}) == (Category(name="a", slug="a"), [])

    @pytest.mark.parametrize("key", ["", " ", "class", "schlüssel", "$ref", "_0", "a.b", "'"])
    def test_may_be_spelled_in_any_other_way(self, key: str, request: pytest.FixtureRequest) -> None:
        source = {"name": "a", "slug": "a", key: 1}
        first = from_json(Category, source)
        request.getfixturevalue("fast_decoder_only")
        assert from_json(Category, source) == first
        assert first[0].additional_properties == {key: 1}

    def test_that_are_very_long_are_not_learned(self) -> None:
        for _ in range(2):
            assert from_json(Category, {"name": "a", "slug": "a", "x" * 1000: 1})[0].additional_properties
        assert Category not in unknown_keys.ADDED_KEYS

    def test_belong_to_the_struct_that_was_made_with_them(self) -> None:
        add_keys(["first"])
        early = fast_decoder.convert(Category, {"name": "a", "slug": "a", "first": 1})
        add_keys([f"later-{index}" for index in range(unknown_keys.MAX_ADDED_KEYS)])  # in another thread, say
        assert Category._from_structs([early])[0].additional_properties == {"first": 1}

    def test_that_no_longer_come_make_room(self, request: pytest.FixtureRequest) -> None:
        add_keys([f"old-{index}" for index in range(unknown_keys.MAX_ADDED_KEYS)])
        source = {"name": "a", "slug": "a", "new": 1}
        first = from_json(Category, source)
        request.getfixturevalue("fast_decoder_only")
        assert from_json(Category, source) == first

    def test_are_so_many_at_most(self) -> None:
        for index in range(3 * unknown_keys.MAX_ADDED_KEYS):
            decoded = Category.from_dict({"name": "a", "slug": "a", f"new-{index}": index})
            assert decoded.additional_properties == {f"new-{index}": index}
        assert len(unknown_keys.ADDED_KEYS[Category]) == unknown_keys.MAX_ADDED_KEYS


@attrs.define(kw_only=True, repr=False)
class HandWritten(Model):
    """A model without generated methods."""

    _schema: ClassVar = Schema("$.components.schemas.none")

    token: str


def test_a_model_that_was_not_generated_says_so_without_showing_what_it_was_to_be_made_of() -> None:
    with pytest.raises(TypeError, match="HandWritten is not generated") as refusal:
        HandWritten.from_json(b'{"token": "dummy-secret"}')
    assert "dummy-secret" not in repr(refusal.value)


@attrs.define(kw_only=True, repr=False)
class Folder(Model):
    """A model that contains itself, unlike all present models of the document."""

    _schema: ClassVar = Schema("$.components.schemas.folder", nullable=("inner",))

    name: str
    inner: "list[Folder] | None | None" = None

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Any]:
        return [
            cls(
                name=item.name,
                inner=cls._from_structs(item.inner, unknown) if isinstance(item.inner, list) else None,
                _none_exceptions=cls._schema.nullable[item.inner is None],
            )
            for item in structs
        ]


@attrs.define(kw_only=True, repr=False)
class Wheel(Model):
    """A model that contains `Car`, which contains `Wheel`."""

    _schema: ClassVar = Schema("$.components.schemas.wheel")

    car: "Car | None" = None


@attrs.define(kw_only=True, repr=False)
class Car(Model):
    """See `Wheel`."""

    _schema: ClassVar = Schema("$.components.schemas.car")

    wheels: list[Wheel] | None = None


@pytest.mark.parametrize("model", [Folder, Wheel, Car])
def test_structs_have_an_end_where_models_have_none(model: type[Model]) -> None:
    assert fast_decoder.struct(model)
    assert len(fast_decoder._cache.structs) == 1


def test_a_model_in_itself_is_read_by_the_lenient_decoder() -> None:
    source = {"name": "a", "inner": [{"name": "b", "inner": [{"name": "c"}]}, {"name": "d", "inner": None}]}
    for decoded, drifts in (from_json(Folder, source), from_value(Folder, source)):
        assert decoded.to_dict() == source
        assert drifts == []
    _, drifts = from_json(Folder, {"name": "a", "inner": [{"name": 1}]})
    assert [(drift.path, drift.kind) for drift in drifts] == [("$.inner[*].name", "type")]
