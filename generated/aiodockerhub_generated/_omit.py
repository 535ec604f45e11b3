"""`OMIT`: leaves an argument out where `None` means null."""

import enum
from typing import Final, Literal


class Omit(enum.Enum):
    """The type of `OMIT`, an enumeration: its identity survives pickling."""

    OMIT = "OMIT"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "OMIT"


OMIT: Final = Omit.OMIT
"""Leave the argument out.

Most arguments are left out by `None`. Only where null means something to Docker Hub, as in `expires_at` of an
organization access token, `None` sends null, and `OMIT` (the default) sends nothing.
"""
