"""Kinds of values that Docker's document hardly has: each is decoded by the fast or the lenient decoder."""

import sys
import types
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from aiodockerhub_generated._fast_decoder import convert
from aiodockerhub_generated.types import Drift, Model, WrongTypeError

from codegen.plan.generator import plan
from codegen.write.render_modules import render_modules


def model_of(properties: dict[str, Any], *, required: list[str] | None = None) -> str:
    """Generate the model of a schema, and return the text of its module."""
    schema = {"title": "Odd", "type": "object", "properties": properties, "required": required or sorted(properties)}
    document: dict[str, Any] = {
        "openapi": "3.0.3",
        "info": {"title": "Odd things", "version": "1"},
        "tags": [{"name": "things"}],
        "paths": {
            "/things": {
                "get": {
                    "operationId": "things_get",
                    "tags": ["things"],
                    "responses": {
                        "200": {"description": "OK", "content": {"application/json": {"schema": schema}}},
                    },
                }
            }
        },
    }
    return render_modules(plan(document, document))["models/odd.py"]


@pytest.fixture
def load() -> Iterator[Any]:
    """Yield a function that loads text as a module of the generated models, and returns its class `Odd`."""
    name = "aiodockerhub_generated.models._odd"

    def loaded(text: str) -> type[Model]:
        module = sys.modules[name] = types.ModuleType(name)
        module.__package__ = "aiodockerhub_generated.models"
        exec(compile(text, name, "exec"), vars(module))
        model: type[Model] = module.Odd
        return model

    yield loaded
    sys.modules.pop(name, None)


TIME = {"type": "string", "format": "date-time"}
DAY = {"type": "string", "format": "date"}
LEVEL = {"type": "integer", "enum": [1, 2]}
COLOUR = {"type": "string", "enum": ["red", "green", "blue", "black"]}
COLOURS = {"type": "array", "items": COLOUR}


@pytest.mark.parametrize(
    ("schema", "good", "decoded", "bad"),
    [
        ({"type": "number"}, 1.5, 1.5, "1.5"),
        ({"type": "number"}, 2, 2, True),
        (DAY, "2026-01-02", date(2026, 1, 2), "soon"),
        (TIME, "2026-01-02T03:04:05Z", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), 5),
        (LEVEL, 2, 2, 3),
        (LEVEL, 1, 1, True),
        (COLOUR, "red", "red", "mauve"),
        (COLOUR | {"nullable": True}, None, None, 1),
        ({"type": "string", "format": "uuid"}, "x", "x", 1),
        ({"type": "array", "items": TIME}, ["2026-01-02T00:00:00Z"], [datetime(2026, 1, 2, tzinfo=UTC)], ["x"]),
        ({"type": "array", "items": TIME}, [], [], ["2026-01-02T03:04:05"]),
        ({"type": "array", "items": DAY}, ["2026-01-02"], [date(2026, 1, 2)], [""]),
        (COLOURS, ["red"], ["red"], ["mauve"]),
        ({"type": "array", "items": {"type": "integer"}}, [1], [1], ["1"]),
        ({"type": "array", "items": {"type": "integer", "nullable": True}}, [1, None], [1, None], ["1"]),
        ({"type": "array", "items": {"type": "number"}}, [1, 1.5], [1, 1.5], [True]),
        ({"type": "array", "items": {"type": "array", "items": {"type": "string"}}}, [["a"]], [["a"]], ["a"]),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, {"a": 1}, {"a": 1}, {"a": "1"}),
        ({"type": "object", "additionalProperties": COLOURS}, {"a": ["red"]}, {"a": ["red"]}, 1),
    ],
)  # fmt: skip
def test_each_kind_is_read_and_told_apart(load: Any, schema: Any, good: Any, decoded: Any, bad: Any) -> None:
    model = load(model_of({"value": schema}))
    (fast,) = model._from_structs([convert(model, {"value": good})])
    assert fast.value == decoded
    assert repr(fast.to_dict()) == repr({"value": good})  # 2 is no 2.0
    drifts: list[Drift] = []
    assert model.from_dict({"value": good}, drifts.append) == fast
    assert drifts == []
    odd = model.from_dict({"value": bad}, drifts.append)
    assert len(drifts) == 1
    assert drifts[0].path.startswith("$.value")
    assert type(odd) is model


@pytest.mark.parametrize(("value", "differences"), [("a", 0), (1, 0), (1.5, 1), (None, 1)])
def test_several_types_at_once_are_for_the_lenient_decoder(load: Any, value: Any, differences: int) -> None:
    model = load(model_of({"value": {"oneOf": [{"type": "string"}, {"type": "integer"}]}}))
    drifts: list[Drift] = []
    assert model.from_dict({"value": value}, drifts.append).to_dict() == {"value": value}
    assert len(drifts) == differences


def test_anything_goes_where_the_document_says_nothing(load: Any) -> None:
    model = load(model_of({"value": {}}))
    drifts: list[Drift] = []
    for value in (None, 1, "a", [1, {"b": None}]):
        assert model.from_dict({"value": value}, drifts.append).to_dict() == {"value": value}
    assert drifts == []


def test_a_model_of_optional_keys_only_refuses_what_is_no_object(load: Any) -> None:
    model = load(model_of({"value": {"type": "string"}}, required=["other"]))
    drifts: list[Drift] = []
    assert model.from_dict({"value": "a"}, drifts.append).to_dict() == {"value": "a"}
    assert model.from_dict({}, drifts.append).to_dict() == {}
    assert drifts == []
    with pytest.raises(WrongTypeError):
        model.from_dict("", drifts.append)


def test_attributes_never_hide_methods(load: Any) -> None:
    text = {"type": "string"}
    model = load(model_of({"from_dict": text, "additional_properties": text, "has": text, "class": text}))
    source = {"from_dict": "a", "additional_properties": "b", "has": "c", "class": "d"}
    assert model.from_dict(source).to_dict() == source


def test_descriptions_become_docstrings_that_close() -> None:
    text = model_of(
        {"value": {"type": "string", "description": 'Ends in a "quote"'}, "other": {"description": "a\n\n\\b"}}
    )
    compile(text, "odd", "exec")
    assert '"""Ends in a "quote"."""' in text
