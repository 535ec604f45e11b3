"""UNSET: the value of something that was not given, apart from `None`."""

import enum
from typing import Final, Literal


class Unset(enum.Enum):
    """The type of `UNSET`. An enumeration keeps its identity through copy, deepcopy and pickle."""

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset.UNSET
"""Not given, or not in the answer; `None` in its place would mean an explicit null."""
