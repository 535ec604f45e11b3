"""A fake Docker Hub and clocks, for tests of programs that use Docker Hub.

The clocks need no extra; all other names need the extra `testing`. A name of this package is loaded on first use.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aiodockerhub.testing.clock import ManualClock, ShiftedClock
    from aiodockerhub.testing.faults import Fault
    from aiodockerhub.testing.hub import FakeHub
    from aiodockerhub.testing.received_request import ReceivedRequest
    from aiodockerhub.testing.recordings import Recording
    from aiodockerhub.testing.settings import Settings

__all__ = ["FakeHub", "Fault", "ManualClock", "ReceivedRequest", "Recording", "Settings", "ShiftedClock"]

_MODULES = {
    "FakeHub": "hub",
    "Fault": "faults",
    "ManualClock": "clock",
    "ReceivedRequest": "received_request",
    "Recording": "recordings",
    "Settings": "settings",
    "ShiftedClock": "clock",
}

if not TYPE_CHECKING:  # with `__getattr__`, type checkers would accept names that do not exist
    from importlib.util import find_spec

    def __getattr__(name: str) -> Any:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        if _MODULES[name] != "clock" and not all(map(find_spec, ("starlette", "uvicorn"))):
            raise ImportError(f"{name} needs the extra: pip install 'aiodockerhub[testing]'")
        return getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
