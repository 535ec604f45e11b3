"""Arguments for any operation, made from the annotations of the function that makes its call."""

import functools
import importlib
import inspect
import json
import re
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

import hypothesis
import hypothesis.strategies as st
import pytest
from aiodockerhub_generated import calls, catalog, models
from aiodockerhub_generated.operations import OPERATIONS
from aiodockerhub_generated.types import Call, Operation

# The modules of calls name models in annotations only, and do not import them.
MODELS = {name: getattr(models, name) for name in models.__all__}
NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)


def body(value: Any) -> bytes:
    """Write a value as the JSON of a response body."""
    return json.dumps(value).encode()


def call_function(operation: Operation) -> Callable[..., Call[Any]]:
    """Find the function that makes the call of an operation."""
    resource, _, method_name = operation.id.partition(".")
    function: Callable[..., Call[Any]] = getattr(getattr(calls, resource), method_name)
    return function


def resource_class(name: str) -> type:
    """Find the class of a resource by the name of its module."""
    module = importlib.import_module(f"aiodockerhub_generated.resources.{name}")
    classes = [value for value in vars(module).values() if inspect.isclass(value)]
    (found,) = [value for value in classes if value.__module__ == module.__name__]
    return found


def method(operation: Operation) -> Callable[..., Any]:
    """Find the method that sends the call of an operation."""
    resource, _, method_name = operation.id.partition(".")
    function: Callable[..., Any] = getattr(resource_class(resource), method_name)
    return function


def schemas(operation: Operation) -> dict[str, dict[str, Any]]:
    """Find the JSON Schema of every argument of an operation, by the argument's name."""
    resource, _, method_name = operation.id.partition(".")
    arguments = catalog.load()[resource]["operations"][method_name]["arguments"]
    return {argument["name"]: argument["schema"] for argument in arguments}


def positional(operation: Operation) -> dict[str, Any]:
    """Make values for the arguments of the path."""
    return _samples(operation, lambda parameter: parameter.kind is parameter.POSITIONAL_OR_KEYWORD)


def keywords(operation: Operation, *, every: bool = True) -> dict[str, Any]:
    """Make values for the keyword arguments; with `every=False`, for the required ones only."""

    def is_wanted(parameter: inspect.Parameter) -> bool:
        return parameter.kind is parameter.KEYWORD_ONLY and (every or parameter.default is parameter.empty)

    return _samples(operation, is_wanted)


def _samples(operation: Operation, is_wanted: Callable[[inspect.Parameter], bool]) -> dict[str, Any]:
    function, limits = call_function(operation), schemas(operation)
    hints = typing.get_type_hints(function, localns=MODELS)
    wanted = filter(is_wanted, inspect.signature(function).parameters.values())
    return {p.name: sample(hints[p.name], limits.get(p.name, {})) for p in wanted}


def sample(hint: Any, schema: Mapping[str, Any] = MappingProxyType({})) -> Any:
    """Make a value that an annotation permits, within the limits of a schema."""
    origin = typing.get_origin(hint)
    if origin is typing.Literal:
        return typing.get_args(hint)[0]
    if origin is Sequence:
        count = min(max(1, schema.get("minItems", 0)), schema.get("maxItems", 1_000))
        return [sample(typing.get_args(hint)[0], schema.get("items", {})) for _ in range(count)]
    if origin in {dict, Mapping}:
        return {"key": sample(typing.get_args(hint)[1])}
    if typing.get_args(hint):
        return sample(typing.get_args(hint)[0], schema)
    if hasattr(hint, "from_dict"):
        return hint.from_dict({})
    known: dict[Any, Any] = {bool: True, date: NOON.date(), datetime: NOON}
    if hint in {int, float}:
        least, most = schema.get("minimum", 7), schema.get("maximum", float("inf"))
        value = hint(min(max(least, 7), most))
        return value if hint is int or value != 7 else 1.5
    return known[hint] if hint in known else text(schema)  # text, and any JSON


def text(schema: Mapping[str, Any]) -> str:
    """Make a text within the limits of a schema: `some-name`, if that is one."""
    least, most, pattern = schema.get("minLength", 0), schema.get("maxLength"), schema.get("pattern", "")
    plain = "some-name"[:most].ljust(least, "x")
    return plain if re.search(pattern, plain) else _fitting_text(pattern, least, most)


@functools.cache
def _fitting_text(pattern: str, least: int, most: int | None) -> str:
    allowed = st.from_regex(pattern).filter(lambda value: least <= len(value) <= (most or len(value)))
    fitting: str = hypothesis.find(allowed, bool, settings=hypothesis.settings(derandomize=True, database=None))
    return fitting


def with_patterns(schema: Any) -> Iterator[dict[str, Any]]:
    """Find the schema and the schemas inside it that have a pattern."""
    if isinstance(schema, dict):
        if isinstance(schema.get("pattern"), str):
            yield schema
        for part in schema.values():
            yield from with_patterns(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from with_patterns(part)


ALL = list(OPERATIONS.values())
for _schema in with_patterns([schemas(operation) for operation in ALL]):
    text(_schema)  # now, because hypothesis refuses to search for a value inside of a test with `given`
each_operation = pytest.mark.parametrize("operation", ALL, ids=lambda operation: operation.id)
