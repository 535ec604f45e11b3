"""The exception of the build step, printed as text without a traceback."""

from collections.abc import Sequence

from codegen.support._printable import printable


class BuildError(Exception):
    """The build or the update cannot continue.

    The command line prints `str(error)`: the message, then each detail on an indented line; `update --json` prints both
    as JSON.

    Control characters are escaped in the message and the details, because both may quote the document: a quoted text
    must not begin a line of its own or change the colours of a terminal.

    Args:
        message: The problem, its location, and what to do about it.
        details: Further lines, such as a location for each problem; none by default.
    """

    def __init__(self, message: str, details: Sequence[str] = ()) -> None:
        self.message = printable(message)
        self.details = tuple(printable(detail) for detail in details)
        super().__init__(self.message, self.details)

    def __str__(self) -> str:
        return "\n".join([self.message, *(f"  {detail}" for detail in self.details)])
