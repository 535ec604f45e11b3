"""The result of a call, decoded from its response; does no I/O."""

from typing import Any, Generic, TypeVar

from aiodockerhub_generated._redaction import SecretBytes
from aiodockerhub_generated._response_drift import MAX_DIFFERENCES, too_many_differences
from aiodockerhub_generated.types import (
    Call,
    Drift,
    Model,
    NotJSONError,
    Operation,
    Security,
    WrongTypeError,
    json_items,
)
from attrs import field, frozen

from aiodockerhub.errors import DecodeError
from aiodockerhub.helpers.statuses import SUCCESSES
from aiodockerhub.http.exchange import Response
from aiodockerhub.http.retries import SAFE_METHODS
from aiodockerhub.responses import error_bodies
from aiodockerhub.responses.error_bodies import Mask, mask_nothing
from aiodockerhub.threads import check_ended

T = TypeVar("T")

_NO_CONTENT = 204
_CSV = "text/csv"
_MOST_VALUES = 1_000_000  # in JSON, unless max_response_size is above the default; the largest pages have 100,000
_BYTES_OF_VALUE = 64
_LONG_WORD = 16  # characters


@frozen
class Decoded(Generic[T]):
    """The decoded response of a call, with its drift.

    The `repr` shows neither, as frames of errors may show it.
    """

    parsed: T = field(repr=False)
    drifts: list[Drift] = field(repr=False)


def decoded(
    call: Call[T], response: Response, max_response_size: int | None = None, mask: Mask = mask_nothing
) -> Decoded[T]:
    """Decode the response of a call.

    Args:
        call: The call.
        response: A response with a status that the operation promises.
        max_response_size: Greatest number of bytes of its body, which bounds the number of values in it, too.
        mask: Masks the secrets of the request in errors about the response.

    Raises:
        DecodeError: The body should be JSON and is not, is of another type than the operation's result, or is an error
            with the status of a success.
    """
    try:
        return _decoded(call, response, max_response_size, mask)
    except DecodeError as error:
        refused = error
    refused.__cause__ = refused.__context__ = None
    raise refused.with_traceback(None)  # its frames hold the response


def _decoded(call: Call[T], response: Response, max_response_size: int | None, mask: Mask) -> Decoded[T]:
    _check_number_of_values(call.operation, response.body, max_response_size)
    drifts = _Drifts()
    parsed = _decode(call, response, drifts, mask)
    if isinstance(parsed, WrongTypeError):
        if response.status_code != _NO_CONTENT or call.operation.method in SAFE_METHODS:
            received = _described(parsed.received, response.body, mask)
            raise DecodeError(call.operation.id, parsed.path, parsed.expected, received)
        # The write is done, and the server has no more to say of it: not an error, but not as documented either.
        drifts.append(Drift(path="$", expected=parsed.expected, received=None, kind="null", target=""))
        parsed = call.decoder(response.status_code)(b"[]" if parsed.expected == "array" else b"{}", None)
    if call.operation.response == "text":
        check_csv(call.operation, response.body, mask)
    if isinstance(parsed, Model) and _is_error(parsed):
        received = _error_in(call.operation, response.body, mask)
        raise DecodeError(call.operation.id, "$", type(parsed).__name__, received)
    return Decoded(parsed, drifts)


def check_csv(operation: Operation, body: bytes, mask: Mask = mask_nothing) -> None:
    """Refuse a body that should be CSV and is something else.

    Args:
        operation: The operation; nothing is checked unless its responses are CSV.
        body: The body, or its beginning.
        mask: Masks the secrets of the request in errors about the body.

    Raises:
        DecodeError: The body is HTML, JSON or empty.
    """
    if operation.accept == _CSV and error_bodies.is_other_than_csv(body):
        raise DecodeError(operation.id, "$", "CSV", error_bodies.extract(body, mask).message or "an empty body")


class _Drifts(list[Drift]):
    """The schema mismatches of a response, up to the limit for one response.

    The `repr` shows their number only.
    """

    def __repr__(self) -> str:
        return f"<{len(self)} differences>"

    check_ended = staticmethod(check_ended)

    def __call__(self, drift: Drift) -> None:
        """Keep a schema mismatch."""
        if len(self) >= MAX_DIFFERENCES:
            raise too_many_differences()
        self.append(drift)


def number_of_values(body: bytes) -> int:
    """Estimate the number of JSON values in a body.

    Args:
        body: The body.
    """
    return sum(body.count(mark) for mark in (b",", b"[", b"{"))


def _check_number_of_values(operation: Operation, body: bytes, max_response_size: int | None) -> None:
    """Refuse JSON of too many values: `[{},{},...` grows fifty-fold in memory.

    Raises:
        DecodeError: The body has too many values.
    """
    if len(body) <= _MOST_VALUES or max_response_size is None or operation.accept == _CSV:
        return
    most = max(_MOST_VALUES, max_response_size // _BYTES_OF_VALUE)
    values = number_of_values(body)
    if operation.response in {"json", "text"} and values > most:
        expected = f"at most {most:,} values (with max_response_size={max_response_size})"
        raise DecodeError(operation.id, "$", expected, f"about {values:,}")


def _decode(call: Call[T], response: Response, drifts: _Drifts, mask: Mask) -> T | WrongTypeError:
    try:
        return call.decoder(response.status_code)(_payload_of(call.operation, response), drifts)
    except NotJSONError:
        raise DecodeError(call.operation.id, "$", "JSON", _not_json(call.operation, response.body, mask)) from None
    except WrongTypeError as error:
        return error.with_traceback(None)


def _not_json(operation: Operation, body: bytes, mask: Mask) -> str:
    """Describe a body that is not JSON.

    After a log-in nothing of the body is shown, as it may be a token.
    """
    if body and operation.security is Security.NONE:
        return f"{len(body)} bytes of something else"
    return _without_token(error_bodies.extract(body, mask).message) or "an empty body"


def _is_error(model: Model) -> bool:
    unknown = model.additional_properties
    return bool(unknown) and error_bodies.is_error([key for key, _ in json_items(model)], unknown)


def _error_in(operation: Operation, body: bytes, mask: Mask) -> str:
    """Describe an error that came with a 2xx; after a log-in without message."""
    message = "" if operation.security is Security.NONE else error_bodies.extract(body, mask).message
    return f"an error: {message}" if message else "an error"


def _described(kind: str, body: bytes, mask: Mask) -> str:
    """Describe a body of the wrong JSON type by its beginning."""
    message = _without_token(error_bodies.extract(body, mask).message)
    return f"{kind}: {message}" if kind == "string" and message else kind


def _without_token(message: str) -> str:
    """Hide the message of a success that may be a new token: one long word."""
    if len(message) < _LONG_WORD or " " in message:
        return message
    return f"{len(message)} characters in one word"


def _payload_of(operation: Operation, response: Response) -> Any:
    match operation.response:
        case "json":
            return b"null" if response.status_code == _NO_CONTENT else SecretBytes(response.body)  # may hold a token
        case "bytes":
            return response.body
        case "text":
            return response.body.decode("utf-8", "replace")
        case "exists":
            return response.status_code in SUCCESSES
        case "none":
            return None
