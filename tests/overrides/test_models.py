"""`aiodockerhub.models`: the generated models, where people look for them, and what people do with them."""

import copy
import json
import pickle
from typing import Any

import aiodockerhub.models
import aiodockerhub_generated.models
import attrs
import pytest
from aiodockerhub.models import Model, Repository, Tag
from fastapi import FastAPI
from fastapi.encoders import jsonable_encoder
from fastapi.testclient import TestClient

SOURCE: dict[str, Any] = {"name": "1.27", "digest": None, "last_updated": "2026-01-02T03:04:05Z", "new_key": [1]}


def test_every_generated_model_can_be_imported() -> None:
    assert dir(aiodockerhub.models) == sorted([*aiodockerhub_generated.models.__all__, "Model"])
    for name in aiodockerhub_generated.models.__all__:
        assert getattr(aiodockerhub.models, name) is getattr(aiodockerhub_generated.models, name)
    assert issubclass(Tag, Model)


def test_models_survive_pickle_and_copy() -> None:
    tag = Tag.from_dict(SOURCE)
    for twin in (pickle.loads(pickle.dumps(tag)), copy.deepcopy(tag), attrs.evolve(tag)):
        assert twin == tag
        assert twin.to_dict() == SOURCE


def test_to_dict_is_json_for_web_frameworks() -> None:
    assert json.loads(json.dumps(Tag.from_dict(SOURCE).to_dict())) == SOURCE


def test_rows_of_a_table_are_made_of_attributes() -> None:
    tags = [Tag.from_dict(SOURCE), Tag(name="latest")]
    rows = [{"name": tag.name, "size": tag.full_size, "updated": tag.last_updated} for tag in tags]
    assert rows == [
        {"name": "1.27", "size": None, "updated": tags[0].last_updated},
        {"name": "latest", "size": None, "updated": None},
    ]


def test_a_model_can_be_made_from_another_one() -> None:
    repository = Repository.from_dict({"name": "app", "namespace": "acme", "affiliation": None})
    renamed = attrs.evolve(repository, name="shop")
    assert renamed.to_dict() == {"name": "shop", "namespace": "acme", "affiliation": None}


def test_fastapi_returns_models_and_encodes_what_holds_them() -> None:
    app = FastAPI()

    @app.get("/tag")
    async def tag() -> dict[str, Any]:
        return Tag.from_dict(SOURCE).to_dict()

    assert TestClient(app).get("/tag").json() == SOURCE
    report = {"tags": [Tag.from_dict(SOURCE)]}
    assert jsonable_encoder(report, custom_encoder={Model: Model.to_dict}) == {"tags": [SOURCE]}


def test_tables_of_pandas_are_made_of_dictionaries_or_of_attributes() -> None:
    pandas: Any = pytest.importorskip("pandas", reason="not on every Python that we test")
    pushed = "2026-01-02T03:04:05Z"
    tags = [
        Tag.from_dict({"name": name, "tag_last_pushed": pushed, "images": [{"os": "linux", "size": 5}] * images})
        for name, images in (("a", 2), ("b", 0))
    ]
    everything = pandas.DataFrame([tag.to_dict() for tag in tags])
    assert [*everything.columns] == ["images", "name", "tag_last_pushed"]
    assert [*everything["tag_last_pushed"]] == [pushed, pushed]
    times = pandas.DataFrame([{"name": tag.name, "pushed": tag.tag_last_pushed} for tag in tags])
    assert times["pushed"].dt.tz is not None
    assert str(times["pushed"].max().date()) == "2026-01-02"
    images = pandas.json_normalize([tag.to_dict() for tag in tags], "images", "name", record_prefix="image_")
    assert images.to_dict("records") == [{"image_os": "linux", "image_size": 5, "name": "a"}] * 2
