"""Decides which responses are decoded in a thread, and decodes them."""

from functools import partial
from typing import TypeVar

from aiodockerhub_generated.types import Call

from aiodockerhub.errors import DecodeError, UsageError
from aiodockerhub.helpers.outcome import as_outcome
from aiodockerhub.http.call_context import CallContext
from aiodockerhub.http.concurrency import Places
from aiodockerhub.http.exchange import Response
from aiodockerhub.http.response_decoding import Decoded, decode_response, estimate_values
from aiodockerhub.threads import compute_in_thread

T = TypeVar("T")

# Decoding a body of this size takes a quarter of a second if every value in it is a schema mismatch.
_MAX_BYTES_ON_LOOP = 524_288
_MAX_VALUES_ON_LOOP = 10_000
_MIN_BYTES_TO_COUNT = 20_000  # a smaller body cannot hold more than `_MAX_VALUES_ON_LOOP` values


def is_large(body: bytes) -> bool:
    """Return whether decoding a body could block the event loop noticeably.

    Args:
        body: Decompressed body of a response.

    Returns:
        True if the body has more than 512 KiB or, estimated by its commas and opening brackets, more than 10,000 JSON
        values.
    """
    if len(body) > _MAX_BYTES_ON_LOOP:
        return True
    return len(body) > _MIN_BYTES_TO_COUNT and estimate_values(body) > _MAX_VALUES_ON_LOOP


async def decode_in_thread(context: CallContext, places: Places, response: Response) -> None:
    """Decode a response in a thread and store the result for `take_decoded`.

    The call must hold its place until this function returns: otherwise bodies would arrive faster than the thread
    decodes them. One response is decoded at a time, because several threads are not faster. If no thread can be
    started, nothing is stored, and `take_decoded` decodes the response.

    Args:
        context: Context of the call.
        places: Places of the session, whose semaphore `decoding` is held.
        response: Response to decode. An error of its decoding is stored too.
    """
    async with places.decoding:
        try:
            context.decoded = await compute_in_thread(partial(_decode, context, context.call, response))
        except UsageError:
            return
        except Exception as error:  # noqa: BLE001 - `take_decoded` raises the error, after the hooks have been called
            context.decoded = error


def take_decoded(context: CallContext, call: Call[T], response: Response) -> Decoded[T]:
    """Return the result of `decode_in_thread`, or decode the response now.

    Args:
        context: Context of the call.
        call: Call of the context. Unlike `context.call`, this argument has the type of the result, for type checkers.
        response: Response to decode.

    Returns:
        The decoded response.

    Raises:
        DecodeError: The response cannot be decoded, for one of the reasons that `decode_response` lists.
        Exception: The decoder of the call raised this exception.
    """
    decoded, context.decoded = context.decoded, None
    try:
        if isinstance(decoded, Exception):
            raise decoded
        return _decode(context, call, response) if decoded is None else decoded
    except DecodeError as error:
        as_outcome(error, call)
        raise
    finally:
        del decoded  # an error would refer to this frame, and this frame to the error: a reference cycle


def _decode(context: CallContext, call: Call[T], response: Response) -> Decoded[T]:
    return decode_response(call, response, context.settings.max_response_size, context.mask)
