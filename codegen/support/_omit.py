"""`OMIT`: leaves an argument out for which `None` means null."""

import enum
from typing import Final, Literal


class Omit(enum.Enum):
    """The type of `OMIT`.

    It is an enumeration, because the identity of a member survives pickling.
    """

    OMIT = "OMIT"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "OMIT"


OMIT: Final = Omit.OMIT
"""Leave the argument out.

For most arguments, `None` does that. But for an argument that may be null, such as `expires_at` of an organization
access token, `None` sends null, and `OMIT`, the default, sends nothing.
"""
