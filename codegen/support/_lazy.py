"""Loads modules on first use (PEP 562), or after another module."""

import importlib
import sys
import threading
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any


class _Waiting(threading.local):
    """The names that `late` still has to load, in this thread.

    Attributes:
        names: For each name: the module that gets the name, the name, and the module that defines it.
        loading: Whether a call of `late` is loading names.
    """

    def __init__(self) -> None:
        self.names: deque[tuple[str, str, str]] = deque()
        self.loading = False


_waiting = _Waiting()


def lazy(package: str, names: Mapping[str, str]) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Make the `__getattr__` and `__dir__` of a package.

    Args:
        package: The package's `__name__`.
        names: The source of each public name: `module` for a submodule, `module:attribute` for an attribute of a
            submodule.

    Returns:
        `__getattr__` and `__dir__`. `__getattr__` stores a loaded value in the package, so that Python does not call it
        again for the same name. It raises `AttributeError` for a name that is not in `names`.
    """

    def load(name: str) -> Any:
        try:
            module, _, attribute = names[name].partition(":")
        except KeyError:
            raise AttributeError(f"module {package!r} has no attribute {name!r}") from None
        value: Any = importlib.import_module(f".{module}", package)
        if attribute:
            value = getattr(value, attribute)
        setattr(sys.modules[package], name, value)
        return value

    def listing() -> list[str]:
        return sorted({*vars(sys.modules[package]), *names})

    return load, listing


def late(module: str, names: Mapping[str, str]) -> None:
    """Import names into a module after the module is complete.

    Models that contain each other would otherwise import each other while they are incomplete, and a long chain of
    nested models would exceed Python's recursion limit. The module that the outermost call imports may call this
    function too, in the same thread. Such an inner call only adds its names to a queue. The outermost call imports the
    names in the queue, one after another. Each thread has its own queue.

    Args:
        module: The module's `__name__`.
        names: For each name, the module of the same package that defines it.

    Raises:
        ImportError: A module cannot be imported. The queue is then emptied, and no call imports the names that were in
            it.
    """
    _waiting.names += [(module, name, source) for name, source in names.items()]
    if _waiting.loading:
        return
    _waiting.loading = True
    try:
        while _waiting.names:
            asking, name, source = _waiting.names.popleft()
            loaded = importlib.import_module(f".{source}", asking.rpartition(".")[0])
            setattr(sys.modules[asking], name, getattr(loaded, name))
    finally:
        _waiting.names.clear()
        _waiting.loading = False
