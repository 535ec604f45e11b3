"""JSON of models: the document's examples, and objects that hypothesis makes from the annotations."""

import functools
import json
import types
import typing
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, Union

import aiodockerhub_generated
import attrs
import msgspec
import msgspec.inspect
from aiodockerhub_generated import _fast_decoder as fast_decoder
from aiodockerhub_generated import models
from aiodockerhub_generated.types import Model
from hypothesis import strategies as st

from codegen.document import merged_schemas, nodes
from codegen.document.refs import json_path

DOCUMENT: dict[str, Any] = json.loads(
    (Path(aiodockerhub_generated.__file__).parent.parent / "openapi.json").read_text(encoding="utf-8")
)
MODELS: list[type[Model]] = [getattr(models, name) for name in models.__all__]
BY_SCHEMA = {model._schema.path: model for model in MODELS}

_ENDLESS = object()
"""Stands for a value that would never end."""
_MOST_VISITS = 2
"""How often a model may be inside itself, with the outermost: so that the outermost object has all of its keys."""

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None), max_size=8)
ANY_JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
TIMES = st.sampled_from(
    [
        "2026-01-01T17:14:39.583988587Z",
        "2021-10-28T18:30:19Z",
        "2022-04-09T20:22:02.9+02:00",
        "2021-10-28T18:30:19",
        "2021-10-28Z18:30:19",
        "20211028Z183019",
        "soon",
        "",
    ]
)


def examples() -> Iterator[tuple[str, type[Model], dict[str, Any]]]:
    """Yield each example of a model in the document: its location, the model, and the JSON object."""
    for path, model in BY_SCHEMA.items():
        node = _places()[path]
        if isinstance(node.get("example"), dict):
            yield path, model, node["example"]
        properties = merged_schemas.object_properties(DOCUMENT, node)
        assembled = {key: about["example"] for key, about in properties.items() if "example" in about}
        if assembled:
            yield f"{path}, property by property", model, assembled
    for place, content in _contents(DOCUMENT, ()):
        reference = content["schema"].get("$ref")
        schema = (
            json_path(tuple(reference.removeprefix("#/").split("/"))) if reference else f"{json_path(place)}.schema"
        )
        found = [content["example"]] if "example" in content else []
        found += [nodes.follow(DOCUMENT, about).get("value") for about in content.get("examples", {}).values()]
        for index, example in enumerate(found):
            if schema in BY_SCHEMA and isinstance(example, dict):
                yield f"{json_path(place)}.example[{index}]", BY_SCHEMA[schema], example


def typical(model: type[Model]) -> dict[str, Any]:
    """Make an object with every documented key, whose values match the document.

    If a model contains itself, a second object inside the first ends there: its lists of such objects are empty, and
    keys for such objects are null or left out.
    """
    sample = _typical_object(model, ())
    assert isinstance(sample, dict)
    return sample


def _typical_object(model: type[Model], outer: tuple[type[Model], ...]) -> Any:
    hints = typing.get_type_hints(model)
    values: dict[str, Any] = {}
    for attribute in attrs.fields(model):
        name = attribute.name
        if name.startswith("_"):
            continue
        value = _typical(hints[name], (*outer, model))
        if value is not _ENDLESS:
            values[model._schema.key(name)] = value
        elif name in model._schema.nullable.names:
            values[model._schema.key(name)] = None
        elif attribute.default is attrs.NOTHING:
            return _ENDLESS
    return values


def smallest(model: type[Model]) -> dict[str, Any]:
    """Make an object with the keys that the document requires, whose values match the document."""
    required = {model._schema.key(each.name) for each in attrs.fields(model) if each.default is attrs.NOTHING}
    return {key: value for key, value in typical(model).items() if key in required}


