"""The Docker Hub API as typed calls, models and resource classes.

Generated from Docker's OpenAPI document by `python -m codegen build`; edits are overwritten. The package sends no
requests: any object with the methods of `types.Sender` can send the calls.
"""

from typing import TYPE_CHECKING

from ._lazy import lazy

if TYPE_CHECKING:
    from . import calls, models, operations, resources, types

__all__ = ["calls", "models", "operations", "resources", "types"]

if not TYPE_CHECKING:  # a type checker that saw `__getattr__` would accept any name
    __getattr__, __dir__ = lazy(__name__, {name: name for name in __all__})
