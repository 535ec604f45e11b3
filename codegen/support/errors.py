"""The base class of all errors, its notes, and the errors of arguments."""

from typing import TYPE_CHECKING, Any

from ._printable import printable

if TYPE_CHECKING:
    from ._pages import Cursor

__all__ = ["ArgumentError", "ArgumentTypeError", "DockerHubError"]


class DockerHubError(Exception):
    """Base class of the client's exceptions.

    Attributes:
        attempts: Number of attempts of the failed call, including attempts without a connection; 0 if there was none.
        request_method: HTTP method of the call; `None` if there was no attempt.
        request_url: URL of the last attempt, without user names, passwords and secret query parameters; `None` if there
            was no attempt.
        cursor: Cursor for `pager.resume(error.cursor)`: that of the page that could not be read, or that of the end of
            the list if the walk has read all pages. `None` unless the error is that of a pager, a walk or
            `page.next()`.
    """

    attempts: int = 0
    request_method: str | None = None
    request_url: str | None = None
    cursor: "Cursor | None" = None

    def __init__(self, *args: object) -> None:
        # Messages contain names of files, keys of responses and arguments, and are shown in logs and on terminals.
        super().__init__(*(printable(arg) if isinstance(arg, str) else arg for arg in args))

    def __reduce__(self) -> tuple[Any, ...]:
        # Neither `Exception.__reduce__` nor OSError's works, because the constructors have keyword-only arguments.
        return _rebuild, (type(self),), self.__getstate__()

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "args": self.args}

    @property
    def notes(self) -> tuple[str, ...]:
        """Advice on the error, in sentences.

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

    The error is raised before a request is sent, except for values that come later: headers that a hook sets, what a
    provider or the callable of a `TwoFactor` returns, and later items of an iterable for `gather`.

    Args:
        message: Text with the argument, the expectation, and what to write instead.
        argument: Name of the argument; empty, the default, if no single argument is invalid.

    Attributes:
        argument: Name of the argument, such as `page_size`; empty if the error is about a combination of arguments.
    """

    def __init__(self, message: str, *, argument: str = "") -> None:
        super().__init__(message)
        self.argument = argument


class ArgumentTypeError(ArgumentError, TypeError):
    """An argument has the wrong type. Also a builtin `TypeError`."""


def _rebuild(cls: type[DockerHubError]) -> DockerHubError:
    return cls.__new__(cls)
