"""The handlers of a FakeHub: a module for each resource.

The docstring of a handler names the method and the path of its operations. `...` stands for the path of the repository,
organization or namespace.
"""

import importlib
import pkgutil


def bind() -> None:
    """Import all modules of handlers, which binds handlers to operations."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
