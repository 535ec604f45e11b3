"""The options of a client, and how the options of a call change them."""

import math
from collections.abc import Mapping
from typing import Any, TypedDict, TypeVar

from aiodockerhub_generated._masking import sealed
from aiodockerhub_generated.types import OMIT, CallOptions
from attrs import evolve, field, frozen

from aiodockerhub.auth.named_credentials import check_named_credentials
from aiodockerhub.errors import ArgumentTypeError
from aiodockerhub.helpers.arguments import (
    checked_headers,
    checked_query,
    number_validator,
    validate_flag,
    validate_hook,
    validate_plain_function,
)
from aiodockerhub.helpers.text import shown_name
from aiodockerhub.http import defaults
from aiodockerhub.http.headers import merge_headers
from aiodockerhub.http.hooks import AttemptHook, CallEndHook, CallStartHook, RequestHook, ResponseHook
from aiodockerhub.http.retries import RetryPolicy

EventT = TypeVar("EventT")


def _replace_infinity(limit: Any) -> Any:
    """Convert infinite seconds to `None`, which means no limit.

    Some event loops and libraries reject infinity.
    """
    return None if isinstance(limit, int | float) and limit == math.inf else limit


@frozen(kw_only=True)
class Settings:
    """The options of a client or of a client with options.

    The module `defaults` and `RetryPolicy` have the defaults other than `None`, false and an empty mapping.

    Attributes:
        timeout: Limit in seconds for each phase of a request: connecting, each write and each read. `None` for no
            limit.
        deadline: Limit in seconds for a whole call, including all waits and attempts. `None` for no limit.
        max_response_size: Maximum number of bytes of the decompressed body of a 2xx response; `None` for no limit.
        retry: Limits and waits of retries.
        headers: Headers of every request, with names in lower case.
        query: Query parameters that are added to every request.
        named_credentials: Secrets by names of security schemes, for operations that do not take Docker Hub's bearer
            token.
        strict: Whether each response that differs from Docker's OpenAPI document raises `DecodeError`. If false, a
            difference with which the response can be decoded is recorded in the drift log.
        pace: Whether requests are spread evenly over the window of the rate limit.
        on_call_start: Plain function that is called at the start of a call; `None` for no hook.
        on_call_end: Plain function that is called at the end of a call, even if the call was cancelled; `None` for no
            hook.
        on_request: Function or coroutine function that is called before each attempt and may change its headers; `None`
            for no hook.
        on_response: Function or coroutine function that is called with each response; `None` for no hook.
        on_attempt: Function or coroutine function that is called after each attempt that got a response or a transport
            error; `None` for no hook.
    """

    timeout: float | None = field(
        default=defaults.TIMEOUT, converter=_replace_infinity, validator=number_validator(positive=True, optional=True)
    )
    deadline: float | None = field(
        default=None, converter=_replace_infinity, validator=number_validator(positive=True, optional=True)
    )
    max_response_size: int | None = field(
        default=defaults.MAX_RESPONSE_SIZE, validator=number_validator(whole=True, positive=True, optional=True)
    )
    retry: RetryPolicy = field(factory=RetryPolicy)
    headers: Mapping[str, str] = field(factory=dict[str, str], repr=False)
    query: Mapping[str, str] = field(factory=dict[str, str], repr=False)
    named_credentials: Mapping[str, str] = field(factory=dict[str, str], repr=False, validator=check_named_credentials)
    strict: bool = field(default=False, validator=validate_flag)
    pace: bool = field(default=False, validator=validate_flag)
    on_call_start: CallStartHook | None = field(default=None, validator=validate_plain_function)
    on_call_end: CallEndHook | None = field(default=None, validator=validate_plain_function)
    on_request: RequestHook | None = field(default=None, validator=validate_hook)
    on_response: ResponseHook | None = field(default=None, validator=validate_hook)
    on_attempt: AttemptHook | None = field(default=None, validator=validate_hook)


class SettingsChanges(TypedDict, total=False):
    """The keyword arguments of `DockerHub.with_options`.

    They have the same meaning as the arguments of `DockerHub`, except that `headers` are added to the present headers.
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


_RETRY_OPTIONS = {"max_retries", "max_retry_after", "retry_timeout"}


def apply_changes(settings: Settings, changes: SettingsChanges) -> Settings:
    """Return a copy of settings with changes.

    Headers are added to the current headers, and replace headers of the same name; all other values replace the current
    values.

    Args:
        settings: Current settings; not modified.
        changes: New values by name.

    Returns:
        The new settings.

    Raises:
        ArgumentTypeError: `changes` has a name that `SettingsChanges` does not have, or a value has a wrong type.
        ArgumentError: A value is invalid.
    """
    unknown = sorted(map(shown_name, changes.keys() - SettingsChanges.__annotations__.keys()))
    if unknown:
        options = ", ".join(sorted(SettingsChanges.__annotations__))
        raise ArgumentTypeError(f"no such option: {', '.join(unknown)}; there are {options}", argument=unknown[0])
    retry: dict[str, Any] = {name: value for name, value in changes.items() if name in _RETRY_OPTIONS}
    rest: dict[str, Any] = sealed({name: value for name, value in changes.items() if name not in _RETRY_OPTIONS})
    rest["headers"] = merge_headers(settings.headers, checked_headers(changes.get("headers", {})))
    if "named_credentials" in rest:
        rest["named_credentials"] = sealed(rest["named_credentials"])
    return evolve(settings, retry=evolve(settings.retry, **retry), **rest)


def apply_call_options(settings: Settings, options: CallOptions) -> Settings:
    """Return a copy of settings with the options of one call.

    Headers and query parameters are added to the headers and query parameters of the client, and replace those of the
    same name. Each other option that is given replaces the value of the client, except `idempotent`, which is no
    setting.

    Args:
        settings: Settings of the client; not modified.
        options: Options of the call.

    Returns:
        The settings of the call.

    Raises:
        ArgumentTypeError: A value has a wrong type.
        ArgumentError: A value is invalid.
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
        headers=merge_headers(settings.headers, checked_headers(options.headers)),
        query=sealed({**settings.query, **checked_query("query", options.query)}),
    )
