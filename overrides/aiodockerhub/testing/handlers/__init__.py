"""Handlers of the fake Hub, a module for each resource."""

import importlib
import pkgutil


def bind() -> None:
    """Bind all handlers to their operations by importing their modules."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
