"""The Docker Hub API as typed calls, models and resource classes.

Generated from Docker's OpenAPI document by `python -m codegen build`; edits are overwritten. It does no I/O: whatever
has the methods of `types.Sender` can send the calls.
"""

from typing import TYPE_CHECKING

from ._lazy import lazy

if TYPE_CHECKING:
    from . import calls, models, operations, resources, types

__all__ = ["calls", "models", "operations", "resources", "types"]

if not TYPE_CHECKING:  # or a name that is not there would be no error
    __getattr__, __dir__ = lazy(__name__, {name: name for name in __all__})
