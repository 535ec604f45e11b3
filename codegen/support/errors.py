"""The root of all errors, and the errors of arguments."""

from typing import TYPE_CHECKING, Any

from ._printable import printable

if TYPE_CHECKING:
    from ._paging import Cursor

__all__ = ["ArgumentError", "ArgumentTypeError", "DockerHubError"]


class DockerHubError(Exception):
    """Base of the client's own exceptions.

    Attributes:
        attempts: How many times the request was sent before this error was raised; 0 if it never was.
        request_method: HTTP method of the failed request, or `None` where there was no request.
        request_url: URL of the failed request, without user names, passwords and secret query parameters; or `None`.
        cursor: Cursor of the page that could not be read, from which `pager.resume(error.cursor)` continues; `None` for
            errors outside of walks.
    """

    attempts: int = 0
    request_method: str | None = None
    request_url: str | None = None
    cursor: "Cursor | None" = None

    def __init__(self, *args: object) -> None:
        # Names of files, keys of responses and arguments end up in messages, and messages in logs and on terminals.
        super().__init__(*(printable(arg) if isinstance(arg, str) else arg for arg in args))

    def __reduce__(self) -> tuple[Any, ...]:
        # The constructors take keywords, and OSError has a __reduce__ of its own: rebuild from the attributes instead.
        return _rebuild, (type(self),), self.__getstate__()

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "args": self.args}

    @property
    def notes(self) -> tuple[str, ...]:
        """What to do about the error, in sentences.

        A traceback shows them after the message (PEP 678).
        """
        return tuple(getattr(self, "__notes__", ()))

    @property
    def _where(self) -> str:
        if self.request_method is None:
            return ""
        attempts = f", {self.attempts} attempts" if self.attempts > 1 else ""
        return f" ({self.request_method} {self.request_url}{attempts})"


class ArgumentError(DockerHubError, ValueError):
    """An argument is invalid. Also a `ValueError`.

    The error is raised before anything is sent, with two exceptions: the code that a `TwoFactor` callable returns, and
    later items of an iterable for `gather`.

    Args:
        message: The message: names the argument, what is expected, and what to write instead.
        argument: Name of the argument, if one argument is to blame.

    Attributes:
        argument: Name of the argument, such as `page_size`; empty where arguments do not fit together.
    """

    def __init__(self, message: str, *, argument: str = "") -> None:
        super().__init__(message)
        self.argument = argument


class ArgumentTypeError(ArgumentError, TypeError):
    """An argument is of the wrong type. Also a builtin `TypeError`."""


def _rebuild(cls: type[DockerHubError]) -> DockerHubError:
    return cls.__new__(cls)
