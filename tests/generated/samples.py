"""Arguments for any operation, made from the annotations of the function that makes its call."""

import importlib
import inspect
import json
import typing
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from aiodockerhub_generated import calls, models
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


def positional(operation: Operation) -> dict[str, Any]:
    """Make values for the arguments of the path."""
    parameters = inspect.signature(call_function(operation)).parameters.values()
    hints = typing.get_type_hints(call_function(operation), localns=MODELS)
    return {p.name: sample(hints[p.name]) for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD}


def keywords(operation: Operation, *, every: bool = True) -> dict[str, Any]:
    """Make values for the keyword arguments; with `every=False`, for the required ones only."""
    parameters = inspect.signature(call_function(operation)).parameters.values()
    hints = typing.get_type_hints(call_function(operation), localns=MODELS)
    wanted = [p for p in parameters if p.kind is p.KEYWORD_ONLY and (every or p.default is p.empty)]
    return {p.name: sample(hints[p.name]) for p in wanted}


def sample(hint: Any) -> Any:
    """Make a value that an annotation permits."""
    origin = typing.get_origin(hint)
    if origin is typing.Literal:
        return typing.get_args(hint)[0]
    if origin is Sequence:
        return [sample(typing.get_args(hint)[0])]
    if origin in {dict, Mapping}:
        return {"key": sample(typing.get_args(hint)[1])}
    if typing.get_args(hint):
        return sample(typing.get_args(hint)[0])
    if hasattr(hint, "from_dict"):
        return hint.from_dict({})
    known: dict[Any, Any] = {int: 7, float: 1.5, bool: True, date: NOON.date(), datetime: NOON}
    return known.get(hint, "some-name")  # text, and any JSON


ALL = list(OPERATIONS.values())
each_operation = pytest.mark.parametrize("operation", ALL, ids=lambda operation: operation.id)
