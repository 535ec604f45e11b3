"""The options of a client, a client with options, or a single call."""

import math
from collections.abc import Mapping
from typing import Any, TypedDict, TypeVar

from aiodockerhub_generated._redaction import sealed
from aiodockerhub_generated.types import OMIT, CallOptions
from attrs import evolve, field, frozen

from aiodockerhub.auth.named_credentials import check_named_credentials
from aiodockerhub.errors import ArgumentTypeError
from aiodockerhub.helpers.arguments import checked_headers, checked_query, flag, function, number, plain_function
from aiodockerhub.http import defaults
from aiodockerhub.http.headers import merged
from aiodockerhub.http.hooks import AttemptHook, CallEndHook, CallStartHook, RequestHook, ResponseHook
from aiodockerhub.http.retries import RetryPolicy

EventT = TypeVar("EventT")


def _seconds(limit: Any) -> Any:
    """Normalize seconds: infinity is `None`.

    Not every event loop and library waits for infinity.
    """
    return None if isinstance(limit, int | float) and limit == math.inf else limit


@frozen(kw_only=True)
class Settings:
    """The options of a client or of a client with options.

    Attributes:
        timeout: Seconds for each phase: connecting, every write and every read; `None` for no limit.
        deadline: Seconds for a whole call, all waits and attempts included; `None` for no limit.
        max_response_size: Greatest number of bytes of a response body, decompressed; `None` for no limit.
        retry: Limits and waits of retries.
        headers: Headers of every request.
        query: Query parameters to add to every request.
        named_credentials: Secrets by names of security schemes, for operations that take other credentials than Docker
            Hub's.
        strict: Whether a response that differs from the document raises `DecodeError`.
        pace: Whether to spread calls evenly over the rate limit's window.
        on_call_start: Called when a call begins; a plain function.
        on_call_end: Called when a call has ended, a cancelled one too; a plain function.
        on_request: Called before every attempt; may add headers.
        on_response: Called with every response.
        on_attempt: Called after every attempt, whatever came of it.
    """

    timeout: float | None = field(
        default=defaults.TIMEOUT, converter=_seconds, validator=number(positive=True, optional=True)
    )
    deadline: float | None = field(default=None, converter=_seconds, validator=number(positive=True, optional=True))
    max_response_size: int | None = field(
        default=defaults.MAX_RESPONSE_SIZE, validator=number(whole=True, positive=True, optional=True)
    )
    retry: RetryPolicy = field(factory=RetryPolicy)
    headers: Mapping[str, str] = field(factory=dict[str, str], repr=False)
    query: Mapping[str, str] = field(factory=dict[str, str], repr=False)
    named_credentials: Mapping[str, str] = field(factory=dict[str, str], repr=False, validator=check_named_credentials)
    strict: bool = field(default=False, validator=flag)
    pace: bool = field(default=False, validator=flag)
    on_call_start: CallStartHook | None = field(default=None, validator=plain_function)
    on_call_end: CallEndHook | None = field(default=None, validator=plain_function)
    on_request: RequestHook | None = field(default=None, validator=function)
    on_response: ResponseHook | None = field(default=None, validator=function)
    on_attempt: AttemptHook | None = field(default=None, validator=function)


class SettingsChanges(TypedDict, total=False):
    """The options of `DockerHub.with_options`.

    They mean the same as the client's own arguments.
    """

    timeout: float | None
    deadline: float | None
    max_response_size: int | None
    max_retries: int
    max_retry_after: float
    retry_timeout: float
    headers: Mapping[str, str]
    named_credentials: Mapping[str, str]
    strict: bool
    pace: bool
    on_call_start: CallStartHook | None
    on_call_end: CallEndHook | None
    on_request: RequestHook | None
    on_response: ResponseHook | None
    on_attempt: AttemptHook | None


_OF_RETRY = {"max_retries", "max_retry_after", "retry_timeout"}


def changed(settings: Settings, changes: SettingsChanges) -> Settings:
    """Copy settings with changes; headers are added to the present ones.

    Args:
        settings: The present settings, which stay as they are.
        changes: New values by name.

    Raises:
        ArgumentTypeError: A name is not one of `SettingsChanges`.
        ArgumentError: A value is invalid.
    """
    unknown = changes.keys() - SettingsChanges.__annotations__.keys()
    if unknown:
        options = ", ".join(sorted(SettingsChanges.__annotations__))
        raise ArgumentTypeError(
            f"no such option: {', '.join(sorted(unknown))}; there are {options}", argument=min(unknown)
        )
    retry: dict[str, Any] = {name: value for name, value in changes.items() if name in _OF_RETRY}
    rest: dict[str, Any] = {name: value for name, value in changes.items() if name not in _OF_RETRY}
    rest["headers"] = merged(settings.headers, checked_headers(changes.get("headers", {})))
    if "named_credentials" in rest:
        rest["named_credentials"] = sealed(rest["named_credentials"])
    return evolve(settings, retry=evolve(settings.retry, **retry), **rest)


def for_call(settings: Settings, options: CallOptions) -> Settings:
    """Apply the options of one call to the settings.

    Args:
        settings: The settings of the client.
        options: The options of the call.

    Raises:
        ArgumentTypeError: A value is of the wrong type.
        ArgumentError: A value is out of range.
    """
    retry = settings.retry
    if options.max_retries is not OMIT:
        retry = evolve(retry, max_retries=options.max_retries)
    return evolve(
        settings,
        timeout=settings.timeout if options.timeout is OMIT else options.timeout,
        deadline=settings.deadline if options.deadline is OMIT else options.deadline,
        max_response_size=settings.max_response_size
        if options.max_response_size is OMIT
        else options.max_response_size,
        retry=retry,
        headers=merged(settings.headers, checked_headers(options.headers)),
        query=sealed({**settings.query, **checked_query("query", options.query)}),
    )
