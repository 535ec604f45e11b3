"""Header classes; default headers such as User-Agent, Accept-Encoding."""

import platform
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Self, TypeVar, overload

from aiodockerhub_generated._masking import SealedText, SecretText, hidden
from aiodockerhub_generated._secret_names import is_secret
from aiodockerhub_generated.arguments import LONGEST, shortened

from aiodockerhub._version import __version__
from aiodockerhub.errors import ArgumentError
from aiodockerhub.helpers.text import mask_header

T = TypeVar("T")

_NEVER_SECRET = frozenset({"accept", "accept-encoding", "content-type", "user-agent"})


_MAX_CONTENT_LENGTH_DIGITS = 18


def content_length(headers: Mapping[str, str]) -> int | None:
    """Read the Content-Length header.

    Args:
        headers: Headers of a response, case-insensitive.

    Returns:
        Number of bytes of the body before decompression; `None` if the header is missing, or is not a number of at
        most 18 digits.
    """
    text = headers.get("content-length", "")
    return int(text) if text.isdecimal() and len(text) <= _MAX_CONTENT_LENGTH_DIGITS else None


class Headers(Mapping[str, str]):
    """The headers of a response, a case-insensitive mapping.

    The values of a repeated header are joined with commas. A pickle contains the values with secrets masked, such as
    cookies.

    Args:
        pairs: Names and values as received.
    """

    __slots__ = ("_values",)

    def __init__(self, pairs: Iterable[tuple[bytes, bytes]] = ()) -> None:
        values: dict[str, str | list[str]] = {}
        for raw_name, raw_value in pairs:
            name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
            earlier = values.get(name)
            if earlier is None:
                values[name] = value
            elif isinstance(earlier, str):
                values[name] = [earlier, value]
            else:
                earlier.append(value)
        self._values = values

    def __getitem__(self, name: str) -> str:
        value = self._values[name.lower()]
        return value if isinstance(value, str) else ", ".join(value)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Headers({list(self._values)})"  # values may be secret, such as cookies

    def __reduce__(self) -> tuple[Any, ...]:
        pairs = [(name, mask_header(name, value)) for name in self for value in self.get_list(name)]
        return Headers, ([(name.encode("latin-1"), value.encode("latin-1")) for name, value in pairs],)

    def __copy__(self) -> Self:  # `__reduce__` would make the copy, with masked values
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

    @overload
    def get(self, key: str, /) -> str | None: ...
    @overload
    def get(self, key: str, /, default: str | T) -> str | T: ...
    def get(self, key: str, /, default: object = None) -> object:
        """Return the value of a header, or the default if the header is missing.

        `Mapping.get` does the same, but raises and catches an exception for a missing header, which is slow.
        """
        value = self._values.get(key.lower())
        if value is None:
            return default
        return value if isinstance(value, str) else ", ".join(value)

    def get_list(self, name: str) -> list[str]:
        """Return the separate values of a header that may be repeated.

        Args:
            name: Name of the header, in any case.

        Returns:
            The values in the order received; an empty list if the header is missing.
        """
        value = self._values.get(name.lower(), ())
        return [value] if isinstance(value, str) else list(value)

    def without(self, names: Iterable[str]) -> "Headers":
        """Return a copy without certain headers.

        Args:
            names: Names of the headers to leave out, in lower case.
        """
        left_out = frozenset(names)
        copy = Headers()
        copy._values = {name: value for name, value in self._values.items() if name not in left_out}
        return copy


class RequestHeaders(dict[str, str]):
    """The headers of a request; the `repr` hides values that may be secret.

    A pickle contains the values with secrets masked.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return repr({name: value if name in _NEVER_SECRET else "***" for name, value in self.items()})

    def __reduce__(self) -> tuple[Any, ...]:
        return RequestHeaders, ({name: mask_header(name, value) for name, value in self.items()},)

    def __copy__(self) -> "RequestHeaders":  # `__reduce__` would make the copy, with masked values
        return RequestHeaders(self)

    def __deepcopy__(self, memo: dict[int, Any]) -> "RequestHeaders":
        return RequestHeaders(self)


def default_headers(application: object) -> RequestHeaders:
    """Make the default headers of requests: User-Agent and Accept-Encoding.

    Args:
        application: Name and version of the program to add to the User-Agent, such as `shop-sync/1.2`; `None` to add
            nothing.

    Raises:
        ArgumentError: `application` is not printable ASCII text, is blank or has more than 16,384 characters.
    """
    return RequestHeaders({"user-agent": _user_agent(application), "accept-encoding": "gzip, deflate"})


def merge_headers(headers: Mapping[str, str], more: Mapping[str, str]) -> RequestHeaders:
    """Copy headers, and add others, which replace headers of the same name.

    Values under the names of secrets are wrapped, so that they stay hidden when a hook copies them from its event.

    Args:
        headers: Headers with names in lower case; not modified.
        more: Headers to add, with names in any case.
    """
    result = RequestHeaders(headers)
    for name, value in more.items():
        result[name.lower()] = hidden(value) if is_secret(name) else _plain(value)
    return result


def _plain(value: str) -> str:
    # aiohttp formats the values, and an enumeration formats the name of a member.
    return value if isinstance(value, SecretText | SealedText) else str.__str__(value)


def _user_agent(application: object) -> str:
    own = f"aiodockerhub/{__version__} python/{platform.python_version()}"
    if application is None:
        return own
    if (
        not isinstance(application, str)
        or not application.isascii()
        or not application.isprintable()
        or not application.strip()
        or len(application) > LONGEST
    ):
        raise ArgumentError(
            f"application must be printable ASCII such as 'shop-sync/1.2', got {shortened(application)}",
            argument="application",
        )
    return f"{own} {str.__str__(application)}"  # an enumeration formats the name of a member
