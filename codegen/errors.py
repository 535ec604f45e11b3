"""The exception of the build step: a reason for people, no traceback."""

from collections.abc import Sequence

from codegen.support._printable import printable


class BuildError(Exception):
    """The build cannot go on; `str()` is what the command line prints.

    Args:
        message: The reason: what is wrong, where, and what to do.
        details: Further lines, printed indented below the reason. Control characters in text of a document are escaped,
            so that it can neither begin a line nor colour a terminal.
    """

    def __init__(self, message: str, details: Sequence[str] = ()) -> None:
        self.message = printable(message)
        self.details = tuple(printable(detail) for detail in details)
        super().__init__(self.message, self.details)

    def __str__(self) -> str:
        return "\n".join([self.message, *(f"  {detail}" for detail in self.details)])
