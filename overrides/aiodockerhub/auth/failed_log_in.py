"""A failed log-in, whose error is raised in every task that waits."""

from types import TracebackType
from typing import NoReturn

from attrs import field, frozen

from aiodockerhub.errors import DockerHubError


@frozen
class LogInFailure:
    """A failed log-in, for every task that waited for it.

    Attributes:
        error: The error of the log-in.
        traceback: The traceback of that error when the log-in ended.
    """

    error: Exception
    traceback: TracebackType | None = field(repr=False)

    def throw(self) -> NoReturn:
        """Raise the error in a task.

        Each task gets a copy of an error of this package, to which its walk adds a cursor and notes; other errors are
        shared. All start from the same traceback, which each `raise` of one shared error would lengthen.
        """
        raise _copied(self.error).with_traceback(self.traceback)


def _copied(error: Exception) -> Exception:
    """Copy an error of this package, with its cause and notes.

    Others are given as they are: not every exception can be copied.
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