def _typical(hint: Any, outer: tuple[type[Model], ...]) -> Any:
    """Make a value of a type inside objects of some models; `_ENDLESS` if it has to contain one of them too often."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in {Union, types.UnionType}:
        literals = [one for one in arguments if typing.get_origin(one) is Literal]
        values = (_typical(one, outer) for one in literals or arguments if one is not type(None))
        return next((value for value in values if value is not _ENDLESS), _ENDLESS)
    if origin is Literal:
        return arguments[0]
    if origin is list:
        item = _typical(arguments[0], outer)
        return [] if item is _ENDLESS else [item]
    if origin is dict:
        value = _typical(arguments[1], outer)
        return {} if value is _ENDLESS else {"key": value}
    if isinstance(hint, type) and issubclass(hint, Model):
        return _ENDLESS if outer.count(hint) >= _MOST_VISITS else _typical_object(hint, outer)
    known: dict[Any, Any] = {
        str: "text",
        int: 1,
        float: 1.5,
        bool: True,
        date: "2026-01-02",
        datetime: "2026-01-02T03:04:05.678901Z",
    }
    return known.get(hint)


def has_fast_path(model: type[Model]) -> bool:
    """Tell whether a struct can describe a model, which is not so if a value may have several types."""
    return not any(isinstance(each, msgspec.inspect.CustomType) for each in _types(fast_decoder.struct(model)))


def _types(struct: type[msgspec.Struct]) -> Iterator[msgspec.inspect.Type]:
    """Yield all types in a struct."""
    waiting: list[Any] = [msgspec.inspect.type_info(struct)]
    while waiting:
        each = waiting.pop()
        yield each
        inner = [field.type for field in each.fields] if isinstance(each, msgspec.inspect.StructType) else []
        inner += each.types if isinstance(each, msgspec.inspect.UnionType) else ()
        inner += [getattr(each, name) for name in ("item_type", "value_type") if hasattr(each, name)]
        waiting += inner


FAST_MODELS = [model for model in MODELS if has_fast_path(model)]


def likely(model: type[Model]) -> st.SearchStrategy[dict[str, Any]]:
    """Make objects that nearly match the document: keys may be missing or unknown, and a few values do not match."""
    return _likely(model.__name__)


@functools.cache
def _likely(name: str) -> st.SearchStrategy[dict[str, Any]]:
    model: type[Model] = getattr(models, name)
    hints = typing.get_type_hints(model)
    fields = {
        model._schema.key(attribute.name): _values(hints[attribute.name])
        for attribute in attrs.fields(model)
        if not attribute.name.startswith("_")
    }
    odd = st.dictionaries(st.sampled_from([*fields, "unknown", "odd key"]), ANY_JSON, max_size=2)
    return st.builds(lambda known, others: {**known, **others}, st.fixed_dictionaries({}, optional=fields), odd)


@functools.cache
def _values(hint: Any) -> st.SearchStrategy[Any]:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in {Union, types.UnionType}:
        return st.one_of(*[_values(one) for one in arguments])
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is list:
        return st.lists(_values(arguments[0]), max_size=2)
    if origin is dict:
        return st.dictionaries(st.text(max_size=4), _values(arguments[1]), max_size=2)
    if isinstance(hint, type) and issubclass(hint, Model):
        return st.deferred(lambda: likely(hint))
    known: dict[Any, st.SearchStrategy[Any]] = {
        str: st.text(max_size=6),
        int: st.integers(),
        float: st.floats(),
        bool: st.booleans(),
        date: st.dates().map(str) | TIMES,
        datetime: TIMES,
        type(None): st.none(),
    }
    return known.get(hint, ANY_JSON)


@functools.cache
def _places() -> dict[str, Any]:
    return {json_path(place): node for place, node in _walk(DOCUMENT, ())}


def _walk(node: Any, place: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    yield place, node
    steps = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, child in steps:
        yield from _walk(child, (*place, step))


def _contents(node: Any, place: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    for where, found in _walk(node, place):
        if len(where) > 1 and where[-2] == "content" and isinstance(found, dict) and "schema" in found:
            yield where, found
