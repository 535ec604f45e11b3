"""Raises the error of a failed log-in in each task that waits for it."""

import asyncio
from collections.abc import Awaitable
from types import TracebackType
from typing import NoReturn, TypeVar

from attrs import field, frozen

from aiodockerhub.errors import DockerHubError
from aiodockerhub.helpers.tasks import is_being_cancelled

T = TypeVar("T")


@frozen
class LogInFailure:
    """The result of a log-in that failed.

    Attributes:
        error: Error that ended the log-in.
        traceback: Traceback of that error at the end of the log-in.
    """

    error: Exception
    traceback: TracebackType | None = field(repr=False)

    def throw(self) -> NoReturn:
        """Raise the error in the current task.

        If the error is a `DockerHubError`, each task gets a copy, because the walk of a task adds its cursor and notes.
        All tasks share any other error. The traceback is reset, because every `raise` of a shared error lengthens it.
        """
        raise _copy(self.error).with_traceback(self.traceback)


async def token_or_failure(log_in: Awaitable[T]) -> "T | LogInFailure":
    """Wait for a log-in, and return an error instead of raising it.

    Args:
        log_in: Coroutine of the log-in. It runs in the current task, which is the task of the log-in.

    Returns:
        The result of the log-in, or a `LogInFailure` that contains its exception.

    Raises:
        asyncio.CancelledError: The task of the log-in was cancelled. If that task was not cancelled, but the log-in
            raises a `CancelledError`, as when a provider of credentials awaits a cancelled task, the result is a
            `LogInFailure`.
        BaseException: The log-in raised an exception that is no `Exception`, such as `SystemExit`.
    """
    try:
        return await log_in
    except asyncio.CancelledError as error:
        if is_being_cancelled():
            raise
        failure = DockerHubError("code that the log-in waited for was cancelled, although the log-in was not")
        failure.__cause__ = error
        return LogInFailure(failure, error.__traceback__)
    except Exception as error:  # noqa: BLE001 - raised in each task that waits
        return LogInFailure(error, error.__traceback__)


def _copy(error: Exception) -> Exception:
    """Copy an error of this package, with its cause and notes.

    Returns:
        The copy; the same object if the error is no `DockerHubError`, because other exceptions may not be copyable.
    """
    if not isinstance(error, DockerHubError):
        return error
    copy = type(error).__new__(type(error))
    copy.__dict__.update(error.__dict__)
    if hasattr(error, "__notes__"):
        copy.__notes__ = [*error.__notes__]
    copy.args = error.args
    copy.__cause__, copy.__suppress_context__ = error.__cause__, error.__suppress_context__
    return copy
