"""The functions that make calls for `hub.request`, one per operation.

`from aiodockerhub.calls import repositories`

There is one module for each resource, with one function for each of its methods. A module is loaded on first use.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aiodockerhub_generated.calls import *  # noqa: F403 - its `__all__` is the only list of resources
else:
    from aiodockerhub_generated import calls as _calls

    __all__ = _calls.__all__

    def __getattr__(name: str) -> Any:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(_calls, name)

    def __dir__() -> list[str]:
        return sorted(__all__)
