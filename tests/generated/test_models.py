"""Models: what they hold, how they compare and show themselves, and that JSON survives them."""

import copy
import pydoc
import re
from datetime import UTC, datetime
from typing import Any

import aiodockerhub_generated._lenient_decoder as lenient_decoder
import pytest
from aiodockerhub_generated._model_attributes import attributes
from aiodockerhub_generated.models import (
    Tag,
    TagPage,
)
from aiodockerhub_generated.types import Drift, Model

from tests.generated.model_samples import DOCUMENT, FAST_MODELS, MODELS, examples, typical
from tests.generated.samples import body

EXAMPLES = list(examples())
IDS = [place for place, _, _ in EXAMPLES]


def normal(value: Any) -> Any:
    """Copy a JSON value with texts that are times as `datetime`, so that equal times are equal."""
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
def test_every_example_of_the_document_is_kept_whole(place: str, model: type[Model], example: dict[str, Any]) -> None:
    decoded = model.from_json(body(example))
    written = decoded.to_dict()
    assert normal(written) == normal(example)
    assert model.from_dict(copy.deepcopy(example)) == decoded
    assert model.from_dict(written) == decoded


def test_there_are_examples() -> None:
    assert len({model for _, model, _ in EXAMPLES}) > 1  # how many, the document decides


@pytest.fixture
def fast_decoder_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise AssertionError("the fast decoder gave up", arguments)

    monkeypatch.setattr(lenient_decoder, "decode", refuse)


@pytest.mark.usefixtures("fast_decoder_only")
def test_documented_responses_take_the_fast_path() -> None:
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


@pytest.mark.unmeasured
@pytest.mark.usefixtures("fast_decoder_only")
@pytest.mark.parametrize("model", FAST_MODELS)
def test_every_model_has_a_fast_path_that_keeps_everything(model: type[Model]) -> None:
    """But for those with values of several types."""
    drifts: list[Drift] = []
    for decoded in (
        model.from_json(body(typical(model)), drifts.append),
        model.from_dict(typical(model), drifts.append),
    ):
        assert decoded.to_dict() == typical(model)
        assert decoded.additional_properties == {}
    assert drifts == []


@pytest.mark.unmeasured
@pytest.mark.parametrize("model", MODELS)
def test_nothing_is_invented(model: type[Model]) -> None:
    decoded = model.from_dict({})
    assert decoded.to_dict() == {}
    assert decoded.additional_properties == {}
    assert repr(decoded) == f"{model.__name__}()"


def refuse(drift: Drift) -> None:
    raise AssertionError(drift)


class TestHelp:
    """`help()` and completion show what users need."""

    @pytest.mark.unmeasured
    @pytest.mark.parametrize("model", MODELS)
    def test_lists_every_attribute_and_no_innards(self, model: type[Model]) -> None:
        text = pydoc.plain(pydoc.render_doc(model))
        for attribute in attributes(model):
            assert f"\n |      {attribute.name}: " in text
        assert not [name for name in re.findall(r"^ \|  (\w+)", text, re.MULTILINE) if name.startswith("_")]
        assert not re.search(r"\b(_none_exceptions|_schema|_from_structs)\b|attrs", text)
        for name in ("has", "to_dict", "from_json", "from_dict", "additional_properties"):
            assert f"\n |  {name}" in text

    def test_shows_the_texts_of_the_document(self) -> None:
        shown = " ".join(re.sub(r"^ \|", "", pydoc.plain(pydoc.render_doc(Tag)), flags=re.MULTILINE).split())
        described = DOCUMENT["components"]["schemas"]["tag"]["properties"]["digest"]["description"].strip()
        assert f"digest: {described[:1].upper()}{' '.join(described[1:].split())}" in shown

    def test_completion_shows_attributes_and_methods_only(self) -> None:
        names = set(dir(Tag))
        methods = {"has", "to_dict", "from_json", "from_dict", "additional_properties"}
        assert names == {attribute.name for attribute in attributes(Tag)} | methods
