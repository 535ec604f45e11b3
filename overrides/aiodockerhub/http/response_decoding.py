"""Decides which bodies of a success are refused, and decodes the rest."""

from typing import Any, Generic, TypeVar

from aiodockerhub_generated._masking import SecretBytes
from aiodockerhub_generated._model_attributes import unknown_keys
from aiodockerhub_generated._response_drift import MAX_MISMATCHES, TooManyMismatchesError
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
from attrs import define, field

from aiodockerhub.errors import DecodeError
from aiodockerhub.helpers.statuses import SUCCESSES
from aiodockerhub.http.exchange import Response
from aiodockerhub.http.safe_methods import SAFE_METHODS
from aiodockerhub.responses import error_bodies
from aiodockerhub.responses.error_bodies import Mask, mask_nothing
from aiodockerhub.threads import check_ended

T = TypeVar("T")

_NO_CONTENT = 204
_CSV = "text/csv"
_MAX_VALUES = 1_000_000  # JSON values in a body; the largest pages have 100,000. A large max_response_size allows more
_BYTES_PER_VALUE = 64
_MIN_TOKEN_CHARACTERS = 16  # a shorter word is no token, so messages show it


@define  # not frozen, because creating a frozen instance takes twice as long
class Decoded(Generic[T]):
    """The decoded response of a call, and its drift.

    The `repr` shows neither, because frames of errors contain this object.

    Attributes:
        parsed: Decoded response.
        drifts: Schema mismatches in the response, without duplicates, except that each item of an array of models has
            its own.
    """

    parsed: T = field(repr=False)
    drifts: list[Drift] = field(repr=False)


def decode_response(
    call: Call[T], response: Response, max_response_size: int | None = None, mask: Mask = mask_nothing
) -> Decoded[T]:
    """Decode the response of a call.

    Args:
        call: Call whose response is decoded.
        response: Response with the status of a success.
        max_response_size: Option of the call, in bytes. A body may have one JSON value for every 64 bytes of this
            option; 1,000,000 values are always allowed. `None`, the default, for no limit.
        mask: Function that masks the secrets of the request in messages that quote the response. The default masks
            nothing.

    Returns:
        The decoded response with its drift.

    Raises:
        DecodeError: If the operation returns JSON: the body is not JSON, has a wrong JSON type, has more than 50,000
            schema mismatches (`MAX_MISMATCHES`), or is an error body although the status is a success. If the operation
            returns CSV: the body is HTML, JSON or empty. If the operation returns JSON or text other than CSV: the body
            has too many values.
    """
    try:
        return _decode_and_check(call, response, max_response_size, mask)
    except DecodeError as error:
        refusal = error
    refusal.__cause__ = refusal.__context__ = None
    raise refusal.with_traceback(None)  # the frames of the traceback hold the response


def _decode_and_check(call: Call[T], response: Response, max_response_size: int | None, mask: Mask) -> Decoded[T]:
    _check_number_of_values(call.operation, response, max_response_size)
    drifts = _Drifts()
    parsed = _call_decoder(call, response, drifts, mask)
    if isinstance(parsed, WrongTypeError):
        if response.status_code != _NO_CONTENT or call.operation.method in SAFE_METHODS:
            received = _describe_body(parsed.received, response.body, mask)
            failure = DecodeError(call.operation.id, parsed.path, parsed.expected, received)
            failure.exceeds_limit = isinstance(parsed, TooManyMismatchesError)
            raise failure
        # A request that changes something has succeeded even if the response has no body: so this is drift, no error.
        drifts.append(Drift(path="$", expected=parsed.expected, received=None, kind="null", target=""))
        parsed = call.decoder(response.status_code)(b"[]" if parsed.expected == "array" else b"{}", None)
    if call.operation.response == "text":
        check_csv(call.operation, response.body, mask)
    if isinstance(parsed, Model) and _is_error(parsed):
        received = _describe_error(call.operation, response.body, mask)
        raise DecodeError(call.operation.id, "$", type(parsed).__name__, received)
    return Decoded(parsed, drifts)


