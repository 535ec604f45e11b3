"""Checks arguments; the errors name the argument and the expected values."""

import inspect
import math
import re
from collections.abc import Callable, Mapping
from typing import Any, cast

from aiodockerhub_generated._calls import Call, CallOptions
from aiodockerhub_generated._masking import SealedText, sealed
from aiodockerhub_generated.arguments import LONGEST, check_text, described, shortened
from aiodockerhub_generated.errors import ArgumentError, ArgumentTypeError
from attrs import Attribute

from aiodockerhub.helpers.plain_functions import is_async, is_generator

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, section 5.6.2
_MAX_NUMBER = 2**63 - 1
_MAX_INTEGER_BITS = 64
_CREDENTIAL_HEADERS = frozenset({"authorization", "proxy-authorization"})
_CONNECTION_HEADERS = frozenset(
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
    """Check a number: from 0 to 2**63 - 1, or infinite.

    Args:
        name: Name of the argument.
        value: Value of the argument. Infinity is allowed unless `whole`; NaN and booleans are not allowed.
        whole: Whether the value must be an integer; `False` by default.
        positive: Whether the value must be above 0; `False` by default.
        optional: Whether the value may be `None`; `False` by default.

    Raises:
        ArgumentTypeError: The value is not a number, or not an integer.
        ArgumentError: The value is out of range, or NaN.
    """
    if value is None and optional:
        return
    types = int if whole else int | float
    refusal: type[ArgumentError] = ArgumentTypeError
    if isinstance(value, types) and not isinstance(value, bool):
        # The comparisons accept instead of refuse, because every comparison with NaN is false.
        if (value > 0 if positive else value >= 0) and (value <= _MAX_NUMBER or value == math.inf):
            return
        refusal = ArgumentError
    expected = "a whole number" if whole else "a number"
    least = "above 0" if positive and not whole else f"of at least {int(positive)}"
    most = f" and at most {_MAX_NUMBER:,}" if isinstance(value, int | float) and value > _MAX_NUMBER else ""
    none = ", or None" if optional else ""
    raise refusal(f"{name} must be {expected} {least}{most}{none}; got {shortened(value)}", argument=name)


def number_validator(
    *, whole: bool = False, positive: bool = False, optional: bool = False
) -> Callable[[object, "Attribute[Any]", object], None]:
    """Make an attrs validator that runs `check_number` on the attribute.

    Args:
        whole: Whether the value must be an integer; `False` by default.
        positive: Whether the value must be above 0; `False` by default.
        optional: Whether the value may be `None`; `False` by default.
    """

    def check(_: object, attribute: "Attribute[Any]", value: object) -> None:
        check_number(attribute.name, value, whole=whole, positive=positive, optional=optional)

    return check


def check_function(name: str, value: object) -> None:
    """Check that a value is callable, or `None`.

    Args:
        name: Name of the argument.
        value: Value of the argument.

    Raises:
        ArgumentTypeError: The value is neither callable nor `None`.
    """
    if value is not None and not callable(value):
        raise ArgumentTypeError(f"{name} must be a function, or None; got {shortened(value)}", argument=name)


def validate_plain_function(_: object, attribute: "Attribute[Any]", value: object) -> None:
    """Run `check_plain_function` as an attrs validator."""
    check_plain_function(attribute.name, value)


def validate_hook(_: object, attribute: "Attribute[Any]", value: object) -> None:
    """Run `check_hook` as an attrs validator."""
    check_hook(attribute.name, value)


def check_hook(name: str, value: object) -> None:
    """Check that a value is a function or coroutine function, or `None`.

    Args:
        name: Name of the argument.
        value: Value of the argument.

    Raises:
        ArgumentTypeError: The value is not callable and not `None`, or is a generator function, which would never run;
            see `is_generator`.
    """
    check_function(name, value)
    if is_generator(value):
        raise ArgumentTypeError(
            f"{name} must be a function without `yield`, because nobody iterates over a generator", argument=name
        )


def check_plain_function(name: str, value: object) -> None:
    """Check that a value is a plain function, or `None`.

    A coroutine function is refused, because this package does not await the result of the function. A plain function
    that returns a coroutine is not recognized here; `call_plain` of `helpers.plain_functions` refuses that coroutine.

    Args:
        name: Name of the argument.
        value: Value of the argument.

    Raises:
        ArgumentTypeError: The value is not callable and not `None`, is async, or is a generator function; see
            `is_async` and `is_generator`.
    """
    if is_async(value):
        raise ArgumentTypeError(f"{name} must be a plain function, not async def", argument=name)
    check_hook(name, value)


def check_flag(name: str, value: object) -> None:
    """Check that a value is `True` or `False`.

    Args:
        name: Name of the argument.
        value: Value of the argument.

    Raises:
        ArgumentTypeError: The value is not a boolean.
    """
    if not isinstance(value, bool):
        raise ArgumentTypeError(f"{name} must be True or False; got {described(value)}", argument=name)


def check_instance(name: str, value: object, kind: type | tuple[type, ...], expected: str) -> None:
    """Check that a value is an object of a class.

    Args:
        name: Name of the argument.
        value: Value of the argument.
        kind: Class, or classes, of which the value must be an object.
        expected: Description of a valid value for the error message, such as "a DockerHub".

    Raises:
        ArgumentTypeError: The value is not an object of these classes.
    """
    if not isinstance(value, kind):
        value = sealed(value)  # text may be a secret: otherwise the frame of the error would show it
        raise ArgumentTypeError(f"{name} must be {expected}; got {described(value)}", argument=name)


def check_clock(value: object) -> None:
    """Check that a value has the three methods of `Clock`.

    Args:
        value: Value of the argument `clock`.

    Raises:
        ArgumentTypeError: A method is missing.
    """
    if not all(hasattr(value, name) for name in ("time", "monotonic", "sleep")):
        raise ArgumentTypeError(
            f"clock must have the methods time, monotonic and sleep, as ManualClock has; got {described(value)}",
            argument="clock",
        )


def validate_flag(_: object, attribute: "Attribute[Any]", value: object) -> None:
    """Run `check_flag` as an attrs validator."""
    check_flag(attribute.name, value)


def check_call(call: object) -> None:
    """Check that a value is a call, not the coroutine of a resource method.

    Args:
        call: Value of the argument `call`.

    Raises:
        ArgumentTypeError: The value is not a call.
    """
    if not isinstance(call, Call):
        if inspect.iscoroutine(call):
            call.close()  # otherwise Python warns that it was never awaited
        received = type(call).__name__
        raise ArgumentTypeError(
            f"call must come from aiodockerhub.calls, such as calls.repositories.get(...); got {received}",
            argument="call",
        )


def check_options(options: object) -> None:
    """Check that a value is a `CallOptions`, or `None`.

    Args:
        options: Value of the argument `options`.

    Raises:
        ArgumentTypeError: The value is neither a `CallOptions` nor `None`, or its `idempotent` is not a boolean.
    """
    if options is not None and not isinstance(options, CallOptions):
        raise ArgumentTypeError(
            f"options must be CallOptions, such as CallOptions(timeout=3); got {described(options)}", argument="options"
        )
    if options is not None:
        check_flag("idempotent", options.idempotent)


def checked_headers(headers: object) -> Mapping[str, str]:
    """Check the headers that a program adds to requests.

    Errors do not show the values of headers, which may be secrets.

    Args:
        headers: Value of the argument `headers`.

    Returns:
        A copy of the headers.

    Raises:
        ArgumentTypeError: `headers` is not a mapping.
        ArgumentError: A name is not a token (RFC 9110, section 5.6.2), or belongs to a header that only the client may
            set. Or a value is not printable ASCII text (tabs are allowed), begins or ends with white space, or has more
            than 16,384 characters.
    """
    if not isinstance(headers, Mapping):
        headers = sealed(headers)
        raise ArgumentTypeError(
            f"headers must be a mapping of names to values; got {described(headers)}", argument="headers"
        )
    # Sealed, and no value becomes a variable: tracebacks with variables must not show the values.
    headers = sealed(dict(cast("Mapping[object, object]", headers)))
    problems = (_header_problem(name, value) for name, value in headers.items())
    if problem := next(filter(None, problems), ""):
        raise ArgumentError(f"headers {problem}", argument="headers")
    return cast("Mapping[str, str]", headers)


def checked_query(name: str, params: object) -> dict[str, str]:
    """Check query parameters that a program adds, and convert them to text.

    Args:
        name: Name of the argument with the parameters.
        params: Values by name; a parameter with the value `None` is left out.

    Returns:
        The values as text, by name; booleans as `true` and `false`.

    Raises:
        ArgumentTypeError: `params` is not a mapping, a name is not text, or a value is not text, a number or a boolean.
        ArgumentError: A number is not finite, an integer has more than 64 bits, or a name or text has more than 16,384
            characters or contains halves of surrogate pairs.
    """
    if not isinstance(params, Mapping):
        params = sealed(params)
        raise ArgumentTypeError(f"{name} must be a mapping of names to values; got {described(params)}", argument=name)
    params = sealed(dict(cast("Mapping[object, object]", params)))  # sealed, so that tracebacks do not show the values
    texts: dict[str, str] = sealed({})
    for key in map(sealed, params):
        if not isinstance(key, str):
            raise ArgumentTypeError(f"{name} must have names that are text; got {described(key)}", argument=name)
        check_text(f"{name} key", key, longest=LONGEST)
        if params[key] is not None:
            texts[str.__str__(key)] = _convert_to_text(f"{name}[{shortened(key)}]", sealed(params[key]))
    return texts


def _convert_to_text(name: str, value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str | int | float):
        raise ArgumentTypeError(
            f"{name} must be text, a number or a boolean; got {described(value)}: write it as text", argument=name
        )
    if isinstance(value, float) and not math.isfinite(value):
        raise ArgumentError(f"{name} must be a finite number; got {value}", argument=name)
    if isinstance(value, int) and value.bit_length() > _MAX_INTEGER_BITS:
        raise ArgumentError(f"{name} must be an integer of at most 64 bits; got a longer one", argument=name)
    if isinstance(value, str):
        text = SealedText(str.__str__(value))
    else:  # `str(value)` would write the name of a member of an enumeration
        text = SealedText(float.__repr__(value) if isinstance(value, float) else int.__repr__(value))
    check_text(name, text, longest=LONGEST)
    return text


def _header_problem(name: object, value: object) -> str:
    if not isinstance(name, str) or not _TOKEN.fullmatch(name):
        return f"must be text of printable ASCII characters; {shortened(name)} or its value is not"
    if name.lower() in _CREDENTIAL_HEADERS:
        return (
            f"must not hold {name}, which the client sends itself: pass credentials= to DockerHub, such as "
            "BearerToken(jwt), or scim_token="
        )
    if name.lower() in _CONNECTION_HEADERS:
        return f"must not hold {name}, which belongs to the connection and is set if HTTP requires it; leave it out"
    return _value_problem(name, value)


def _value_problem(name: str, value: object) -> str:
    if not isinstance(value, str):
        return f"must have values that are text; got {described(value)} for {shortened(name)}"
    if not value.isascii() or not value.replace("\t", " ").isprintable():
        return f"must be text of printable ASCII characters; {shortened(name)} or its value is not"
    if value != value.strip():  # RFC 9110, section 5.5
        return f"must not begin or end with white space; the value of {shortened(name)} does: strip it"
    return (
        f"must have values of at most {LONGEST:,} characters; the value of {shortened(name)} has {len(value):,}"
        if len(value) > LONGEST
        else ""
    )
