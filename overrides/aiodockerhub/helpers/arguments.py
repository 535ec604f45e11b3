"""Checks of arguments; the errors name the argument and what is expected."""

import inspect
import math
import re
from collections.abc import Callable, Mapping
from typing import Any, cast

from aiodockerhub_generated._calls import Call, CallOptions
from aiodockerhub_generated._redaction import SealedText, sealed
from aiodockerhub_generated.arguments import LONGEST, check_text, described, shortened
from aiodockerhub_generated.errors import ArgumentError, ArgumentTypeError
from attrs import Attribute

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, section 5.6.2
_GREATEST = 2**63 - 1
_CREDENTIALS = frozenset({"authorization", "proxy-authorization"})
_FRAMING = frozenset(
    {
        "connection",
        "content-length",
        "expect",
        "host",
        "keep-alive",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)  # RFC 9110, sections 7.2, 7.6.1, 8.6 and 10.1.1; RFC 9112, section 6


def check_number(
    name: str, value: object, *, whole: bool = False, positive: bool = False, optional: bool = False
) -> None:
    """Check a number: at least 0 and at most 2**63 - 1, or infinite.

    Args:
        name: Name of the argument.
        value: Value of the argument. Infinity is allowed unless `whole`; NaN and booleans are not.
        whole: Require an integer.
        positive: Require more than 0.
        optional: Allow `None`.

    Raises:
        ArgumentTypeError: The value is not a number, or not an integer.
        ArgumentError: The value is out of range, or NaN.
    """
    if value is None and optional:
        return
    types = int if whole else int | float
    refusal: type[ArgumentError] = ArgumentTypeError
    if isinstance(value, types) and not isinstance(value, bool):
        # Written so that NaN, which compares as false, is refused.
        if (value > 0 if positive else value >= 0) and (value <= _GREATEST or value == math.inf):
            return
        refusal = ArgumentError
    expected = "a whole number" if whole else "a number"
    least = "above 0" if positive and not whole else f"of at least {int(positive)}"
    most = f" and at most {_GREATEST:,}" if isinstance(value, int | float) and value > _GREATEST else ""
    none = ", or None" if optional else ""
    raise refusal(f"{name} must be {expected} {least}{most}{none}; got {shortened(value)}", argument=name)


def number(
    *, whole: bool = False, positive: bool = False, optional: bool = False
) -> Callable[[object, "Attribute[Any]", object], None]:
    """Build an attrs validator that runs `check_number`."""

    def check(_: object, attribute: "Attribute[Any]", value: object) -> None:
        check_number(attribute.name, value, whole=whole, positive=positive, optional=optional)

    return check


def check_function(name: str, value: object) -> None:
    """Check a function: callable, or `None`.

    Args:
        name: Name of the argument.
        value: Value of the argument.

    Raises:
        ArgumentTypeError: The value is something else.
    """
    if value is not None and not callable(value):
        raise ArgumentTypeError(f"{name} must be a function, or None; got {shortened(value)}", argument=name)


def function(_: object, attribute: "Attribute[Any]", value: object) -> None:
    """Run `check_function` as an attrs validator."""
    check_function(attribute.name, value)


def plain_function(_: object, attribute: "Attribute[Any]", value: object) -> None:
    """Run `check_plain_function` as an attrs validator."""
    check_plain_function(attribute.name, value)


def check_plain_function(name: str, value: object) -> None:
    """Check a hook that is not awaited: a plain function, or `None`.

    A coroutine function is refused, as nobody would await its result.

    Args:
        name: Name of the argument.
        value: Value of the argument.

    Raises:
        ArgumentTypeError: The value is something else.
    """
    check_function(name, value)
    if inspect.iscoroutinefunction(value):
        raise ArgumentTypeError(f"{name} must be a plain function, not async def", argument=name)


def check_flag(name: str, value: object) -> None:
    """Check a flag: `True` or `False`.

    Args:
        name: Name of the argument.
        value: Value of the argument.

    Raises:
        ArgumentTypeError: The value is something else.
    """
    if not isinstance(value, bool):
        raise ArgumentTypeError(f"{name} must be True or False; got {described(value)}", argument=name)


def check_clock(value: object) -> None:
    """Check a clock: it has the three methods of `Clock`.

    Args:
        value: Value of the argument.

    Raises:
        ArgumentTypeError: The value is something else.
    """
    if not all(hasattr(value, name) for name in ("time", "monotonic", "sleep")):
        raise ArgumentTypeError(
            f"clock must have the methods time, monotonic and sleep, as ManualClock has; got {described(value)}",
            argument="clock",
        )


def flag(_: object, attribute: "Attribute[Any]", value: object) -> None:
    """Run `check_flag` as an attrs validator."""
    check_flag(attribute.name, value)


def check_call(call: object) -> None:
    """Check a call: made by `calls`, and not a coroutine of a resource.

    Args:
        call: Value of the argument.

    Raises:
        ArgumentTypeError: The value is not a call.
    """
    if not isinstance(call, Call):
        if inspect.iscoroutine(call):
            call.close()  # or Python warns that it was never awaited
        received = type(call).__name__
        raise ArgumentTypeError(
            f"call must be made by aiodockerhub.calls, as calls.repositories.get(...); got {received}", argument="call"
        )


def check_options(options: object) -> None:
    """Check the options of a call: `CallOptions`, or `None`.

    Args:
        options: Value of the argument.

    Raises:
        ArgumentTypeError: The value is something else.
    """
    if options is not None and not isinstance(options, CallOptions):
        raise ArgumentTypeError(
            f"options must be CallOptions, as CallOptions(timeout=3); got {described(options)}", argument="options"
        )
    if options is not None:
        check_flag("idempotent", options.idempotent)


def checked_headers(headers: object) -> Mapping[str, str]:
    """Check headers; errors do not show their values, which may be secret.

    Args:
        headers: Value of the argument `headers`.

    Returns:
        The headers.

    Raises:
        ArgumentError: `headers` is not a mapping, or a header is not printable ASCII text, or is set by the client
            itself.
    """
    if not isinstance(headers, Mapping):
        raise ArgumentTypeError(
            f"headers must be a mapping of names to values; got {described(headers)}", argument="headers"
        )
    # No value is a variable here, for the frame of the error would show it.
    headers = sealed(dict(cast("Mapping[object, object]", headers)))
    problems = (_header_problem(name, value) for name, value in headers.items())
    if problem := next(filter(None, problems), ""):
        raise ArgumentError(f"headers {problem}", argument="headers")
    return cast("Mapping[str, str]", headers)


def checked_query(name: str, params: object) -> dict[str, str]:
    """Check further query parameters, and write their values as text.

    Args:
        name: Name of the argument with the parameters.
        params: Values by name; a parameter with the value `None` is left out.

    Returns:
        Names and values as text; booleans as `true` and `false`.

    Raises:
        ArgumentError: `params` is not a mapping, or a value is neither text nor a finite number.
    """
    if not isinstance(params, Mapping):
        raise ArgumentTypeError(f"{name} must be a mapping of names to values; got {described(params)}", argument=name)
    params = sealed(dict(cast("Mapping[object, object]", params)))  # frames of errors would show its values
    spelled: dict[str, str] = sealed({})
    for key in params:
        if not isinstance(key, str):
            raise ArgumentTypeError(f"{name} must have names that are text; got {described(key)}", argument=name)
        check_text(f"{name} key", key, longest=LONGEST)
        if params[key] is not None:
            spelled[key] = _spelled(f"{name}[{shortened(key)}]", sealed(params[key]))
    return spelled


def _spelled(name: str, value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str | int | float):
        raise ArgumentTypeError(
            f"{name} must be text, a number or a boolean; got {described(value)}: write it as text", argument=name
        )
    if isinstance(value, float) and not math.isfinite(value):
        raise ArgumentError(f"{name} must be a finite number; got {value}", argument=name)
    if isinstance(value, int) and value.bit_length() > 64:  # noqa: PLR2004 - the bits of a long integer anywhere
        raise ArgumentError(f"{name} must be an integer of at most 64 bits; got a longer one", argument=name)
    text = SealedText(str.__str__(value) if isinstance(value, str) else str(value))
    check_text(name, text, longest=LONGEST)
    return text


def _header_problem(name: object, value: object) -> str:
    if not isinstance(name, str) or not _TOKEN.fullmatch(name):
        return f"must be text of printable ASCII characters; {shortened(name)} or its value is not"
    if name.lower() in _CREDENTIALS:
        return (
            f"must not hold {name}, which the client sends itself: pass credentials= to DockerHub, such as "
            "BearerToken(jwt), or scim_token="
        )
    if name.lower() in _FRAMING:
        return f"must not hold {name}, which belongs to the connection and is sent as HTTP demands; leave it out"
    return _value_problem(name, value)


def _value_problem(name: str, value: object) -> str:
    if not isinstance(value, str):
        return f"must be text of printable ASCII characters; {name!r} or its value is not, but {described(value)}"
    if not value.isascii() or not value.replace("\t", " ").isprintable():
        return f"must be text of printable ASCII characters; {name!r} or its value is not"
    if value != value.strip():  # RFC 9110, section 5.5
        return f"must not begin or end with blanks; the value of {name!r} does: strip it"
    return f"must be short; the value of {name!r} has {len(value):,} characters" if len(value) > LONGEST else ""