def check_csv(operation: Operation, body: bytes, mask: Mask = mask_nothing) -> None:
    """Check that the body of a response with CSV is not HTML, JSON or empty.

    Args:
        operation: Operation of the response. Nothing is checked if its responses are not CSV.
        body: Body of the response, or the beginning of that body.
        mask: Function that masks the secrets of the request in the message. The default masks nothing.

    Raises:
        DecodeError: The body is HTML, JSON or empty, as `error_bodies.is_other_than_csv` decides.
    """
    if operation.accept == _CSV and error_bodies.is_other_than_csv(body):
        raise DecodeError(operation.id, "$", "CSV", error_bodies.extract(body, mask).message or "an empty body")


class _Drifts(list[Drift]):
    """The drift of a response: a list that is a `DriftSink`.

    The `repr` shows only the length of the list.
    """

    def __repr__(self) -> str:
        return f"<{len(self)} schema mismatches>"

    check_ended = staticmethod(check_ended)

    def __call__(self, drift: Drift) -> None:
        """Add a schema mismatch.

        Raises:
            TooManyMismatchesError: The list has 50,000 items (`MAX_MISMATCHES`) already.
        """
        if len(self) >= MAX_MISMATCHES:
            raise TooManyMismatchesError
        self.append(drift)


def estimate_values(body: bytes) -> int:
    """Estimate the number of JSON values in a body.

    Args:
        body: Decompressed body of a response.

    Returns:
        Number of commas and of opening brackets and braces, including those inside texts.
    """
    return sum(body.count(mark) for mark in (b",", b"[", b"{"))


def _check_number_of_values(operation: Operation, response: Response, max_response_size: int | None) -> None:
    """Check that JSON or text does not have too many JSON values.

    Decoded values can take fifty times the memory of their text, as in `[{},{},...]`. A body of at most 1,000,000 bytes
    is not checked.

    Args:
        operation: Operation of the response. Nothing is checked if its response is CSV or bytes, or is not decoded.
        response: Response with the decompressed body.
        max_response_size: Maximum size of a body in bytes, from which the maximum number of values follows; `None` for
            no limit.

    Raises:
        DecodeError: The body has too many values according to `estimate_values`.
    """
    if len(response.body) <= _MAX_VALUES or max_response_size is None or operation.accept == _CSV:
        return
    limit = max(_MAX_VALUES, max_response_size // _BYTES_PER_VALUE)
    values = estimate_values(response.body)
    if operation.response in {"json", "text"} and values > limit:
        expected = f"at most {limit:,} values (with max_response_size={max_response_size})"
        failure = DecodeError(operation.id, "$", expected, f"about {values:,}")
        failure.exceeds_limit = True
        raise failure


def _call_decoder(call: Call[T], response: Response, drifts: _Drifts, mask: Mask) -> T | WrongTypeError:
    """Call the decoder of a call; return a wrong JSON type as an error.

    Raises:
        DecodeError: The operation returns JSON, and the body is not JSON.
    """
    try:
        return call.decoder(response.status_code)(_payload_of(call.operation, response), drifts)
    except NotJSONError:
        raise DecodeError(
            call.operation.id, "$", "JSON", _describe_non_json(call.operation, response.body, mask)
        ) from None
    except WrongTypeError as error:
        return error.with_traceback(None)


def _describe_non_json(operation: Operation, body: bytes, mask: Mask) -> str:
    """Describe a body that is not JSON.

    The response to a log-in is not quoted, because it may be a token.
    """
    if body and operation.security is Security.NONE:
        return f"{len(body)} bytes of something else"
    return _without_token(error_bodies.extract(body, mask).message) or "an empty body"


def _is_error(model: Model) -> bool:
    unknown = unknown_keys(model)
    return bool(unknown) and error_bodies.is_error([key for key, _ in json_items(model)], unknown)


def _describe_error(operation: Operation, body: bytes, mask: Mask) -> str:
    """Describe the error body of a 2xx response.

    The response to a log-in is not quoted, because it may hold a token.
    """
    message = "" if operation.security is Security.NONE else error_bodies.extract(body, mask).message
    return f"an error: {message}" if message else "an error"


def _describe_body(kind: str, body: bytes, mask: Mask) -> str:
    """Return the JSON type of a body, and for a text its beginning."""
    message = _without_token(error_bodies.extract(body, mask).message)
    return f"{kind}: {message}" if kind == "string" and message else kind


def _without_token(message: str) -> str:
    """Replace a text of one long word by its length: it may be a token.

    A long word has at least 16 characters. All other texts are returned unchanged.
    """
    if len(message) < _MIN_TOKEN_CHARACTERS or " " in message:
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
