"""Whatever an operation responds with, its decoder gives what it promises, or `DecodeError` if asked to be strict."""

import contextlib
import functools
import json
from typing import Any

import pytest
from aiodockerhub.errors import DecodeError
from aiodockerhub.http.exchange import Response
from aiodockerhub.http.headers import Headers
from aiodockerhub.http.response_decoding import decode_response
from aiodockerhub.responses.drift_log import DriftEvent, DriftLog
from aiodockerhub_generated import _responses
from aiodockerhub_generated.operations import OPERATIONS
from aiodockerhub_generated.types import Call, Model, Operation, PagedCall, WrongTypeError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.generated.model_samples import ANY_JSON, likely
from tests.generated.samples import body, call_function, keywords, positional
from tests.secret_guard import Watch

IN_JSON = [operation for operation in OPERATIONS.values() if operation.response == "json"]


@functools.cache
def call_of(operation: Operation) -> Call[Any]:
    return call_function(operation)(*positional(operation).values(), **keywords(operation, every=False))


def usual_of(operation: Operation) -> Any:
    """Decode the smallest response of the documented type: an empty object, or else an empty array."""
    try:
        return call_of(operation).decode(b"{}", None)
    except WrongTypeError:
        return call_of(operation).decode(b"[]", None)


@functools.cache
def responses_of(operation: Operation) -> st.SearchStrategy[Any]:
    """Make any JSON, and JSON that nearly matches the response of an operation, also in its other forms."""
    usual = usual_of(operation)
    if isinstance(usual, Model):
        model = likely(type(usual))
        return ANY_JSON | model | st.lists(model, max_size=2) | st.dictionaries(st.just("invitees"), model)
    return ANY_JSON | st.lists(ANY_JSON, max_size=2)


def spelled(decoded: Any) -> str:
    """Write a decoded response as text. In contrast to `==`, texts of NaN are equal."""
    return json.dumps(decoded, sort_keys=True, default=Model.to_dict)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:authentication.login is deprecated:DeprecationWarning")
@pytest.mark.parametrize("operation", IN_JSON, ids=[operation.id for operation in IN_JSON])
@settings(max_examples=25, deadline=None)  # of each operation
@given(data=st.data())
def test_any_json_is_decoded_or_refused_with_decode_error(operation: Operation, data: st.DataObject) -> None:
    response = body(data.draw(responses_of(operation)))
    call, log = call_of(operation), DriftLog()

    try:
        result = call.decode(response, log.sink(operation, strict=False))
    except WrongTypeError:  # as a whole, which becomes a DecodeError
        for sink in (None, log.sink(operation, strict=True)):
            with pytest.raises(WrongTypeError):
                call.decode(response, sink)
        return

    assert type(result) is type(usual_of(operation)) or call.decode is _responses.anything
    assert spelled(call.decode(response, None)) == spelled(result)
    if isinstance(call, PagedCall):
        with contextlib.suppress(WrongTypeError):  # a page without its items
            assert type(call.items(result)) is list
    refused: DecodeError | None = None
    try:
        assert spelled(call.decode(response, log.sink(operation, strict=True))) == spelled(result)
    except DecodeError as error:
        refused = error
    events: list[DriftEvent] = list(log)
    assert (refused is not None) == bool(events)
    if refused is not None:
        assert refused.operation == operation.id
        assert (refused.path, refused.expected) in {(event.drift.path, event.drift.expected) for event in events}


BODIES = st.binary(max_size=20) | ANY_JSON.map(body) | st.just(b"[" * 100_000)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:authentication.login is deprecated:DeprecationWarning")
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(operation=st.sampled_from(list(OPERATIONS.values())), status=st.sampled_from([200, 204]), content=BODIES)
def test_any_bytes_are_decoded_or_refused_with_decode_error(
    no_secret_shows: Watch, operation: Operation, status: int, content: bytes
) -> None:
    kinds = {"json": object, "text": str, "none": type(None), "exists": bool}
    for strict in (True, False):
        with contextlib.suppress(DecodeError):
            sink = DriftLog().sink(operation, strict=strict)
            result = decode_response(call_of(operation), Response(status, Headers(), content))
            for drift in result.drifts:
                sink(drift)
            assert isinstance(result.parsed, kinds[operation.response])
    no_secret_shows.secrets.clear()  # text of a response that is no secret is wrapped all the same, and shown
