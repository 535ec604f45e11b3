"""Headers of responses as a value, and the headers of every request."""

import platform
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar, overload

from aiodockerhub_generated.arguments import LONGEST, shortened

from aiodockerhub._version import __version__
from aiodockerhub.errors import ArgumentError

T = TypeVar("T")

_READABLE = frozenset({"accept", "accept-encoding", "content-type", "user-agent"})


_MOST_DIGITS = 18


def content_length(headers: Mapping[str, str]) -> int | None:
    """Read Content-Length, the bytes of a body before decompression.

    Args:
        headers: Headers of a response, case-insensitive.

    Returns:
        The number; `None` if the header is missing or not a number.
    """
    text = headers.get("content-length", "")
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None


class Headers(Mapping[str, str]):
    """Case-insensitive headers of a response, in the order received.

    The values of a repeated header are joined with commas.

    Args:
        pairs: Names and values as they were received.
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
        return f"Headers({list(self._values)})"  # names only: values may be cookies

    @overload
    def get(self, key: str, /) -> str | None: ...
    @overload
    def get(self, key: str, /, default: str | T) -> str | T: ...
    def get(self, key: str, /, default: object = None) -> object:
        """Get the value of a header, or else the default.

        The method of `Mapping` would raise and catch an exception.
        """
        value = self._values.get(key.lower())
        if value is None:
            return default
        return value if isinstance(value, str) else ", ".join(value)

    def get_list(self, name: str) -> list[str]:
        """Give the values of a header that may be repeated, each on its own.

        Args:
            name: Name of the header, in any case.

        Returns:
            The values in the order they came in; empty without such a header.
        """
        value = self._values.get(name.lower(), ())
        return [value] if isinstance(value, str) else list(value)

    def without(self, names: Iterable[str]) -> "Headers":
        """Copy the headers without some of them.

        Args:
            names: Names in lower case.
        """
        left_out = frozenset(names)
        copy = Headers()
        copy._values = {name: value for name, value in self._values.items() if name not in left_out}
        return copy


class RequestHeaders(dict[str, str]):
    """Headers of a request; its `repr` shows no value that may be secret."""

    __slots__ = ()

    def __repr__(self) -> str:
        return repr({name: value if name in _READABLE else "***" for name, value in self.items()})


def default_headers(application: object) -> RequestHeaders:
    """Make the headers of every request.

    Args:
        application: Name and version of the program for the User-Agent, such as `shop-sync/1.2`; `None` for none.

    Raises:
        ArgumentError: The application is not printable ASCII.
    """
    return RequestHeaders({"user-agent": _user_agent(application), "accept-encoding": "gzip, deflate"})


def merged(headers: Mapping[str, str], more: Mapping[str, str]) -> RequestHeaders:
    """Add headers to others, replacing those of the same name in any case.

    Args:
        headers: Headers with names in lower case.
        more: Headers to add, names in any case.
    """
    result = RequestHeaders(headers)
    for name, value in more.items():
        result[name.lower()] = value
    return result


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
    return f"{own} {application}"
