"""What is generated travels between processes: every call and every model pickles."""

import json
import pickle
import warnings
from typing import Any

import pytest
from aiodockerhub_generated import catalog
from aiodockerhub_generated.types import Drift, Model, NotJSONError, Operation, PagedCall, WrongTypeError

from tests.generated.model_samples import MODELS, typical
from tests.generated.samples import ALL, call_function, keywords, positional

SECRET = {
    entry["id"]
    for resource in catalog.load().values()
    for entry in resource["operations"].values()
    if any(argument["secret"] for argument in entry["arguments"])
}
each_operation = pytest.mark.parametrize("operation", ALL, ids=lambda operation: operation.id)


def again(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))


@pytest.mark.unmeasured
@each_operation
def test_every_call_pickles_and_decodes_as_before(operation: Operation) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        call = call_function(operation)(*positional(operation).values(), **keywords(operation))
    if operation.id in SECRET:  # a log-in, for example: its secret stays in this process
        with pytest.raises(TypeError, match="a secret cannot be pickled"):
            again(call)
        return
    copy = again(call)
    assert copy == call
    payloads: dict[str, Any] = {"none": None, "text": "x", "exists": True}
    for payload in [payloads[operation.response]] if operation.response in payloads else [b"{}", b"[]", b"[{}]", b"5"]:
        assert outcome(copy, payload) == outcome(call, payload)


def outcome(call: Any, payload: Any) -> Any:
    drifts: list[Drift] = []
    try:
        decoded = call.decode(payload, drifts.append)
        items = call.items(decoded) if isinstance(call, PagedCall) else None
    except (NotJSONError, WrongTypeError) as error:
        return type(error), str(error)
    return decoded, items, drifts


@pytest.mark.unmeasured
@pytest.mark.parametrize("model", MODELS)
def test_every_model_pickles(model: type[Model]) -> None:
    for source in ({}, typical(model), {**typical(model), "unknown": [1]}):
        for made in (model.from_dict(source), model.from_json(json.dumps(source).encode())):
            copy = again(made)
            assert copy == made
            assert copy.to_dict() == made.to_dict()


def test_errors_of_decoding_pickle() -> None:
    error = again(WrongTypeError("$", "object", "null"))
    assert str(error) == "expected object at $, got null"
