"""Decodes large responses in threads that end with their calls."""

from collections.abc import Callable
from typing import Any, TypeVar

from aiodockerhub_generated.types import Call

from aiodockerhub.errors import DecodeError, UsageError
from aiodockerhub.helpers.outcome import as_outcome
from aiodockerhub.http.call_context import CallContext
from aiodockerhub.http.concurrency import Places
from aiodockerhub.http.response_decoding import Decoded, number_of_values
from aiodockerhub.threads import compute_in_thread

T = TypeVar("T")

# What takes a quarter of a second if nothing in it is as documented:
_MOST_BYTES = 524_288
_MOST_VALUES = 10_000
_FEW_BYTES = 20_000  # which cannot hold as many values


def is_large(body: bytes) -> bool:
    """Tell whether decoding a body would hold up the event loop.

    Args:
        body: The body.
    """
    return len(body) > _MOST_BYTES or (len(body) > _FEW_BYTES and number_of_values(body) > _MOST_VALUES)


async def decode_beside(context: CallContext, places: Places, decode: Callable[[], Decoded[Any]]) -> None:
    """Decode the response of a call in a thread, for `take_decoded`.

    The call keeps its place meanwhile, so that bodies do not pile up. If no thread can be started, nothing is kept, and
    `take_decoded` decodes.

    Args:
        context: The call.
        places: The places of the session; one of them lets one response at a time be decoded, since several threads are
            no faster.
        decode: Decodes the response.
    """
    async with places.decoding:
        try:
            context.decoded = await compute_in_thread(decode)
        except UsageError:
            return
        except Exception as error:  # noqa: BLE001 - raised when the hooks have been called
            context.decoded = error


def take_decoded(context: CallContext, call: Call[T], decode: Callable[[], Decoded[T]]) -> Decoded[T]:
    """Return the result of `decode_beside`, or decode now.

    Args:
        context: The call context.
        call: The call of that context, with the type of its result.
        decode: Decodes the response.

    Raises:
        DecodeError: The response does not match the operation.
    """
    decoded, context.decoded = context.decoded, None
    try:
        if isinstance(decoded, Exception):
            raise decoded
        return decode() if decoded is None else decoded
    except DecodeError as error:
        as_outcome(error, call)
        raise
    finally:
        del decoded  # else an error, its frames and this one would be a circle
