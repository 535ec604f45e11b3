"""The exception of the build step: a reason for people, no traceback."""

from collections.abc import Sequence


class BuildError(Exception):
    """The build cannot go on; `str()` is what the command line prints.

    Args:
        message: One clear reason: what is wrong, where, and what to do.
        details: Further lines, one finding each, printed indented below the reason.
    """

    def __init__(self, message: str, details: Sequence[str] = ()) -> None:
        super().__init__(message, tuple(details))
        self.message = message
        self.details = tuple(details)

    def __str__(self) -> str:
        return "\n".join([self.message, *(f"  {detail}" for detail in self.details)])
