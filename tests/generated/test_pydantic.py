"""Models as types of pydantic: fields of its models, and response models of FastAPI."""

from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar

import attrs
import fastapi
import jsonschema
import pytest
from aiodockerhub_generated import models
from aiodockerhub_generated._model_attributes import BaseModel
from aiodockerhub_generated._model_methods import Model
from aiodockerhub_generated._pydantic import json_schema
from aiodockerhub_generated._schema import Schema
from aiodockerhub_generated.models import Tag, TagImage
from fastapi.testclient import TestClient
from pydantic import BaseModel as Pydantic
from pydantic import TypeAdapter, ValidationError

from tests.generated.model_samples import smallest

LEAST = smallest(Tag)
SENT = {
    **LEAST,
    "name": "1.0",
    "last_updated": None,
    "images": [{**smallest(TagImage), "architecture": "arm64", "new": 1}],
    "full_size": 5,
}
MODELS = [model for name in models.__all__ if isinstance(model := getattr(models, name), type)]


@attrs.define(kw_only=True, repr=False)
class Node(Model):
    _schema: ClassVar = Schema("$.components.schemas.node")
    children: "list[Node] | None" = None


class Report(Pydantic):
    tags: list[Tag]
    newest: Tag | None = None


def test_instances_pass_and_what_is_written_is_what_was_sent() -> None:
    tag = Tag.from_dict(SENT)
    report = Report(tags=[tag])
    assert report.tags[0] is tag
    assert report.model_dump(mode="json") == {"tags": [SENT], "newest": None}
    assert Report.model_validate_json(report.model_dump_json()).tags == [tag]


def test_times_are_text_in_json() -> None:
    tag = Tag.from_dict({**LEAST, "last_updated": "2026-01-01T00:00:00Z"})
    tag.last_updated = datetime(2026, 1, 1, tzinfo=UTC)
    assert TypeAdapter(Tag).dump_python(tag, mode="json")["last_updated"] == "2026-01-01T00:00:00Z"


@pytest.mark.parametrize("value", [{"name": 5}, {}, {"name": None}, 5, ["name"], {"name": "x", "images": [5]}])
def test_what_the_document_does_not_allow_is_refused(value: Any) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Tag).validate_python(value)


def test_what_is_new_is_taken() -> None:
    tag = TypeAdapter(Tag).validate_python({**LEAST, "new": 1, "tag_status": "sleeping"})
    assert tag.additional_properties == {"new": 1}


@pytest.mark.unmeasured
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_each_model_has_a_schema_of_its_own(model: type[BaseModel]) -> None:
    schema = TypeAdapter(model).json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["title"] == model.__name__
    assert schema == TypeAdapter(model).json_schema(mode="serialization")


def test_schema_is_written_once_and_referred_to_by_name() -> None:
    schema = Report.model_json_schema()
    assert [*schema["$defs"]] == ["Tag"]
    assert schema["properties"]["tags"]["items"] == {"$ref": "#/$defs/Tag"}
    assert schema["$defs"]["Tag"] == TypeAdapter(Tag).json_schema()


def test_model_of_a_body_and_of_a_response_is_a_component_of_fastapi() -> None:
    app = fastapi.FastAPI()

    @app.post("/tags")
    async def keep(tag: Annotated[Tag, fastapi.Body()]) -> list[Tag]:
        return [tag]

    document = app.openapi()
    assert document["components"]["schemas"]["Tag"]["title"] == "Tag"
    body = document["paths"]["/tags"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert body == {"$ref": "#/components/schemas/Tag"}
    with TestClient(app) as client:
        assert client.post("/tags", json=SENT).json() == [SENT]
        assert client.post("/tags", json={"name": 5}).status_code == 422


def test_schema_says_what_is_sent() -> None:
    validator: Any = jsonschema.Draft202012Validator(json_schema(Tag))
    assert [*validator.iter_errors(SENT)] == []
    assert [error.json_path for error in validator.iter_errors({**LEAST, "images": {}})] == ["$.images"]
    assert [error.message for error in validator.iter_errors({})] == [
        f"'{key}' is a required property" for key in LEAST
    ]


def test_model_within_itself_ends() -> None:
    children = {"type": "array", "items": {"type": "object", "title": "Node"}}
    assert json_schema(Node)["properties"] == {"children": children}
