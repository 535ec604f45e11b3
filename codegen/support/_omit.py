"""`OMIT`: leaves out an argument for which `None` means null."""

import enum
from typing import Final, Literal


class Omit(enum.Enum):
    """The type of `OMIT`.

    The type is an enumeration, because an unpickled member is the same object, so that `is` works.
    """

    OMIT = "OMIT"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "OMIT"


OMIT: Final = Omit.OMIT
"""Leave the argument out.

Most arguments are left out if they are `None`. But for an argument that may be null, such as `expires_at` of an
organization access token, `None` sends null, and `OMIT`, the default, sends nothing.
"""
