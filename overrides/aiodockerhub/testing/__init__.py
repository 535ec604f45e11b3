"""What tests of programs that use Docker Hub need: a Hub in memory, and clocks.

`FakeHub` needs the extra ``testing``; it is loaded when it is asked for.
"""

from typing import TYPE_CHECKING, Any

from aiodockerhub.testing.clock import ManualClock, ShiftedClock

if TYPE_CHECKING:
    from aiodockerhub.testing.call import Settings
    from aiodockerhub.testing.faults import Fault
    from aiodockerhub.testing.hub import FakeHub, ReceivedRequest

__all__ = ["FakeHub", "Fault", "ManualClock", "ReceivedRequest", "Settings", "ShiftedClock"]

_HOMES = {"FakeHub": "hub", "ReceivedRequest": "hub", "Fault": "faults", "Settings": "call"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
